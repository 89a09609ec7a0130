"""Makes the workbook: ./reprise exec python notebooks/tools --help"""

import argparse
import difflib
import sys
import time
from pathlib import Path

from nbclient.exceptions import CellExecutionError

import chapters
import editions


def parser():
    top = argparse.ArgumentParser(prog="./reprise exec python notebooks/tools",
                                  description="Makes the workbook's notebooks from their texts.")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, text in (("render", "run chapters and write their notebooks with outputs"),
                       ("check", "say whether each notebook is in step with its text"),
                       ("verify", "run chapters and say whether they give what the book prints")):
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        command.add_argument("chapters", nargs="*", metavar="NN", help="numbers of chapters; all when none is given")
    command = commands.add_parser("editions", help="write other forms of the chapters into a folder",
                                  description="Writes, into DIR, the chapters without solutions (exercises), without "
                                              "outputs (clean), and as a source for nbgrader (nbgrader).")
    command.add_argument("folder", metavar="DIR", type=Path)
    command.add_argument("chapters", nargs="*", metavar="NN", help="numbers of chapters; all when none is given")
    return top


def main():
    arguments = parser().parse_args()
    try:
        texts = chapters.texts(arguments.chapters)
    except FileNotFoundError as e:
        print(f"workbook: {e}", file=sys.stderr)
        return 2
    if arguments.command == "editions":
        for text in texts:
            editions.write(text, arguments.folder)
        print(f"{len(texts)} chapters in {arguments.folder}")
        return 0
    return {"render": render, "check": check, "verify": verify}[arguments.command](texts)


def render(texts):
    for text in texts:
        started = time.monotonic()
        print(f"{text.stem} ...", end=" ", flush=True)
        try:
            notebook = chapters.execute(chapters.read_text(text))
        except CellExecutionError as e:
            print(f"failed; its notebook is left as it was.\n{e}", file=sys.stderr)
            return 1
        chapters.write(notebook, chapters.notebook_of(text))
        print(f"{time.monotonic() - started:.0f} s")
    chapters.write(chapters.index(), chapters.INDEX)
    return 0


def verify(texts):
    same = True
    for text in texts:
        started = time.monotonic()
        print(f"{text.stem}:", end=" ", flush=True)
        try:
            now = chapters.execute(chapters.read_text(text))
        except CellExecutionError as e:
            print(f"FAILED\n{e}")
            same = False
            continue
        found = chapters.differences(now, chapters.read_notebook(chapters.notebook_of(text)))
        same = same and not found
        print(f"{'DIFFERENT' if found else 'as printed'}, {time.monotonic() - started:.0f} s")
        for cell, here, book in found:
            lines = difflib.unified_diff(*("\n".join(said for _, said in words).splitlines() for words in (book, here)),
                                         "the book", "here", lineterm="", n=1)
            print("\n".join(f"    {line}" for line in [cell.source.splitlines()[0], *lines]))
    return 0 if same else 1


def check(texts):
    stale = [text for text in texts if not in_step(text)]
    for text in stale:
        print(f"{chapters.notebook_of(text).name} is not in step with text/{text.name}: "
              f"./reprise exec python notebooks/tools render {text.name[:2]}", file=sys.stderr)
    return 1 if stale else 0


def in_step(text):
    notebook = chapters.notebook_of(text)
    return notebook.exists() and (
        chapters.sources(chapters.read_notebook(notebook)) == chapters.sources(chapters.read_text(text)))


if __name__ == "__main__":
    sys.exit(main())
