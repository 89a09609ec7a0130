"""Compares what is here with what is pinned, and says for each difference what it can change."""

import hashlib
import os
import re
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from . import installed
from . import jdk as jdks
from .checkout import ENVIRONMENT, PYTHON, numeric_pins, numeric_settings, override

CPU = Path("/proc/cpuinfo")

RESULTS, BITS, NOTHING = "results", "last bits", "nothing"
OF_LANGUAGE = (RESULTS, "text and dates are read, sorted and printed in another way")
OF_ARITHMETIC = (BITS, "sums and products are split or computed in another order")
OF_GENERATORS = (RESULTS, "Seeds.everything cannot reach Math.random and the other generators that the JDK shares")
CONSEQUENCES = {"LC_ALL": OF_LANGUAGE, "TZ": OF_LANGUAGE, "REPRISE_PINNED_JVM_OPTS": OF_GENERATORS}
# What of Debian's packages a notebook's numbers pass through.
COMPUTES = re.compile(r"openjdk-|libc6|libgcc-s1|libstdc\+\+|libgomp")
NATIVE = re.compile(r"(nd4j-native|nd4j-cuda|openblas|mkl|javacpp|cuda|cudnn)[\w.-]*\.jar")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it is pinned."""

    what: str
    pinned: str
    here: str
    changes: str
    why: str

    def as_json(self):
        return asdict(self)


def differences(jdk):
    """Every difference, those that can change most first; `jdk` is None where there is none."""
    found = [*_java(jdk), *_settings(), *_processor(), *_debian(), *_library(), *_python()]
    return sorted(found, key=lambda difference: (RESULTS, BITS, NOTHING).index(difference.changes))


def _java(jdk):
    if jdk and jdk.version != jdks.PREFERRED:
        yield Difference("JDK", str(jdks.PREFERRED), str(jdk.version), BITS,
                         "Math.tanh and Math.cbrt differ between JDK 17 and 25; reference results are made on the pinned one")


def _settings():
    used = numeric_settings()
    for name, pinned in numeric_pins().items():
        exported = os.environ.get(name, pinned)
        if used[name] != pinned:
            yield Difference(name, pinned, used[name], *CONSEQUENCES.get(name, OF_ARITHMETIC))
        elif exported != pinned:
            yield Difference(name, pinned, exported, NOTHING,
                             "your shell exports it, and ./reprise does not use it; a Java program of your own does")


def _processor():
    """OPENBLAS_CORETYPE=Haswell needs AVX2 and FMA."""
    flags = re.search(r"^flags\s*:(.*)$", CPU.read_text(encoding="utf-8"), re.MULTILINE) if CPU.exists() else None
    lacking = [flag for flag in ("avx2", "fma") if flag not in flags.group(1).split()] if flags else []
    if lacking:
        yield Difference("processor", "with AVX2 and FMA", "without " + " and ".join(lacking), BITS,
                         "the pinned BLAS kernel cannot run here; set REPRISE_OPENBLAS_CORETYPE=Nehalem and expect other last bits")


def unable():
    """Why this processor cannot compute as pinned, and what to do; None when it can, or when the reader has chosen another kernel."""
    found = next(_processor(), None)
    name = override("OPENBLAS_CORETYPE")
    if found is None or name in os.environ:
        return None
    return (f"this processor is {found.here}: training a network would end the notebook's process.\n"
            f"  Set {name}=Nehalem (docker run -e {name}=Nehalem ...) and expect other last bits than the book's.")


def _debian():
    """Inside the image: the packages against those that were recorded."""
    here = {name: version for name, version, _ in installed.debian_packages()}
    if not here:
        return
    record = (ENVIRONMENT / "debian" / "versions.txt").read_text(encoding="utf-8")
    pinned = dict(line.split() for line in record.splitlines())
    for name in sorted(pinned.keys() | here.keys()):
        if pinned.get(name) != here.get(name):
            computes = COMPUTES.match(name)
            yield Difference(f"Debian package {name}", pinned.get(name, "not there"), here.get(name, "not there"),
                             BITS if computes else NOTHING,
                             "mathematical functions may be written or compiled in another way" if computes else
                             "no number is computed by it")


def _library():
    """The jars of the library and of the kernel against the Maven lock; what was built here is left out."""
    pinned = {name: digest for name, (digest, _) in installed.locked_jars().items()}
    for jar in installed.jars():
        if jar.name.startswith("reprise-"):
            continue
        digest = hashlib.sha256(jar.read_bytes()).hexdigest()
        if digest != pinned.get(jar.name):
            yield Difference(jar.name, pinned.get(jar.name, "not there")[:16], digest[:16],
                             BITS if NATIVE.fullmatch(jar.name) else RESULTS,
                             "the same operation, written or compiled in another way" if NATIVE.fullmatch(jar.name) else
                             "another version of a library runs")


def _python():
    """Python shows results and computes none."""
    pinned = {}
    for lock in ("requirements.lock", "requirements-browser.lock"):
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", (ENVIRONMENT / lock).read_text(encoding="utf-8"),
                                        re.MULTILINE):
            pinned.setdefault(_normal(name), set()).add(version)
    folders = [str(folder) for folder in PYTHON.glob("lib/python*/site-packages")]
    for package in metadata.distributions(path=folders):
        name = _normal(package.metadata["Name"])
        if name not in ("pip", "setuptools", "wheel") and package.version not in pinned.get(name, ()):
            yield Difference(f"Python package {name}", " or ".join(sorted(pinned.get(name, ("not there",)))), package.version,
                             NOTHING, "it shows results and computes none")


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()
