"""Builds the image and runs containers: with docker, or with buildah and podman where no Docker engine runs."""

import glob
import os
import resource
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".reprise" / "image"
RELEASE = "trixie"
STAND_IN = f"localhost/debian:{RELEASE}-stand-in"
IMAGE = "localhost/reprise:check"
PACKAGES = ("buildah", "podman", "runc", "slirp4netns", "mmdebstrap")
# Where a Debian or Ubuntu machine keeps the certificates that its owner added.
OWN_CERTIFICATES = "/usr/local/share/ca-certificates/*.crt"
MAVEN_CACHE = Path.home() / ".m2" / "repository"
KEPT_LINES = 40


class CannotRun(Exception):
    """This machine cannot build or run containers; says why and what to do."""


class Failed(Exception):
    """A command failed; says which, and the end of what it printed."""


@dataclass
class Engine:
    """docker, or podman with buildah."""

    program: list
    builder: list
    env: dict = field(default_factory=lambda: dict(os.environ))

    @property
    def is_docker(self):
        return self.program[0] == "docker"

    def __call__(self, *words, check=True, timeout=900):
        return _run([*self.program, *map(str, words)], self.env, check, timeout)

    def run(self, image, *words, options=(), check=True, timeout=900):
        """A container that ends by itself, with no capability and no network but what `options` give."""
        network = () if any(str(option).startswith("--network") for option in options) else ("--network", "none")
        return self("run", "--rm", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", *network, *options, image, *words,
                    check=check, timeout=timeout)

    def prove(self):
        """Raises CannotRun when this machine cannot run a container, whatever its Dockerfile says."""
        network = () if self.is_docker else ("--network", "slirp4netns")
        try:
            base = self.stand_in or _pinned_base()
            self("run", "--rm", "--cap-drop", "ALL", *network, base, "true", timeout=120)
        except (Failed, OSError, subprocess.SubprocessError) as e:
            raise CannotRun(f"This machine cannot run a container with {self.program[0]}: {e}") from e

    def build(self, image, target=None, keep=False, options=()):
        """Builds the Dockerfile; only the base image is exchanged where no registry is reached."""
        words = [*self.builder, "--tag", image, *options]
        if target:
            words += ["--target", target]
        base = self.stand_in
        if base:
            # The stand-in has the packages of today, not those of the snapshot.
            words += ["--build-arg", f"BASE_IMAGE={base}", "--build-arg", "DEBIAN_SNAPSHOT="]
        for name, form in (("REVISION", "%H"), ("CREATED", "%cI")):
            said = subprocess.run(["git", "log", "-1", f"--format={form}"], cwd=ROOT, text=True, capture_output=True, check=False)
            words += ["--build-arg", f"{name}={said.stdout.strip()}"] if said.returncode == 0 else []
        for name in ("http_proxy", "https_proxy", "no_proxy"):
            if name in os.environ:
                words += ["--build-arg", f"{name}={os.environ[name]}"]
        certificates = own_certificates()
        if certificates:
            words += ["--secret", f"id=ca,src={certificates}"]
        if not self.is_docker:
            words += ["--layers"] if keep else []
            if MAVEN_CACHE.exists():
                words += ["-v", f"{MAVEN_CACHE}:/root/.m2/repository"]
        _run([*words, str(ROOT)], self.env, True, 3600)

    @cached_property
    def stand_in(self):
        """None where the pinned base image can be had; else an image like it that is made here from Debian's packages."""
        pinned = _pinned_base()
        if self("pull", "--quiet", pinned, check=False, timeout=300).returncode == 0:
            return None
        if self("image", "inspect", STAND_IN, check=False).returncode == 0:
            return STAND_IN
        if not shutil.which("mmdebstrap"):
            raise CannotRun(f"{pinned} cannot be had here, and mmdebstrap, which makes a stand-in, is not installed.")
        FOLDER.mkdir(parents=True, exist_ok=True)
        archive = FOLDER / "base.tar"
        bootstrap(archive, self.env)
        self("import", archive, STAND_IN)
        archive.unlink()
        return STAND_IN

    def remove_all(self):
        """Everything that this made. In docker's own store, only what has a name of this check; docker prunes its cache."""
        if self.is_docker:
            self("image", "rm", IMAGE, STAND_IN, check=False)
        else:
            self("rm", "--all", "--force", "--time", "5", check=False)
            # buildah leaves a stage mounted from which another one has taken files.
            for folder in mounted():
                _run(["umount", folder], self.env, False, 60)
        shutil.rmtree(FOLDER, ignore_errors=True)


