"""The benchmark of the kernel runs; what it measures is nobody's business here."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "kernel"


@pytest.mark.slow
def test_quick_run_fills_the_tables():
    done = subprocess.run([sys.executable, BENCH / "measure", "--quick", "--only", "ours,ipykernel"], capture_output=True, text=True,
                          timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    rows = {}
    for line in done.stdout.splitlines():
        if line.startswith("| "):
            title, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            rows.setdefault(title, cells)
    for contestant in ("**this kernel**", "ipykernel (Python)"):
        assert rows[contestant].count("-") == 0 and "never ended" not in rows[contestant]
    assert any("2,000" in cell for cell in rows["**this kernel**"])
    assert rows["printed lines: every one arrives"][-1] == "met"


def test_an_unknown_contestant_is_named():
    done = subprocess.run([sys.executable, BENCH / "measure", "--only", "theirs"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "theirs: not one of ours, encrypted, jjava, rapaio, ipykernel, raw" in done.stderr
