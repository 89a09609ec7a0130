"""Other forms of the chapters: for handing out, for reading without outputs, and for nbgrader."""

import copy
import re

import nbformat

import chapters

EXERCISE = "exercise"
CHECK = re.compile(r"^(\w+)\.check\((\w+)\)$", re.MULTILINE)
ANSWER = re.compile(r"^(.+ = )null;", re.MULTILINE)


def exercises(notebook):
    """Without solutions and outputs: what a class gets."""
    return _of(notebook, lambda cell: [] if _has(cell, chapters.SOLUTION) else [cell])


def clean(notebook):
    """Without outputs."""
    return _of(notebook, lambda cell: [cell])


def nbgrader(notebook, stem):
    """A source for nbgrader: each solution is to be cleared for the pupils, each check gives a point."""
    numbers = iter(range(1, 100))
    forms = iter([ANSWER.search(cell.source).group(1) for cell in notebook.cells if _has(cell, EXERCISE)])

    def cells(cell):
        if _has(cell, EXERCISE):
            return []
        if not _has(cell, chapters.SOLUTION):
            return [cell]
        name = f"{stem}-exercise-{next(numbers)}"
        check = CHECK.search(cell.source)
        # What stands outside of nbgrader's marks is what the pupils get.
        answer = cell.source.replace(check.group(), "").strip()
        solution = _cell(f"// Give your answer this name and type: {next(forms)}...\n"
                         f"// ### BEGIN SOLUTION\n{answer}\n// ### END SOLUTION", name, solution=True, grade=False)
        # A wrong answer is an exception, which nbgrader counts as no point.
        test = _cell(
            f"if ({check.group()}.mood() != Note.Mood.GOOD) throw new AssertionError({check.group()}.text());",
            name + "-check", solution=False, grade=True, points=1)
        return [solution, test]

    return _of(notebook, cells)


def write(text, folder):
    """All editions of a chapter, each in a folder of its own."""
    notebook = chapters.read_text(text)
    made = {"exercises": exercises(notebook), "clean": clean(notebook), "nbgrader": nbgrader(notebook, text.stem[:2])}
    for name, edition in made.items():
        into = folder / name
        into.mkdir(parents=True, exist_ok=True)
        chapters.write(edition, into / f"{text.stem}.ipynb")


def _has(cell, tag):
    return tag in cell.metadata.get("tags", [])


def _of(notebook, cells):
    edition = copy.deepcopy(notebook)
    edition.cells = [one for cell in edition.cells for one in cells(cell)]
    for number, cell in enumerate(edition.cells, 1):
        cell["id"] = f"{cell['id'].split('-')[0]}-{number:02d}"
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return edition


def _cell(source, name, solution, grade, points=0):
    cell = nbformat.v4.new_code_cell(source)
    cell["id"] = "x-0"
    cell.metadata["nbgrader"] = {"schema_version": 3, "grade_id": name, "solution": solution, "grade": grade,
                                 "locked": not solution, "task": False, "points": points}
    return cell
