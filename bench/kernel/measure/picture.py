"""The results as a picture: a panel for each measure, a bar for each contestant, a line for the target."""

from html import escape

import table

COLUMNS = 3
PANEL_WIDTH, BAR, GAP = 300, 14, 5
LABELS, NUMBERS, MARGIN, HEAD = 112, 58, 18, 40
OURS = ("ours", "encrypted")
PANELS = ("ready", "first", "expression", "eight", "completion", "memory")
SHORT = {"ours": "this kernel", "encrypted": "encrypted", "jjava": "JJava", "rapaio": "rapaio", "ipykernel": "ipykernel",
         "raw": "raw JShell", "raw-aot": "raw JShell, AOT"}
STYLE = """text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-weight:600;font-size:13px}.number{font-size:11px}
.bar{fill:#b3bac2}.ours{fill:#1f6feb}.floor{fill:#d8dde3}.target{stroke:#cf222e;stroke-width:1.5;stroke-dasharray:3 2}.note{fill:#cf222e}
@media(prefers-color-scheme:dark){text{fill:#d1d7e0}.bar{fill:#656c76}.ours{fill:#478be6}.floor{fill:#3d444d}.note{fill:#f47067}
.target{stroke:#f47067}}"""


def draw(titles, notes, caption):
    """The text of an SVG file."""
    height = HEAD + len(titles) * (BAR + GAP) + MARGIN
    rows = -(-len(PANELS) // COLUMNS)
    width, total = COLUMNS * (PANEL_WIDTH + MARGIN) + MARGIN, rows * height + 2 * MARGIN
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" width="{width}" height="{total}">',
             f"<title>{escape(caption)}</title><style>{STYLE}</style>"]
    for i, key in enumerate(PANELS):
        x, y = MARGIN + i % COLUMNS * (PANEL_WIDTH + MARGIN), i // COLUMNS * height
        parts.append(f'<g transform="translate({x},{y})">{_panel(titles, notes, key)}</g>')
    parts.append(f'<text class="number" x="{MARGIN}" y="{total - MARGIN / 2}">{escape(caption)} '
                 '<tspan class="note">Dashed: what this kernel is to stay below.</tspan></text></svg>')
    return "\n".join(parts) + "\n"


def _panel(titles, notes, key):
    measure = table.BY_KEY[key]
    target = next(target for target in table.TARGETS if target.key == key)
    found = {contestant: table.middle(notes, contestant, key) for contestant in titles}
    bound = target.bound(notes)
    longest = max([value for value in found.values() if value is not None] + [bound or 0, 1e-9])
    scale = (PANEL_WIDTH - LABELS - NUMBERS) / longest
    parts = [f'<text class="title" x="0" y="24">{escape(measure.title)}</text>']
    for row, (contestant, value) in enumerate(found.items()):
        y = HEAD + row * (BAR + GAP)
        kind = "ours" if contestant in OURS else "floor" if contestant.startswith("raw") else "bar"
        parts.append(f'<text x="{LABELS - 6}" y="{y + 11}" text-anchor="end">{escape(SHORT[contestant])}</text>')
        if value is None:
            parts.append(f'<text class="number" x="{LABELS}" y="{y + 11}">-</text>')
            continue
        # The target's line stands only beside our own bars, and their numbers behind it.
        end = max(value, bound or 0) if kind == "ours" else value
        parts.append(f'<rect class="{kind}" x="{LABELS}" y="{y}" width="{value * scale:.1f}" height="{BAR}"/>'
                     f'<text class="number" x="{LABELS + end * scale + 5:.1f}" y="{y + 11}">{measure.text(value)}</text>')
    if bound is not None:
        x = LABELS + bound * scale
        rows = sum(contestant in OURS for contestant in found)
        parts.append(f'<line class="target" x1="{x:.1f}" x2="{x:.1f}" y1="{HEAD - 4}" y2="{HEAD + rows * (BAR + GAP)}"/>')
    return "".join(parts)
