"""
Front ends as their readers use them: Jupyter Console at a terminal, Notebook 7 in a browser, nbclient; and what VS Code does.

JupyterLab has test_browser.py, nbconvert and papermill have test_install.py. VS Code itself is not here: its steps are those
of microsoft/vscode-jupyter 2026.6.1, folder src/kernels/raw.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import nbformat
import pexpect
import pytest
import zmq
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.session import Session

from command_line import ROOT, free_port

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
PATIENCE = 300  # s, for a machine that does other things too


class Terminal:
    """A program in a terminal, and what has been written there, without colours and movements of the cursor."""

    CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]")

    def __init__(self, *words):
        self.child = pexpect.spawn(str(words[0]), list(words[1:]), encoding="utf-8", dimensions=(50, 160),
                                   env=dict(os.environ, TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1"))
        self.written = ""
        self.seen = 0

    def until(self, *patterns):
        """Waits until all of these are there, one behind the other and behind what was waited for before."""
        end = time.monotonic() + PATIENCE
        for pattern in patterns:
            while not (found := re.compile(pattern).search(self.plain, self.seen)):
                assert time.monotonic() < end, f"no {pattern!r} in {self.plain[self.seen:]!r}"
                try:
                    self.written += self.child.read_nonblocking(10_000, timeout=1)
                except pexpect.TIMEOUT:
                    pass
            self.seen = found.end()

    @property
    def plain(self):
        return self.CONTROL.sub("", self.written)

    def type(self, keys, *patterns):
        self.child.send(keys)
        self.until(*patterns)


@pytest.fixture
def console(kernelspecs):
    terminal = Terminal(BIN / "jupyter", "console", "--kernel", "java")
    terminal.until(r"Reprise .*Java", r"In \[1\]: ")
    yield terminal
    terminal.child.close(force=True)


def test_jupyter_console(console):
    console.type("21 * 2\r", r"Out\[1\]: 42", r"In \[2\]: ")
    # An open brace makes the console ask for more.
    console.type("for (int i = 0; i < 2; i++) {\r", r"\.\.\.: ")
    console.type('System.out.println("row " + i);\r}\r', r"\nrow 0\s+row 1", r"In \[3\]: ")
    console.type("int[] a = {1}; a[3]\r", r"ArrayIndexOutOfBoundsException: Index 3", r"Cell In\[3\], line 1", r"In \[4\]: ")
    console.type('"a".repe\t', r"repeat\(")
    console.type("3)\r", r"Out\[4\]: aaa", r"In \[5\]: ")
    console.type('System.out.print("Name: "); new Scanner(System.in).nextLine()\r', r"nextLine\(\)\s+Name: ")
    console.type("Ada\r", r"Out\[5\]: Ada", r"In \[6\]: ")
    console.type("int n = 0; while (true) { if (n++ == 0) System.out.println(\"begun\"); }\r", r"\nbegun|\rbegun")
    console.type("\x03", r"Interrupted: the cell was stopped", r"In \[7\]: ")
    console.type("a.length\r", r"Out\[7\]: 1", r"In \[8\]: ")
    console.type("\x04", r"Do you really want to exit")
    console.child.send("y\r")
    console.child.expect(pexpect.EOF, timeout=PATIENCE)
    console.child.close()
    assert console.child.exitstatus == 0


def notebook(path, *cells):
    nbformat.write(nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}), path)
    return path


def test_nbclient_runs_a_notebook_in_place_and_keeps_what_failed(kernelspecs, tmp_path):
    path = notebook(tmp_path / "run.ipynb", "int n = 41;", "n / 0", "n + 1")
    done = subprocess.run([BIN / "jupyter", "execute", "--inplace", "--allow-errors", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    cells = nbformat.read(path, as_version=4).cells
    assert cells[1].outputs[0]["ename"] == "java.lang.ArithmeticException"
    assert cells[2].outputs[0]["data"]["text/plain"] == "42"
    failed = subprocess.run([BIN / "jupyter", "execute", path], capture_output=True, text=True)
    assert failed.returncode != 0
    assert "Cell In[2], line 1" in failed.stderr


CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"optimiser": "SGD", "mse": 0.9}, {"optimiser": "Adam", "mse": 0.4}, {"optimiser": "RMSProp", "mse": 0.5}]},
    "mark": "bar", "width": 200, "height": 60,
    "encoding": {"y": {"field": "optimiser", "type": "nominal"}, "x": {"field": "mse", "type": "quantitative"}},
}


@pytest.mark.skipif("REPRISE_BROWSER" not in os.environ, reason="no browser: ./reprise test")
def test_notebook_7(kernelspecs, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="./reprise test installs it")
    notebook(tmp_path / "seven.ipynb", "record Point(int x, int y) {}\nList.of(new Point(1, 2), new Point(3, 4))",
             '%%html\n<p id="shown">as HTML</p>', 'display("""\n%s""", "application/vnd.vegalite.v5+json");' % json.dumps(CHART), '"abc".charAt(9)', 'String typed = "abc";')
    port = free_port()
    server = subprocess.Popen(
        [BIN / "jupyter", "notebook", "--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=t", f"--notebook-dir={tmp_path}"],
        stderr=(tmp_path / "log").open("w"))
    try:
        while f":{port}/" not in (tmp_path / "log").read_text():
            assert server.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
        with playwright.sync_playwright() as driver:
            chromium = driver.chromium.launch(
                executable_path=os.environ["REPRISE_BROWSER"], args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
            page = chromium.new_page(viewport={"width": 1100, "height": 900})
            page.set_default_timeout(PATIENCE * 1000)
            heard = []
            page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
            page.goto(f"http://127.0.0.1:{port}/notebooks/seven.ipynb?token=t")
            # Notebook calls a kernel idle before it can take a cell: what counts is the kernel's own first answer.
            end = time.monotonic() + PATIENCE
            while not any("kernel_info_reply" in frame for frame in heard):
                assert time.monotonic() < end, "the kernel does not answer"
                page.wait_for_timeout(100)
            page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name=re.compile("^Run All Cells")).click()
            page.locator("#shown").wait_for()
            chart = page.locator(".jp-RenderedVegaCommon5, .vega-embed").first
            chart.locator("canvas, svg").first.wait_for()
            cells = page.locator(".jp-Notebook .jp-CodeCell")
            assert [cell.text_content().strip() for cell in cells.nth(0).locator(".jp-OutputArea-output table tbody td").all()][-2:] == ["3", "4"]
            error = cells.nth(3).locator(".jp-OutputArea-output").inner_text()
            assert "StringIndexOutOfBoundsException" in error and "Cell In[4], line 1" in error
            assert chart.locator("canvas, svg").first.bounding_box()["width"] > 150
            # What follows a cell that failed is not run: now it is, and asked for its members.
            cells.nth(4).locator(".cm-content").click()
            page.keyboard.press("Control+Enter")
            page.locator(".jp-CodeCell .jp-InputPrompt", has_text="[5]:").wait_for()
            page.keyboard.press("Enter")
            page.keyboard.press("Control+End")
            page.keyboard.type("\ntyped.toUpp")
            page.keyboard.press("Tab")
            page.locator(".jp-Completer-item", has_text="toUpperCase(").wait_for()
            page.keyboard.press("Enter")
            page.locator(".cm-content", has_text="typed.toUpperCase(").wait_for()
            page.keyboard.press("Shift+Tab")
            page.locator(".jp-Tooltip", has_text="String.toUpperCase").wait_for()
            screenshots = ROOT / "target" / "browser"
            screenshots.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=screenshots / "notebook-7.png")
            chromium.close()
    finally:
        server.terminate()
        server.wait(PATIENCE)


class EditorLikeVsCode:
    """
    Starts the kernel and talks to it as VS Code's Jupyter extension does: no Jupyter Server in between; three sockets under
    one identity; no heartbeat; the process is started with the editor's own variables, without JPY_PARENT_PID.
    """

    # Without one of these, VS Code fills in something empty and the reader sees nothing (rawSocket.node.ts).
    HEADER = ("username", "version", "session", "msg_id", "msg_type")
    CONTENT = {
        "stream": {"name": str, "text": str},
        "display_data": {"data": dict, "metadata": dict},
        "execute_input": {"code": str, "execution_count": int},
        "execute_result": {"execution_count": int, "data": dict, "metadata": dict},
        "error": {"ename": str, "evalue": str, "traceback": list},
        "status": {"execution_state": str},
        "clear_output": {"wait": bool},
    }

    def __init__(self, spec, folder):
        ports = [free_port() for _ in range(5)]
        connection = {"key": str(uuid.uuid4()), "signature_scheme": "hmac-sha256", "transport": "tcp", "ip": "127.0.0.1",
                      "hb_port": ports[0], "control_port": ports[1], "shell_port": ports[2], "stdin_port": ports[3],
                      "iopub_port": ports[4], "kernel_name": "java"}
        # A folder with a blank in its name: VS Code puts the path into argv as it is.
        file = folder / "run time" / f"kernel-v3{uuid.uuid4().hex}.json"
        file.parent.mkdir()
        file.write_text(json.dumps(connection))
        argv = [word.replace("{connection_file}", str(file)) for word in spec.argv]
        env = {name: value for name, value in dict(os.environ, **spec.env).items() if name != "JPY_PARENT_PID"}
        self.process = subprocess.Popen(argv, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.session = Session(key=connection["key"].encode(), signature_scheme="hmac-sha256")
        self.context = zmq.Context()
        identity = uuid.uuid4().hex.encode()
        self.sockets = {}
        for channel in ("iopub", "shell", "control", "stdin"):
            socket = self.context.socket(zmq.SUB if channel == "iopub" else zmq.DEALER)
            if channel == "iopub":
                socket.subscribe(b"")
            else:
                socket.identity = identity
            socket.connect(f"tcp://127.0.0.1:{connection[channel + '_port']}")
            self.sockets[channel] = socket

    def send(self, channel, kind, content):
        return self.session.send(self.sockets[channel], kind, content)["header"]["msg_id"]

    def receive(self, channel):
        assert self.sockets[channel].poll(PATIENCE * 1000), f"nothing on {channel}"
        _, frames = self.session.feed_identities(self.sockets[channel].recv_multipart())
        message = self.session.deserialize(frames)
        assert all(isinstance(message["header"][name], str) or name == "date" for name in self.HEADER)
        if channel == "iopub":
            for name, kind in self.CONTENT.get(message["msg_type"], {}).items():
                assert isinstance(message["content"][name], kind), message
        return message

    def reply(self, channel, request):
        while (message := self.receive(channel))["parent_header"].get("msg_id") != request:
            pass
        return message["content"]

    def until_idle(self, request):
        messages = []
        while True:
            message = self.receive("iopub")
            if message["parent_header"].get("msg_id") == request:
                messages.append(message)
                if message["content"].get("execution_state") == "idle":
                    return messages

    def close(self):
        self.context.destroy(linger=0)
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def spec(kernelspecs):
    return KernelSpecManager().get_kernel_spec("java")


@pytest.fixture
def editor(spec, tmp_path):
    editor = EditorLikeVsCode(spec, tmp_path)
    yield editor
    editor.close()


def test_vs_code_finds_the_kernelspec_usable(spec):
    written = json.loads((Path(spec.resource_dir) / "kernel.json").read_text(encoding="utf-8"))
    assert written["language"] == "java", "the language that the editor gives to the cells"
    assert written["display_name"] and written["interrupt_mode"] == "message"
    assert sum("{connection_file}" in word for word in written["argv"]) == 1
    assert all("{" not in word.replace("{connection_file}", "").replace("{resource_dir}", "") for word in written["argv"])
    assert all(isinstance(value, str) for value in written.get("env", {}).values())


def test_what_vs_code_asks_of_a_kernel(editor):
    # It asks on both, until it has an answer and has heard something on IOPub.
    heard = False
    while not heard:
        asked = {channel: editor.send(channel, "kernel_info_request", {}) for channel in ("control", "shell")}
        heard = editor.sockets["iopub"].poll(500)
    for channel, request in asked.items():
        info = editor.reply(channel, request)
        assert info["status"] == "ok" and info["language_info"]["name"].lower() == "java"
        assert info["language_info"]["version"] and info["language_info"]["mimetype"] and info["language_info"]["file_extension"]

    def execute(code):
        return editor.send("shell", "execute_request", {"code": code, "silent": False, "store_history": True,
                                                        "user_expressions": {}, "allow_stdin": True, "stop_on_error": False})

    run = execute('System.out.println("printed"); List.of(1, 2)')
    kinds = [message["msg_type"] for message in editor.until_idle(run)]
    assert kinds == ["status", "execute_input", "stream", "execute_result", "status"]
    failed = execute('int n = 9;\n"abc".charAt(n)')
    error = next(m for m in editor.until_idle(failed) if m["msg_type"] == "error")["content"]
    assert error["ename"] and error["evalue"]
    # By this it marks the line (findErrorLocation).
    lines = [Terminal.CONTROL.sub("", line) for line in error["traceback"]]
    assert any(re.search(r"Cell\s+In\s*\[2\],\s*line 2", line) for line in lines)

    code = "var words = new ArrayList<String>();\nwords.add"
    answer = editor.reply("shell", editor.send("shell", "complete_request", {"code": code, "cursor_pos": len(code)}))
    # The two lists belong together, item by item.
    detailed = answer["metadata"]["_jupyter_types_experimental"]
    assert [item["text"] for item in detailed] == answer["matches"] and "add(" in answer["matches"]
    assert all(isinstance(item["start"], int) and isinstance(item["end"], int) and item["type"] for item in detailed)
    assert code[answer["cursor_start"]:answer["cursor_end"]] == "add"
    told = editor.reply("shell", editor.send("shell", "inspect_request", {"code": code + "(", "cursor_pos": len(code), "detail_level": 0}))
    assert told["found"] and "text/plain" in told["data"]

    # The answer comes on stdin, from the identity that the cell came from.
    asking = execute('new Scanner(System.in).nextLine()')
    request = editor.receive("stdin")
    assert request["msg_type"] == "input_request" and request["parent_header"]["msg_id"] == asking
    editor.send("stdin", "input_reply", {"value": "typed"})
    result = next(m for m in editor.until_idle(asking) if m["msg_type"] == "execute_result")["content"]
    assert result["data"]["text/plain"] == "typed"

    loop = execute("while (true) {}")
    time.sleep(1)
    assert editor.reply("control", editor.send("control", "interrupt_request", {}))["status"] == "ok"
    assert editor.reply("shell", loop)["status"] == "error"


def test_vs_code_ends_the_evaluator_first_and_then_the_kernel(editor, tmp_path):
    editor.reply("shell", editor.send("shell", "kernel_info_request", {}))
    cell = editor.send("shell", "execute_request", {"code": "ProcessHandle.current().pid()", "silent": False})
    evaluator = int(next(m for m in editor.until_idle(cell) if m["msg_type"] == "execute_result")["content"]["data"]["text/plain"])
    assert set(running_in(tmp_path)) == {editor.process.pid, evaluator}
    os.kill(evaluator, signal.SIGTERM)
    editor.process.terminate()
    editor.process.wait(PATIENCE)
    # Nor may there be an evaluator that has come in the place of the first.
    end = time.monotonic() + PATIENCE
    while (left := running_in(tmp_path)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not left


def running_in(folder):
    """The processes that have this as their current folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                found.append(int(process.name))
        except OSError:
            pass  # it has ended, or is somebody else's
    return found
