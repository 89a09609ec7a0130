"""./reprise doctor: says what is there, what is missing, what is not as it is pinned, and what to do about it."""

import json
import os
import shutil
import sys

from .. import browser, pins
from .. import jdk as jdks
from ..checkout import BIN, LIBRARY, PYTHON, ROOT, SEAL, STATE, Failure, numeric_settings, override

NEEDED_BYTES = 2 << 30
ADVICE = {
    "JDK": f"install a JDK {jdks.PREFERRED}, or set JAVA_HOME to one",
    "Python package": "rm -r .reprise/python; ./reprise exec true",
    ".jar": "rm -r .reprise/lib; ./reprise exec true",
}


def add(subparsers):
    parser = subparsers.add_parser(
        "doctor", help="say what is there, what is missing, and what is not as it is pinned",
        description="Says what is there, what is missing, and what is not as it is pinned, with what each difference can change. "
                    "Exit code 0: nothing is missing, and nothing differs that can change a number.")
    parser.add_argument("--json", action="store_true", help="for machines")
    return parser


def run(arguments):
    return 0 if examine(arguments.json) else 1


def examine(as_json):
    """Prints what was found; returns whether nothing is missing and nothing differs that can change a number."""
    jdk, missing, there = _look()
    differences = pins.differences(jdk) if not missing else []
    healthy = not missing and all(difference.changes == pins.NOTHING for difference in differences)
    if as_json:
        print(json.dumps({
            "healthy": healthy,
            "there": there,
            "missing": [{"what": what, "advice": advice} for what, advice in missing],
            "settings": numeric_settings(),
            "differences": [difference.as_json() for difference in differences],
        }, indent=2))
    else:
        _print(there, missing, differences)
    return healthy


def _look():
    there, missing = [f"Python {sys.version.split()[0]} ({sys.executable})"], []
    try:
        jdk = jdks.find()
        there.append(f"JDK {jdk.version} ({jdk.home})")
    except Failure as e:
        jdk = None
        missing.append(("JDK", str(e)))

    def look(good, what, advice):
        there.append(what) if good else missing.append((what, advice))

    look((BIN / "jupyter-lab").exists(), f"Python packages ({PYTHON})", "./reprise lab installs them")
    kernel = PYTHON / "share" / "jupyter" / "kernels" / "java"
    look((kernel / "kernel.json").exists(), f"Java kernel ({kernel})", "./reprise lab builds it")
    look(LIBRARY.exists(), f"library ({LIBRARY})", "./reprise lab builds it")
    free = shutil.disk_usage(STATE if STATE.exists() else ROOT).free
    look(free > NEEDED_BYTES or (BIN / "jupyter-lab").exists(), f"disk space ({free / 2**30:.1f} GB free)",
         "the set-up needs 2 GB")
    if browser.find():
        there.append(f"browser for the browser test ({browser.find()})")
    return jdk, missing, there


def _print(there, missing, differences):
    for what in there:
        print(f"ok       {what}")
    for what, advice in missing:
        print(f"MISSING  {what}\n         -> {advice}")
    for name, value in numeric_settings().items():
        print(f"set      {name}={value}{' (yours)' if override(name) in os.environ else ''}")
    for difference in differences:
        print(f"DIFFERS  {difference.what}: pinned {difference.pinned}, here {difference.here}\n"
              f"         can change {difference.changes}: {difference.why}")
        advice = next((text for sign, text in ADVICE.items() if sign in difference.what), None)
        if SEAL.exists() and advice or difference.what.startswith("Debian"):
            advice = "build the image anew, or pull it again"
        if difference.what in numeric_settings():
            own = override(difference.what)
            advice = f"unset {own}" if own in os.environ else f"nothing to do; {own}=... would set it"
        if advice:
            print(f"         -> {advice}")
    if missing:
        print("The environment is not complete.")
    elif differences:
        print(f"The environment is not the pinned one: {len(differences)} "
              f"{'difference' if len(differences) == 1 else 'differences'}.")
    else:
        print("The environment is the pinned one.")
