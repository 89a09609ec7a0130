"""%maven and what belongs to it, against repositories that the tests fill."""

import json
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from maven_repository import MavenRepository, dependency, jar

pytestmark = pytest.mark.slow

# "s3cret", encrypted as `mvn --encrypt-password` does under the master password "class-room", itself encrypted.
MASTER = "{tHu1ayTKDF4HhAhMH/TAtKiQPGNR3tD7WZFcFqQIpw0=}"
ENCRYPTED = "{wQ8/gO3/KWsHhtxoolTgQC5nbpovGW36uf7eeCkANSE=}"


def read(resource):
    """A cell that reads what a library's jar holds; null when it is not on the class path."""
    return ('{ var in = Thread.currentThread().getContextClassLoader().getResourceAsStream("' + resource
            + '"); System.out.print(in == null ? "absent" : new String(in.readAllBytes())); }')


class World:
    """Central, the user's Maven settings, and a folder of notebooks."""

    def __init__(self, folder, new_kernel):
        self.folder = folder
        self.central = MavenRepository()
        self.repositories = [self.central]
        self.local = folder / "local"
        self.notebooks = folder / "notebooks"
        self.notebooks.mkdir()
        self.start = new_kernel
        self.settings()

    def repository(self, **options):
        repository = MavenRepository(**options)
        self.repositories.append(repository)
        return repository

    def settings(self, more="", mirror=None):
        (self.folder / "settings.xml").write_text(
            f"<settings><localRepository>{self.local}</localRepository>{more}<mirrors><mirror><id>test-central</id>"
            f"<mirrorOf>central</mirrorOf><url>{mirror or self.central.address}</url></mirror></mirrors></settings>")

    def kernel(self):
        return self.start(REPRISE_MAVEN_SETTINGS=str(self.folder / "settings.xml"))

    def forget_downloads(self):
        shutil.rmtree(self.local, ignore_errors=True)

    @property
    def lock_file(self):
        return self.notebooks / "reprise.lock"

    @property
    def lock(self):
        return json.loads(self.lock_file.read_text(encoding="utf-8"))

    def libraries(self, *requests):
        return next(r["libraries"] for r in self.lock["resolutions"] if r["requests"] == list(requests))


@pytest.fixture
def world(tmp_path, monkeypatch, new_kernel):
    made = World(tmp_path, new_kernel)
    monkeypatch.chdir(made.notebooks)
    yield made
    for repository in made.repositories:
        repository.close()


def test_a_library_comes_with_its_closure_and_is_written_down(world):
    world.central.put("org.a:a:1", ["org.b:b:2"])
    world.central.put("org.b:b:2", [dependency("org.t:t:1", "<scope>test</scope>"), dependency("org.o:o:1", "<optional>true</optional>")])
    kernel = world.kernel()
    assert kernel.run("%maven org.a:a:1").status == "ok"
    assert kernel.run(read("b.txt")).stdout == "2"
    assert world.libraries("org.a:a:1") == ["org.a:a:jar:1", "org.b:b:jar:2"]
    pin = world.lock["libraries"]["org.a:a:jar:1"]
    assert len(pin["sha256"]) == 64
    assert pin["from"] == world.central.address
    added = kernel.run("List<String> added = %maven org.a:a:1\nadded.size()")
    assert added.text == "0"
    assert kernel.run("%maven").stdout == "org.a:a:1\n"
    assert world.lock_file.stat().st_mode & 0o444 == 0o444, "others may read it"


def test_everything_is_resolved_together_and_conflicts_are_explained(world):
    world.central.put("org.a:a:1", ["org.c:c:1"])
    world.central.put("org.b:b:1", ["org.c:c:2"])
    world.central.put("org.c:c:1")
    world.central.put("org.c:c:2")
    kernel = world.kernel()
    kernel.run("%maven org.a:a:1 org.b:b:1")
    assert world.libraries("org.a:a:1", "org.b:b:1") == ["org.a:a:jar:1", "org.c:c:jar:1", "org.b:b:jar:1"]
    tree = kernel.run("%maven --tree").stdout
    assert "\\- org.c:c:jar:1" in tree and "org.c:c:jar:2" in tree and "conflicts with 1" in tree


