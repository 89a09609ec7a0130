"""The checkout: where things are, and the settings under which everything of it runs."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / "environment"
NOTEBOOKS = ROOT / "notebooks"
STATE = ROOT / ".reprise"
# Lies in the image, where all is made once and nobody writes to it any more.
SEAL = STATE / "sealed"
PYTHON = STATE / "python"
BIN = PYTHON / "bin"
KERNELSPEC = PYTHON / "share" / "jupyter" / "kernels" / "java"
LIBRARY = STATE / "lib"
LOGS = STATE / "logs"
KERNEL = ROOT / "kernel" / "dist" / "target" / "kernel"

# Maven compares every file that it takes from elsewhere with the lock. Not in .mvn/maven.config: without the package phase a
# module of this build is a folder of classes, which has no checksum.
MAVEN_LOCK = [
    "-Daether.artifactResolver.postProcessor.trustedChecksums=true",
    "-Daether.artifactResolver.postProcessor.trustedChecksums.checksumAlgorithms=SHA-256",
    "-Daether.trustedChecksumsSource.summaryFile=true",
    "-Daether.trustedChecksumsSource.summaryFile.originAware=false",
    f"-Daether.trustedChecksumsSource.summaryFile.basedir={ENVIRONMENT / 'maven'}",
]


class Failure(Exception):
    """Something that the reader can mend: `str(failure)` says what happened, where, and what to do."""

    exit_code = 1


class Missing(Failure):
    """A program that this machine lacks."""

    exit_code = 3


def numeric_pins():
    """The settings of numeric.env."""
    settings = {}
    for line in (ENVIRONMENT / "numeric.env").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, equals, value = line.partition("=")
            if not equals:
                raise Failure(f"environment/numeric.env: {line!r} is not of the form NAME=value.")
            settings[name] = value
    return settings


def numeric_settings():
    """The settings of numeric.env, which hold whatever the caller exports; REPRISE_NAME=value sets NAME to another value."""
    return {name: os.environ.get(override(name), value) for name, value in numeric_pins().items()}


def override(name):
    """The variable by which a reader gives a setting another value; what programs in general read is too often exported for all."""
    return name if name.startswith("REPRISE_") else f"REPRISE_{name}"


def own_state():
    """Where programs keep what is the reader's: settings, caches, what they need while they run."""
    if not SEAL.exists():
        return STATE
    home = Path.home() / ".reprise"
    try:
        home.mkdir(exist_ok=True)
        return home
    except OSError:
        # A container whose disk is read-only.
        temporary = Path(tempfile.gettempdir()) / f"reprise-{os.getuid()}"
        temporary.mkdir(exist_ok=True)
        return temporary


def pinned_environment(jdk):
    """The environment variables for everything that runs inside the pinned environment."""
    env = dict(os.environ)
    env.update(numeric_settings())
    own = own_state()
    env.update(
        # The checkout too: notebooks and terminals call `reprise`, as in the image.
        PATH=os.pathsep.join([str(BIN), str(jdk.home / "bin"), str(ROOT), env.get("PATH", "")]),
        VIRTUAL_ENV=str(PYTHON),
        JAVA_HOME=str(jdk.home),
        # Nothing of Jupyter or IPython where they put it by themselves.
        JUPYTER_CONFIG_DIR=str(own / "jupyter" / "config"),
        JUPYTER_DATA_DIR=str(own / "jupyter" / "data"),
        JUPYTER_RUNTIME_DIR=str(own / "jupyter" / "runtime"),
        JUPYTER_PREFER_ENV_PATH="1",
        IPYTHONDIR=str(own / "ipython"),
        XDG_CACHE_HOME=str(own / "cache"),
        PYTHONDONTWRITEBYTECODE="1",
        # JupyterLab asks npm, where there is one, for its settings.
        npm_config_cache=str(own / "npm"),
        # The kernel's evaluator: the library, and a place for ND4J's unpacked native libraries.
        REPRISE_CLASSPATH=str(LIBRARY / "*.jar"),
        REPRISE_JVM_OPTS=f'"-Dorg.bytedeco.javacpp.cachedir={STATE / "javacpp"}" '
        + env.get("REPRISE_JVM_OPTS", ""),
    )
    env.pop("PYTHONHOME", None)
    env.pop("PYTHONPATH", None)
    return env


def say(text=""):
    """A line for the person at the terminal; standard output is left to the commands that are run."""
    print(text, file=sys.stderr, flush=True)
