"""Starts the kernel: `python -m reprise_kernel JVM_ARGUMENTS`, as the kernelspec says. Becomes the JVM."""

import os
import sys

from . import archives
from .jdk import NoJdk, find


def main():
    try:
        java = find()
    except NoJdk as e:
        print(f"reprise-kernel: {e}", file=sys.stderr)
        return 3
    arguments = [str(java), *archives.options(str(java), sys.argv[1:]), *sys.argv[1:]]
    if os.name == "nt":
        import subprocess

        return subprocess.call(arguments)
    os.execv(java, arguments)


if __name__ == "__main__":
    sys.exit(main())
