"""Busy, a reply with a status, idle: also for a request that cannot be read, or comes at a bad moment."""

import json

import pytest

from kernel_client import PATIENCE

pytestmark = pytest.mark.every_jdk


def send_raw(kernel, channel, kind, content):
    """Sends a request whose content is these bytes, rightly signed; returns its id."""
    session = kernel.client.session
    header = session.msg_header(kind)
    parts = [json.dumps(header, default=str).encode(), b"{}", b"{}", content]
    getattr(kernel.client, f"{channel}_channel").socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
    return header["msg_id"]


def answer(kernel, channel, message_id):
    """The content of the reply, once it is there and IOPub has said busy and idle."""
    states = []
    while len(states) < 2:
        message = kernel.client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") == message_id and message["msg_type"] == "status":
            states.append(message["content"]["execution_state"])
    assert states == ["busy", "idle"]
    while True:
        reply = getattr(kernel.client, f"{channel}_channel").get_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") == message_id:
            return reply["content"]


@pytest.mark.parametrize("channel", ["shell", "control"])
@pytest.mark.parametrize("content", [b"[1, 2]", b"{", b"null", b'{"a":' * 3000, b'{"n": ' + b"9" * 2000 + b"}"],
                         ids=["a list", "half an object", "null", "too deep", "a number without end"])
def test_a_request_whose_content_cannot_be_read_is_refused(kernel, channel, content):
    reply = answer(kernel, channel, send_raw(kernel, channel, "kernel_info_request", content))
    assert reply["status"] == "error"
    assert reply["ename"] == "UnreadableRequest"


@pytest.mark.parametrize("size, fits", [(24_000_000, True), (60_000_000, False)])
def test_a_request_is_read_or_refused_however_large_it_is(kernel, size, fits):
    content = json.dumps({"target_name": "", "data": "x" * size}).encode()
    reply = answer(kernel, "shell", send_raw(kernel, "shell", "comm_info_request", content))
    assert reply["status"] == ("ok" if fits else "error")
    assert fits or "too large" in reply["evalue"]


def test_requests_to_a_subshell_that_is_being_deleted_are_answered(kernel):
    session, client = kernel.client.session, kernel.client
    for _ in range(10):
        subshell = kernel.ask("create_subshell_request", {}, "control")["content"]["subshell_id"]
        client.control_channel.send(session.msg("delete_subshell_request", {"subshell_id": subshell}))
        waiting = set()
        for _ in range(20):
            message = session.msg("execute_request", {"code": "", "silent": True})
            message["header"]["subshell_id"] = subshell
            client.shell_channel.send(message)
            waiting.add(message["header"]["msg_id"])
        while waiting:
            waiting.discard(client.get_shell_msg(timeout=PATIENCE)["parent_header"]["msg_id"])


@pytest.mark.parametrize("structure, failure", [
    ("Map.of(\"a\", new Object() { public String toString() { throw new IllegalStateException(\"no text\"); } })",
     "java.lang.IllegalStateException"),
    ("endless", "java.lang.StackOverflowError"),
], ids=["toString throws", "holds itself"])
def test_a_structure_that_cannot_be_sent_fails_its_cell_and_nothing_else(kernel, structure, failure):
    kernel.run("var endless = new HashMap<String, Object>();\nendless.put(\"self\", endless);\n"
               "import dev.reprise.notebook.*;\n"
               "record Shown(Map<String, Object> structure) implements Displayable {\n"
               "    public MimeBundle toMimeBundle() { return MimeBundle.of(\"application/json\", structure); }\n}")
    pid = kernel.run("ProcessHandle.current().pid()").text
    for code in ("display(new Shown({}));", "new Shown({})", 'Comm.open("target", Map.of("data", {}));'):
        assert kernel.run(code.format(structure)).reply.get("ename") == failure, code
    assert kernel.run("ProcessHandle.current().pid()").text == pid
