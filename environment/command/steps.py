"""Steps that take a while: run with progress, remembered when done, safe when two run at once."""

import contextlib
import fcntl
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time

from .checkout import LOGS, STATE, Failure, say

DISK_FULL = "the disk is full. Make room (2 GB for everything) and run the same command again."

# What a tool's output says about the cause, and what to do about it. The first that is found counts.
CAUSES = [
    (("No space left on device", "OSError: [Errno 28]"), DISK_FULL),
    (
        ("ensurepip is not available", "No module named venv"),
        "this Python cannot make environments. Debian, Ubuntu: apt install python3-venv, and run the same command again.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "{lock} does not fit the packages: {package} is not the pinned one. The lock was edited, or the download was damaged or\n"
        "  exchanged. `git checkout {lock}` brings the pinned lock back; environment/lock makes a new one.",
    ),
    (
        ("hashes are required", "Hashes are required", "must have their requirements pinned"),
        "{lock} does not fit the packages: it was edited.\n"
        "  `git checkout {lock}` brings the pinned one back; environment/lock makes a new one.",
    ),
    (
        ("trusted checksum mismatch",),
        "{artifact} is not the pinned one: it was damaged, or exchanged.\n"
        "  Delete it from Maven's cache (~/.m2/repository) and run the same command again. If it is meant to be another one,\n"
        "  environment/lock maven pins it.",
    ),
    (
        ("Invalid requirement", "Expected package name", "InvalidVersion"),
        "{lock} cannot be read: it was edited by hand.\n"
        "  `git checkout {lock}` brings the pinned one back; environment/lock makes a new one.",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "Temporary failure in name resolution",
            "Name or service not known",
            "Could not transfer artifact",
            "UnknownHostException",
            "ConnectTimeoutError",
            "Connection refused",
            "Network is unreachable",
            "wget: Failed",
            "Failed to fetch",
            "Max retries exceeded",
            "ProxyError",
            "(from versions: none)",
        ),
        "there is no network, which the first set-up needs. Connect and run the same command again.",
    ),
    (
        ("No matching distribution found", "Could not find a version that satisfies"),
        "a package of {lock} is not offered for this Python and this machine.\n"
        "  If the lock was edited by hand, `git checkout {lock}` brings the pinned one back.",
    ),
]

_lock = None


@contextlib.contextmanager
def only_one():
    """One set-up at a time for this checkout; a second one waits."""
    global _lock
    STATE.mkdir(exist_ok=True)
    with open(STATE / "lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("reprise: another ./reprise is setting up this checkout; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        _lock = lock
        yield


def digest(*parts):
    """A digest of strings and of files, by content."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part.read_bytes()
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()


def is_done(name, fingerprint):
    """Whether a step was done with these inputs. A step that was killed half way is not."""
    stamp = STATE / f"{name}.done"
    try:
        return json.loads(stamp.read_text(encoding="utf-8")) == fingerprint
    except (OSError, ValueError):
        return False


def mark_done(name, fingerprint):
    (STATE / f"{name}.done").write_text(json.dumps(fingerprint), encoding="utf-8")


def forget(*names):
    for name in names:
        (STATE / f"{name}.done").unlink(missing_ok=True)


def run(title, command, lock="", **options):
    """Runs a command with its output in a log, a line of progress, and a clear end; `lock` is named where it is the cause."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / (title.split()[-1].strip(".") + ".log")
    with open(log, "wb") as output:
        # A child that outlives a killed ./reprise keeps the lock, so that the next one waits for its last write.
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                   pass_fds=[_lock.fileno()], **options)
        try:
            _watch(title, process)
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        text = log.read_text(encoding="utf-8", errors="replace")
        cause = DISK_FULL if shutil.disk_usage(STATE).free < 1 << 20 else explain(text, lock)
        raise Failure(f"{title[0].lower()}{title[1:]} failed: {cause}\n  Everything it printed: {log}")


def _watch(title, process):
    started = time.monotonic()
    told = 0
    live = sys.stderr.isatty()
    while True:
        seconds = int(time.monotonic() - started)
        if live:
            print(f"\r{title} ... {seconds} s ", end="", file=sys.stderr, flush=True)
        elif seconds >= told:
            say(f"{title} ..." + (f" {seconds} s" if seconds else ""))
            told = seconds + 15
        try:
            process.wait(timeout=0.2 if seconds < 2 else 1)
            break
        except subprocess.TimeoutExpired:
            pass
    if live:
        print(f"\r{title}: {'done' if process.returncode == 0 else 'failed'}, "
              f"{time.monotonic() - started:.0f} s", file=sys.stderr)


def explain(text, lock):
    """What the output of a tool that failed says about the cause, and what to do."""
    artifact = re.search(r"Artifact (\S+) trusted checksum mismatch", text)
    package = re.search(r"DO NOT MATCH THE HASHES.*\n\s+(\S+)", text)
    for signs, cause in CAUSES:
        if any(sign in text for sign in signs):
            return cause.replace("{lock}", str(lock)).replace("{artifact}", artifact.group(1) if artifact else "").replace(
                "{package}", package.group(1) if package else "a package")
    lines = text.strip().splitlines()
    # Maven says the cause first and advice about itself last.
    telling = [line for line in lines if line.startswith("[ERROR]")][:8] or lines[-8:]
    return "it printed\n" + "\n".join("    " + line for line in telling)
