"""Who uses the CPU from the start to the first result: the threads of both JVMs, by the scheduler's own count."""

import time
from collections import defaultdict
from pathlib import Path
from statistics import median

SERVER = {
    "jshell": "server: JShell built, default imports compiled",
    "cells": "server: the cell compiled",
    "C1 CompilerThre": "server: the JIT compiler",
    "java": "server: the JVM and the kernel come up",
    "VM Thread": "server: garbage collection",
}
OTHERS = "server: all other threads"
EVALUATOR = "evaluator, all threads"
CLIENT = "this client"


def profile(contestant, starts):
    """Milliseconds of CPU by place and those of waiting for a CPU, medians; the wall time is in seconds."""
    runs = defaultdict(list)
    for _ in range(starts):
        client = time.process_time()
        running = contestant.start()
        try:
            running.run(contestant.language.FIRST)
            wall = time.perf_counter() - running.started
            spent = defaultdict(float)
            spent[CLIENT] = (time.process_time() - client) * 1000
            waited = 0
            server, *others = running.processes.all()
            for process in (server, *others):
                for name, cpu, waiting in _threads(process.pid):
                    spent[EVALUATOR if process != server else SERVER.get(name, OTHERS)] += cpu
                    waited += waiting
        finally:
            running.close()
        for place, cpu in spent.items():
            runs[place].append(cpu)
        runs["waited"].append(waited)
        runs["wall"].append(wall)
    return {place: median(times) for place, times in runs.items()}


def _threads(pid):
    for folder in Path(f"/proc/{pid}/task").iterdir():
        cpu, waiting, _ = (folder / "schedstat").read_text(encoding="ascii").split()
        yield (folder / "comm").read_text(encoding="utf-8").strip(), int(cpu) / 1e6, int(waiting) / 1e6


def table(times):
    """The profile in Markdown."""
    places = [place for place in (*SERVER.values(), OTHERS, EVALUATOR, CLIENT) if place in times]
    total = sum(times[place] for place in places)
    lines = ["| from the start to the first result | CPU | share |", "|---|---:|---:|"]
    lines += [f"| {place} | {times[place]:.0f} ms | {times[place] / total:.0%} |" for place in sorted(places, key=times.get, reverse=True)]
    lines.append(f"| together | {total:.0f} ms | |")
    return "\n".join(lines)