def test_a_version_that_is_in_use_is_replaced_at_once_or_when_asked_for(world):
    world.central.put("org.c:c:1")
    world.central.put("org.c:c:2")
    world.central.put("org.a:a:1", ["org.c:c:1"])
    kernel = world.kernel()
    kernel.run("%maven org.a:a:1\nint twice(int n) { return 2 * n; }")
    assert kernel.run("%maven org.c:c:2").stderr == ""
    assert kernel.run(read("c.txt")).stdout == "2", "nothing was lost by a new process, so there is one"
    kernel.run("int kept = 1;")
    world.central.put("org.b:b:1", ["org.d:d:1"])
    world.central.put("org.d:d:1")
    world.central.put("org.d:d:2")
    kernel.run("%maven org.b:b:1")
    told = kernel.run("%maven org.d:d:2")
    assert "org.d:d 1 is in use, 2 is wanted" in told.stderr
    assert kernel.run("kept").text == "1"
    assert "lost variables: kept" in kernel.run("%maven --switch").stderr
    assert kernel.run(read("d.txt")).stdout == "2"
    assert kernel.run("twice(21)").text == "42"


def test_versions_from_a_bom_exclusions_and_classifiers(world):
    world.central.put("org.a:bom:1", more="<packaging>pom</packaging><dependencyManagement><dependencies>"
                      + dependency("org.a:a:3") + "</dependencies></dependencyManagement>", packaging="pom")
    world.central.put("org.a:a:3", ["org.b:b:1", "org.x:x:1"], classifiers=["tests"])
    world.central.put("org.b:b:1")
    world.central.put("org.x:x:1")
    kernel = world.kernel()
    assert kernel.run("%maven --bom org.a:bom:1 org.a:a --exclude org.x:*").status == "ok"
    assert kernel.run(read("a.txt")).stdout == "3"
    assert kernel.run(read("x.txt")).stdout == "absent"
    assert kernel.run("%maven org.a:a:jar:tests:3").status == "ok"
    assert kernel.run(read("a-tests.txt")).stdout == "3"
    assert "org.z:z needs a version" in kernel.run("%maven org.z:z").reply["evalue"]


def test_a_pom_with_parent_properties_bom_and_exclusions(world):
    world.central.put("org.p:parent:1", more="<packaging>pom</packaging><properties><a.version>4</a.version></properties>"
                      "<dependencyManagement><dependencies>" + dependency("org.m:bom:1", "<type>pom</type><scope>import</scope>")
                      + "</dependencies></dependencyManagement>", packaging="pom")
    world.central.put("org.m:bom:1", more="<packaging>pom</packaging><dependencyManagement><dependencies>"
                      + dependency("org.b:b:7") + "</dependencies></dependencyManagement>", packaging="pom")
    world.central.put("org.a:a:4", ["org.x:x:1"])
    world.central.put("org.b:b:7")
    (world.notebooks / "pom.xml").write_text(
        "<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.p</groupId><artifactId>parent</artifactId>"
        "<version>1</version></parent><artifactId>mine</artifactId><dependencies>"
        + dependency("org.a:a:${a.version}", "<exclusions><exclusion><groupId>org.x</groupId><artifactId>x</artifactId>"
                     "</exclusion></exclusions>")
        + dependency("org.b:b") + dependency("org.t:t:1", "<scope>test</scope>") + "</dependencies></project>")
    kernel = world.kernel()
    assert kernel.run("%loadFromPOM pom.xml").status == "ok"
    assert kernel.run(read("a.txt")).stdout == "4"
    assert kernel.run(read("b.txt")).stdout == "7"
    assert kernel.run(read("x.txt")).stdout == "absent"
    assert "no-pom.xml" in kernel.run("%loadFromPOM no-pom.xml").reply["evalue"]


