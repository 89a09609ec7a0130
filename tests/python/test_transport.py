"""Below the messages: sockets, signatures, encryption, and the processes at both ends."""

import json
import os
import signal
import socket as sockets
import subprocess
import sys
import time
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path

import psutil
import pytest
import zmq

from kernel_client import PATIENCE, Kernel

pytestmark = pytest.mark.every_jdk


def start_with(kernelspecs, folder, ports, contents=None):
    """The command that starts a kernel on these ports: shell, iopub, stdin, hb and control."""
    argv = json.loads((kernelspecs / "kernels" / "java" / "kernel.json").read_text())["argv"]
    file = folder / "connection.json"
    names = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")
    file.write_text(json.dumps({"transport": "tcp", "ip": "127.0.0.1", "key": ""} | dict(zip(names, ports)) | (contents or {})))
    return [*argv[:-1], str(file)]


def free_ports(count):
    """Ports that nobody listens at; while they are looked for, none is given twice."""
    listeners = [sockets.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def test_heartbeat_is_echoed_also_while_a_cell_runs(kernel):
    message_id = kernel.send("Thread.sleep(3000);")
    with zmq.Context() as context, context.socket(zmq.REQ) as socket:
        socket.linger = 0
        socket.connect(kernel.manager._make_url("hb"))
        for ping in (b"ping", b"", b"\x00" * 10_000):
            socket.send(ping)
            assert socket.poll(20_000), "no heartbeat while a cell runs"
            assert socket.recv() == ping
    assert kernel.outcome(message_id).status == "ok"


def test_connect_request_names_the_ports(kernel):
    ports = kernel.ask("connect_request", {})["content"]
    info = kernel.manager.get_connection_info()
    names = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")
    assert {name: ports[name] for name in names} == {name: info[name] for name in names}
    assert ports["status"] == "ok"


def test_session_id_is_the_kernels_own_and_new_after_a_restart(new_kernel):
    kernel = new_kernel()
    reply = kernel.ask("kernel_info_request", {})
    first = reply["header"]["session"]
    assert first and first != kernel.client.session.session
    kernel.restart()
    assert kernel.ask("kernel_info_request", {})["header"]["session"] not in (first, kernel.client.session.session)


def test_status_starting_is_the_first_that_is_heard(kernelspecs, tmp_path):
    ports = free_ports(5)
    with zmq.Context() as context, context.socket(zmq.SUB) as early:
        early.linger = 0
        early.reconnect_ivl = 1
        early.subscribe(b"")
        early.connect(f"tcp://127.0.0.1:{ports[1]}")
        process = subprocess.Popen(start_with(kernelspecs, tmp_path, ports))
        try:
            heard = []
            while "status" not in heard:
                assert early.poll(20_000), "no status"
                _, _, _, header, parent, _, content = early.recv_multipart()
                heard.append(json.loads(header)["msg_type"])
        finally:
            process.kill()
            process.wait()
    assert json.loads(content) == {"execution_state": "starting"}
    assert json.loads(parent) == {}


def test_iopub_topic_names_the_kernel_and_the_kind(kernel):
    with zmq.Context() as context, context.socket(zmq.SUB) as socket:
        socket.linger = 0
        socket.connect(kernel.manager._make_url("iopub"))
        socket.subscribe(b"")
        assert socket.poll(5000)
        socket.recv_multipart()
        session = kernel.ask("kernel_info_request", {})["header"]["session"]
        topics = [socket.recv_multipart()[0] for _ in range(2)]
        assert topics == [f"kernel.{session}.status".encode()] * 2


def test_iopub_welcome_comes_under_the_topic_that_was_subscribed(kernel):
    with zmq.Context() as context, context.socket(zmq.SUB) as socket:
        socket.linger = 0
        socket.connect(kernel.manager._make_url("iopub"))
        socket.subscribe(b"some topic")
        assert socket.poll(5000), "no welcome"
        topic, *frames = socket.recv_multipart()
        assert topic == b"some topic"
        message = kernel.client.session.deserialize(frames[1:])
        assert message["msg_type"] == "iopub_welcome"
        assert message["content"] == {"subscription": "some topic"}


def test_bad_signature_is_dropped_and_counted_and_the_key_is_not_logged(new_kernel, tmp_path):
    log = tmp_path / "kernel.log"
    with open(log, "wb") as stderr:
        kernel = new_kernel(stderr=stderr)
        session = kernel.client.session
        key = session.key
        for wrong in (b"wrong", key[:-1], key + b"x", b""):
            session.key = wrong
            kernel.client.execute("1")
        session.key = key
        assert kernel.run("1 + 1").text == "2"
    text = log.read_text()
    assert "wrong signature (1 so far)" in text
    assert "wrong signature (4 so far)" in text
    assert key.decode() not in text


def test_transport_ipc(kernelspecs, tmp_path):
    with Kernel(dict(os.environ), transport="ipc", ip=str(tmp_path / "k")) as kernel:
        assert kernel.run("1 + 1").text == "2"
        assert kernel.run("\"x\".repeat(3_000_000).length()").text == "3000000"
        assert len(kernel.run("System.out.print(\"x\".repeat(3_000_000));").stdout) == 3_000_000
        assert kernel.client.hb_channel.is_beating()
        sockets = list(tmp_path.glob("k-*"))
        assert len(sockets) == 5 and all(s.is_socket() for s in sockets)
        kernel.ask("shutdown_request", {"restart": False}, "control")
        psutil.Process(kernel.pid).wait(10)
        assert not list(tmp_path.glob("k-*"))


def test_encryption_curve(kernelspecs):
    with Kernel(dict(os.environ), transport_encryption="required") as kernel:
        info = kernel.manager.get_connection_info()
        assert info["curve_publickey"] and info["curve_secretkey"]
        assert kernel.run("1 + 1").text == "2"
        assert len(kernel.run("System.out.print(\"x\".repeat(300_000));").stdout) == 300_000
        assert kernel.client.hb_channel.is_beating()
        # A client that knows the signature key but does not encrypt hears nothing.
        with zmq.Context() as context, context.socket(zmq.SUB) as socket:
            socket.linger = 0
            socket.connect(kernel.manager._make_url("iopub"))
            socket.subscribe(b"")
            kernel.run("2")
            assert not socket.poll(500)


@pytest.mark.parametrize("change, complaint", [
    ({"transport": "pigeon"}, "transport 'pigeon' is not supported"),
    ({"shell_port": 0}, "shell_port is missing or not a port number"),
    ({"shell_port": None}, "shell_port is missing or not a port number"),
    ({"signature_scheme": "hmac-nonsense"}, "Signature scheme 'hmac-nonsense' is not supported"),
    ({"curve_publickey": "x" * 40}, "curve_secretkey is missing"),
])
def test_a_connection_file_that_asks_for_the_impossible(kernelspecs, tmp_path, change, complaint):
    secret = "d3adb33f"
    command = start_with(kernelspecs, tmp_path, free_ports(5),
                         {"key": secret, "signature_scheme": "hmac-sha256"} | change)
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 1
    assert complaint in ended.stderr
    assert secret not in ended.stderr


def test_one_port_for_two_channels(kernelspecs, tmp_path):
    port, *others = free_ports(4)
    ended = subprocess.run(start_with(kernelspecs, tmp_path, (port, *others, port)), capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 1
    assert f"tcp://127.0.0.1:{port}: the port is taken" in ended.stderr


def test_a_port_that_is_taken_is_named(kernelspecs, tmp_path):
    with zmq.Context() as context, context.socket(zmq.REP) as taken:
        port = taken.bind_to_random_port("tcp://127.0.0.1")
        command = start_with(kernelspecs, tmp_path, (port, *free_ports(4)))
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 1
    assert f"tcp://127.0.0.1:{port}: the port is taken" in ended.stderr


def test_a_port_that_is_taken_for_a_moment_is_waited_for(kernelspecs, tmp_path):
    with zmq.Context() as context, context.socket(zmq.REP) as taken, context.socket(zmq.REQ) as heartbeat:
        others = [context.socket(zmq.REP) for _ in range(4)]
        shell, *free = [socket.bind_to_random_port("tcp://127.0.0.1") for socket in (taken, *others)]
        for socket in others:
            socket.close()
        process = subprocess.Popen(start_with(kernelspecs, tmp_path, (shell, *free)), stderr=subprocess.PIPE, text=True)
        try:
            time.sleep(1.5)
            taken.close()
            heartbeat.linger = 0
            heartbeat.connect(f"tcp://127.0.0.1:{free[2]}")
            heartbeat.send(b"ping")
            assert heartbeat.poll(20_000), process.stderr.read() if process.poll() else "no heartbeat"
            assert heartbeat.recv() == b"ping"
        finally:
            process.kill()
            process.wait()


def test_interrupt_by_signal_to_the_whole_group(new_kernel):
    kernel = new_kernel()
    kernel.run("int kept = 7;")
    message_id = kernel.send("while (true) {}")
    time.sleep(1)
    os.killpg(os.getpgid(kernel.pid), signal.SIGINT)
    assert kernel.outcome(message_id).reply["ename"] == "Interrupted"
    os.killpg(os.getpgid(kernel.pid), signal.SIGINT)
    time.sleep(0.3)
    assert kernel.run("kept").text == "7"


def test_both_processes_end_when_the_parent_is_gone(kernelspecs, tmp_path):
    starter = tmp_path / "starter.py"
    starter.write_text(
        "import sys, time\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import os\nfrom kernel_client import Kernel\n"
        "kernel = Kernel(dict(os.environ))\n"
        "kernel.send('while (true) {}')\n"
        "time.sleep(0.5)\n"
        "print(kernel.pid, flush=True)\n"
        "time.sleep(100)\n")
    parent = subprocess.Popen([sys.executable, str(starter)], stdout=subprocess.PIPE, text=True)
    server = psutil.Process(int(parent.stdout.readline()))
    processes = [server, *server.children()]
    assert len(processes) == 2
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert not alive


def test_a_kernel_whose_parent_was_gone_before_it_started_ends(kernelspecs):
    gone = subprocess.Popen(["true"])
    gone.wait()
    argv = json.loads((kernelspecs / "kernels" / "java" / "kernel.json").read_text())["argv"]
    from jupyter_client.connect import write_connection_file
    file, _ = write_connection_file()
    try:
        subprocess.run([*argv[:-1], file], env=dict(os.environ, JPY_PARENT_PID=str(gone.pid)), timeout=PATIENCE)
    finally:
        os.unlink(file)


def test_restart_begins_anew(new_kernel):
    kernel = new_kernel()
    kernel.run("int before = 1;")
    kernel.restart()
    outcome = kernel.run("1 + 1")
    assert outcome.text == "2"
    assert outcome.reply["execution_count"] == 1
    assert kernel.run("before").status == "error"


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_kernel_info_on_shell_and_control(kernel, channel):
    reply = kernel.ask("kernel_info_request", {}, channel)
    content = reply["content"]
    assert reply["msg_type"] == "kernel_info_reply"
    assert content["status"] == "ok"
    assert content["protocol_version"] == "5.5"
    assert content["implementation"] == "reprise"
    assert content["language_info"]["mimetype"] == "text/x-java-source"
    assert content["help_links"] and content["banner"].startswith("Reprise")
    assert isinstance(content["supported_features"], list)


@contextmanager
def stalled_subscriber(kernel):
    """A front end that has subscribed and then reads nothing."""
    with zmq.Context() as context, context.socket(zmq.SUB) as stalled:
        stalled.linger = 0
        stalled.rcvhwm = 1
        stalled.setsockopt(zmq.RCVBUF, 1 << 16)
        stalled.connect(kernel.manager._make_url("iopub"))
        stalled.subscribe(b"")
        assert stalled.poll(5000), "not subscribed"
        yield stalled


@pytest.mark.slow
@pytest.mark.parametrize("cells, code, heard", [
    # Each more than the server's heap in all. 16 million characters a cell, below what one cell may print.
    (20, 'var page = ("x".repeat(999) + "\\n").repeat(100);\nfor (int i = 0; i < 160; i++) System.out.print(page);',
     lambda outcome: len(outcome.stdout) == 160 * 100_000),
    (9, 'var large = "x".repeat(3_000_000);\nfor (int i = 0; i < 10; i++) display(large + i, "text/html");',
     lambda outcome: [data["text/html"][3_000_000:] for data in map(itemgetter("data"), outcome.of("display_data"))]
     == [str(i) for i in range(10)]),
], ids=["printed", "displayed"])
def test_a_subscriber_that_never_reads_neither_fills_the_memory_nor_stops_the_others(new_kernel, cells, code, heard):
    kernel = new_kernel()
    before = psutil.Process(kernel.pid).memory_info().rss
    with stalled_subscriber(kernel) as stalled:
        for _ in range(cells):
            assert heard(kernel.run(code))
        assert kernel.run("1 + 1").text == "2"
        assert psutil.Process(kernel.pid).memory_info().rss - before < 300 << 20
        # When it reads at last, it hears what it had been sent, is connected anew, and hears what follows.
        kinds = []
        while kinds.count("iopub_welcome") < 2:
            assert stalled.poll(20_000), "not connected again"
            _, *frames = stalled.recv_multipart()
            kinds.append(json.loads(frames[2])["msg_type"])
        kernel.run("6 * 7")
        assert stalled.poll(5000)
