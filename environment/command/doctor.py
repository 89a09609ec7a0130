"""Says what is there, what is missing, and what to do about it."""

import os
import shutil
import sys

import browser
import jdk as jdks
from checkout import BIN, LIBRARY, PYTHON, ROOT, STATE, Failure, numeric_settings

NEEDED_BYTES = 2 << 30


def examine():
    """Prints a line for each thing; returns whether nothing is missing."""
    healthy = True

    def line(good, text, advice=""):
        nonlocal healthy
        healthy = healthy and good
        print(("ok      " if good else "MISSING ") + text)
        if not good and advice:
            print("        -> " + advice)

    line(True, f"Python {sys.version.split()[0]} ({sys.executable})")
    try:
        jdk = jdks.find()
        line(True, f"JDK {jdk.version} ({jdk.home})")
    except Failure as e:
        line(False, "JDK", str(e))
    others = [f"{found.version}" for found in jdks.installed()]
    print(f"        JDKs found: {', '.join(others) or 'none'}")
    line((BIN / "jupyter-lab").exists(), f"Python packages ({PYTHON})", "./reprise lab installs them")
    spec = PYTHON / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
    line(spec.exists(), f"Java kernel ({spec.parent})", "./reprise lab builds it")
    line(LIBRARY.exists(), f"library ({LIBRARY})", "./reprise lab builds it")
    free = shutil.disk_usage(STATE if STATE.exists() else ROOT).free
    enough = free > NEEDED_BYTES or (BIN / "jupyter-lab").exists()
    line(enough, f"disk space ({free / 2**30:.1f} GB free)", "the set-up needs 2 GB")
    found = browser.find()
    print(f"{'ok      ' if found else 'absent  '}browser for the browser test" + (f" ({found})" if found else ""))
    for name, value in numeric_settings().items():
        origin = "yours" if name in os.environ else "pinned"
        print(f"ok      {name}={value} ({origin})")
    return healthy