def find():
    """The engine of this machine; raises CannotRun when there is none and none can be installed."""
    docker = shutil.which("docker")
    if docker and subprocess.run([docker, "info"], capture_output=True, check=False).returncode == 0:
        return Engine(["docker"], ["docker", "build"])
    if not all(map(shutil.which, PACKAGES)):
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise CannotRun("neither a running docker nor buildah and podman are here, and only root on Debian can install them:\n"
                            f"  apt install {' '.join(PACKAGES)}")
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        try:
            for words in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
                _run(["apt-get", "-qq", *words], env, True, 900)
        except Failed as e:
            raise CannotRun(f"buildah and podman cannot be installed: {e}") from e
    FOLDER.mkdir(parents=True, exist_ok=True)
    store = ["--root", str(FOLDER / "store"), "--runroot", str(FOLDER / "run"), "--storage-driver", "overlay"]
    env = dict(os.environ, CONTAINERS_CONF=str(_configuration()))
    return Engine(["podman", *store], ["buildah", *store, "bud", "--isolation", "chroot", "--format", "docker"], env)


def _pinned_base():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("ARG BASE_IMAGE=")).partition("=")[2]


def _configuration():
    """podman asks for more open files than a container inside of a container may have."""
    files = min(16384, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    path = FOLDER / "containers.conf"
    path.write_text(f'[containers]\ndefault_ulimits = ["nofile={files}:{files}", "nproc=32768:32768"]\n'
                    '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n', encoding="utf-8")
    return path


def mounted():
    """What is mounted below FOLDER, the innermost first."""
    places = [line.split()[1] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    return sorted((place for place in places if place.startswith(f"{FOLDER}/")), key=len, reverse=True)


def own_certificates():
    """A file with the certificates that this machine's owner added; None when there are none."""
    found = sorted(glob.glob(OWN_CERTIFICATES))
    if not found:
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / "certificates.pem"
    path.write_text("".join(Path(name).read_text(encoding="ascii") + "\n" for name in found), encoding="ascii")
    return path


def bootstrap(archive, env):
    """A file system like that of debian:trixie-slim, from the packages of the mirrors that this machine uses."""
    mirrors = [line.split()[1] for file in glob.glob("/etc/apt/sources.list.d/*.sources")
               for line in Path(file).read_text(encoding="utf-8").splitlines() if line.startswith("URIs:")]
    main = next((uri for uri in mirrors if "security" not in uri), "http://deb.debian.org/debian")
    security = next((uri for uri in mirrors if "security" in uri), "http://deb.debian.org/debian-security")
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as fast:
        _run(["mmdebstrap", "--quiet", "--variant=minbase", "--components=main", "--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr",
              "--aptopt=Acquire::Languages none", "--dpkgopt=path-exclude=/usr/share/man/*",
              "--dpkgopt=path-exclude=/usr/share/locale/*", "--dpkgopt=path-exclude=/usr/share/doc/*",
              "--dpkgopt=path-include=/usr/share/doc/*/copyright",
              '--customize-hook=rm -f "$1"/var/cache/apt/*.bin "$1/etc/hostname"; : > "$1/etc/resolv.conf"',
              RELEASE, str(archive), f"deb {main} {RELEASE} main", f"deb {main} {RELEASE}-updates main",
              f"deb {security} {RELEASE}-security main"], dict(env, TMPDIR=fast), True, 900)


def _run(words, env, check, timeout):
    done = subprocess.run(words, env=env, text=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=timeout, check=False)
    if check and done.returncode != 0:
        end = "\n".join((done.stdout + done.stderr).splitlines()[-KEPT_LINES:])
        raise Failed(f"{' '.join(words)} ended with {done.returncode}:\n{end}")
    return done
