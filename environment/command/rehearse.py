"""Starts an installed kernel once and uses it a little, so that its JVM can write an archive of the classes that it has loaded.

A JVM that is given the archive has no need to find, read and check those classes again: a kernel starts in about half the
time. Run by the Python of the pinned environment: rehearse.py FOLDER, the folder of a kernelspec.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

PATIENCE = 120
CELLS = ["1 + 1", "int x = 3;", 'System.out.println("x " + x);', "record P(int a) {}\nint f(int n) { return n + x; }\nnew P(f(1))",
         "List.of(1, 2).stream().map(n -> n * 2).toList()", "missing", 'throw new IllegalStateException("rehearsed");']


def rehearse(folder):
    archive = folder / "server.jsa"
    beside = folder / f"server.jsa.{os.getpid()}"
    argv = json.loads((folder / "kernel.json").read_text(encoding="utf-8"))["argv"]
    recording = f"-XX:ArchiveClassesAtExit={beside}"
    argv = [recording if word.startswith("-XX:SharedArchiveFile=") else word for word in argv]
    # Not where Jupyter would put it, which may be in the home directory.
    connection, _ = write_connection_file(str(folder / f"rehearsal.{os.getpid()}.json"))
    environment = dict(os.environ, REPRISE_HISTORY=str(folder / "rehearsal"), REPRISE_CLASSPATH="", REPRISE_JVM_OPTS="-Xmx64m")
    try:
        process = subprocess.Popen([word.replace("{connection_file}", connection) for word in argv], env=environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _use(connection)
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()
        # A kernel that starts meanwhile sees the old archive or the new one, never half of it.
        beside.replace(archive)
    finally:
        os.unlink(connection)
        beside.unlink(missing_ok=True)
        for file in (folder / "rehearsal").glob("*"):
            file.unlink()
        if (folder / "rehearsal").exists():
            (folder / "rehearsal").rmdir()


def _use(connection):
    client = BlockingKernelClient(connection_file=connection)
    client.load_connection_file()
    # Whether it beats within a second says nothing on a machine that is busy.
    client.start_channels(hb=False)
    try:
        client.wait_for_ready(timeout=PATIENCE)
        for cell in CELLS:
            client.execute_interactive(cell, timeout=PATIENCE, output_hook=lambda message: None)
        client.complete('"a".toUpp', reply=True, timeout=PATIENCE)
        client.inspect("Math.max", reply=True, timeout=PATIENCE)
        client.is_complete("for (;;) {")
        client.shutdown()
    finally:
        client.stop_channels()


if __name__ == "__main__":
    rehearse(Path(sys.argv[1]))
