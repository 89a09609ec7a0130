"""Cells as users of IJava, JJava and rapaio write them; the interface that their notebooks rely on, item by item."""

import json
import os
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.every_jdk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["IJava", "JJava"])
def packages(request):
    """Where the display types are, and how to get at the kernel."""
    if request.param == "IJava":
        return "io.github.spencerpark.jupyter.kernel.display", "getKernelInstance()"
    return "org.dflib.jjava.jupyter.kernel.display", "kernel()"


def test_default_imports(kernel):
    cell = ("List<File> a; BigDecimal b; URL c; ExecutorService d; java.util.prefs.Preferences e = null; Preferences f = e;"
            " Pattern g; Duration h; 1")
    assert kernel.run(cell).text == "1"


def test_render_display_and_update(kernel, packages):
    display, _ = packages
    outcome = kernel.run(f'import {display}.DisplayData;\nDisplayData d = render("<b>x</b>", "text/html");\n'
                         'String id = display(d);\nupdateDisplay(id, "<i>y</i>", "text/html");')
    assert outcome.of("display_data")[0]["data"] == {"text/html": "<b>x</b>"}
    update = outcome.of("update_display_data")[0]
    assert update["data"] == {"text/html": "<i>y</i>"}
    assert update["transient"] == outcome.of("display_data")[0]["transient"]
    own = kernel.run(f'var own = new {display}.DisplayData("text"); own.setDisplayId("mine"); String shown = display(own);\nshown + ""')
    assert own.text == "mine"
    assert own.of("display_data")[0]["transient"]["display_id"] == "mine"
    assert kernel.run("render(List.of(1))").text == "[1]"


def test_display_data_has_every_kind_of_content(kernel, packages):
    display, _ = packages
    cell = f'''
var all = new {display}.DisplayData();
all.putText("t"); all.putHTML("<b>h</b>"); all.putLatex("$l$"); all.putMarkdown("*m*"); all.putJavaScript("1");
all.putSVG("<svg/>"); all.putJSON("{{}}", true); all.putData("x/y", 1);
all.hasDataForType({display}.mime.MIMEType.TEXT_HTML) + " " + all.getData({display}.mime.MIMEType.TEXT_PLAIN) + " " + all.hasDisplayId()'''
    assert kernel.run(cell).text == "true t false"
    shown = kernel.run("all").result
    assert set(shown) == {"text/plain", "text/html", "text/latex", "text/markdown", "application/javascript",
                          "image/svg+xml", "application/json", "x/y"}


def test_a_registered_renderer_goes_first(kernel, packages):
    display, kernel_object = packages
    name = "A" if "spencerpark" in display else "B"
    outcome = kernel.run(f'''
import {display}.mime.MIMEType;
class Shape{name} {{ public String toString() {{ return "round"; }} }}
class Circle{name} extends Shape{name} {{}}
{kernel_object}.getRenderer().createRegistration(Shape{name}.class)
    .preferring(MIMEType.TEXT_HTML)
    .supporting(MIMEType.TEXT_MARKDOWN)
    .register((shape, context) -> {{
        context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<i>" + shape + "</i>");
        context.renderIfRequested(MIMEType.TEXT_MARKDOWN, type -> "*" + type + "*");
    }});
new Circle{name}()''')
    assert outcome.status == "ok", outcome.reply
    assert outcome.result["text/html"] == "<i>round</i>"
    assert outcome.result["text/plain"] == "round"


def test_a_value_that_renders_itself(kernel, packages):
    display, _ = packages
    name = "Own" + ("A" if "spencerpark" in display else "B")
    outcome = kernel.run(f'''
class {name} implements {display}.DisplayDataRenderable {{
    public Set<{display}.mime.MIMEType> getSupportedRenderTypes() {{ return Set.of({display}.mime.MIMEType.TEXT_HTML); }}
    public Set<{display}.mime.MIMEType> getPreferredRenderTypes() {{ return getSupportedRenderTypes(); }}
    public void render({display}.RenderContext context) {{
        context.renderIfRequested({display}.mime.MIMEType.TEXT_HTML, () -> "<u>own</u>");
    }}
}}
new {name}()''')
    assert outcome.result["text/html"] == "<u>own</u>"


