"""./reprise exec: becomes a program that runs in the pinned environment."""

import argparse
import os
import shutil
from pathlib import Path

from .. import notebooks, setup
from ..checkout import BIN, Failure, Missing, pinned_environment


def add(subparsers):
    parser = subparsers.add_parser("exec", help="run a command inside the pinned environment",
                                   description="Runs a command inside the pinned environment, for example: "
                                               "./reprise exec jupyter kernelspec list")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="CMD ...", help="the command and its arguments")
    return parser


def run(arguments):
    words = arguments.words
    _check(words)
    env = pinned_environment(setup.ready())
    program = shutil.which(words[0], path=env["PATH"])
    if program is None:
        raise Missing(f"'{words[0]}' is neither in the pinned environment ({BIN}) nor on the PATH.")
    os.execve(program, words, env)


def _check(words):
    if not words:
        raise Failure("exec needs a command, for example: ./reprise exec jupyter kernelspec list")
    for word in words[1:]:
        path = Path(word)
        problem = notebooks.problem(path) if path.suffix == ".ipynb" and path.is_file() else None
        if problem:
            raise Failure(problem)
