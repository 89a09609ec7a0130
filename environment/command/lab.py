"""Starts JupyterLab on the workbook."""

import os
import secrets
import signal
import socket
import subprocess
import time
import webbrowser

from checkout import BIN, NOTEBOOKS, Failure, pinned_environment, say

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60


def start(jdk, port, open_browser):
    """Runs until it is interrupted; returns JupyterLab's exit code."""
    _check(port)
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    env = dict(pinned_environment(jdk), JUPYTER_TOKEN=token)
    command = [BIN / "jupyter-lab", f"--ServerApp.root_dir={NOTEBOOKS}", f"--ServerApp.ip={HOST}",
               f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.open_browser=False",
               "--log-level=WARN"]
    if os.geteuid() == 0:
        command.append("--allow-root")
    server = subprocess.Popen(command, env=env)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: server.terminate())
    try:
        address = f"http://{HOST}:{port}/lab?token={token}"
        if _wait_until_up(server, port):
            say(f"\nThe workbook is open at\n\n    {address}\n\nStop it with Ctrl-C.\n")
            if open_browser:
                webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def _check(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as e:
            raise Failure(
                f"port {port} cannot be used ({e.strerror}); perhaps another JupyterLab runs there.\n"
                f"  Choose another one: ./reprise lab --port {port + 1}"
            ) from e


def _wait_until_up(server, port):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.1)
    return False
