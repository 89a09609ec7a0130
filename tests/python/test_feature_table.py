"""The table of features in kernel/README.md names, for each row, a scenario or a test that exists."""

import re
from pathlib import Path

import scenario

HERE = Path(__file__).parent
README = HERE.parents[1] / "kernel" / "README.md"


def test_every_row_is_held_by_something():
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in README.read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and line.count("|") == 10 + 1]
    rows = [row for row in rows if row[0] and row[-1] != "held by"]
    known = {s.name for file in HERE.glob("scenarios/*.scenario") for s in scenario.read(file)}
    for file in HERE.glob("test_*.py"):
        known |= {file.name, *re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)}
    assert len(rows) > 40
    for name, *_, ours, held_by in rows:
        assert held_by in known or (ours.startswith("no:") and not held_by), f"'{name}' is held by nothing: '{held_by}'"
