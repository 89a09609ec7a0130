"""The workbook: every chapter is in step with its text, runs from clean, and gives what the book prints."""

import re
import time
from typing import NamedTuple

import nbformat
import pytest

import chapters
import editions

TEXTS = chapters.texts()
LONGEST_LINE_OF_CODE = 90
BUDGET_SECONDS = 90
CARD = ("**Time**", "**You will**", "**You need**")
SECTIONS = ("Predict first", "Exercises", "Key points")

# An answer to each exercise that a reader might give, and that is wrong.
WRONG = {
    "00": {"changing": '() -> "always this"', "mended": '"eggs, flour, milk"'},
    "01": {"spread": "0.5", "zero": "new double[] {0.1, 0.2}"},
    "02": {"order": 'epoch -> Shuffle.permutation(10, Seeds.of(42).stream("shuffle"))', "goOn": "0.5"},
    "03": {"repair": "() -> noisy()", "culprit": '"load"'},
    "05": {"orderless": "values -> sum(values)", "ulps": "0L"},
    "07": {"sentence": '"Our network is the best one."', "cheat": "new int[] {0, 99}"},
    "11": {"byHand": "1.2", "fair": '"A"'},
    "13": {"parts": "EnumSet.allOf(Part.class)", "cleaned": 'Fingerprint.ofFile(box.resolve("data.csv"))'},
}

each_chapter = pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)


ASKED = "asked"


class Executed(NamedTuple):
    cells: list
    asked: list
    seconds: float


def questions(text, cell):
    """Cells of a reader who asks for hints and then gives a wrong answer."""
    found = re.search(r"^(\w+)\.check\(", cell.source, re.MULTILINE) if "exercise" in cell.metadata.get("tags", []) else None
    if not found:
        return []
    exercise = found.group(1)
    sources = [f"{exercise}.hint()", f"{exercise}.hint()", f"{exercise}.solution()",
               f"{exercise}.check({WRONG[text.name[:2]][exercise]})"]
    return [nbformat.v4.new_code_cell(source, metadata={ASKED: exercise}) for source in sources]


@pytest.fixture(scope="module")
def executed(kernelspecs):
    """Chapters as they come out of a fresh kernel, each run once; and what a reader asked in between."""
    done = {}

    def execute(text):
        if text not in done:
            notebook = chapters.read_text(text)
            notebook.cells = [one for cell in notebook.cells for one in (cell, *questions(text, cell))]
            started = time.monotonic()
            chapters.execute(notebook)
            took = time.monotonic() - started
            done[text] = Executed([cell for cell in notebook.cells if ASKED not in cell.metadata],
                                  [cell for cell in notebook.cells if ASKED in cell.metadata], took)
        return done[text]

    return execute


@each_chapter
def test_the_notebook_is_in_step_with_its_text(text):
    notebook = chapters.read_notebook(chapters.notebook_of(text))
    assert chapters.sources(notebook) == chapters.sources(chapters.read_text(text)), (
        f"./reprise exec python notebooks/tools render {text.name[:2]}")


def test_the_start_page_is_in_step_and_lists_every_chapter_with_its_minutes():
    assert chapters.read_notebook(chapters.INDEX).cells == chapters.index().cells
    page = (chapters.NOTEBOOKS / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d\d) \| \[.*?\]\((.*?)\.ipynb\)", page, re.MULTILINE))
    assert rows == {text.name[:2]: text.stem for text in TEXTS}
    for text in TEXTS:
        about = chapters.read_text(text).metadata["reprise"]
        assert f"[{about['title']}]({text.stem}.ipynb)" in page
        assert re.search(rf"^\| {text.name[:2]} \|.*\| {about['minutes']} \|", page, re.MULTILINE)


def test_links_between_the_pages_lead_somewhere():
    pages = [*chapters.NOTEBOOKS.glob("*.md"), *TEXTS]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if "." in target or "/" in target or target == "text":
                assert (chapters.NOTEBOOKS / target).exists(), f"{page.name}: {target}"


@each_chapter
def test_editions_hide_what_they_should(text, tmp_path):
    editions.write(text, tmp_path)
    whole = chapters.read_text(text).cells
    handed_out = chapters.read_notebook(tmp_path / "exercises" / f"{text.stem}.ipynb").cells
    solutions = [cell for cell in whole if chapters.SOLUTION in cell.metadata.get("tags", [])]
    assert len(whole) - len(handed_out) == len(solutions) > 0
    graded = chapters.read_notebook(tmp_path / "nbgrader" / f"{text.stem}.ipynb").cells
    roles = [cell.metadata["nbgrader"] for cell in graded if "nbgrader" in cell.metadata]
    assert sum(role["solution"] for role in roles) == sum(role["grade"] for role in roles) == len(solutions)
    assert len({role["grade_id"] for role in roles}) == len(roles)
    for cell in graded:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            assert re.match(r"// Give your answer this name and type: .+ \w+ = \.\.\.\n// ### BEGIN SOLUTION\n", cell.source)
            assert cell.source.endswith("\n// ### END SOLUTION")
    clean = chapters.read_notebook(tmp_path / "clean" / f"{text.stem}.ipynb").cells
    assert [cell.source for cell in clean] == [cell.source for cell in whole]
    assert not any(cell.get("outputs") for cell in clean)


