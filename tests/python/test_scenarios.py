"""Plays the scenarios in the folder of that name, over real sockets against the real process."""

from pathlib import Path

import pytest

import scenario

pytestmark = pytest.mark.every_jdk
ALL = [s for file in sorted((Path(__file__).parent / "scenarios").glob("*.scenario")) for s in scenario.read(file)]


@pytest.mark.parametrize("written", ALL, ids=lambda s: s.name)
def test(written, request):
    if written.environment is None:
        kernel = request.getfixturevalue("kernel")
    else:
        kernel = request.getfixturevalue("new_kernel")(**written.environment)
    kernel.drain()
    try:
        scenario.play(written, kernel)
    except AssertionError:
        # Others are not to fail with this one.
        kernel.restart()
        raise
