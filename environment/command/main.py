"""Reads the words after ./reprise and runs the subcommand that they name."""

import argparse
import sys

from . import image, subcommands
from .checkout import Failure, say


def main():
    """Returns the exit code. What the reader can mend is told in words, without Python's traceback."""
    top, names = parser()
    arguments = top.parse_args(_words(names))
    try:
        return arguments.run(arguments)
    except Failure as failure:
        say(f"reprise: {failure}")
        return failure.exit_code
    except KeyboardInterrupt:
        return 130


def parser():
    """The parser, and the names of the subcommands."""
    top = argparse.ArgumentParser(
        prog="./reprise", description="Java notebooks that give the same result again, and prove it.")
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for subcommand in subcommands.ALL:
        subcommand.add(subparsers).set_defaults(run=subcommand.run)
    return top, subparsers.choices


def _words(names):
    """In the image, what is no command of ours is a program: docker run reprise jshell."""
    words = sys.argv[1:]
    if image.inside() and words and not words[0].startswith("-") and words[0] not in names:
        return ["exec", *words]
    return words
