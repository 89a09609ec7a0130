"""Thousands of cells of every kind, and what they leave behind in both processes.

    ./reprise exec python tests/python/soak.py --cells 10000

Every cell has to give the right answer; threads, file handles and the server's heap must not grow, and the evaluator's heap
only by the bytes of the cells' own classes.
"""

import argparse
import os
import re
import subprocess
import time
from pathlib import Path

import psutil

THREADS_MORE = 8
HANDLES_MORE = 40
# The compiler's tables grow and are renewed from time to time; so troughs are compared, which differ by this much by chance.
KILOBYTES_BY_CHANCE = 5_000
# What may stay of a cell: in the evaluator its classes, which no JVM unloads one by one.
SERVER_KILOBYTES_A_CELL = 1
EVALUATOR_KILOBYTES_A_CELL = 6
PARTS = 20


class Soak:
    def __init__(self, kernel):
        self.kernel = kernel
        self.tables = []

    def run(self, cells, report=None):
        """Runs cells in parts and looks at the processes after each; fails on a wrong answer or a leak."""
        done = 0
        for _ in range(PARTS):
            part = cells // PARTS
            started = time.monotonic()
            self._part(done, part)
            done += part
            self.tables.append((done, self._measure()))
            if report:
                report(done, (time.monotonic() - started) / part, self.tables[-1][1])
        self._check()

    def _part(self, start, count):
        run = self.kernel.run
        for i in range(start, start + count):
            kind = i % 11
            if kind == 0:
                assert run(f"{i} + 1").text == str(i + 1)
            elif kind == 1:
                assert run(f"int counter = {i};\ncounter * 2").text == str(2 * i)
            elif kind == 2:
                assert run(f'System.out.println("line {i}");').stdout == f"line {i}\n"
            elif kind == 3:
                assert run(f"int grow(int n) {{ return n + {i}; }}\ngrow(1)").text == str(i + 1)
            elif kind == 4:
                assert run(f"record Box(int n) {{ int plus() {{ return n + {i}; }} }}\nnew Box(1).plus()").text == str(i + 1)
            elif kind == 5:
                assert run(f"throw new IllegalStateException(\"{i}\");").reply["evalue"] == str(i)
            elif kind == 6:
                assert run(f"IntStream.range(0, 10).map(n -> n * {i}).sum()").text == str(45 * i)
            elif kind == 7:
                assert run(f"nothing{i}").status == "error"
            elif kind == 8:
                assert run(f'display("{i}"); new Thread(() -> System.out.print("t")).start(); Thread.sleep(2);').of("display_data")
            elif kind == 9:
                code = "counter.".replace("counter", "Math") + "ma"
                matches = self.kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})["content"]["matches"]
                assert any(match.startswith("max") for match in matches)
            else:
                assert run(f"byte[] block = new byte[1_000_000];\nblock[{i % 100}] = 1;").status == "ok"

    def _measure(self):
        server = psutil.Process(self.kernel.pid)
        return [measured(process) for process in (server, *server.children())]

    def _check(self):
        """Compares what is left after the first quarter: troughs of its first half with those of its second."""
        warm = self.tables[PARTS // 4:]
        halves = warm[:len(warm) // 2], warm[len(warm) // 2:]
        cells = halves[1][0][0] - halves[0][0][0]
        assert all(len(table) == 2 for _, table in warm), "another process was started or is missing"
        for i, (name, kilobytes) in enumerate((("server", SERVER_KILOBYTES_A_CELL), ("evaluator", EVALUATOR_KILOBYTES_A_CELL))):
            before, after = ({what: min(table[i][what] for _, table in half) for what in half[0][1][i]} for half in halves)
            assert after["threads"] <= before["threads"] + THREADS_MORE, f"{name}: threads leak: {before} {after}"
            assert after["handles"] <= before["handles"] + HANDLES_MORE, f"{name}: file handles leak: {before} {after}"
            grown = after["heap"] - before["heap"]
            assert grown <= KILOBYTES_BY_CHANCE + kilobytes * cells, f"{name}: the heap grows by {grown / cells:.1f} kB a cell: {before} {after}"


def measured(process):
    """What is left in a JVM after a garbage collection: threads, file handles, kilobytes of heap and resident."""
    jcmd = Path(process.exe()).parent / "jcmd"
    subprocess.run([jcmd, str(process.pid), "GC.run"], check=True, capture_output=True)
    heap = subprocess.run([jcmd, str(process.pid), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
    used = {line.split("used")[0].split()[0]: int(kilobytes) for line in heap.splitlines()
            for kilobytes in re.findall(r"used (\d+)K", line)}
    for elsewhere in ("class", "Metaspace"):
        used.pop(elsewhere, None)
    return {"threads": process.num_threads(), "handles": process.num_fds(), "heap": sum(used.values()),
            "resident": process.memory_info().rss >> 10}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=10_000)
    options = parser.parse_args()
    from kernel_client import Kernel

    with Kernel(dict(os.environ)) as kernel:
        Soak(kernel).run(options.cells, lambda done, seconds, table: print(
            f"{done} cells, {1000 * seconds:.1f} ms each: {table}", flush=True))


if __name__ == "__main__":
    main()