def test_a_pom_in_a_cell_whole_or_in_parts(world):
    other = world.repository()
    world.central.put("org.a:a:1")
    other.put("org.b:b:1")
    kernel = world.kernel()
    body = f"<repository><id>other</id><url>{other.address}</url></repository>\n" + dependency("org.a:a:1") + dependency("org.b:b:1")
    assert kernel.run("%%loadFromPOM\n" + body).status == "ok"
    assert kernel.run(read("b.txt")).stdout == "1"
    world.central.put("org.c:c:1")
    whole = "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>x</artifactId><version>1</version>" \
        f"<dependencies>{dependency('org.c:c:1')}</dependencies></project>"
    assert kernel.run("%%loadFromPOM\n" + whole).status == "ok"
    assert kernel.run(read("c.txt")).stdout == "1"
    assert "this is not XML" in kernel.run("%%loadFromPOM\n<dependency>").reply["evalue"]


def test_snapshots(world):
    other = world.repository()
    other.put("org.s:s:1-SNAPSHOT", text="first")
    kernel = world.kernel()
    assert kernel.run(f"%mavenRepo other {other.address}\n%maven org.s:s:1-SNAPSHOT").status == "ok"
    assert kernel.run(read("s.txt")).stdout == "first"
    other.put("org.s:s:1-SNAPSHOT", text="second")
    world.forget_downloads()
    changed = world.kernel().run(f"%mavenRepo other {other.address}\n%maven org.s:s:1-SNAPSHOT")
    assert "org.s:s:jar:1-SNAPSHOT is not what" in changed.reply["evalue"]


@pytest.mark.parametrize("password", ["s3cret", ENCRYPTED])
def test_credentials_plain_and_encrypted(world, password):
    private = world.repository(password="s3cret")
    private.put("org.p:p:1")
    (world.folder / "settings-security.xml").write_text(f"<settingsSecurity><master>{MASTER}</master></settingsSecurity>")
    world.settings(f"<servers><server><id>private</id><username>user</username><password>{password}</password></server></servers>")
    kernel = world.kernel()
    assert kernel.run(f"%mavenRepo private {private.address}\n%maven org.p:p:1").status == "ok"
    assert kernel.run(read("p.txt")).stdout == "1"
    assert "s3cret" not in world.lock_file.read_text()


def test_a_proxy(world):
    world.central.put("org.a:a:1")
    world.settings(f"<proxies><proxy><id>p</id><active>true</active><protocol>http</protocol><host>127.0.0.1</host>"
                   f"<port>{world.central.port}</port></proxy></proxies>", mirror="http://repository.invalid/maven/")
    assert world.kernel().run("%maven org.a:a:1").status == "ok"


def test_offline(world):
    world.central.put("org.a:a:1")
    world.central.put("org.b:b:1")
    assert world.kernel().run("%maven org.a:a:1").status == "ok"
    asked = len(world.central.asked)
    kernel = world.kernel()
    assert kernel.run("%maven --offline org.a:a:1").status == "ok"
    refused = kernel.run("%maven --offline org.b:b:1").reply["evalue"]
    assert "org.b:b" in refused and "offline" in refused
    world.central.close()
    assert world.kernel().run("%maven org.a:a:1").status == "ok", "what is there needs no network"
    assert len(world.central.asked) == asked


def test_a_dead_or_unencrypted_repository_spoils_nothing(world):
    world.central.put("org.a:a:1", ["org.b:b:1"])
    world.central.put("org.b:b:1")
    kernel = world.kernel()
    outcome = kernel.run("%mavenRepo gone https://127.0.0.1:1/maven\n%mavenRepo central http://repo1.maven.org/maven2/\n"
                         "%mavenRepo odd http://repository.invalid/maven\n%maven org.a:a:1")
    assert outcome.status == "ok"
    assert "gone (https://127.0.0.1:1/maven) does not answer and is left out" in outcome.stderr
    assert "odd (http://repository.invalid/maven) is not encrypted" in outcome.stderr
    assert kernel.run(read("b.txt")).stdout == "1"
    missing = kernel.run("%maven org.no:no:1").reply["evalue"]
    assert missing.startswith("%maven: org.no:no:jar:1 was not found in ")
    assert world.central.address in missing
    assert "is no address" in kernel.run("%mavenRepo x ftp://x").reply["evalue"]


