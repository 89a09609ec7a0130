"""However many threads a computer asks for, the pinned environment gives the same bits; without the pin it would not."""

import re
from pathlib import Path

import pytest

from command_line import ROOT, outside, reprise

pytestmark = pytest.mark.slow
PROGRAM = Path(__file__).with_name("Threads.java")
THREADS = ("1", "2", "4")


def fingerprints(**env):
    """What was trained in a JVM of its own, by engine."""
    done = reprise("exec", "java", "-Xmx1g", f"-Dorg.bytedeco.javacpp.cachedir={ROOT / '.reprise' / 'javacpp'}",
                   "-cp", f"{ROOT / '.reprise' / 'lib'}/*", str(PROGRAM), env=outside(**env))
    found = dict(re.findall(r"^(dl4j|reference) ([0-9a-f]{64})$", done.stdout, re.MULTILINE))
    assert found.keys() == {"dl4j", "reference"}, done.stderr
    return found


@pytest.fixture(scope="module")
def asked_for():
    """By the threads that the computer's owner exports for everything."""
    return {n: fingerprints(OMP_NUM_THREADS=n, OPENBLAS_NUM_THREADS=n, MKL_NUM_THREADS=n) for n in THREADS}


@pytest.fixture(scope="module")
def unpinned():
    """By the threads that somebody sets for ./reprise."""
    return {n: fingerprints(REPRISE_OMP_NUM_THREADS=n) for n in THREADS[1:]}


def test_with_the_pins_the_number_of_threads_that_a_computer_asks_for_changes_nothing(asked_for):
    assert asked_for["1"] == asked_for["2"] == asked_for["4"]


def test_without_the_pin_a_dense_network_of_deeplearning4j_gets_other_bits(asked_for, unpinned):
    assert len({asked_for["1"]["dl4j"], *(found["dl4j"] for found in unpinned.values())}) == 3


def test_the_reference_engine_keeps_its_bits(asked_for, unpinned):
    assert {found["reference"] for found in (*asked_for.values(), *unpinned.values())} == {asked_for["1"]["reference"]}
