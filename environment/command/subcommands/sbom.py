"""./reprise sbom: prints the bill of materials, in CycloneDX, of every jar, Python package and, in the image, Debian package."""

import hashlib
import json
import os
import uuid
from datetime import datetime, timezone
from importlib import metadata
from urllib.parse import quote

from .. import installed, setup
from ..checkout import PYTHON


def add(subparsers):
    return subparsers.add_parser(
        "sbom", help="print the bill of materials: every jar and package, with versions and checksums",
        description="Prints the bill of materials of the environment, in CycloneDX: ./reprise sbom > sbom.cdx.json")


def run(arguments):
    print(bill(setup.ready()))
    return 0


def bill(jdk):
    """CycloneDX 1.6, as JSON. The same environment always gives the same text."""
    components = sorted([_runtime(jdk), *_jars(), *_python(), *_debian()], key=lambda component: component["bom-ref"])
    content = json.dumps(components, sort_keys=True)
    return json.dumps({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600")), timezone.utc).isoformat(),
            "component": {"type": "application", "name": "reprise", "bom-ref": "reprise"},
        },
        "components": components,
    }, indent=1)


def _component(purl, name, version, group=None, sha256=None):
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
        **({"group": group} if group else {}),
        **({"hashes": [{"alg": "SHA-256", "content": sha256}]} if sha256 else {}),
    }


def _runtime(jdk):
    release = (jdk.home / "release").read_text(encoding="utf-8")
    facts = dict(line.split("=", 1) for line in release.splitlines() if "=" in line)
    version = facts["JAVA_VERSION"].strip('"')
    return _component(f"pkg:generic/openjdk@{version}", "openjdk", version)


def _jars():
    """By the Maven lock, which knows where a file of that name comes from."""
    locked = installed.locked_jars()
    for jar in {file.name: file for file in installed.jars()}.values():
        digest = hashlib.sha256(jar.read_bytes()).hexdigest()
        _, path = locked.get(jar.name, (None, None))
        if path is None:  # built here, or put there by hand
            yield _component(f"pkg:generic/{quote(jar.name)}", jar.name, "", sha256=digest)
            continue
        group, name, version = ".".join(path.parts[:-3]), path.parts[-3], path.parts[-2]
        classifier = jar.stem.removeprefix(f"{name}-{version}").removeprefix("-")
        purl = f"pkg:maven/{group}/{name}@{version}" + (f"?classifier={classifier}" if classifier else "")
        yield _component(purl, name, version, group, digest)


def _python():
    for package in metadata.distributions(path=[str(folder) for folder in PYTHON.glob("lib/python*/site-packages")]):
        name = package.metadata["Name"]
        yield _component(f"pkg:pypi/{name.lower().replace('_', '-')}@{package.version}", name, package.version)


def _debian():
    for name, version, architecture in installed.debian_packages():
        yield _component(f"pkg:deb/debian/{name}@{quote(version, safe='')}?arch={architecture}&distro=debian-13", name, version)
