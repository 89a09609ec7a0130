"""The tables in kernel/README.md name, for each row, a scenario or a test that exists."""

import re
from pathlib import Path

import scenario

HERE = Path(__file__).parent
README = HERE.parents[1] / "kernel" / "README.md"


def table(columns):
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in README.read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and line.count("|") == columns + 1]
    return [row for row in rows if row[0] and row[-1] != "held by"]


def known():
    names = {s.name for file in HERE.glob("scenarios/*.scenario") for s in scenario.read(file)}
    for file in HERE.glob("test_*.py"):
        names |= {file.name, *re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)}
    return names | {file.stem for file in README.parent.glob("*/src/test/**/*Test.java")}


def test_every_feature_is_held_by_something():
    rows = table(10)
    assert len(rows) > 90
    for name, *_, ours, held_by in rows:
        assert held_by in known() or ((ours.startswith("no:") or name == "engine") and not held_by), f"'{name}' is held by nothing: '{held_by}'"


def test_every_complaint_is_answered_by_something():
    text = README.read_text(encoding="utf-8")
    section = text[text.index("## What users of other kernels ask for"):text.index("## Settings")]
    rows = [row for row in table(3) if f"| {row[0]} |" in section and row[-1] != "tests"]
    assert len(rows) == 23
    for asked_in, what, held_by in rows:
        assert held_by in known(), f"'{what}' is held by nothing: '{held_by}'"
