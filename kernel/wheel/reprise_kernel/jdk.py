"""Finds the JDK for the kernel."""

import glob
import os
import re
import shutil
from pathlib import Path

OLDEST = 17
PLACES = (
    "/usr/lib/jvm/*",
    "/opt/java/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    os.path.expanduser("~/.sdkman/candidates/java/*"),
    os.path.expanduser("~/.jdks/*"),
)


class NoJdk(Exception):
    """There is no JDK that the kernel can run on; says what to do."""


def find():
    """The `java` of REPRISE_JAVA_HOME, else of JAVA_HOME, else of the PATH, else the newest in the usual places."""
    for name in ("REPRISE_JAVA_HOME", "JAVA_HOME"):
        home = os.environ.get(name)
        if home:
            if version(home) >= OLDEST:
                return _java(home)
            if name == "REPRISE_JAVA_HOME":
                raise NoJdk(f"{name}={home} is no JDK from {OLDEST} up.")
    javac = shutil.which("javac")
    homes = [Path(os.path.realpath(javac)).parents[1]] if javac else []
    homes += sorted((path for place in PLACES for path in glob.glob(place)), key=version, reverse=True)
    for home in homes:
        if version(home) >= OLDEST:
            return _java(home)
    raise NoJdk(
        f"no JDK from {OLDEST} up was found. Install one (Debian, Ubuntu: apt install openjdk-{OLDEST}-jdk-headless;\n"
        "  macOS: brew install openjdk), or set JAVA_HOME to where one is, and start the kernel again."
    )


def _java(home):
    return Path(home) / "bin" / ("java.exe" if os.name == "nt" else "java")


def version(home):
    """The feature version of a JDK with JShell; 0 for anything else."""
    try:
        release = (Path(home) / "release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release, re.MULTILINE)
    modules = re.search(r'^MODULES="([^"]*)"', release, re.MULTILINE)
    has_jshell = "jdk.jshell" in modules.group(1).split() if modules else (Path(home) / "bin" / "jshell").exists()
    return int(found.group(1)) if found and has_jshell and _java(home).exists() else 0
