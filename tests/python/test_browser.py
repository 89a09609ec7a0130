"""
A reader opens the workbook in a real browser: JupyterLab as ./reprise lab starts it, with every other host out of reach.

./reprise test names the browser in REPRISE_BROWSER; without one these tests are skipped. Screenshots stay in target/browser.
"""

import os
import re
import shutil
import time
from urllib.parse import urlsplit

import nbformat
import pytest

from command_line import ROOT
from lab_process import Lab

pytestmark = [pytest.mark.slow, pytest.mark.skipif("REPRISE_BROWSER" not in os.environ, reason="no browser: ./reprise test")]

SCREENSHOTS = ROOT / "target" / "browser"
PATIENCE = 300_000  # ms, for a machine that does other things too
LOOPS = [
    "int kept = 41;\nvoid spin() { while (true) {} }",
    "spin();",
    # No frame of it is the reader's.
    "java.util.stream.Stream.generate(String::new).allMatch(String::isEmpty)",
    "kept + 1",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the workbook: it saves notebooks by itself."""
    folder = tmp_path_factory.mktemp("workbook") / "notebooks"
    shutil.copytree(ROOT / "notebooks", folder)
    with Lab(str(folder), "--no-browser") as running:
        running.folder = folder
        yield running


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="./reprise test installs it")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=os.environ["REPRISE_BROWSER"],
            # Not even a name is looked up.
            args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield chromium
        chromium.close()


class Reader:
    """A page with one notebook."""

    def __init__(self, context, lab, name):
        self.outside = []
        self.replies = {"kernel_info_reply": 0, "execute_reply": 0}
        context.set_default_timeout(PATIENCE)
        context.route(lambda address: urlsplit(address).hostname != "127.0.0.1", self._refuse)
        self.page = context.new_page()
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._received))
        self.page.goto(lab.address_of(name))
        # JupyterLab calls a kernel idle before it can take a cell: what counts is the kernel's own first answer.
        self.wait(lambda: self.replies["kernel_info_reply"] > 0)
        self.page.locator(".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()

    def _refuse(self, route):
        self.outside.append(route.request.url)
        route.abort()

    def _received(self, frame):
        data = frame if isinstance(frame, bytes) else frame.encode()
        for kind in self.replies:
            self.replies[kind] += f'"msg_type": "{kind}"'.encode() in data or f'"msg_type":"{kind}"'.encode() in data

    def wait(self, condition, patience=PATIENCE):
        for _ in range(patience // 100):
            if condition():
                return
            self.page.wait_for_timeout(100)
        self.picture("waited-in-vain.png")
        pytest.fail(f"waited {patience / 1000:.0f} s in vain, see {SCREENSHOTS}; replies: {self.replies}")

    def cell(self, number):
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{number}"]')

    def show(self, number):
        """Brings a cell onto the screen and returns it: JupyterLab draws only what is near."""
        pane = self.page.locator(".jp-WindowedPanel-outer:visible")
        pane.evaluate("pane => pane.scrollTop = 0")
        while not self.cell(number).count():
            top = pane.evaluate("pane => pane.scrollTop += 300")
            self.page.wait_for_timeout(100)
            assert top < pane.evaluate("pane => pane.scrollHeight"), f"there is no cell {number}"
        cell = self.cell(number)
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-line, .jp-Placeholder").first.wait_for()
        self.page.wait_for_function(
            "number => [...document.querySelectorAll(`.jp-Cell[data-windowed-list-index='${number}'] img`)].every(image => image.complete)",
            arg=number)
        return cell

    def run(self, number, wait=True):
        replies = self.replies["execute_reply"]
        self.cell(number).locator(".jp-InputArea-editor").click()
        self.page.keyboard.press("Control+Enter")
        if wait:
            self.wait(lambda: self.replies["execute_reply"] == replies + 1)

    def run_all(self):
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name=re.compile("^Run All Cells")).click()

    def theme(self, name, lab, notebook):
        """Opens the notebook again, under another theme."""
        status = self.page.evaluate("""async theme => (await fetch('/lab/api/settings/@jupyterlab/apputils-extension:themes', {
            method: 'PUT',
            headers: {'X-XSRFToken': document.cookie.match(/_xsrf=([^;]+)/)[1]},
            body: JSON.stringify({raw: JSON.stringify({theme})}),
        })).status""", name)
        assert status == 204
        self.page.goto(lab.address_of(notebook))
        self.page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")
        self.page.locator(".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator").wait_for()

    def picture(self, name):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / name)


@pytest.fixture
def open_notebook(lab, browser):
    contexts = []

    def opened(name):
        context = browser.new_context(color_scheme="light", viewport={"width": 1200, "height": 900})
        contexts.append(context)
        return Reader(context, lab, name)

    yield opened
    for context in contexts:
        context.close()


def run_chapter(open_notebook, chapter):
    """Runs all cells; returns the reader, the chapter's cells as committed, and the numbers of those with code."""
    cells = nbformat.read(ROOT / "notebooks" / chapter, as_version=4).cells
    code = [number for number, cell in enumerate(cells) if cell.cell_type == "code"]
    reader = open_notebook(chapter)
    reader.run_all()
    reader.wait(lambda: reader.replies["execute_reply"] == len(code))
    return reader, cells, code


def test_chapter_01_runs_and_its_figures_are_drawn(open_notebook):
    reader, cells, code = run_chapter(open_notebook, "01-ten-answers.ipynb")

    table = next(number for number in code if "Trials unseeded" in cells[number].source)
    rows = reader.show(table).locator(".jp-OutputArea table tbody tr")
    scores = [row.locator("td").last.text_content() for row in rows.all()]
    assert len(set(scores)) == len(scores) == 10
    assert all(float(score) > 0 for score in scores)

    strip = reader.show(next(number for number in code if "Figure strip" in cells[number].source))
    image = strip.locator(".jp-OutputArea img")
    assert image.evaluate("image => image.complete && image.naturalWidth") > 100
    # The picture turns into an interactive figure under the mouse.
    place = image.bounding_box()
    reader.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    points = strip.locator(".js-plotly-plot .scatterlayer .point")
    points.nth(9).wait_for()
    places = [point.bounding_box() for point in points.all()]
    assert len({round(place["y"]) for place in places}) > 5
    assert all(place["width"] > 0 for place in places)
    reader.picture("chapter-01.png")

    assert reader.outside == []


def saved_whole(reader, path):
    """Saves, and says whether every cell has run in what was saved; no cell may have failed."""
    reader.page.keyboard.press("Control+s")
    reader.page.wait_for_timeout(1000)
    try:
        cells = nbformat.read(path, as_version=4).cells
    except (OSError, ValueError):
        return False  # while it is written
    code = [cell for cell in cells if cell.cell_type == "code"]
    for cell in code:
        assert not any(output.output_type == "error" for output in cell.outputs), cell.source
    return all(cell.execution_count for cell in code)


@pytest.mark.parametrize("chapter", sorted(path.name for path in (ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")))
def test_every_chapter_runs_offline_from_the_menu(lab, open_notebook, chapter):
    reader, cells, code = run_chapter(open_notebook, chapter)
    shown = next(number for number in code if any("image/png" in output.get("data", {}) for output in cells[number].outputs)
                 or number == code[-1])
    reader.show(shown)
    reader.picture(f"chapter-{chapter}.png".replace(".ipynb", ""))
    reader.wait(lambda: saved_whole(reader, lab.folder / chapter))
    reader.theme("JupyterLab Dark", lab, chapter)
    reader.show(shown)
    reader.picture(f"chapter-{chapter}-dark.png".replace(".ipynb", ""))
    reader.theme("JupyterLab Light", lab, chapter)
    assert reader.outside == []


def test_the_stop_button_stops_every_loop_and_loses_nothing(lab, open_notebook):
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in LOOPS], metadata={
        "kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}), lab.folder / "loops.ipynb")
    reader = open_notebook("loops.ipynb")
    stop = reader.page.get_by_role("button", name=re.compile("^Interrupt the kernel"))
    reader.run(0)
    for loop in (1, 2):
        started = reader.replies["execute_reply"]
        reader.run(loop, wait=False)
        reader.page.locator(".jp-Notebook-ExecutionIndicator[data-status=busy]").wait_for()
        reader.page.wait_for_timeout(1000)
        assert reader.replies["execute_reply"] == started
        pressed = time.monotonic()
        stop.click()
        reader.wait(lambda: reader.replies["execute_reply"] == started + 1)
        assert time.monotonic() - pressed < 10
        assert "interrupt" in reader.cell(loop).locator(".jp-OutputArea").inner_text().lower()
    reader.run(3)
    assert reader.cell(3).locator(".jp-OutputArea-executeResult .jp-OutputArea-output").inner_text().strip() == "42"
    reader.picture("stopped.png")


def test_run_all_stops_at_an_error_however_quick(lab, open_notebook):
    others = [f'System.out.print("ran {i}");' for i in range(1, 20)]
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in ["int x = ) 1", *others]], metadata={
        "kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}), lab.folder / "error.ipynb")
    reader = open_notebook("error.ipynb")
    for _ in range(3):
        answered = reader.replies["execute_reply"]
        reader.run_all()
        reader.wait(lambda: reader.replies["execute_reply"] == answered + 20)
    reader.page.keyboard.press("Control+s")

    def saved():
        failed, *rest = nbformat.read(lab.folder / "error.ipynb", as_version=4).cells
        return failed.outputs and not any(cell.outputs for cell in rest)

    reader.wait(saved)
