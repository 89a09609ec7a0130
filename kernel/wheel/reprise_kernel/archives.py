"""Archives of the classes of both JVMs, with which a kernel starts in about half the time.

They belong to one JDK and to jars in their place, so a wheel cannot bring them. The first start on a JDK has them made by a
process in the background, of lowest priority, that nobody waits for; later starts use them. They lie in the user's cache,
`reprise` in XDG_CACHE_HOME or ~/.cache, with a log where making them failed. REPRISE_ARCHIVES=off: neither made nor used.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import traceback
from pathlib import Path

from .jdk import version

AOT = 25  # the JDK from which on an archive holds linked classes (JEP 483)
DELAY = 10  # s: whoever has started a kernel has something to do
DAY = 24 * 3600
# What is set for notebooks is not for this: a startup script, for one, would run behind the user's back.
NOTEBOOKS_OWN = ("REPRISE_", "JJAVA_", "IJAVA_", "JPY_", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")


def options(java, arguments):
    """The options with which the JVM has its archives; none as long as there are none."""
    if os.environ.get("REPRISE_ARCHIVES") == "off" or os.name == "nt" or "-jar" not in arguments:
        return []
    try:
        folder = _folder(java, _kernel(arguments))
        if _archive(java, folder).exists():
            return _use(java, folder)
        log = folder / "log"
        if not log.exists() or time.time() - log.stat().st_mtime > DAY:
            _make_in_background(folder, java, arguments)
    except OSError:
        pass  # A kernel starts without them, too.
    return []


def _kernel(arguments):
    return Path(arguments[arguments.index("-jar") + 1])


def _folder(java, kernel):
    """One for each JDK and each kernel; a JVM refuses an archive as soon as one of the jars is another."""
    known = hashlib.sha256(f"{java}\n{kernel}\n".encode() + (Path(java).parents[1] / "release").read_bytes())
    for jar in sorted(kernel.parent.rglob("*.jar")):
        known.update(f"{jar} {jar.stat().st_size} {jar.stat().st_mtime_ns}\n".encode())
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(cache) / "reprise" / known.hexdigest()[:16]


def _archive(java, folder):
    return folder / ("server.aot" if version(Path(java).parents[1]) >= AOT else "server.jsa")


def _use(java, folder):
    archive = _archive(java, folder)
    server = [f"-XX:AOTCache={archive}"] if archive.suffix == ".aot" else ["-Xshare:auto", f"-XX:SharedArchiveFile={archive}"]
    return [*server, f"-Dreprise.archives={folder}"]


def _make_in_background(folder, java, arguments):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # By a child that ends at once: the kernel, which this process is to become, has no child that it knows nothing of.
    child = os.fork()
    if child == 0:
        try:
            subprocess.Popen([sys.executable, "-m", "reprise_kernel.archives", folder, java, *arguments], start_new_session=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def make(folder, java, arguments):
    """Waits a little, and makes the archives unless another process does."""
    import fcntl

    os.nice(19)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        time.sleep(DELAY)
        if _archive(java, folder).exists():
            return
        try:
            _clear(folder, _kernel(arguments), Path(java).parents[1])
            _rehearse(folder, java, arguments)
        except Exception:
            (folder / "log").write_text(traceback.format_exc(), encoding="utf-8")


def _clear(folder, kernel, jdk):
    """Takes away what an attempt has left behind that was cut off, and archives that have become useless."""
    for file in folder.iterdir():
        if file.name != "lock":
            shutil.rmtree(file) if file.is_dir() else file.unlink()
    made_for = f"{kernel}\n{jdk}"
    (folder / "made-for").write_text(made_for, encoding="utf-8")
    for other in folder.parent.glob("*/made-for"):
        its = other.read_text(encoding="utf-8")
        if other.parent != folder and (its == made_for or not all(Path(path).exists() for path in its.splitlines())):
            shutil.rmtree(other.parent, ignore_errors=True)


def _rehearse(folder, java, arguments):
    from . import rehearse

    for name in [name for name in os.environ if name.startswith(NOTEBOOKS_OWN)]:
        del os.environ[name]
    os.chdir(folder)
    rehearse.rehearse([java, *_use(java, folder), *arguments[:-1], "{connection_file}"], folder / "evaluator.jsa", folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