def test_a_repository_can_be_asked_first(world):
    other = world.repository()
    world.central.put("org.a:a:1", text="central")
    other.put("org.a:a:1", text="other")
    kernel = world.kernel()
    kernel.run(f"%mavenRepo other {other.address}")
    assert kernel.run("%maven org.a:a:1 --from other").status == "ok"
    assert kernel.run(read("a.txt")).stdout == "other"
    assert world.lock["libraries"]["org.a:a:jar:1"]["from"] == other.address
    assert "no repository 'nowhere'" in kernel.run("%maven org.a:a:1 --from nowhere").reply["evalue"]


def test_what_does_not_match_the_lock_is_refused_by_name_until_it_is_renewed(world):
    world.central.put("org.a:a:1", ["org.b:b:1"])
    world.central.put("org.b:b:1", text="honest")
    assert world.kernel().run("%maven org.a:a:1").status == "ok"
    before = world.lock_file.read_text()
    world.central.put("org.b:b:1", text="exchanged")
    world.forget_downloads()
    kernel = world.kernel()
    refused = kernel.run("%maven org.a:a:1").reply["evalue"]
    assert "org.b:b:jar:1 is not what" in refused and "%maven --update" in refused
    assert kernel.run(read("a.txt")).stdout == "absent"
    assert world.lock_file.read_text() == before
    assert kernel.run("%maven --update org.a:a:1").status == "ok"
    assert kernel.run(read("b.txt")).stdout == "exchanged"
    assert world.lock_file.read_text() != before


def test_the_lock_decides_over_what_a_repository_has_got_since(world):
    world.central.put("org.a:a:1", ["org.b:b:[1,9]"])
    world.central.put("org.b:b:1")
    metadata = "<metadata><groupId>org.b</groupId><artifactId>b</artifactId><versioning><versions>{}</versions></versioning></metadata>"
    world.central.file("org/b/b/maven-metadata.xml", metadata.format("<version>1</version>"))
    world.kernel().run("%maven org.a:a:1")
    assert world.libraries("org.a:a:1") == ["org.a:a:jar:1", "org.b:b:jar:1"]
    world.central.put("org.b:b:2")
    world.central.file("org/b/b/maven-metadata.xml", metadata.format("<version>1</version><version>2</version>"))
    world.forget_downloads()
    kernel = world.kernel()
    kernel.run("%maven org.a:a:1")
    assert kernel.run(read("b.txt")).stdout == "1"
    kernel.run("%maven --update --switch")
    assert kernel.run(read("b.txt")).stdout == "2"


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 1}', '{"version": 1, "resolutions": [], "libraries": {"a": {}}}', "\x00"])
def test_a_damaged_lock_is_an_error_and_is_not_overwritten(world, text):
    world.central.put("org.a:a:1")
    world.lock_file.write_text(text)
    refused = world.kernel().run("%maven org.a:a:1").reply["evalue"]
    assert "reprise.lock is damaged" in refused and "version control" in refused
    assert world.lock_file.read_text() == text


def test_a_folder_that_cannot_be_written_costs_one_warning(world, monkeypatch):
    world.central.put("org.a:a:1")
    world.central.put("org.b:b:1")
    monkeypatch.chdir("/proc")
    kernel = world.kernel()
    first = kernel.run("%maven org.a:a:1")
    assert first.status == "ok"
    assert "reprise.lock cannot be written" in first.stderr
    assert kernel.run(read("a.txt")).stdout == "1"
    assert kernel.run("%maven org.b:b:1").stderr == ""


