"""Two builds of the same sources are the same bytes: in another folder, on another day, in another language and time zone."""

import hashlib
import os
import shutil
import subprocess

import pytest

from command.checkout import MAVEN_LOCK
from command.setup import java_platform
from command_line import ROOT, copy_of_checkout, outside

pytestmark = pytest.mark.slow
LANGUAGE = "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Apia"
LONG_AGO = 1_100_000_000


def jars(root):
    """Our own jars as they are put together for use, by name."""
    folders = (root / "kernel" / "dist" / "target" / "kernel", root / "lib" / "dist" / "target" / "lib")
    return {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for folder in folders for jar in folder.rglob("reprise-*.jar")}


def test_jars_are_the_same_bytes_wherever_and_whenever_they_are_built(tmp_path):
    copy = copy_of_checkout(tmp_path / "an other place, with blanks")
    for file in copy.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))
    clock = ["faketime", "-f", "+400d"] if shutil.which("faketime") else []
    build = subprocess.run(
        [*clock, "./mvnw", "-q", "-o", *MAVEN_LOCK, "-DskipTests", f"-Djavacpp.platform={java_platform()}", "-pl", "kernel/dist,lib/dist",
         "-am", "package"],
        # A jar holds the modes of its files, so ./reprise sets them.
        cwd=copy, text=True, capture_output=True, check=False, umask=0o022,
        env=outside(JAVA_TOOL_OPTIONS=LANGUAGE, LC_ALL="C", TZ="Pacific/Apia", JAVA_HOME=os.environ["JAVA_HOME"]))
    assert build.returncode == 0, build.stdout + build.stderr
    here = jars(ROOT)
    assert len(here) >= 6
    assert jars(copy) == here
