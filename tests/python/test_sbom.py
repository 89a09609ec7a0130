"""The bill of materials names everything that is there, and is the same for the same environment."""

import json

from command.checkout import LIBRARY
from command_line import ROOT, reprise


def test_every_jar_and_package_is_in_it_with_the_digest_of_the_lock():
    first, second = reprise("sbom").stdout, reprise("sbom").stdout
    assert first == second
    bill = json.loads(first)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {component["purl"]: component for component in bill["components"]}
    assert len(named) == len(bill["components"])
    jars = [purl for purl in named if purl.startswith("pkg:maven/") or purl.endswith(".jar")]
    assert len(jars) >= len(list(LIBRARY.glob("*.jar")))
    natives = next(component for purl, component in named.items() if purl.startswith("pkg:maven/org.nd4j/nd4j-native@") and
                   purl.endswith("?classifier=linux-x86_64"))
    lock = (ROOT / "environment" / "maven" / "checksums.sha256").read_text()
    assert f"{natives['hashes'][0]['content']}  org/nd4j/nd4j-native/" in lock
    assert any(purl.startswith("pkg:pypi/jupyterlab@4") for purl in named)
    assert any(purl.startswith("pkg:generic/openjdk@") for purl in named)
