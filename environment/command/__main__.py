"""./reprise: the commands."""

import argparse
import os
import shutil
import sys
from pathlib import Path

import browser
import doctor
import image
import jdk as jdks
import kernelspec
import lab
import notebooks
import sbom
import setup
import tests
from checkout import BIN, NOTEBOOKS, Failure, Missing, pinned_environment, say


# What the image has no use for.
OUTSIDE = ("test", "install", "uninstall")


def parser():
    top = argparse.ArgumentParser(
        prog="./reprise", description="Java notebooks that give the same result again, and prove it.")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    command = commands.add_parser("lab", help="open the workbook in JupyterLab",
                                  description="Opens the workbook, or a folder of your own, in JupyterLab. "
                                              "The first start sets up what it needs, under .reprise.")
    command.add_argument("folder", nargs="?", type=Path, default=image.HOME if image.inside() else NOTEBOOKS, metavar="FOLDER",
                         help="a folder of your own notebooks (default: the workbook)")
    command.add_argument("--ip", default="0.0.0.0" if image.inside() else lab.HOST,
                         help="the address to listen on; 0.0.0.0: all that this computer has, for others too (default: %(default)s)")
    command.add_argument("--port", type=_port, default=8888, help="where JupyterLab listens (default: 8888)")
    command.add_argument("--no-browser", action="store_true", help="print the address and open no browser")

    command = commands.add_parser("test", help="run every test")
    command.add_argument("--quick", action="store_true", help="leave out the slow ones")
    command.add_argument("--image", action="store_true", help="only those of the image, which is built for it (5 to 10 minutes, 6 GB of disk)")

    command = commands.add_parser("exec", help="run a command inside the pinned environment",
                                  description="Runs a command inside the pinned environment, for example: "
                                              "./reprise exec jupyter kernelspec list")
    command.add_argument("words", nargs=argparse.REMAINDER, metavar="CMD ...", help="the command and its arguments")

    for name, text in (("install", "install the kernel into your own Jupyter"),
                       ("uninstall", "take the kernel out of your own Jupyter")):
        command = commands.add_parser(name, help=text)
        where = command.add_mutually_exclusive_group()
        where.add_argument("--user", action="store_true", help="for you, in Jupyter's user folder (the default)")
        where.add_argument("--prefix", metavar="DIR", help="into a Python environment, such as a venv")
        command.add_argument("--name", default="java", type=_name, help="the kernel's name (default: java)")
        if name == "install":
            command.add_argument("--force", action="store_true", help="replace another kernel of that name")
            command.add_argument("--pinned", action="store_true",
                                 help="set the threads, BLAS kernel, locale and time zone of environment/numeric.env for it")

    command = commands.add_parser(
        "doctor", help="say what is there, what is missing, and what is not as it is pinned",
        description="Says what is there, what is missing, and what is not as it is pinned, with what each difference can change. "
                    "Exit code 0: nothing is missing, and nothing differs that can change a number.")
    command.add_argument("--json", action="store_true", help="for machines")

    commands.add_parser("sbom", help="print the bill of materials: every jar and package, with versions and checksums",
                        description="Prints the bill of materials of the environment, in CycloneDX: ./reprise sbom > sbom.cdx.json")
    return top, commands.choices


def _words(commands):
    """In the image, what is no command of ours is a program: docker run reprise jshell."""
    words = sys.argv[1:]
    if image.inside() and words and not words[0].startswith("-") and words[0] not in commands:
        return ["exec", *words]
    return words


def _port(text):
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is not a port number")
    return port


def _name(text):
    if not text or not all(c.isascii() and (c.isalnum() or c in "-_.") for c in text):
        raise argparse.ArgumentTypeError("letters, digits, '-', '_' and '.' only")
    return text


def main():
    top, commands = parser()
    arguments = top.parse_args(_words(commands))
    if image.inside() and arguments.command in OUTSIDE:
        raise Failure(f"'{arguments.command}' is for a checkout; the image has its kernel, and no tests.")
    if arguments.command == "doctor":
        return 0 if doctor.examine(arguments.json) else 1
    if arguments.command == "uninstall":
        print(f"Removed {kernelspec.uninstall(arguments.prefix, arguments.name)}")
        return 0
    if arguments.command == "exec":
        check(arguments.words)
    if arguments.command == "lab":
        lab.check(arguments.folder, arguments.ip, arguments.port)
        if image.inside():
            image.check_container()
    jdk = jdks.find()
    chromium = browser.find_or_install() if arguments.command == "test" and not arguments.quick else None
    setup.prepare(jdk, browser=chromium is not None)
    if arguments.command == "lab":
        return lab.start(jdk, arguments.folder, arguments.ip, arguments.port, not arguments.no_browser)
    if arguments.command == "test":
        return tests.run(jdk, arguments.quick, arguments.image, chromium)
    if arguments.command == "sbom":
        print(sbom.bill())
        return 0
    if arguments.command == "install":
        folder = kernelspec.install(arguments.prefix, arguments.name, arguments.force, arguments.pinned, jdk)
        print(f"Installed {folder}")
        return 0
    return run(arguments.words, pinned_environment(jdk))


def check(words):
    if not words:
        raise Failure("exec needs a command, for example: ./reprise exec jupyter kernelspec list")
    for word in words[1:]:
        path = Path(word)
        problem = notebooks.problem(path) if path.suffix == ".ipynb" and path.is_file() else None
        if problem:
            raise Failure(problem)


def run(words, env):
    program = shutil.which(words[0], path=env["PATH"])
    if program is None:
        raise Missing(f"'{words[0]}' is neither in the pinned environment ({BIN}) nor on the PATH.")
    os.execve(program, words, env)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        say(f"reprise: {failure}")
        sys.exit(failure.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
