"""Chromium or Chrome, for the test that drives a real browser."""

import os
import shutil
import subprocess

from checkout import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")


def find():
    """The path of a browser; None when there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return next((place for place in PLACES if os.path.exists(place)), None)


def find_or_install():
    """As `find`, but root on Debian gets Debian's Chromium first."""
    found = find()
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        if not found:
            say("reprise: no Chromium or Chrome; the browser test is skipped. Debian, Ubuntu: apt install chromium")
        return found
    say("Installing Chromium for the browser test ...")
    quiet = {"stdout": subprocess.DEVNULL, "env": dict(os.environ, DEBIAN_FRONTEND="noninteractive")}
    subprocess.run(["apt-get", "-qq", "update"], check=False, **quiet)
    subprocess.run(
        ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
        check=False,
        **quiet,
    )
    return find()
