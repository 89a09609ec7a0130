"""Builds the image twice, with nothing kept in between, and says which layers and files differ: compare.py [FOLDER].

With buildah, which sets the time of every file. Takes as long as two builds, and 7 GB of disk. FOLDER keeps both for a look.
"""

import hashlib
import json
import re
import sys
import tarfile
import tempfile
from pathlib import Path

import engine as engines

IMAGES = ("localhost/reprise:once", "localhost/reprise:twice")


def build(engine, folder):
    """Both images as OCI folders: the format of docker names a container of the build, which is another each time."""
    epoch = re.search(r"^ARG SOURCE_DATE_EPOCH=(\d+)$", (engines.ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE).group(1)
    for image in IMAGES:
        print(f"Building {image} ...", flush=True)
        engine.build(image, options=["--no-cache", "--layers", "--timestamp", epoch, "--format", "oci"])
        place = folder / image.rpartition(":")[2]
        engine("save", "--quiet", "--format", "oci-dir", "--output", place, image)
        yield place


def layers(place):
    """What made each layer, the digest of what is in it, and the file in which it is."""
    def blob(digest):
        return place / "blobs" / digest.replace(":", "/")

    manifest = json.loads(blob(json.loads((place / "index.json").read_text())["manifests"][0]["digest"]).read_text())
    config = json.loads(blob(manifest["config"]["digest"]).read_text())
    steps = [step.get("created_by", "") for step in config["history"] if not step.get("empty_layer")]
    return [(step, content, blob(layer["digest"]))
            for step, content, layer in zip(steps, config["rootfs"]["diff_ids"], manifest["layers"], strict=True)]


def members(layer):
    """Each file of a layer: what it is besides its content, and its content."""
    with tarfile.open(layer) as tar:
        return {member.name: ({"mode": member.mode, "owner": (member.uid, member.gid), "time": member.mtime, "kind": member.type,
                               "link": member.linkname, "content": _digest(tar, member)}) for member in tar}


def _digest(tar, member):
    return hashlib.file_digest(tar.extractfile(member), "sha256").hexdigest() if member.isreg() else None


def differences(first, second):
    """Names of files, and in what they differ."""
    for name in sorted(first.keys() | second.keys()):
        one, other = first.get(name), second.get(name)
        if one is None or other is None:
            yield name, "only in one"
        elif one != other:
            yield name, ", ".join(key for key in one if one[key] != other[key])


def compare(first, second):
    """Prints one line for each layer, and below it what differs; returns how many layers do."""
    different = 0
    for (step, one, place), (_, other, again) in zip(layers(first), layers(second), strict=True):
        same = one == other
        different += not same
        print(f"{'same     ' if same else 'DIFFERENT'} {one[7:19]} {re.sub(r'^/bin/sh -c (#.nop. )?', '', step)[:100]}")
        for name, what in [] if same else list(differences(members(place), members(again))) or [("", "the order of the files")]:
            print(f"              {name}: {what}")
    return different


def main():
    if sys.version_info < (3, 11):
        sys.exit("compare.py needs Python 3.11 or newer.")
    engine = engines.find()
    if engine.is_docker:
        sys.exit("compare.py needs buildah and podman, and found docker: it cannot set the times of files while it builds.")
    try:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
            different = compare(*build(engine, folder))
    finally:
        engine.remove_all()
    print("Both are the same." if not different else f"{different} {'layer differs' if different == 1 else 'layers differ'}.")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
