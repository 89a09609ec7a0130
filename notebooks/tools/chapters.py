"""The chapters: each is a text that people edit and a notebook, with outputs, that is made from it."""

from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

# In the image, the folder of notebooks has another name and another place.
NOTEBOOKS = Path(__file__).resolve().parents[1]
TEXTS = NOTEBOOKS / "text"
INDEX = NOTEBOOKS / "index.ipynb"
KERNEL = {"display_name": "Java", "language": "java", "name": "java"}
PATIENCE_SECONDS = 300

# Tags of cells. The reader's outputs may differ from the book's in cells tagged CHANGES.
CHANGES = "changes"
SOLUTION = "solution"


def texts(prefixes=()):
    """The chapters' texts in their order; with prefixes such as "01", only those."""
    found = sorted(TEXTS.glob("[0-9][0-9]-*.md"))
    chosen = [text for text in found if not prefixes or any(text.name.startswith(prefix) for prefix in prefixes)]
    missing = [prefix for prefix in prefixes if not any(text.name.startswith(prefix) for text in found)]
    if missing:
        raise FileNotFoundError(f"no chapter begins with {', '.join(missing)}; there are "
                                + ", ".join(text.stem for text in found))
    return chosen


def notebook_of(text):
    return NOTEBOOKS / f"{text.stem}.ipynb"


def read_text(text):
    """The notebook that a text stands for, without outputs. The same text always gives the same notebook."""
    notebook = jupytext.read(text)
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "reprise": dict(notebook.metadata.get("reprise", {}))})
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"{text.stem[:2]}-{number:02d}"
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def read_notebook(path):
    return nbformat.read(path, as_version=4)


def index():
    """The start page as a notebook, for those who open the workbook in JupyterLab."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    cell = nbformat.v4.new_markdown_cell((NOTEBOOKS / "README.md").read_text(encoding="utf-8").rstrip())
    cell["id"] = "index-01"
    notebook.cells = [cell]
    return notebook


def execute(notebook, folder=NOTEBOOKS):
    """Runs all cells in a fresh kernel; raises CellExecutionError when one fails."""
    client = NotebookClient(notebook, kernel_name="java", timeout=PATIENCE_SECONDS, record_timing=False,
                            resources={"metadata": {"path": str(folder)}})
    client.execute()
    return notebook


def sources(notebook):
    """What people wrote: the cells without outputs, counts and ids."""
    return [(cell.cell_type, cell.source, sorted(cell.metadata.get("tags", [])),
             bool(cell.metadata.get("jupyter", {}).get("source_hidden"))) for cell in notebook.cells]


def words(cell):
    """What a cell printed and showed, as text; figures by their description."""
    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            # Where the kernel cuts what a cell prints depends on the time that it takes.
            before = parts.pop()[1] if parts and parts[-1][0] == output.name else ""
            parts.append((output.name, before + output.text))
        elif output.output_type == "error":
            parts.append(("error", output.ename))
        else:
            parts.append((output.output_type, output.data.get("text/plain", "")))
    return parts


def differences(now, printed):
    """The code cells, as (cell, what it said, what is printed), that do not give what a notebook has printed."""
    pairs = [pair for pair in zip(now.cells, printed.cells, strict=True) if pair[0].cell_type == "code"]
    said = [(mine, words(mine), words(book)) for mine, book in pairs if CHANGES not in mine.metadata.get("tags", [])]
    return [(mine, here, book) for mine, here, book in said if here != book]


def write(notebook, path):
    """Writes a notebook so that a kill leaves the old one or the new one."""
    beside = path.with_suffix(".new")
    # Nobody needs to know where the book was made.
    text = nbformat.writes(notebook).replace(str(NOTEBOOKS.parent), "/home/reader/reprise")
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(path)
