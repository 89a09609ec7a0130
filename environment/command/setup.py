"""Makes the environment: Python packages by their hashes, the kernel and the library by Maven."""

import json
import os
import platform
import shutil
import sys

import kernelspec
import steps
from checkout import BIN, ENVIRONMENT, KERNEL, LIBRARY, PYTHON, ROOT, STATE, Failure

LIBRARY_BUILD = ROOT / "lib" / "dist" / "target" / "lib"


def prepare(jdk):
    """Everything that is missing or out of date; nothing when all is there."""
    with steps.only_one():
        try:
            _python()
            _java(jdk)
        except OSError as e:
            if e.errno == 28:
                raise Failure(f"setting up failed: {steps.CAUSES[0][1]}") from e
            raise


def _python():
    lock = ENVIRONMENT / "requirements.lock"
    fingerprint = steps.digest(lock, sys.version, os.path.realpath(sys.executable))
    if steps.is_done("python", fingerprint) and (BIN / "python").exists():
        return
    steps.forget("python")
    shutil.rmtree(PYTHON, ignore_errors=True)
    env = dict(os.environ, PIP_CACHE_DIR=str(STATE / "cache" / "pip"), PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.pop("PYTHONPATH", None)
    steps.run("Making the folder for Python", [sys.executable, "-m", "venv", PYTHON], env=env)
    steps.run(
        "Installing JupyterLab and other packages",
        [BIN / "python", "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-input", "-r", lock],
        env=env,
    )
    _settings()
    steps.mark_done("python", fingerprint)


def _settings():
    """JupyterLab asks nobody whether there is news, and looks for no updates."""
    folder = PYTHON / "share" / "jupyter" / "lab" / "settings"
    folder.mkdir(parents=True, exist_ok=True)
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    (folder / "overrides.json").write_text(json.dumps(quiet, indent=2), encoding="utf-8")


def _java(jdk):
    fingerprint = steps.digest(str(jdk.home), str(jdk.version), *_java_sources())
    if steps.is_done("java", fingerprint):
        return
    steps.forget("java")
    for folder in (KERNEL, LIBRARY_BUILD):
        # Maven adds to these folders and takes nothing out.
        shutil.rmtree(folder, ignore_errors=True)
    steps.run(
        "Building the kernel and the library",
        [ROOT / "mvnw", "-q", "-DskipTests", f"-Djavacpp.platform={_platform()}", "-pl", "kernel/dist,lib/dist", "-am",
         "package"],
        cwd=ROOT,
        env=dict(os.environ, JAVA_HOME=str(jdk.home)),
    )
    kernelspec.write(PYTHON / "share" / "jupyter" / "kernels" / "java", KERNEL, jdk)
    shutil.rmtree(LIBRARY, ignore_errors=True)
    shutil.copytree(LIBRARY_BUILD, LIBRARY)
    steps.mark_done("java", fingerprint)


def _platform():
    """This machine in JavaCPP's words: ND4J's native libraries for every platform would be 1.5 GB."""
    system = {"Darwin": "macosx", "Windows": "windows"}.get(platform.system(), "linux")
    machine = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
    return f"{system}-{machine}"


def _java_sources():
    """What the build depends on, in a fixed order."""
    files = [ROOT / "pom.xml", ENVIRONMENT / "command" / "kernelspec.py"]
    for part in ("kernel", "lib"):
        files += (ROOT / part).glob("*/pom.xml")
        files += (p for p in (ROOT / part).glob("*/src/main/**/*") if p.is_file())
        files += (ROOT / part).glob("*/src/assembly/*.xml")
    return sorted(files)
