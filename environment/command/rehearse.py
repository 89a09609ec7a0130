"""Starts an installed kernel and uses it a little, so that its two JVMs can write archives of the classes that they have loaded.

A JVM that is given its archive has no need to find, read and check those classes again: a kernel starts in about half the
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
LAST_CELL = "System.exit(0);"


# By the option with which the server's JVM is given an archive, those with which it writes one. An AOT cache also tells the next
# JVM early which methods to compile, and a start in which the compiler takes the CPU from everybody else is a slow one.
RECORDING = {
    "-XX:SharedArchiveFile": ["-XX:ArchiveClassesAtExit={}"],
    "-XX:AOTCache": ["-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining",
                     "-XX:AOTCacheOutput={}"],
}


def rehearse(argv, evaluator_archive, folder):
    """
    Makes the evaluator's archive, and that of the server which `argv` names, a kernelspec's; `folder` is for what is needed
    meanwhile. The evaluator's first: a JVM that writes one may have no debugging agent, and so is not like the one in use.
    """
    position = next(i for i, word in enumerate(argv) if word.startswith(tuple(RECORDING)))
    before, (use, _, archive), after = argv[:position], argv[position].partition("="), argv[position + 1:]

    def record_evaluator(beside):
        return before + after, f'-Xmx64m "-XX:ArchiveClassesAtExit={beside}"'

    def record_server(beside):
        return before + [word.format(beside) for word in RECORDING[use]] + after, "-Xmx64m"

    _record(folder, evaluator_archive, record_evaluator)
    _record(folder, Path(archive), record_server)


def _record(folder, archive, prepare):
    """`prepare` gives the command for a file that is to become the archive, and the evaluator's options."""
    beside = archive.with_name(f"{archive.name}.{os.getpid()}")
    # Not where Jupyter would put it, which may be in the home directory.
    connection, _ = write_connection_file(str(folder / f"rehearsal.{os.getpid()}.json"))
    argv, options = prepare(beside)
    environment = dict(os.environ, REPRISE_HISTORY=str(folder / "rehearsal"), REPRISE_CLASSPATH="", REPRISE_JVM_OPTS=options,
                       REPRISE_PINNED_JVM_OPTS="")
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
        # The evaluator's JVM writes its archive when it ends by itself.
        client.execute_interactive(LAST_CELL, timeout=PATIENCE, output_hook=lambda message: None)
        client.shutdown()
    finally:
        client.stop_channels()


if __name__ == "__main__":
    installed = Path(sys.argv[1])
    rehearse(json.loads((installed / "kernel.json").read_text(encoding="utf-8"))["argv"], installed / "evaluator" / "evaluator.jsa", installed)
