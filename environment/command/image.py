"""What is different inside the image: the environment is made already, and a container has limits of its own."""

import os
from pathlib import Path

from .checkout import SEAL, Failure, say

HOME = Path("/home/reader")
WORKBOOK = HOME / "workbook"
WORK = HOME / "work"
# JupyterLab, and the two JVMs of one notebook that trains: environment/image/class.md has what was measured.
NEEDED_BYTES = 1 << 30
MEMORY_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
RUN = "docker run --rm -p 127.0.0.1:8888:8888"


def inside():
    return SEAL.exists()


def refuse_inside(name):
    """For a subcommand of which the image has no use."""
    if inside():
        raise Failure(f"'{name}' is for a checkout; the image has its kernel, and no tests.")


def check_container():
    """Before JupyterLab starts: refuses what would lose work, and warns of what would be short."""
    for folder in (WORK, WORKBOOK):
        _check_folder(folder)
    limit = memory_limit()
    if limit is not None and limit < NEEDED_BYTES:
        say(f"reprise: this container may use {limit / 2**30:.1f} GB of memory; a notebook that trains a network needs "
            f"{NEEDED_BYTES >> 30} GB, and has more room with 2.\n"
            f"  Start it with more: {RUN} --memory 2g reprise\n"
            "  (Docker Desktop: Settings, Resources, Memory.)")


def _check_folder(folder):
    if os.access(folder, os.W_OK | os.X_OK):
        return
    if os.access(folder, os.X_OK) and os.statvfs(folder).f_flag & os.ST_RDONLY:
        say(f"reprise: {folder} is read-only, as this container was started: notebooks in it can be run, and not saved.")
        return
    user, owner = os.getuid(), folder.stat().st_uid
    mounted = os.path.ismount(folder)
    raise Failure(
        f"{folder} cannot be written by user {user}, as which this container runs"
        + (f"; the folder that you mounted belongs to user {owner}" if mounted else "") + ".\n  Nothing would be saved in it. "
        + ("Start the container as the owner of the folder" if mounted else "Start the container in group 0") + ":\n\n"
        f"    {RUN} --user {'$(id -u)' if mounted else user}:0{' -v FOLDER:' + str(folder) if mounted else ''} reprise\n\n"
        "  (podman without root: --userns keep-id:uid=1000,gid=0 in place of --user.)")


def memory_limit():
    """How many bytes this container may use; None when there is no limit."""
    for name in MEMORY_LIMITS:
        try:
            text = Path(name).read_text(encoding="ascii").strip()
        except OSError:
            continue
        # Without a limit, the older kernels say a number near 2^63.
        return int(text) if text.isdigit() and int(text) < 1 << 60 else None
    return None
