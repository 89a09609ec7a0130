"""What is installed here, for those who compare it with the pins and those who list it."""

import subprocess
from pathlib import Path

from .checkout import ENVIRONMENT, KERNELSPEC, LIBRARY, SEAL
from .kernelspec import STARTER


def jars():
    """The jars of the library and of the kernel; but not the starter, which is made here and holds no code."""
    return sorted({*LIBRARY.glob("*.jar"), *KERNELSPEC.rglob("*.jar")} - {KERNELSPEC / STARTER})


def locked_jars():
    """By file name: the SHA-256 of the Maven lock, and the path in a Maven repository."""
    lines = (ENVIRONMENT / "maven" / "checksums.sha256").read_text(encoding="utf-8").splitlines()
    return {Path(path).name: (digest, Path(path)) for digest, path in map(str.split, lines)}


def debian_packages():
    """Triples of name, version and architecture; none outside of the image."""
    if not SEAL.exists():
        return []
    said = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}\n"], capture_output=True, text=True,
                          check=True)
    return [tuple(line.split()) for line in said.stdout.splitlines()]
