"""Makes the environment: Python packages by their hashes, the kernel and the library by Maven."""

import errno
import json
import os
import platform
import shutil
import sys

from . import jdk as jdks
from . import kernelspec, steps
from .checkout import BIN, ENVIRONMENT, KERNEL, KERNELSPEC, LIBRARY, MAVEN_LOCK, PYTHON, ROOT, SEAL, STATE, Failure

LIBRARY_BUILD = ROOT / "lib" / "dist" / "target" / "lib"

SETTINGS = {
    # JupyterLab asks nobody whether there is news, and looks for no updates.
    "share/jupyter/lab/settings/overrides.json": {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
    },
    # Nor does it look for language servers of other languages, which starts npm.
    "etc/jupyter/jupyter_server_config.d/reprise.json": {"LanguageServerManager": {"autodetect": False}},
}


def ready(browser=False):
    """The JDK for everything that follows, once all is there that it needs."""
    jdk = jdks.find()
    prepare(jdk, browser)
    return jdk


def prepare(jdk, browser=False):
    """Everything that is missing or out of date; nothing when all is there."""
    if SEAL.exists():
        return
    try:
        with steps.only_one():
            make_python()
            if browser:
                _packages("browser", "Installing what drives the browser", "requirements-browser.lock")
            make_java(jdk)
            _kernelspec(jdk)
    except OSError as e:
        if e.errno == errno.ENOSPC:
            raise Failure(f"setting up failed: {steps.DISK_FULL}") from e
        if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Failure(f"setting up failed: {e.filename} cannot be written ({e.strerror}).\n"
                          f"  Everything is kept under {STATE}: make the checkout writable, or clone it anew.") from e
        raise


def make_python():
    _python()
    _settings()


def _python():
    # The folder's own path too: what pip installs names it, so a checkout that was moved is set up again.
    fingerprint = steps.digest(ENVIRONMENT / "requirements.lock", sys.version, os.path.realpath(sys.executable), str(PYTHON))
    if steps.is_done("python", fingerprint) and (BIN / "python").exists():
        return
    steps.forget("python", "packages", "settings", "browser", "kernelspec")
    shutil.rmtree(PYTHON, ignore_errors=True)
    steps.run("Making the folder for Python", [sys.executable, "-m", "venv", PYTHON], env=_pip_environment())
    _packages("packages", "Installing JupyterLab and other packages", "requirements.lock")
    steps.mark_done("python", fingerprint)


def _packages(step, title, name):
    lock = ENVIRONMENT / name
    fingerprint = steps.digest(lock)
    if steps.is_done(step, fingerprint):
        return
    steps.forget(step)
    steps.run(
        title,
        [BIN / "python", "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-input", "-r", lock],
        env=_pip_environment(),
        lock=lock.relative_to(ROOT),
    )
    steps.mark_done(step, fingerprint)


def _pip_environment():
    env = dict(os.environ, PIP_CACHE_DIR=str(STATE / "cache" / "pip"), PIP_DISABLE_PIP_VERSION_CHECK="1")
    env.pop("PYTHONPATH", None)
    return env


def _settings():
    fingerprint = steps.digest(json.dumps(SETTINGS))
    if steps.is_done("settings", fingerprint):
        return
    for name, content in SETTINGS.items():
        file = PYTHON / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, indent=2), encoding="utf-8")
    steps.mark_done("settings", fingerprint)


def make_java(jdk):
    fingerprint = steps.digest(*_java_sources())
    if steps.is_done("java", fingerprint) and KERNEL.exists() and LIBRARY.exists():
        return
    steps.forget("java", "kernelspec")
    for folder in (KERNEL, LIBRARY_BUILD):
        # Maven adds to these folders and takes nothing out.
        shutil.rmtree(folder, ignore_errors=True)
    steps.run(
        "Building the kernel and the library",
        [ROOT / "mvnw", "-q", *MAVEN_LOCK, "-DskipTests", f"-Djavacpp.platform={java_platform()}", "-pl", "kernel/dist,lib/dist", "-am",
         "package"],
        cwd=ROOT,
        env=dict(os.environ, JAVA_HOME=str(jdk.home)),
        # A jar holds the modes of its files.
        umask=0o022,
    )
    shutil.rmtree(LIBRARY, ignore_errors=True)
    shutil.copytree(LIBRARY_BUILD, LIBRARY)
    steps.mark_done("java", fingerprint)


def _kernelspec(jdk):
    """The kernel of this checkout, on the JDK of today."""
    # The JDK's release file tells its updates apart, each of which wants archives of its own.
    fingerprint = steps.digest(str(jdk.home), jdk.release, *(ENVIRONMENT / "command" / name for name in ("kernelspec.py", "rehearse.py")))
    if steps.is_done("kernelspec", fingerprint) and KERNELSPEC.exists():
        return
    steps.forget("kernelspec")
    kernelspec.write(KERNELSPEC, KERNEL, jdk)
    steps.mark_done("kernelspec", fingerprint)


def java_platform():
    """This machine in JavaCPP's words: ND4J's native libraries for every platform would be 1.5 GB."""
    system = {"Darwin": "macosx", "Windows": "windows"}.get(platform.system(), "linux")
    machine = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
    return f"{system}-{machine}"


def _java_sources():
    """What the build depends on, in a fixed order."""
    files = [ROOT / "pom.xml", ENVIRONMENT / "numeric.env"]
    for part in ("kernel", "lib"):
        files += (ROOT / part).glob("*/pom.xml")
        files += (p for p in (ROOT / part).glob("*/src/main/**/*") if p.is_file())
        files += (ROOT / part).glob("*/src/assembly/*.xml")
    return sorted(files)