def test_eval_printf_and_magics_as_methods(kernel):
    assert kernel.run('printf("%d-%s", 1, "a");').stdout == "1-a"
    assert kernel.run('int five = (Integer) eval("2 + 3");\nfive').text == "5"
    assert kernel.run('List<String> none = lineMagic("jars", List.of("*.nothing"));\nnone').text == "[]"
    shown = kernel.run('cellMagic("html", List.of(), "<p>body</p>");')
    assert shown.of("display_data")[0]["data"]["text/html"] == "<p>body</p>"
    failed = kernel.run('lineMagic("load", List.of("nothing"));').reply
    assert failed["ename"] == "java.lang.RuntimeException"
    assert failed["evalue"].startswith("Exception occurred while running line magic 'load': there is no file")
    assert kernel.run('lineMagic("nothing", List.of());').reply["ename"].endswith("UndefinedMagicException")


def test_magics_that_a_notebook_registers(kernel):
    cell = '''
import io.github.spencerpark.jupyter.kernel.magic.registry.*;
class Mine {
    @LineMagic(aliases = "plus") public int add(List<String> args) { return args.stream().mapToInt(Integer::parseInt).sum(); }
    @CellMagic("upper") public String upper(List<String> args, String body) { return body.toUpperCase(); }
}
getKernelInstance().getMagics().registerMagics(new Mine());
getKernelInstance().getMagics().registerLineMagic("minus", args -> -Integer.parseInt(args.get(0)));
'''
    assert kernel.run(cell).status == "ok"
    assert kernel.run("%add 20 22").text == "42"
    assert kernel.run("int p = %plus 1 2\np").text == "3"
    assert kernel.run("%%upper\nabc").text == "ABC"
    assert kernel.run("%minus 7").text == "-7"
    kernel.run('kernel().getMagicsRegistry().registerLineMagic("who_am_i", (k, args) -> k.getName());')
    assert kernel.run("%who_am_i").text == "Reprise"
    kernel.run('kernel().getMagicsRegistry().registerCellMagic("len", (k, args, body) -> body.strip().length());')
    assert kernel.run("%%len\nfour").text == "4"


def test_the_kernel_objects(kernel, tmp_path):
    folder = tmp_path / "classes"
    folder.mkdir()
    (folder / "found.txt").write_text("here")
    find = 'Thread.currentThread().getContextClassLoader().getResource("found.txt") != null'
    assert kernel.run(f'getKernelInstance().addToClasspath("{folder}");\n{find}').text == "true"
    assert kernel.run('io.github.spencerpark.ijava.IJava.getKernelInstance() == getKernelInstance()').text == "true"
    assert kernel.run('org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel() == kernel()').text == "true"
    assert kernel.run('getKernelInstance().evalRaw("1 + 1")').text == "2"
    assert kernel.run('kernel().evalBuilder("%time 3").resolveMagics().renderResults().eval()').text == "3"
    assert kernel.run('getKernelInstance().getIO().out.print("x");').stdout == "x"
    shown = kernel.run('getKernelInstance().display(render("d", "text/html"));')
    assert shown.of("display_data")[0]["data"] == {"text/html": "d"}
    assert kernel.run('getKernelInstance().getMavenResolver().addRemoteRepo("x", "https://repo.maven.apache.org/maven2/");').status == "ok"


def test_jars_and_classpath(kernel, tmp_path):
    for name in ("a.jar", "b.jar"):
        (tmp_path / name).write_bytes(b"PK\x05\x06" + bytes(18))
    (tmp_path / "more").mkdir()
    added = kernel.run(f"List<String> added = %jars {tmp_path}/*.jar\nadded")
    assert added.text == f"[{tmp_path}/a.jar, {tmp_path}/b.jar]"
    assert kernel.run(f"List<String> again = %jars {tmp_path}/\nagain.size()").text == "2"
    folders = kernel.run(f"List<String> f = %classpath {tmp_path}/mor? {tmp_path}/a.jar\nf")
    assert folders.text == f"[{tmp_path}/more, {tmp_path}/a.jar]"
    assert kernel.run(f"%jars {tmp_path}/*.jar").result is None


def test_magic_lines_as_ijava_takes_them(kernel):
    assert kernel.run("int a = 1;\n   %sh echo indented\na").stdout == "indented\n"
    assert kernel.run('%sh echo "%time"').stdout == "%time\n"
    assert kernel.run("%%javascript\nalert(1)").of("display_data")