@each_chapter
def test_a_chapter_has_the_parts_that_every_chapter_has(text):
    notebook = chapters.read_text(text)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert all(part in prose for part in CARD)
    about = notebook.metadata["reprise"]
    assert f"{about['minutes']} minutes to read and do, {about['seconds']} seconds to run" in prose
    headings = re.findall(r"^(#+) (.+)$", prose, re.MULTILINE)
    assert [len(level) for level, _ in headings].count(1) == 1 and len(headings[0][0]) == 1
    levels = [len(level) for level, _ in headings]
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:])), "a level of headings is skipped"
    titles = [title for _, title in headings]
    assert [title for title in titles if title in SECTIONS] == list(SECTIONS)
    assert "checklist of your own project" in prose
    assert "copy into your own project" in prose


@each_chapter
def test_code_is_narrow_enough_for_a_projector(text):
    for cell in chapters.read_text(text).cells:
        if cell.cell_type == "code":
            assert max(map(len, cell.source.splitlines()), default=0) <= LONGEST_LINE_OF_CODE, cell.source


@each_chapter
def test_figures_and_pictures_are_told_in_words(text):
    for cell in chapters.read_notebook(chapters.notebook_of(text)).cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                assert output.data.get("text/plain", "").strip(), cell.source


def test_what_a_cell_printed_is_the_same_in_one_piece_or_in_two():
    def cell(*texts):
        return nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("stream", text=text) for text in texts])

    assert chapters.words(cell("one", " two\n")) == chapters.words(cell("one two\n")) == [("stdout", "one two\n")]


def test_a_number_that_is_not_the_books_is_named():
    book = chapters.read_notebook(chapters.notebook_of(TEXTS[1]))
    mine = chapters.read_notebook(chapters.notebook_of(TEXTS[1]))
    assert chapters.differences(mine, book) == []
    changed = next(cell for cell in mine.cells if cell.get("outputs") and "changes" not in cell.metadata.get("tags", []))
    changed.outputs = [nbformat.v4.new_output("stream", text="0.123")]
    assert chapters.differences(mine, book) == [(changed, [("stdout", "0.123")], chapters.words(
        next(cell for cell in book.cells if cell.id == changed.id)))]


@pytest.mark.every_jdk
@each_chapter
def test_a_chapter_gives_what_the_book_prints(text, executed):
    assert chapters.differences(executed(text), chapters.read_notebook(chapters.notebook_of(text))) == []


@pytest.mark.every_jdk
@each_chapter
def test_solutions_are_correct_and_untouched_exercises_are_not(text, executed):
    exercises = solutions = 0
    for cell in executed(text).cells:
        tags = cell.metadata.get("tags", [])
        said = " ".join(words for _, words in chapters.words(cell)) if cell.cell_type == "code" else ""
        if "exercise" in tags:
            exercises += 1
            assert "not attempted yet" in said, cell.source
        if chapters.SOLUTION in tags:
            solutions += 1
            assert said.endswith(": correct."), cell.source
    assert exercises == solutions > 0


@pytest.mark.every_jdk
@each_chapter
def test_hints_help_and_wrong_answers_are_told_what_they_lack(text, executed):
    asked = executed(text).asked
    exercises = "".join("".join(cell.source.replace('\\"', '"').split()) for cell in executed(text).cells
                        if "hidden" in cell.metadata.get("tags", []))
    assert {cell.metadata[ASKED] for cell in asked} == set(WRONG[text.name[:2]])
    for first, second, solution, wrong in zip(*[iter(asked)] * 4):
        said = [" ".join(words for _, words in chapters.words(cell)) for cell in (first, second, solution, wrong)]
        assert "Hint 1 of " in said[0] and "Hint 2 of " in said[1]
        assert "".join(said[2].split()) in exercises
        assert ": not yet. This should be true: " in said[3], wrong.source


@each_chapter
def test_a_chapter_keeps_its_time_and_does_its_work(text, executed):
    stated = chapters.read_text(text).metadata["reprise"]["seconds"]
    assert executed(text).seconds < BUDGET_SECONDS, "too slow for a class"
    assert executed(text).seconds > stated / 4, "suspiciously fast: was something left out?"


@pytest.mark.every_jdk
def test_ten_unseeded_trainings_differ_and_seeded_ones_are_the_same_at_every_run(executed):
    chapter = executed(chapters.texts(["01"])[0])
    table = next(c for c in chapter.cells if "Trials unseeded" in c.source).outputs[-1].data["text/html"]
    scores = [row[-1] for row in (re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in table.split("<tr")) if row]
    assert len(scores) == len(set(scores)) == 10
    seeded = dict(chapters.words(next(c for c in chapter.cells if "Experiment seeded" in c.source)))["stdout"]
    assert "again the same ten: true" in seeded


@pytest.mark.every_jdk
def test_the_first_chapter_says_whether_this_is_the_pinned_environment(executed):
    cells = executed(chapters.texts(["00"])[0]).cells

    def said(source):
        return next(chapters.words(cell)[-1][1] for cell in cells if source in cell.source)

    if "This is Java 25" in said("Runtime.version()"):
        assert said("Diagnosis.here()") == "The environment is the pinned one."
    else:
        assert re.match(r"The environment is not the pinned one: 1 difference\.\n.*\nJDK +25 ", said("Diagnosis.here()"), re.DOTALL)
