"""What is pinned is checked: a changed byte is refused by name, and ./reprise doctor finds what is not as it is pinned."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import newest
from command import installed, pins, steps
from command.checkout import MAVEN_LOCK as CHECKED
from command.checkout import override
from command.subcommands import doctor as doctor_command
from command_line import ROOT, copy_of_checkout, outside, reprise

MAVEN_LOCK = ROOT / "environment" / "maven" / "checksums.sha256"


def test_every_pin_of_maven_is_a_digest_of_one_file():
    paths = []
    for line in MAVEN_LOCK.read_text(encoding="utf-8").splitlines():
        digest, path = line.split()
        assert re.fullmatch("[0-9a-f]{64}", digest)
        paths.append(path)
    assert paths == sorted(set(paths))
    assert any("/nd4j-native-" in path and path.endswith("-linux-x86_64.jar") for path in paths)


@pytest.mark.slow
def test_one_changed_byte_in_a_cached_jar_stops_the_set_up_with_its_name(tmp_path):
    checkout = copy_of_checkout(tmp_path / "reprise")
    path = next(line.split()[1] for line in MAVEN_LOCK.read_text(encoding="utf-8").splitlines()
                if re.search(r"/maven-compiler-plugin-[\d.]+\.jar$", line))
    good = (Path.home() / ".m2" / "repository" / path).read_bytes()
    broken = cache_with(path, tmp_path / "cache")
    data = bytearray(good)
    data[len(data) // 2] ^= 1
    command = ["./mvnw", "-q", "-o", *CHECKED, f"-Dmaven.repo.local={tmp_path / 'cache'}", "-pl", "kernel/runtime", "compile"]

    broken.write_bytes(data)
    answer = subprocess.run(command, cwd=checkout, text=True, capture_output=True, check=False)
    assert answer.returncode != 0
    assert "Artifact org.apache.maven.plugins:maven-compiler-plugin:jar:" in answer.stdout
    said = steps.explain(answer.stdout, "")
    assert re.match(r"org.apache.maven.plugins:maven-compiler-plugin:jar:\S+ is not the pinned one", said)
    assert "environment/lock maven" in said

    broken.write_bytes(good)
    assert subprocess.run(command, cwd=checkout, capture_output=True, check=False).returncode == 0


def test_one_changed_byte_in_a_wheel_is_refused_with_its_name(tmp_path):
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny.py", "answer = 42\n")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    good = wheel.read_bytes()
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"tiny==1.0 --hash=sha256:{hashlib.sha256(good).hexdigest()}\n")
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--find-links", tmp_path, "--require-hashes", "-r", lock]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0

    wheel.write_bytes(good.replace(b"42", b"43"))
    answer = subprocess.run(command, text=True, capture_output=True, check=False)
    assert answer.returncode != 0
    said = steps.explain(answer.stdout + answer.stderr, "environment/requirements.lock")
    assert said.startswith("environment/requirements.lock does not fit the packages: tiny==1.0 is not the pinned one.")


def cache_with(path, cache):
    """A Maven cache in which one file is missing and all others are links to the real ones; returns where that file belongs."""
    folder = Path.home() / ".m2" / "repository"
    cache.mkdir()
    for name in Path(path).parts:
        for entry in folder.iterdir():
            if entry.name != name:
                (cache / entry.name).symlink_to(entry)
        folder, cache = folder / name, cache / name
        if folder.is_dir():
            cache.mkdir()
    return cache


# What ./reprise doctor finds


def doctor(**env):
    answer = reprise("doctor", "--json", env=outside(**env))
    return answer.returncode, json.loads(answer.stdout)


def found(report, what):
    return next(difference for difference in report["differences"] if difference["what"] == what)


@pytest.mark.parametrize("name, value, changes", [
    ("OMP_NUM_THREADS", "2", "last bits"), ("OPENBLAS_CORETYPE", "SkylakeX", "last bits"), ("LC_ALL", "de_DE.UTF-8", "results"),
    ("TZ", "Asia/Tokyo", "results"), ("REPRISE_PINNED_JVM_OPTS", "-Xmx1g", "results"),
])
def test_doctor_finds_another_setting(name, value, changes):
    own = override(name)
    code, report = doctor(**{own: value})
    assert code == 1 and not report["healthy"]
    assert found(report, name)["here"] == value
    assert found(report, name)["changes"] == changes
    said = reprise("doctor", env=outside(**{own: value})).stdout
    assert f"DIFFERS  {name}: pinned " in said and f"can change {changes}" in said and f"unset {own}" in said


@pytest.mark.parametrize("name, value", [("OMP_NUM_THREADS", "2"), ("LC_ALL", "de_DE.UTF-8")])
def test_doctor_finds_what_the_shell_exports_and_says_that_it_is_not_used(name, value):
    difference = found(doctor(**{name: value})[1], name)
    assert difference["here"] == value and difference["changes"] == "nothing"
    assert f"REPRISE_{name}=... would set it" in reprise("doctor", env=outside(**{name: value})).stdout


def test_doctor_finds_another_jdk(tmp_path):
    java = Path(json.loads((ROOT / ".reprise/python/share/jupyter/kernels/java/kernel.json").read_text())["argv"][0])
    (tmp_path / "bin").mkdir()
    for program in java.parent.iterdir():
        (tmp_path / "bin" / program.name).symlink_to(program)
    (tmp_path / "release").write_text('JAVA_VERSION="21.0.4"\n')
    code, report = doctor(JAVA_HOME=str(tmp_path))
    assert code == 1
    assert found(report, "JDK")["here"] == "21"
    assert found(report, "JDK")["changes"] == "last bits"


def test_doctor_says_when_all_is_as_pinned():
    pinned = pins.jdks.find().version == pins.jdks.PREFERRED
    code, report = doctor()
    assert report["missing"] == []
    others = [difference["what"] for difference in report["differences"] if difference["what"] != "JDK"]
    assert others == [], "a dependency was added or exchanged: environment/lock pins it"
    assert (code == 0) == pinned


def test_another_classifier_of_nd4j_and_another_jar(tmp_path, monkeypatch):
    for jar in installed.LIBRARY.glob("*.jar"):
        (tmp_path / jar.name).symlink_to(jar)
    natives = next(tmp_path.glob("nd4j-native-*-linux-x86_64.jar"))
    natives.rename(natives.with_name(natives.name.replace("x86_64", "x86_64-avx2")))
    (tmp_path / "extra-1.0.jar").write_bytes(b"PK")
    monkeypatch.setattr(installed, "LIBRARY", tmp_path)
    differences = {difference.what: difference for difference in pins.differences(None)}
    assert differences[natives.name.replace("x86_64", "x86_64-avx2")].changes == pins.BITS
    assert differences["extra-1.0.jar"].changes == pins.RESULTS
    assert len(differences) == 2


def test_a_processor_without_avx2_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(pins, "CPU", tmp_path / "cpuinfo")
    pins.CPU.write_text("processor\t: 0\nflags\t\t: fpu sse4_2 avx fma\n")
    assert "without avx2" in pins.unable() and "REPRISE_OPENBLAS_CORETYPE=Nehalem" in pins.unable()
    assert [d.what for d in pins.differences(None) if d.changes == pins.BITS] == ["processor"]
    monkeypatch.setenv("REPRISE_OPENBLAS_CORETYPE", "Nehalem")
    assert pins.unable() is None
    monkeypatch.delenv("REPRISE_OPENBLAS_CORETYPE")
    pins.CPU.write_text("processor\t: 0\nflags\t\t: fpu avx2 fma\n")
    assert pins.unable() is None


def test_a_package_of_debian_that_was_upgraded_by_hand(tmp_path, monkeypatch):
    (tmp_path / "sealed").touch()
    monkeypatch.setattr(installed, "SEAL", tmp_path / "sealed")
    record = dict(line.split() for line in (ROOT / "environment" / "debian" / "versions.txt").read_text().splitlines())
    record.update({"openjdk-25-jre-headless": "26", "tini": "99", "vim": "9"})
    query = tmp_path / "dpkg-query"
    query.write_text("#!/bin/sh\ncat <<'E'\n" + "".join(f"{name} {version} amd64\n" for name, version in record.items()) + "E\n")
    query.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    differences = {difference.what: difference for difference in pins.differences(None) if "Debian" in difference.what}
    assert differences["Debian package openjdk-25-jre-headless"].changes == pins.BITS
    assert differences["Debian package tini"].changes == differences["Debian package vim"].changes == pins.NOTHING
    assert differences["Debian package vim"].pinned == "not there"
    assert len(differences) == 3


def test_in_the_image_the_advice_is_another_image(tmp_path, monkeypatch, capsys):
    differences = [pins.Difference(what, "1", "2", pins.BITS, "it computes") for what in ("nd4j-native-1.jar", "Debian package libc6")]
    (tmp_path / "sealed").touch()
    monkeypatch.setattr(doctor_command, "SEAL", tmp_path / "sealed")
    doctor_command._print([], [], differences)
    assert capsys.readouterr().out.count("-> build the image anew, or pull it again") == 2


def test_a_python_package_that_was_upgraded_by_hand(tmp_path, monkeypatch):
    upgraded = tmp_path / "lib" / "python3.11" / "site-packages" / "jupyterlab-99.0.dist-info"
    upgraded.mkdir(parents=True)
    (upgraded / "METADATA").write_text("Metadata-Version: 2.1\nName: jupyterlab\nVersion: 99.0\n")
    monkeypatch.setattr(pins, "PYTHON", tmp_path)
    difference = next(d for d in pins.differences(None) if d.what == "Python package jupyterlab")
    assert difference.here == "99.0"
    assert difference.changes == pins.NOTHING


# Where newer pins of Debian come from


def skopeo(folder, script, monkeypatch):
    folder.mkdir(exist_ok=True)
    program = folder / "skopeo"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_the_newest_base_image_is_the_last_dated_one_by_the_digest_of_its_index(tmp_path, monkeypatch):
    skopeo(tmp_path, """case $1 in
        list-tags) echo '{"Tags": ["trixie-slim", "trixie-20261102-slim", "trixie-20260918-slim", "trixie-20261102", "forky-20261109-slim"]}' ;;
        inspect) [ "$*" = "inspect --raw docker://docker.io/library/debian:trixie-20261102-slim" ] && printf '{"schemaVersion": 2}' ;;
    esac""", monkeypatch)
    digest = hashlib.sha256(b'{"schemaVersion": 2}').hexdigest()
    assert newest.base() == f"docker.io/library/debian:trixie-20261102-slim@sha256:{digest}"


def test_the_newest_snapshot_is_one_that_both_archives_have(tmp_path, monkeypatch):
    moments = {"debian": ["20261101T000000Z", "20261103T000000Z"], "debian-security": ["20261102T060000Z"], "debian-ports": []}
    (tmp_path / "moments").write_text(json.dumps({"result": moments}))
    monkeypatch.setattr(newest, "SNAPSHOTS", (tmp_path / "moments").as_uri())
    assert newest.snapshot() == "20261102T060000Z"


@pytest.mark.parametrize("answer", ["<html>Service unavailable</html>", "{}", '{"result": {"debian": []}}', None])
def test_an_archive_of_snapshots_that_does_not_answer_is_named(tmp_path, monkeypatch, answer):
    if answer:
        (tmp_path / "moments").write_text(answer)
    monkeypatch.setattr(newest, "SNAPSHOTS", (tmp_path / "moments").as_uri())
    with pytest.raises(newest.Unreachable, match="archive of snapshots .* cannot be asked"):
        newest.snapshot()


def test_a_registry_that_cannot_be_reached_leaves_debians_pins_as_they_were(tmp_path, monkeypatch):
    skopeo(tmp_path / "bin", "echo 'no such host' >&2; exit 1", monkeypatch)
    checkout = copy_of_checkout(tmp_path / "reprise")
    answer = subprocess.run(["environment/lock", "debian", "--upgrade"], cwd=checkout, text=True, capture_output=True, check=False)
    assert answer.returncode == 1
    assert "Debian's pins were not renewed: the registry of docker.io/library/debian cannot be reached: no such host" in answer.stderr
    assert "none changed" in answer.stdout
    for pinned in ("Dockerfile", "environment/debian/versions.txt"):
        assert (checkout / pinned).read_bytes() == (ROOT / pinned).read_bytes()


def test_without_skopeo_it_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(newest.Unreachable, match="apt install skopeo"):
        newest.base()
