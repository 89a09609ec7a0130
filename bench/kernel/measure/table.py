"""The results as tables in Markdown."""

from dataclasses import dataclass
from statistics import median

PEERS = ("jjava", "rapaio")


@dataclass(frozen=True)
class Measure:
    """A column: what is noted, under which title, and how it is written."""

    key: str
    title: str
    unit: str
    factor: float
    digits: int

    def text(self, value):
        return f"{value * self.factor:,.{self.digits}f} {self.unit}".rstrip()


MEASURES = [
    Measure("ready", "start to ready", "s", 1, 2),
    Measure("eager", "ready, eager client", "s", 1, 2),
    Measure("first", "start to first result", "s", 1, 2),
    Measure("expression", "one-expression cell", "ms", 1000, 1),
    Measure("eight", "eight-statement cell", "ms", 1000, 1),
    Measure("completion", "completion", "ms", 1000, 1),
    Measure("flood", "printing lines", "s", 1, 2),
    Measure("lines", "lines that arrived", "", 1, 0),
    Measure("idle", "idle CPU in a second", "ms", 1000, 1),
    Measure("memory", "memory (PSS)", "MB", 1e-6, 0),
]
BY_KEY = {measure.key: measure for measure in MEASURES} | {
    "after many": Measure("after many", "one-expression cell, later", "ms", 1000, 1)}


@dataclass(frozen=True)
class Target:
    """Ours is to be at most `factor` times the best of `others`; `others` empty: at most `factor`."""

    key: str
    title: str
    factor: float
    others: tuple = ()
    compared: str = ""

    def bound(self, notes):
        best = [middle(notes, other, self.compared or self.key) for other in self.others]
        known = [value for value in best if value is not None]
        if self.others and not known:
            return None
        return self.factor * (min(known) if known else 1)


TARGETS = [
    Target("ready", "start to ready: at most 0.6 of ipykernel's", 0.6, ("ipykernel",)),
    Target("eager", "the same for an eager client", 0.6, ("ipykernel",)),
    Target("first", "start to first result: not slower than ipykernel", 1, ("ipykernel",)),
    Target("expression", "one-expression cell: at most a quarter of the fastest Java peer's", 1 / 4, PEERS),
    Target("after many", "the same after 5,000 cells", 1 / 4, PEERS, "expression"),
    Target("eight", "eight-statement cell: at most half of the fastest Java peer's", 1 / 2, PEERS),
    Target("completion", "completion: at most a third of the fastest Java peer's", 1 / 3, PEERS),
    Target("flood", "100,000 printed lines: not slower than ipykernel", 1, ("ipykernel",)),
    Target("idle", "idle CPU: near zero, at most 2 ms a second", 0.002),
    Target("memory", "memory after a hundred cells, both JVMs: at most half of the leanest Java peer's", 1 / 2, PEERS),
]


def values(notes, contestant, key):
    return [value for value in notes.get(contestant, {}).get(key, []) if value is not None]


def middle(notes, contestant, key):
    """The median; None when there is nothing, or when a run of it never ended."""
    noted = notes.get(contestant, {}).get(key, [])
    return median(noted) if noted and None not in noted else None


def contestants(titles, notes):
    """One row each, medians."""
    lines = ["| | " + " | ".join(measure.title for measure in MEASURES) + " |", "|---|" + "---:|" * len(MEASURES)]
    for key, title in titles.items():
        lines.append(f"| {title} | " + " | ".join(_cell(notes, key, measure) for measure in MEASURES) + " |")
    return "\n".join(lines)


def _cell(notes, contestant, measure):
    value = middle(notes, contestant, measure.key)
    if value is None:
        return "never ended" if notes.get(contestant, {}).get(measure.key) else "-"
    return measure.text(value)


def starts(titles, notes):
    """The spread of the starts, and those that led to nothing."""
    lines = ["| | starts | ready: fastest, median, slowest | first result: fastest, median, slowest | never answered |", "|---|---:|---:|---:|---:|"]
    for key, title in titles.items():
        failed = sum(values(notes, key, "failed"))
        counted = len(values(notes, key, "first")) + len(values(notes, key, "eager")) + failed
        lines.append(f"| {title} | {counted} | {_spread(notes, key, 'ready')} | {_spread(notes, key, 'first')} | {failed} |")
    return "\n".join(lines)


def _spread(notes, contestant, key):
    noted = values(notes, contestant, key)
    return " · ".join(BY_KEY[key].text(value) for value in (min(noted), median(noted), max(noted))) if noted else "-"


def targets(notes, lines_printed):
    """Each target, and whether it is met."""
    lines = ["| target | bound | this kernel | of the bound | |", "|---|---:|---:|---:|---|"]
    for target in TARGETS:
        ours, bound = middle(notes, "ours", target.key), target.bound(notes)
        if ours is None or bound is None:
            lines.append(f"| {target.title} | - | - | - | not measured |")
            continue
        text = BY_KEY[target.key].text
        verdict = "met" if ours <= bound else "**missed**"
        lines.append(f"| {target.title} | {text(bound)} | {text(ours)} | {ours / bound:.2f} | {verdict} |")
    arrived = values(notes, "ours", "lines")
    if arrived:
        verdict = "met" if min(arrived) == lines_printed else "**missed**"
        lines.append(f"| printed lines: every one arrives | {lines_printed:,} | {min(arrived):,} | | {verdict} |")
    return "\n".join(lines)
