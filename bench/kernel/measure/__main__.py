"""Measures the kernel beside its peers, and writes the tables into README.md, the picture, and every single number."""

import argparse
import datetime
import json
import os
import platform
import sys
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import contestants
import picture
import sessions
import start_profile
import table
from peers import HERE, Failure

KEYS = ("ours", "encrypted", "jjava", "rapaio", "ipykernel", "raw")
BEGIN, END = "<!-- results: written by bench/kernel/run -->", "<!-- end of results -->"


def parser():
    extent = sessions.Extent()
    command = argparse.ArgumentParser(
        prog="bench/kernel/run", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Starts each kernel from its kernelspec and drives it with jupyter_client, one after the other in turns, so that what\n"
                    "else the machine does hits all alike. Rewrites README.md, results.svg and results.json here. Ten to twelve minutes;\n"
                    "the first call fetches the peers (20 MB), pinned in peers.json, into target/. Needs Linux.")
    command.add_argument("--quick", action="store_true", help="a few of everything, to try it; prints the tables and rewrites nothing")
    command.add_argument("--only", metavar="KEY,...", type=_keys, default=list(KEYS),
                         help=f"some of {','.join(KEYS)}; rewrites nothing")
    command.add_argument("--starts", type=int, metavar="N", help=f"starts of each (default: {extent.starts})")
    command.add_argument("--sessions", type=int, metavar="N", help=f"long sessions with each (default: {extent.sessions})")
    return command


def _keys(text):
    keys = text.split(",")
    unknown = [key for key in keys if key not in KEYS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(KEYS)}")
    return keys


class Notebook:
    """What was measured: contestant, measure, values in the order of their measurement."""

    def __init__(self):
        self.notes = defaultdict(lambda: defaultdict(list))
        self.loads = []
        self.profile = None
        self.begun = time.monotonic()

    def writer(self, contestant):
        return lambda key, value: self.notes[contestant.key][key].append(value)

    def say(self, text):
        self.loads.append(os.getloadavg()[0])
        print(f"[{time.monotonic() - self.begun:4.0f} s] {text}", file=sys.stderr, flush=True)


def measure(taking_part, extent):
    """All of it, in turns."""
    book = Notebook()
    for turn in range(extent.starts):
        book.say(f"start {turn + 1} of {extent.starts}: from the start to the first result")
        for contestant in taking_part:
            note = book.writer(contestant)
            try:
                sessions.start(contestant, note)
            except TimeoutError:
                note("failed", 1)
    for turn in range(extent.eager_starts):
        book.say(f"start {turn + 1} of {extent.eager_starts}, with a client that knocks without pause")
        for contestant in taking_part:
            if not contestant.key.startswith("raw"):
                try:
                    sessions.eager_start(contestant, book.writer(contestant))
                except TimeoutError:
                    book.writer(contestant)("failed", 1)
    for turn in range(extent.sessions):
        for contestant in taking_part:
            book.say(f"session {turn + 1} of {extent.sessions}: {contestant.key}")
            try:
                sessions.session(contestant, extent, book.writer(contestant), flood=turn < extent.floods)
            except TimeoutError as e:
                book.say(f"{contestant.key}: {e}; goes on without this session")
    for contestant in taking_part:
        if contestant.key == "ours":
            book.say(f"{extent.many} cells")
            sessions.many_cells(contestant, extent, book.writer(contestant))
            book.say("profile of the start")
            book.profile = start_profile.profile(contestant, extent.profiled_starts)
    book.say("done")
    return book


def machine():
    """In words, without a name."""
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")), platform.machine())
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def report(titles, book, extent):
    """The part of README.md that is rewritten."""
    caption = f"Medians, measured on {datetime.date.today()}: {machine()}."
    loads = f"{min(book.loads):.1f} to {max(book.loads):.1f}, median {sorted(book.loads)[len(book.loads) // 2]:.1f}"
    return caption, "\n\n".join([
        f"{caption} {contestants.versions()}. {extent.starts} starts and {extent.sessions} sessions each, in turns. Load of the machine "
        f"(runnable processes, 1 minute) {loads}; the benchmark alone makes about 1.",
        "![The measurements as bars](results.svg)",
        table.contestants(titles, book.notes),
        "### Targets",
        table.targets(book.notes, extent.lines),
        "### How the starts were spread",
        table.starts(titles, book.notes),
        *_profile(book.profile, extent.profiled_starts),
    ])


def _profile(times, starts):
    if times is None:
        return []
    return [
        "### Where the time to the first result goes", start_profile.table(times),
        f"Medians of {starts} further starts, in which the first result took {times['wall']:.2f} s and the threads of this kernel "
        f"waited {times['waited']:.0f} ms for a CPU (added up).",
    ]


def main():
    arguments = parser().parse_args()
    extent = sessions.QUICK if arguments.quick else sessions.Extent()
    extent = replace(extent, starts=arguments.starts or extent.starts, sessions=arguments.sessions or extent.sessions)
    taking_part = contestants.find(arguments.only)
    titles = {contestant.key: contestant.title for contestant in taking_part}
    book = measure(taking_part, extent)
    caption, text = report(titles, book, extent)
    print(text)
    if not arguments.quick and arguments.only == list(KEYS):
        readme = HERE / "README.md"
        before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
        readme.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
        (HERE / "results.svg").write_text(picture.draw(titles, book.notes, caption), encoding="utf-8")
        (HERE / "results.json").write_text(json.dumps(book.notes, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(f"bench/kernel/run: {failure}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
