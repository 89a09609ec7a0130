"""The words of ./reprise: help, exit codes, and what is said when something is missing or wrong. Nothing is installed."""

import json
import socket
import subprocess
import sys

import pytest

from command import jdk as jdks
from command_line import ROOT, outside, reprise


@pytest.mark.parametrize("words", [[], ["lab"], ["test"], ["exec"], ["install"], ["uninstall"], ["doctor"]])
def test_help_everywhere(words):
    answer = reprise(*words, "--help")
    assert answer.returncode == 0
    assert answer.stdout.startswith("usage: ./reprise")


@pytest.mark.parametrize("words", [[], ["labb"], ["lab", "--port", "70000"], ["lab", "--port", "http"],
                                   ["install", "--name", "a/b"], ["install", "--user", "--prefix", "x"]])
def test_a_mistyped_command_is_told_its_usage(words):
    answer = reprise(*words)
    assert answer.returncode == 2
    assert "usage: ./reprise" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_port_that_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = reprise("lab", "--no-browser", "--port", str(port))
    assert answer.returncode == 1
    assert f"port {port} cannot be used" in answer.stderr
    assert f"./reprise lab --port {port + 1}" in answer.stderr


def test_no_python(tmp_path):
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    answer = reprise("doctor", env=outside(PATH=str(tmp_path)))
    assert answer.returncode == 3
    assert "no Python 3.10 or newer" in answer.stderr
    assert "apt install python3" in answer.stderr


def test_a_python_that_is_too_old_is_passed_over(tmp_path):
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    for name, old in (("python3", "exit 1"), ("python3.12", f'exec {sys.executable} "$@"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{old}\n")
        (tmp_path / name).chmod(0o755)
    answer = reprise("--help", env=outside(PATH=str(tmp_path)))
    assert answer.returncode == 0


def test_exec_without_a_command_and_with_an_unknown_one():
    answer = reprise("exec")
    assert answer.returncode == 1
    assert "./reprise exec jupyter kernelspec list" in answer.stderr
    answer = reprise("exec", "no-such-program")
    assert answer.returncode == 3
    assert "no-such-program" in answer.stderr


def test_exec_runs_inside_the_pinned_environment_and_passes_on_the_exit_code():
    answer = reprise("exec", "sh", "-c", "which jupyter; echo $OMP_NUM_THREADS; exit 5")
    assert answer.returncode == 5
    assert answer.stdout.splitlines() == [str(ROOT / ".reprise" / "python" / "bin" / "jupyter"), "1"]


@pytest.mark.parametrize("name, threads", [("OMP_NUM_THREADS", "1"), ("REPRISE_OMP_NUM_THREADS", "2")])
def test_a_pin_holds_unless_it_is_overridden_by_name(name, threads):
    answer = reprise("exec", "sh", "-c", "echo $OMP_NUM_THREADS", env=outside(**{name: "2"}))
    assert answer.stdout.split() == [threads]


@pytest.mark.parametrize("content, found", [
    ("# Chapter 1\n", "it is not JSON"),
    ('{"cells": [', "it is not JSON"),
    ("", "the file is empty"),
    ('["no", "cells"]', "has no list of cells"),
    (b"\xff\xfe{}", "not text in UTF-8"),
])
def test_a_notebook_that_is_no_notebook(tmp_path, content, found):
    broken = tmp_path / "broken.ipynb"
    broken.write_bytes(content if isinstance(content, bytes) else content.encode())
    answer = reprise("exec", "jupyter", "nbconvert", "--to", "notebook", "--stdout", str(broken))
    assert answer.returncode == 1
    assert f"{broken} is not a notebook: " in answer.stderr and found in answer.stderr
    assert "git checkout broken.ipynb" in answer.stderr
    assert "Traceback" not in answer.stderr

    broken.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    assert reprise("exec", "jupyter", "nbconvert", "--to", "notebook", "--stdout", str(broken)).returncode == 0


# Which JDK: JAVA_HOME if it is one from 17 up, else 25, else the newest from 17 to 24, else a newer one with a warning.


@pytest.fixture
def jdk_places(tmp_path, monkeypatch):
    """Only the JDKs that the test makes are there."""
    monkeypatch.setattr(jdks, "PLACES", (f"{tmp_path}/*",))
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    def make(version, modules="java.base jdk.compiler jdk.jshell", compiler=True):
        home = tmp_path / f"jdk-{version}"
        (home / "bin").mkdir(parents=True)
        if compiler:
            (home / "bin" / "javac").touch()
        (home / "release").write_text(f'JAVA_VERSION="{version}"\nMODULES="{modules}"\n')
        return home

    return make


@pytest.mark.parametrize("there, chosen", [
    (["17.0.15", "21.0.4", "25.0.3"], 25),
    (["11.0.2", "17.0.15", "21.0.4"], 21),
    (["17", "26"], 17),
    (["1.8.0_402", "24.0.1", "27-ea"], 24),
])
def test_the_jdk_that_is_chosen(jdk_places, capsys, there, chosen):
    for version in there:
        jdk_places(version)
    assert jdks.find().version == chosen
    assert capsys.readouterr().err == ""


def test_a_jdk_newer_than_the_tested_ones_is_used_with_a_warning(jdk_places, capsys):
    jdk_places("26")
    jdk_places("27")
    assert jdks.find().version == 26
    assert "newer than the tested 17 and 25" in capsys.readouterr().err


def test_java_home_comes_first(jdk_places, monkeypatch):
    jdk_places("25.0.3")
    monkeypatch.setenv("JAVA_HOME", str(jdk_places("17.0.15")))
    assert jdks.find().version == 17


@pytest.mark.parametrize("details, found", [
    ({"version": "11.0.2"}, "is a JDK 11, too old"),
    ({"version": "21", "compiler": False}, "is not a JDK"),
    ({"version": "21", "modules": "java.base"}, "is not a JDK"),
])
def test_a_java_home_that_will_not_do_is_named_and_passed_over(jdk_places, monkeypatch, capsys, details, found):
    jdk_places("25.0.3")
    monkeypatch.setenv("JAVA_HOME", str(jdk_places(**details)))
    assert jdks.find().version == 25
    assert found in capsys.readouterr().err


def test_no_jdk_and_a_jdk_that_is_too_old(jdk_places):
    with pytest.raises(jdks.Missing, match="(?s)no JDK from 17 up was found.*apt install.*JAVA_HOME") as none:
        jdks.find()
    assert none.value.exit_code == 3
    jdk_places("1.8.0_402")
    with pytest.raises(jdks.Missing, match="JDK 8 in .* is too old"):
        jdks.find()


def test_a_missing_jdk_ends_the_command_with_what_to_do(tmp_path):
    # The real command, in a process that finds no JDK anywhere.
    program = (f"import runpy, sys; sys.path.insert(0, {str(ROOT / 'environment')!r}); from command import jdk; jdk.PLACES = ();"
               "sys.argv = ['reprise', 'lab', '--no-browser'];"
               f"runpy.run_path({str(ROOT / 'environment' / 'command')!r}, run_name='__main__')")
    answer = subprocess.run([sys.executable, "-c", program], env=outside(PATH=str(tmp_path)), capture_output=True, text=True,
                            check=False)
    assert answer.returncode == 3
    assert answer.stderr.startswith("reprise: no JDK from 17 up was found.")
    assert "apt install openjdk-17-jdk-headless" in answer.stderr