@pytest.mark.slow
@pytest.mark.parametrize("prefix", ["REPRISE", "JJAVA", "IJAVA"])
def test_environment_variables(new_kernel, tmp_path, prefix):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "found.txt").write_text("here")
    (tmp_path / "one.jsh").write_text('int fromScript = 1;\n%sh true\n')
    # The pinned environment has a class path of its own, which would win.
    kernel = new_kernel(**{
        "REPRISE_CLASSPATH": None,
        f"{prefix}_CLASSPATH": f"{tmp_path}/li?",
        f"{prefix}_STARTUP_SCRIPTS_PATH": f"{tmp_path}/*.jsh",
        f"{prefix}_STARTUP_SCRIPT": "int fromCode = fromScript + 1;",
        f"{prefix}_COMPILER_OPTS": "-Xlint:all -parameters",
        f"{prefix}_TIMEOUT": "1500 milliseconds",
    })
    assert kernel.run("fromScript + fromCode").text == "3"
    assert kernel.run('Thread.currentThread().getContextClassLoader().getResource("found.txt") != null').text == "true"
    assert kernel.run("void named(int parameter) {}").status == "ok"
    timed = kernel.run("int before = 1;\nwhile (true) {}")
    assert timed.reply["ename"] == "TimeoutException"
    assert "1500 ms" in timed.reply["evalue"]
    assert kernel.run("before").text == "1"


@pytest.mark.slow
def test_a_broken_startup_script_is_told_and_the_kernel_works(new_kernel):
    kernel = new_kernel(REPRISE_STARTUP_SCRIPT="int x = missing;")
    first = kernel.run("1")
    assert first.status == "error" and "STARTUP_SCRIPT, line 1" in first.reply["evalue"]
    assert kernel.run("1 + 1").text == "2"


def extension(folder, jdk):
    """A jar with an extension as a library brings it."""
    source = folder / "lib" / "Greeter.java"
    source.parent.mkdir(parents=True)
    source.write_text('''package lib;
public class Greeter implements org.dflib.jjava.jupyter.Extension {
    public void install(org.dflib.jjava.jupyter.kernel.BaseKernel kernel) {
        kernel.getMagicsRegistry().registerLineMagic("greet", (k, args) -> "hello " + args.get(0));
        System.out.println("installed");
    }
}''')
    services = folder / "META-INF" / "services"
    services.mkdir(parents=True)
    (services / "org.dflib.jjava.jupyter.Extension").write_text("lib.Greeter\n")
    jars = ":".join(map(str, (ROOT / "kernel" / "dist" / "target" / "kernel" / "evaluator").glob("*.jar")))
    subprocess.run([jdk / "bin" / "javac", "--release", "17", "-cp", jars, source], check=True)
    jar = folder / "greeter.jar"
    subprocess.run([jdk / "bin" / "jar", "--create", "--file", jar, "-C", folder, "lib", "-C", folder, "META-INF"], check=True)
    return jar


@pytest.mark.slow
def test_extensions_are_installed_when_their_jar_is_added(new_kernel, tmp_path, kernelspecs):
    java = json.loads((kernelspecs / "kernels" / "java" / "kernel.json").read_text())["argv"][0]
    jar = extension(tmp_path, Path(os.path.realpath(java)).parents[1])
    kernel = new_kernel()
    assert kernel.run(f"%jars {jar}").stdout == "installed\n"
    assert kernel.run("%greet Ada").text == "hello Ada"
    assert kernel.run(f"%jars {jar}").stdout == ""
    kernel.run("%jvm -Xmx200m")
    assert kernel.run("%greet again").text == "hello again"
    assert "installed" in new_kernel(REPRISE_CLASSPATH=None, IJAVA_CLASSPATH=str(jar)).run("1").stdout
    off = new_kernel(JJAVA_LOAD_EXTENSIONS="0")
    assert off.run(f"%jars {jar}").stdout == ""


def test_kernel_info_and_the_name_java(kernel):
    info = kernel.ask("kernel_info_request", {})["content"]["language_info"]
    assert (info["name"], info["file_extension"], info["mimetype"]) == ("Java", ".jshell", "text/x-java-source")
    assert kernel.manager.kernel_name == "java"
    assert kernel.manager.kernel_spec.interrupt_mode == "message"


def test_the_page_for_newcomers_is_true(kernel):
    page = (ROOT / "kernel" / "docs" / "coming-from.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```java\n")[1:]]
    assert len(blocks) == 2
    outcomes = [kernel.run(block) for block in blocks]
    assert [outcome.status for outcome in outcomes] == ["ok", "ok"]
    assert outcomes[-1].result["text/html"] == "<b>Point[x=1, y=2]</b>"
    told = kernel.run("%help").stdout
    for magic in ("%maven", "%mavenRepo", "%loadFromPOM", "%jars", "%classpath", "%load ", "%time ", "%dependency", "%bash",
                  "%jshell", "%jvm", "%reset", "%timeit", "%who", "%vars", "%env", "%html", "%markdown", "%latex", "%svg",
                  "%javascript", "%%writefile", "%python"):
        assert magic in told, magic
