"""./reprise lab: opens the workbook, or a folder of notebooks, in JupyterLab."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

from .. import image, notebooks, pins, setup
from ..checkout import BIN, NOTEBOOKS, Failure, pinned_environment, say
from . import options

HOST = "127.0.0.1"
FIRST_PAGES = ("index.ipynb", "workbook/index.ipynb")
PATIENCE_SECONDS = 30


def add(subparsers):
    parser = subparsers.add_parser("lab", help="open the workbook in JupyterLab",
                                   description="Opens the workbook, or a folder of your own, in JupyterLab. "
                                               "The first start sets up what it needs, under .reprise.")
    parser.add_argument("folder", nargs="?", type=Path, default=image.HOME if image.inside() else NOTEBOOKS, metavar="FOLDER",
                        help="a folder of your own notebooks (default: the workbook)")
    parser.add_argument("--ip", default="0.0.0.0" if image.inside() else HOST,
                        help="the address to listen on; 0.0.0.0: all that this computer has, for others too (default: %(default)s)")
    parser.add_argument("--port", type=options.port, default=8888, help="where JupyterLab listens (default: 8888)")
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    return parser


def run(arguments):
    _check(arguments.folder, arguments.ip, arguments.port)
    if image.inside():
        image.check_container()
    return _start(setup.ready(), arguments.folder, arguments.ip, arguments.port, not arguments.no_browser)


def _start(jdk, folder, ip, port, open_browser):
    """Runs until it is interrupted; returns JupyterLab's exit code."""
    for problem in filter(None, map(notebooks.problem, sorted(folder.glob("*.ipynb")))):
        say(f"reprise: {problem}\n  The others can be used.")
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    env = dict(pinned_environment(jdk), JUPYTER_TOKEN=token)
    command = [BIN / "jupyter-lab", f"--ServerApp.root_dir={folder.resolve()}", f"--ServerApp.ip={ip}",
               f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--ServerApp.open_browser=False",
               "--log-level=WARN"]
    if os.geteuid() == 0:
        command.append("--allow-root")
    # In a process group of its own: Ctrl-C comes to us alone, and JupyterLab asks no question on the terminal.
    server = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, preexec_fn=os.setpgrp)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: server.terminate())
    first = next((f"/tree/{page}" for page in FIRST_PAGES if (folder / page).exists()), "")
    address = f"http://{HOST}:{port}/lab{first}?token={token}"
    if _wait_until_up(server, port):
        say(f"\n{'The workbook' if first else folder} is open at\n\n    {address}\n\nStop it with Ctrl-C.\n")
        if open_browser and _has_screen():
            webbrowser.open(address)
    code = server.wait()
    # Ended by a signal that we passed on.
    return 0 if code == -signal.SIGTERM else code


def _has_screen():
    """Whether a browser would have a window: one in text mode would take the terminal."""
    screens = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform == "darwin" or any(os.environ.get(name) for name in screens)


def _check(folder, ip, port):
    """Says at once what would go wrong after the set-up."""
    if pins.unable():
        say(f"reprise: {pins.unable()}")
    if not folder.is_dir():
        raise Failure(f"{folder} is not a folder.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except OSError as e:
            other = port + 1 if port < 65535 else 8888
            raise Failure(
                f"port {port} cannot be used ({e.strerror}); perhaps another JupyterLab runs there.\n"
                f"  Choose another one: ./reprise lab --port {other}"
            ) from e


def _wait_until_up(server, port):
    """Whether it answers; otherwise it has ended. Thirty that start at once on one machine take minutes."""
    told = time.monotonic()
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        if time.monotonic() > told + PATIENCE_SECONDS:
            say(f"reprise: JupyterLab does not answer after {PATIENCE_SECONDS} s; still waiting. Stop it with Ctrl-C.")
            told = float("inf")
        time.sleep(0.1)
    return False
