"""Makes the kernel's wheel and its zip: `python kernel/wheel/build.py FOLDER`, after the kernel has been built.

The wheel is for `pip install`: it brings the kernelspec `java`, which finds a JDK by itself. The zip holds a folder for
`jupyter kernelspec install`, which runs the `java` of the PATH. Both are the same bytes for the same kernel.
"""

import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "environment"))

from command import kernelspec  # noqa: E402
from command.checkout import KERNEL  # noqa: E402

VERSION = "0.1.0"
NAME = f"reprise_kernel-{VERSION}"
PACKAGE = Path(__file__).parent / "reprise_kernel"
SPEC = f"{NAME}.data/data/share/jupyter/kernels/java"
TIME = (2026, 1, 1, 0, 0, 0)

METADATA = f"""Metadata-Version: 2.1
Name: reprise-kernel
Version: {VERSION}
Summary: A Java kernel for Jupyter, and papermill parameters in Java
License: Apache-2.0
Requires-Python: >=3.9
Requires-Dist: jupyter-client
"""

WHEEL = "Wheel-Version: 1.0\nGenerator: reprise\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
ENTRY_POINTS = "[papermill.engine]\nreprise = reprise_kernel.papermill:Engine\n"


def spec(command):
    """kernel.json, started by `command`; Jupyter puts the kernelspec's folder in the place of {resource_dir}."""
    described = kernelspec.spec(Path("{resource_dir}"), SimpleNamespace(java="java", version=None), {})
    described["argv"] = [*command, *described["argv"][1:]]
    return json.dumps(described, indent=2)


def kernel_files():
    files = [(file.relative_to(KERNEL).as_posix(), file.read_bytes()) for file in sorted(KERNEL.rglob("*")) if file.is_file()]
    return [*files, (kernelspec.STARTER, kernelspec.starter(KERNEL))]


def write(archive, name, data):
    entry = zipfile.ZipInfo(name, TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def build_wheel(folder):
    modules = [*sorted(PACKAGE.glob("*.py")), ROOT / "environment" / "command" / "rehearse.py"]
    contents = [(f"reprise_kernel/{file.name}", file.read_bytes()) for file in modules]
    contents += [(f"{SPEC}/{name}", data) for name, data in kernel_files()]
    contents.append((f"{SPEC}/kernel.json", spec(["python", "-m", "reprise_kernel"]).encode()))
    for name, text in (("METADATA", METADATA), ("WHEEL", WHEEL), ("entry_points.txt", ENTRY_POINTS)):
        contents.append((f"{NAME}.dist-info/{name}", text.encode()))
    record = ""
    path = folder / f"{NAME}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, data in contents:
            write(wheel, name, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record += f"{name},sha256={digest},{len(data)}\n"
        write(wheel, f"{NAME}.dist-info/RECORD", record + f"{NAME}.dist-info/RECORD,,\n")
    return path


def build_zip(folder):
    path = folder / f"reprise-kernel-{VERSION}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kernel_files():
            write(archive, f"java/{name}", data)
        write(archive, "java/kernel.json", spec(["java"]))
    return path


def main():
    if len(sys.argv) != 2 or not (KERNEL / "lib").is_dir():
        print(__doc__ if len(sys.argv) != 2 else f"{KERNEL} is not there; ./reprise lab builds it.", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    print(build_wheel(folder))
    print(build_zip(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
