"""Calls ./reprise as a person at a terminal does: outside of the pinned environment that the tests themselves run in."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SET_BY_REPRISE = ("JUPYTER_", "REPRISE_", "IPYTHON", "VIRTUAL_ENV", "JAVA_HOME", "PYTHONDONTWRITEBYTECODE", "OMP_", "OPENBLAS_",
                  "LC_ALL", "TZ", "PYTEST_")


def outside(**changes):
    """The environment variables of a terminal; a change to None takes one away."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(SET_BY_REPRISE)}
    own = (str(ROOT / ".reprise"), os.environ.get("JAVA_HOME", "/nowhere"))
    env["PATH"] = os.pathsep.join(folder for folder in env["PATH"].split(os.pathsep) if not folder.startswith(own))
    env.update(changes)
    return {name: value for name, value in env.items() if value is not None}


def reprise(*words, root=ROOT, env=None, before=(), timeout=900):
    """Runs ./reprise to its end, with its output as text."""
    return subprocess.run([*before, root / "reprise", *words], env=env or outside(), cwd=root, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False)


def copy_of_checkout(folder):
    """What a clone of the working tree as it is now would hold."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


LOOPBACK_ONLY = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
os.execvp(sys.argv[1], sys.argv[1:])
"""


def without_network():
    """Words to put before a command, so that it sees no network but the machine itself; None where Linux does not let us."""
    for unshare in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        words = [*unshare, sys.executable, "-c", LOOPBACK_ONLY]
        try:
            if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
                return words
        except FileNotFoundError:
            pass
    return None