def test_two_kernels_write_at_once(world):
    names = [f"org.n{i}:n{i}:1" for i in range(8)]
    for name in names:
        world.central.put(name)
    kernels = [world.kernel(), world.kernel()]

    def ask(number):
        for name in names[number::2]:
            assert kernels[number].run(f"%maven {name}").status == "ok"

    with ThreadPoolExecutor() as pool:
        list(pool.map(ask, range(2)))
    assert len(world.lock["resolutions"]) == len(names)
    assert set(world.lock["libraries"]) == {name.replace(":1", ":jar:1") for name in names}


def test_natives_of_this_platform_only(world):
    platforms = ["linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64", "windows-x86_64"]
    world.central.put("org.n:n-platform:1", ["org.n:n:1"] + [f"org.n:n:1:{p}" for p in platforms])
    world.central.put("org.n:n:1", classifiers=platforms)
    kernel = world.kernel()
    assert kernel.run("%maven org.n:n-platform:1").status == "ok"
    fetched = [p for p in platforms if world.central.fetched(f"n-1-{p}.jar")]
    assert len(fetched) == 1
    resolution = world.lock["resolutions"][0]
    assert resolution["platform"] == fetched[0]


def test_a_long_download_shows_how_far_it_is_and_can_be_stopped(world):
    slow = world.repository(delay=0.8)
    world.settings(mirror=slow.address)
    slow.put("org.a:a:1", ["org.b:b:1"])
    slow.put("org.b:b:1")
    kernel = world.kernel()
    outcome = kernel.run("%maven org.a:a:1")
    assert outcome.of("display_data")[0]["data"]["text/plain"].startswith("Getting libraries ... ")
    assert outcome.of("update_display_data")[-1]["data"]["text/plain"] == ""
    slow.delay = 30
    stopped, seconds = kernel.interrupt_after(1, "%maven org.c:c:1")
    assert stopped.reply["ename"] == "Interrupted"
    assert seconds < 2
    assert kernel.run("1 + 1").text == "2"


def test_rapaios_way_and_ivys(world):
    world.central.put("org.a:a:1")
    world.central.put("org.b:b:1")
    kernel = world.kernel()
    kernel.run("%dependency /add org.a:a:1\n%dependency /resolve")
    assert kernel.run(read("a.txt")).stdout == "1"
    assert kernel.run("%addMavenDependencies org.b#b;1").status == "ok"
    assert kernel.run(read("b.txt")).stdout == "1"
    assert "org.a:a:jar:1" in kernel.run("%dependency /tree").stdout
    assert kernel.run("%dependency /nope").status == "error"


def test_completion_knows_what_the_local_repository_has(world):
    world.central.put("org.first.lib:some-lib:1.2")
    world.central.put("org.first.lib:some-lib:1.3")
    kernel = world.kernel()
    kernel.run("%maven org.first.lib:some-lib:1.2")

    def complete(code):
        return kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})["content"]["matches"]

    assert complete("%maven org.fi") == ["org.first."]
    assert complete("%maven org.first.l") == ["org.first.lib:"]
    assert complete("%maven org.first.lib:") == ["org.first.lib:some-lib:"]
    assert complete("%maven a:b:1 org.first.lib:some-lib:1") == ["org.first.lib:some-lib:1.2"]
    assert complete("%maven no.such.group:") == []
    assert complete("%maven --s") == ["--sources", "--switch"]
    assert complete("%addMavenDependency org.first.lib:some-lib:1.2 --t") == ["--tree"]
    assert complete("%mavenRepo --") == []


STRINGS = '''package org.a;

/** Makes <b>long</b> things short. */
public class Strings {
    /**
     * Cuts a text.
     *
     * @param text of any length
     * @return {@code most} characters at most
     */
    public static String cut(String text, int most) { return text.substring(0, Math.min(most, text.length())); }

    public static java.util.List<Strings> undocumented() { return null; }
}
'''


