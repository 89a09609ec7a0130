"""Finds a Java development kit."""

import glob
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .checkout import SEAL, Missing, say

OLDEST = 17
PREFERRED = 25
PLACES = (
    "/usr/lib/jvm/*",
    "/opt/java/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
)


@dataclass(frozen=True)
class Jdk:
    """A JDK: its folder and its feature version, such as 25."""

    home: Path
    version: int

    @property
    def java(self):
        return self.home / "bin" / "java"

    @property
    def release(self):
        """What it says of its version; empty where there is no such file."""
        file = self.home / "release"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""


def find():
    """JAVA_HOME if it is a JDK from 17 up, else a 25, else the newest from 17 to 24, else a newer one with a warning."""
    named = os.environ.get("JAVA_HOME")
    if named:
        jdk = inspect(Path(named))
        if jdk and jdk.version >= OLDEST:
            return jdk
        found = f"is a JDK {jdk.version}, too old" if jdk else "is not a JDK (no bin/javac, or no jdk.jshell module)"
        say(f"reprise: JAVA_HOME={named} {found}; looking for another one.")
    jdks = installed()
    for jdk in sorted(jdks, key=_preference):
        if jdk.version > PREFERRED:
            say(f"reprise: using JDK {jdk.version} ({jdk.home}), which is newer than the tested 17 and 25.")
        if jdk.version >= OLDEST:
            return jdk
    older = "; ".join(f"JDK {jdk.version} in {jdk.home} is too old" for jdk in jdks)
    raise Missing(
        f"no JDK from {OLDEST} up was found{' (' + older + ')' if older else ''}.\n"
        f"  Install one (Debian, Ubuntu: apt install openjdk-{OLDEST}-jdk-headless; macOS: brew install openjdk@{PREFERRED}),\n"
        "  or set JAVA_HOME to where one is."
    )


def _preference(jdk):
    if jdk.version == PREFERRED:
        return (0, 0)
    return (1, -jdk.version) if jdk.version < PREFERRED else (2, jdk.version)


def installed():
    """Every JDK in the usual places, each once."""
    homes = []
    javac = shutil.which("javac")
    if javac:
        homes.append(Path(os.path.realpath(javac)).parents[1])
    for pattern in PLACES:
        homes.extend(Path(path) for path in sorted(glob.glob(os.path.expanduser(pattern))))
    jdks = {}
    for home in homes:
        jdk = inspect(home)
        if jdk:
            jdks.setdefault(jdk.home, jdk)
    return list(jdks.values())


def inspect(home):
    """The JDK in a folder; None when it is a JRE, or no Java at all."""
    home = Path(os.path.realpath(home))
    # In the image nothing is built any more. For the kernel, Debian's JRE is whole: it has JShell and the compiler's module.
    program = "java" if SEAL.exists() else "javac"
    if not (home / "bin" / program).exists() and not (home / "bin" / f"{program}.exe").exists():
        return None
    text = Jdk(home, 0).release
    version = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', text, re.MULTILINE)
    modules = re.search(r'^MODULES="([^"]*)"', text, re.MULTILINE)
    if version:
        feature = int(version.group(1))
    else:
        feature = _ask(home)
    if feature is None or (modules and "jdk.jshell" not in modules.group(1).split()):
        return None
    return Jdk(home, feature)


def _ask(home):
    try:
        answer = subprocess.run(
            [home / "bin" / "java", "-version"], capture_output=True, text=True, timeout=60, check=True
        ).stderr
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r'version "(?:1\.)?(\d+)', answer)
    return int(version.group(1)) if version else None
