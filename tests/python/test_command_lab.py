"""./reprise lab as a person uses it: start it, open the address, stop it. On the checkout that the tests run in."""

import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
import time

import pytest

from command.subcommands import lab as lab_command
from command_line import ROOT, free_port, outside
from lab_process import Lab

pytestmark = pytest.mark.slow


def test_it_prints_its_address_asks_for_the_token_and_ends_when_asked():
    with Lab("--no-browser") as lab:
        assert lab.get("/api") == 200
        assert lab.get("/api/contents") == 403
        assert lab.get("/api/contents", lab.token) == 200
        assert lab.get("/api/kernelspecs", lab.token) == 200
        lab.process.send_signal(signal.SIGTERM)
        lab.ends_with(0)


def test_ctrl_c_on_a_terminal_ends_it_without_a_question():
    terminal, end = pty.openpty()
    try:
        # The shell of a terminal: in a session whose controlling terminal is ours, so that Ctrl-C is a signal to the group.
        with Lab("--no-browser", stdin=end, preexec_fn=lambda: _make_controlling(end)) as lab:
            os.write(terminal, b"\x03")
            lab.ends_with(0)
    finally:
        os.close(terminal)
        os.close(end)


def _make_controlling(terminal):
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def test_it_opens_the_browser_that_is_named(tmp_path):
    seen = tmp_path / "address"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    browser.chmod(0o755)
    with Lab(env=outside(BROWSER=str(browser))) as lab:
        for _ in range(100):
            if seen.exists() and seen.read_text():
                break
            time.sleep(0.1)
        assert seen.read_text() == lab.address + "\n"


def test_a_second_one_on_the_same_port_says_so():
    with Lab("--no-browser") as lab:
        second = subprocess.run([ROOT / "reprise", "lab", "--no-browser", "--port", str(lab.port)], env=outside(), text=True,
                                capture_output=True, timeout=60, check=False)
        assert second.returncode == 1
        assert f"port {lab.port} cannot be used" in second.stderr
        assert lab.get("/api") == 200


def test_a_server_that_is_slow_is_waited_for_until_its_address_can_be_said(monkeypatch, capsys):
    """Thirty containers that start at once on two cores took longer than any patience."""
    monkeypatch.setattr(lab_command, "PATIENCE_SECONDS", 0.2)
    port = free_port()
    late = f"import socket, time; time.sleep(1); kept = socket.create_server(('127.0.0.1', {port})); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", late]) as server:
        assert lab_command._wait_until_up(server, port)
        server.kill()
    assert capsys.readouterr().err.count("still waiting") == 1
    with subprocess.Popen(["false"]) as server:
        assert not lab_command._wait_until_up(server, port)
