"""Fetches the peers, each of a fixed version and with a fixed SHA-256, into target/peers, and installs them as they say."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parents[1]
TARGET = HERE / "target"
PINS = json.loads((HERE / "peers.json").read_text(encoding="utf-8"))


class Failure(Exception):
    """Something that the reader can mend."""


def jjava():
    """The folder of kernelspecs that holds JJava's."""
    folder = TARGET / "peers" / f"jjava-{PINS['jjava']['version']}"
    kernels = folder / "share" / "jupyter" / "kernels"
    if not kernels.exists():
        wheel = _download("jjava", f"jjava-{PINS['jjava']['version']}-py3-none-any.whl", [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest", "{folder}",
            f"jjava=={PINS['jjava']['version']}"])
        _run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target", folder, wheel])
    return kernels


def rapaio():
    """The folder of kernelspecs that holds the one of rapaio-jupyter-kernel."""
    version = PINS["rapaio"]["version"]
    # Its installer knows no folder but the one in the home directory.
    home = TARGET / "peers" / f"rapaio-{version}"
    kernels = home / ".local" / "share" / "jupyter" / "kernels"
    if not kernels.exists():
        jar = _download("rapaio", f"rapaio-jupyter-kernel-{version}.jar", [
            ROOT / "mvnw", "-q", "-N", "-f", ROOT / "pom.xml", "dependency:copy", "-Dmdep.useBaseVersion=true",
            f"-Dartifact=io.github.padreati:rapaio-jupyter-kernel:{version}", "-DoutputDirectory={folder}"])
        _run([Path(os.environ["JAVA_HOME"], "bin", "java"), f"-Duser.home={home}", "-jar", jar, "-i", "-auto"])
    return kernels


def _download(peer, name, command):
    folder = TARGET / "peers" / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    print(f"Fetching {name} ...", file=sys.stderr, flush=True)
    _run([str(word).replace("{folder}", str(folder)) for word in command])
    file = folder / name
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if digest != PINS[peer]["sha256"]:
        file.unlink()
        raise Failure(f"{name} has the SHA-256 {digest}, not the one in peers.json; it was not used.")
    return file


def _run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"{Path(str(command[0])).name} failed:\n{done.stdout}{done.stderr}")


def raw_jshell(jdk):
    """The folder with the compiled floor and an AOT cache of it (JDK 25 and later; without one before)."""
    folder = TARGET / "raw"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _run([jdk / "bin" / "javac", "-d", folder, HERE / "raw" / "RawJShell.java"])
    # An AOT cache wants jars.
    _run([jdk / "bin" / "jar", "--create", "--file", folder / "raw.jar", "--main-class", "RawJShell", "-C", folder, "."])
    command = [str(jdk / "bin" / "java"), f"-XX:AOTCacheOutput={folder / 'raw.aot'}", "-jar", str(folder / "raw.jar")]
    subprocess.run(command, input="e1 + 1\n", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, check=False)
    return folder
