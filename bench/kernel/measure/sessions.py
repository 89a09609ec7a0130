"""What is done with a contestant, and what is measured meanwhile."""

import time
from dataclasses import dataclass

PATIENCE_WITH_LINES = 20


@dataclass(frozen=True)
class Extent:
    """How much is done."""

    starts: int = 12
    eager_starts: int = 6
    sessions: int = 3
    warm_up: int = 20
    expressions: int = 40
    eights: int = 10
    completions: int = 10
    cells_before_memory: int = 100
    lines: int = 100_000
    floods: int = 2
    settle: float = 2
    idle: float = 3
    many: int = 5000
    profiled_starts: int = 7


QUICK = Extent(starts=1, eager_starts=1, sessions=1, warm_up=3, expressions=5, eights=2, completions=2, cells_before_memory=10,
               lines=2000, floods=1, settle=0.5, idle=0.5,
               many=50, profiled_starts=1)


def start(contestant, note):
    """From the start to the first result."""
    running = contestant.start()
    try:
        cell = _finished(running.run(contestant.language.FIRST))
        assert cell.value == "2", f"{contestant.key} says {cell.value!r}"
        note("first", time.perf_counter() - running.started)
        if running.ready:
            note("ready", running.ready)
    finally:
        running.close()


def _finished(cell):
    if not cell.ended:
        raise TimeoutError("a cell never ended")
    return cell


def eager_start(contestant, note):
    """From the start to ready, for a client that knocks without pause."""
    running = contestant.start(eager=True)
    note("eager", running.ready)
    running.close()


def session(contestant, extent, note, flood):
    """A notebook's day: a hundred cells, completion, idleness, and when `flood` is set a loop that prints."""
    language = contestant.language
    running = contestant.start()
    try:
        cells = 0

        def run(code):
            nonlocal cells
            cells += 1
            return _finished(running.run(code)).seconds

        def expression():
            return run(f"{cells} * 7")

        run(language.FIRST)
        for _ in range(extent.warm_up):
            expression()
        for _ in range(extent.expressions):
            note("expression", expression())
        run(language.STATEMENTS)
        for _ in range(extent.eights):
            note("eight", run(language.STATEMENTS))
        run(language.TEXT)
        running.complete(language.COMPLETION)
        for _ in range(extent.completions):
            note("completion", running.complete(language.COMPLETION))
        while cells < extent.cells_before_memory:
            expression()
        note("memory", running.processes.pss())
        time.sleep(extent.settle)
        cpu, begun = running.processes.cpu_seconds(), time.perf_counter()
        time.sleep(extent.idle)
        note("idle", (running.processes.cpu_seconds() - cpu) / (time.perf_counter() - begun))
        if flood:
            cell = running.run(language.LINES.format(count=extent.lines), PATIENCE_WITH_LINES)
            note("lines", cell.printed.count("\n"))
            note("flood", cell.seconds if cell.ended else None)
    finally:
        running.close()


def many_cells(contestant, extent, note):
    """Whether a cell costs the same after thousands."""
    running = contestant.start()
    try:
        for i in range(extent.many):
            running.run(f"{i} * 7")
        for i in range(extent.expressions):
            note("after many", running.run(f"{i} * 9").seconds)
    finally:
        running.close()
