"""The kernel as a kernelspec: written into Jupyter's folders, and taken out again."""

import dataclasses
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import quote

from .checkout import BIN, KERNEL, Failure, numeric_pins, say

MARK = "dev.reprise"
STARTER = "kernel.jar"

# From this JDK on, an archive holds linked classes and more (JEP 483, 514, 515), and is made by one option.
AOT = 25


def write(folder, kernel, jdk, env=None):
    """Copies the kernel into a folder and describes it in kernel.json; `env` is set for it by Jupyter."""
    beside = folder.with_name(folder.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(kernel, beside)
    (beside / STARTER).write_bytes(starter(beside))
    _describe(beside, spec(folder, jdk, env or {}))
    # Jupyter never sees a kernel that is half there.
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    if not _archive(folder):
        _describe(folder, spec(folder, dataclasses.replace(jdk, version=None), env or {}))


def _describe(folder, described):
    (folder / "kernel.json").write_text(json.dumps(described, indent=2), encoding="utf-8")


def _archive(folder):
    """Has the JVMs archive their classes, which they do for jars in their final place; false when that failed."""
    command = [BIN / "python", Path(__file__).with_name("rehearse.py"), folder]
    try:
        rehearsal = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        reason = (rehearsal.stderr.strip().splitlines() or ["no reason given"])[-1] if rehearsal.returncode else None
    except OSError as e:
        reason = e
    if reason:
        say(f"The kernel has no archive of its classes and will start more slowly: {reason}")
    return not reason


def starter(folder):
    """A jar that holds nothing but the way to the jars of the kernel in a folder, for that folder."""
    lib = folder / "lib"
    # Maven's resolver comes last: the JVM opens a jar only when the class that it looks for was in none before it.
    jars = [*sorted(lib.glob("*.jar")), *sorted(lib.glob("maven/*.jar"))]
    attributes = {
        "Manifest-Version": "1.0",
        "Main-Class": "dev.reprise.kernel.Main",
        "Class-Path": " ".join(quote(jar.relative_to(folder).as_posix()) for jar in jars),
        # Lets the kernel free what JShell would keep of every snippet. As an option, --add-opens, it would cost the
        # start a fifth, since the JVM then does not take its module graph from the archive.
        "Add-Opens": "jdk.jshell/jdk.jshell",
    }
    lines = [f"{name}: {value}" for name, value in attributes.items()]
    # A line holds 72 bytes; what goes on begins with a blank.
    folded = [line[:70] + "".join("\n " + line[i:i + 69] for i in range(70, len(line), 69)) for line in lines]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as jar:
        jar.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF"), "\n".join(folded) + "\n\n")
    return data.getvalue()


def spec(folder, jdk, env):
    """What kernel.json says of a kernel in a folder; `jdk.version` None: any JDK."""
    return {
        "argv": [
            str(jdk.java),
            # A compiler in short bursts: C1 alone starts faster and is no slower; small heaps are collected often.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms40m",
            "-Xmn24m",
            "-Xmx256m",
            "-XX:-UsePerfData",
            *_archive_of(folder, jdk),
            "-Xlog:disable",
            f"-Dreprise.home={folder}",
            "-jar",
            str(folder / STARTER),
            "{connection_file}",
        ],
        "display_name": "Java",
        "language": "java",
        "env": env,
        "interrupt_mode": "message",
        "kernel_protocol_version": "5.5",
        "metadata": {"kernel": MARK, "supported_encryption": ["curve"]},
    }


def _archive_of(folder, jdk):
    """The option for the archive that rehearse.py makes. One that has become of another JDK is passed over without a word."""
    if jdk.version is None:
        # Not known which JDK it will be, so there is no archive; naming one would also lock out the JDK's own.
        return []
    if jdk.version >= AOT:
        return [f"-XX:AOTCache={folder / 'server.aot'}"]
    return ["-Xshare:auto", f"-XX:SharedArchiveFile={folder / 'server.jsa'}"]


def user_folder():
    """Where Jupyter looks for the user's own kernels."""
    if os.environ.get("JUPYTER_DATA_DIR"):
        return Path(os.environ["JUPYTER_DATA_DIR"])
    if os.uname().sysname == "Darwin":
        return Path.home() / "Library" / "Jupyter"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jupyter"


def folder_of(prefix, name):
    base = Path(prefix).absolute() / "share" / "jupyter" if prefix else user_folder()
    return base / "kernels" / name


def is_ours(folder):
    try:
        spec = json.loads((folder / "kernel.json").read_text(encoding="utf-8"))
        return spec.get("metadata", {}).get("kernel") == MARK
    except (OSError, ValueError, AttributeError):
        return False


def install(prefix, name, force, pinned, jdk):
    """Installs into somebody's own Jupyter; `pinned`: with the numeric settings of this environment."""
    folder = folder_of(prefix, name)
    if folder.exists() and not is_ours(folder) and not force:
        raise Failure(
            f"{folder} holds another kernel.\n"
            "  Choose another name (--name reprise), or replace it (--force)."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        write(folder, KERNEL, jdk, numeric_pins() if pinned else {})
    except PermissionError as e:
        raise Failure(f"{e.filename} cannot be written. Choose a folder of your own: --prefix DIR, or --user.") from e
    return folder


def uninstall(prefix, name):
    folder = folder_of(prefix, name)
    if not folder.exists():
        raise Failure(f"there is no kernel in {folder}.")
    if not is_ours(folder):
        raise Failure(f"{folder} holds another kernel, not this one; it is left alone.")
    shutil.rmtree(folder)
    return folder
