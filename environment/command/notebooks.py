"""Looks at notebook files before a tool does that would answer a broken one with a page of its own internals."""

import json


def problem(path):
    """What is wrong with a notebook file and what to do, in a sentence or two; None when it can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        found = "it is not text in UTF-8"
    except ValueError as e:
        found = f"it is not JSON ({e})" if path.stat().st_size else "the file is empty"
    else:
        if isinstance(content, dict) and isinstance(content.get("cells"), list):
            return None
        found = "it is JSON, but has no list of cells"
    return (f"{path} is not a notebook: {found}.\n"
            f"  If it was one, the last good one may be in git: `git log -- {path.name}`, `git checkout {path.name}`.")
