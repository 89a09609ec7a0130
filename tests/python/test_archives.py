"""The archives of classes, which only make starts faster: whatever is wrong with one is passed over, and nothing is printed."""

import json
import os
import shutil

import pytest

from conftest import INSTALLED
from kernel_client import Kernel

OTHERS_THAN_THE_ARCHIVE_WAS_MADE_WITH = ["-XX:+UseZGC", "-Xmx40g", "-XX:ObjectAlignmentInBytes=16", "--enable-preview",
                                         "--add-opens=java.base/java.lang=ALL-UNNAMED", "-XX:-UseCompressedOops"]


@pytest.mark.every_jdk
@pytest.mark.parametrize("option", OTHERS_THAN_THE_ARCHIVE_WAS_MADE_WITH)
def test_an_option_that_the_archive_cannot_serve_starts_plainly(kernel, option):
    kernel.run(f"%jvm --default {option}")
    outcome = kernel.run("1 + 1")
    assert (outcome.text, outcome.stdout, outcome.stderr) == ("2", "", "")


def test_the_installation_has_an_archive_for_both_processes():
    option = next(word for word in _argv(INSTALLED) if word.startswith(("-XX:AOTCache=", "-XX:SharedArchiveFile=")))
    assert os.path.getsize(option.partition("=")[2]) > 10_000_000
    assert (INSTALLED / "evaluator" / "evaluator.jsa").stat().st_size > 1_000_000


def test_archives_of_another_jdk_or_damaged_ones_are_passed_over(tmp_path, monkeypatch):
    folder = tmp_path / "kernels" / "java"
    shutil.copytree(INSTALLED, folder)
    spec = json.loads((folder / "kernel.json").read_text(encoding="utf-8").replace(str(INSTALLED), str(folder)))
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    for archive in (*folder.glob("server.*"), folder / "evaluator" / "evaluator.jsa"):
        archive.write_bytes(b"of another JDK" * 1000)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    with open(tmp_path / "printed", "w+b") as printed, Kernel(dict(os.environ, REPRISE_HISTORY=str(tmp_path)), printed) as kernel:
        outcome = kernel.run("1 + 1")
        assert (outcome.text, outcome.stdout, outcome.stderr) == ("2", "", "")
        printed.seek(0)
        assert printed.read() == b""


def _argv(folder):
    return json.loads((folder / "kernel.json").read_text(encoding="utf-8"))["argv"]