def put_compiled(world, coordinates, with_sources):
    """Publishes a library of one class, with its sources or without."""
    group, artifact, version = coordinates.split(":")
    source = world.folder / "Strings.java"
    source.write_text(STRINGS)
    subprocess.run(["javac", "--release", "17", "-d", world.folder, source], check=True)
    world.central.put(coordinates)
    path = f"{group.replace('.', '/')}/{artifact}/{version}/{artifact}-{version}"
    world.central.file(f"{path}.jar", jar({"org/a/Strings.class": (world.folder / "org/a/Strings.class").read_bytes()}))
    if with_sources:
        world.central.file(f"{path}-sources.jar", jar({"org/a/Strings.java": STRINGS}))


def inspected(kernel, code):
    return kernel.ask("inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 1})["content"]["data"]


def inspected_when_indexed(kernel, code, remark):
    """Which jar a type comes from is known soon after it is first asked for."""
    for _ in range(100):
        text = inspected(kernel, code)["text/plain"]
        if remark in text:
            break
        time.sleep(0.1)
    return text


@pytest.mark.every_jdk
def test_the_sources_of_libraries_bring_their_documentation(world):
    put_compiled(world, "org.a:a:1", with_sources=True)
    world.central.put("org.b:b:1", ["org.a:a:1"])
    kernel = world.kernel()
    assert kernel.run("%maven org.b:b:1\nimport org.a.Strings;").status == "ok"
    remark = "a-1-sources.jar is not there; %maven --sources gets it"
    without = inspected_when_indexed(kernel, "Strings.cut(", remark)
    assert without.startswith("String Strings.cut(String")
    assert remark in without
    assert "a-1-sources.jar is not there" in inspected(kernel, "Strings")["text/plain"]

    locked = world.lock_file.read_text()
    fetched = kernel.run("%maven --sources")
    assert fetched.status == "ok"
    assert fetched.stderr == "Note: no sources to be had of org.b:b:1\n"
    method = inspected(kernel, "Strings.cut(")
    assert method["text/plain"].startswith("String Strings.cut(String text, int most)\nCuts a text.")
    assert "<code>most</code> characters at most" in method["text/html"]
    assert "Makes <b>long</b> things short." in inspected(kernel, "Strings")["text/html"]
    assert "sources" not in inspected(kernel, "Strings.undocumented(")["text/plain"], "there is nothing to get"
    assert world.lock_file.read_text() == locked, "documentation is not locked"
    assert kernel.run(read("org/a/Strings.java")).stdout == "absent", "sources are on no class path"
    another = world.kernel()
    another.run("%maven org.b:b:1\nimport org.a.Strings;")
    assert "Cuts a text." in inspected(another, "Strings.cut(")["text/plain"], "they are there already"


def test_sources_that_are_not_to_be_had_cost_a_line(world):
    put_compiled(world, "org.a:a:1", with_sources=False)
    kernel = world.kernel()
    assert kernel.run("%maven --sources").stderr == ""
    told = kernel.run("%maven --sources org.a:a:1\norg.a.Strings.cut(\"long\", 2)")
    assert told.status == "ok" and told.text == "lo"
    assert told.stderr == "Note: no sources to be had of org.a:a:1\n"
    assert "on this machine of org.a:a:1" in kernel.run("%maven --offline --sources").stderr
    assert kernel.run("class Own { void cut() {} }").status == "ok"
    assert "--sources" not in inspected(kernel, "new Own().cut(")["text/plain"]
    assert "--sources" not in inspected(kernel, "new ArrayList<String>().add(")["text/plain"]


def test_mistakes_are_told(world):
    kernel = world.kernel()
    assert kernel.run("%maven").stdout == "This notebook uses no libraries yet.\n"
    assert "names no library" in kernel.run("%maven nonsense").reply["evalue"]
    assert "names no library" in kernel.run("%maven a::1").reply["evalue"]
    assert kernel.run("%maven a:b:1 --nope").reply["evalue"].startswith("%maven: there is no option --nope; there are -v")
    assert kernel.run("%maven a:b:1 --from").reply["evalue"] == "%maven: --from needs a value"
    assert "needs an id and an address" in kernel.run("%mavenRepo only").reply["evalue"]
