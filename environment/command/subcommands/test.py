"""./reprise test: runs every test, Maven's and then those of the command, the kernel and the notebooks."""

import subprocess
import time

from .. import browser, image, setup
from .. import jdk as jdks
from ..checkout import BIN, MAVEN_LOCK, ROOT, pinned_environment, say


def add(subparsers):
    parser = subparsers.add_parser("test", help="run every test")
    parser.add_argument("--quick", action="store_true", help="leave out the slow ones")
    parser.add_argument("--image", action="store_true", help="only those of the image, which is built for it (5 to 10 minutes, 6 GB of disk)")
    return parser


def run(arguments):
    """0 when all passed."""
    image.refuse_inside("test")
    jdk = jdks.find()
    chromium = None if arguments.quick else browser.find_or_install()
    setup.prepare(jdk, browser=chromium is not None)
    return _run(jdk, arguments.quick, arguments.image, chromium)


def _run(jdk, quick, image, chromium):
    env = pinned_environment(jdk)
    if chromium:
        env["REPRISE_BROWSER"] = chromium
    if image:
        words = [BIN / "python", "-m", "pytest", "-p", "no:cacheprovider", "-rs", "-s", "tests/python/test_image.py"]
        return 0 if _part("The image", words, dict(env, REPRISE_IMAGE="required")) else 1
    other = None if quick else _other(jdk)
    maven = [ROOT / "mvnw", f"-Djavacpp.platform={setup.java_platform()}", *(["-DexcludedGroups=slow"] if quick else [])]
    pytest = [BIN / "python", "-m", "pytest", "-p", "no:cacheprovider", "-rs", "tests/python"]
    parts = [(f"Java tests on JDK {jdk.version}", [*maven, *MAVEN_LOCK, "verify"]),
             (f"Kernel, command and notebooks on JDK {jdk.version}", [*pytest, *(["-m", "not slow"] if quick else [])])]
    if other:
        parts += [(f"Java tests on JDK {other.version}",
                   [*maven, "test", "-DexcludedGroups=slow", f"-Djvm={other.java}"]),
                  (f"Kernel and notebooks on JDK {other.version}", [*pytest, "-m", "every_jdk", f"--jdk={other.home}"])]
    failed = [title for title, command in parts if not _part(title, command, env)]
    for title in failed:
        say(f"FAILED: {title}")
    return 1 if failed else 0


def _other(jdk):
    """For the second run: a 17 after a newer one, else the newest."""
    others = sorted((found for found in jdks.installed() if found.version != jdk.version and found.version >= jdks.OLDEST),
                    key=lambda found: found.version)
    return others[0] if others else None


def _part(title, command, env):
    say(f"\n==== {title}")
    started = time.monotonic()
    code = subprocess.run([str(word) for word in command], cwd=ROOT, env=env, check=False).returncode
    say(f"==== {title}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return code == 0
