"""The kernel as a kernelspec: written into Jupyter's folders, and taken out again."""

import json
import os
import shutil
from pathlib import Path

from checkout import KERNEL, Failure, numeric_pins

MARK = "dev.reprise"


def write(folder, kernel, jdk, env=None):
    """Copies the kernel into a folder and describes it in kernel.json; `env` is set for it by Jupyter."""
    beside = folder.with_name(folder.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(kernel, beside)
    (beside / "kernel.json").write_text(json.dumps(_spec(folder, kernel, jdk, env or {}), indent=2), encoding="utf-8")
    # Jupyter never sees a kernel that is half there.
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def _spec(folder, kernel, jdk, env):
    lib = kernel / "lib"
    # Maven's resolver comes last: the JVM opens a jar only when the class that it looks for was in none before it.
    jars = [str(folder / jar.relative_to(kernel)) for jar in [*sorted(lib.glob("*.jar")), *sorted(lib.glob("maven/*.jar"))]]
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
            f"-Dreprise.home={folder}",
            "-cp",
            os.pathsep.join(jars),
            "dev.reprise.kernel.Main",
            "{connection_file}",
        ],
        "display_name": "Java",
        "language": "java",
        "env": env,
        "interrupt_mode": "message",
        "kernel_protocol_version": "5.5",
        "metadata": {"kernel": MARK, "supported_encryption": ["curve"]},
    }


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
