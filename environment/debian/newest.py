"""What of Debian is newest and can be pinned: the base image by its digest, and a moment of the archive of packages."""

import hashlib
import json
import re
import shutil
import subprocess
import urllib.request

BASE = "docker.io/library/debian"
TAG = re.compile(r"trixie-\d{8}-slim")
# For each archive, the moments of which there is a snapshot.
SNAPSHOTS = "https://snapshot.debian.org/mr/timestamp/"
ARCHIVES = ("debian", "debian-security")


class Unreachable(Exception):
    """Where the pins come from cannot be asked; says which, and what to do."""


def base():
    """As the Dockerfile names it, by the digest that stands for every platform."""
    tags = json.loads(_registry("list-tags", f"docker://{BASE}"))["Tags"]
    tag = max(filter(TAG.fullmatch, tags))
    digest = hashlib.sha256(_registry("inspect", "--raw", f"docker://{BASE}:{tag}")).hexdigest()
    return f"{BASE}:{tag}@sha256:{digest}"


def _registry(*words):
    if not shutil.which("skopeo"):
        raise Unreachable("skopeo is needed to ask for the newest base image (Debian, Ubuntu: apt install skopeo).")
    said = subprocess.run(["skopeo", *words], capture_output=True, check=False)
    if said.returncode != 0:
        reason = said.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Unreachable(f"the registry of {BASE} cannot be reached: {''.join(reason)}")
    return said.stdout


def snapshot():
    """The last moment that every archive has, such as 20261124T000000Z."""
    try:
        with urllib.request.urlopen(SNAPSHOTS, timeout=60) as answer:
            moments = json.load(answer)["result"]
        return min(max(moments[archive]) for archive in ARCHIVES)
    except (OSError, ValueError, KeyError) as e:
        raise Unreachable(f"Debian's archive of snapshots ({SNAPSHOTS}) cannot be asked: {e}") from e
