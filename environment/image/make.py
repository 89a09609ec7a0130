"""Makes a part of the environment while the image is built: make.py python | java | kernel. Called by the Dockerfile."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "environment"))
from command import jdk as jdks  # noqa: E402
from command import kernelspec, setup, steps  # noqa: E402
from command.checkout import KERNEL, KERNELSPEC, LIBRARY, PYTHON, SEAL, STATE, Failure, say  # noqa: E402


def python():
    setup.make_python()
    # By content, not by time, one after the other and with one seed of hashes: the same bytes at every build, and nothing to compile
    # or to check for the reader.
    for cache in list(PYTHON.rglob("__pycache__")):
        shutil.rmtree(cache)
    # What a package has for other versions of Python cannot be compiled.
    subprocess.run([sys.executable, "-m", "compileall", "-qq", "-f", "--invalidation-mode", "unchecked-hash", PYTHON / "lib"],
                   env=dict(os.environ, PYTHONHASHSEED="0"), check=False)


def java():
    setup.make_java(jdks.find())
    # The JVM passes an archive over when a jar is of another time than it was then.
    for folder in (LIBRARY, KERNEL):
        _set_times(folder)


def kernel():
    """The kernel in its place, the archive of its classes, and ND4J's libraries unpacked; from then on nothing is made anew."""
    SEAL.touch()
    jdk = jdks.find()
    kernelspec.write(KERNELSPEC, KERNEL, jdk)
    subprocess.run([jdk.java, f"-Dorg.bytedeco.javacpp.cachedir={STATE / 'javacpp'}", "--enable-native-access=ALL-UNNAMED",
                    "-cp", LIBRARY / "*", Path(__file__).with_name("Unpack.java")], check=True)


def _set_times(folder):
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for file in folder.rglob("*"):
        os.utime(file, (epoch, epoch))


if __name__ == "__main__":
    try:
        with steps.only_one():
            {"python": python, "java": java, "kernel": kernel}[sys.argv[1]]()
    except Failure as failure:
        say(f"reprise: {failure}")
        sys.exit(failure.exit_code)
