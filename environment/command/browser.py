"""Chromium or Chrome, for the test that drives a real browser."""

import os
import shutil
import subprocess

from .checkout import Missing, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
ADVICE = "no Chromium or Chrome for the browser test. Debian, Ubuntu: apt install chromium; elsewhere install Google Chrome."


def find():
    """The path of a browser; None when there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return next((place for place in PLACES if os.path.exists(place)), None)


def find_or_install():
    """As `find`, but root on Debian gets Debian's Chromium first. Only CI cannot do without."""
    found = find() or (_install() if os.geteuid() == 0 and shutil.which("apt-get") else None)
    if not found and os.environ.get("CI"):
        raise Missing(f"{ADVICE}\n  CI is set in the environment, and CI may not skip it.")
    if not found:
        say(f"reprise: {ADVICE}\n  It is skipped.")
    return found


def _install():
    say("Installing Chromium for the browser test ...")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
        done = subprocess.run(["apt-get", "-qq", *words], stdout=subprocess.DEVNULL, env=env, check=False)
        if done.returncode != 0:
            say(f"reprise: apt-get {words[0]} failed ({done.returncode}).")
    return find()
