"""The fuzzer and the soak, short; both run as long as one likes by hand, and with --fuzz-seconds and --soak-cells."""

import pytest

import fuzz
from soak import Soak


@pytest.mark.slow
def test_fuzz(new_kernel, request, tmp_path):
    with open(tmp_path / "log", "wb") as stderr:
        kernel = new_kernel(stderr=stderr)
        fuzzer = fuzz.Fuzzer(kernel, request.config.getoption("--fuzz-seed"))
        try:
            fuzzer.run(request.config.getoption("--fuzz-seconds"))
            threads, handles, _ = fuzz.resources(kernel)[0]
        finally:
            fuzzer.close()
    assert threads < 60 and handles < 400
    assert kernel.client.session.key.decode() not in (tmp_path / "log").read_text(errors="replace")


@pytest.mark.slow
def test_soak(new_kernel, request):
    Soak(new_kernel()).run(request.config.getoption("--soak-cells"))
