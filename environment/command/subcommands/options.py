"""Options that several subcommands have, and the types of their values."""

import argparse


def add_kernel(parser):
    """Which kernelspec is meant, by its folder and its name."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--user", action="store_true", help="for you, in Jupyter's user folder (the default)")
    where.add_argument("--prefix", metavar="DIR", help="into a Python environment, such as a venv")
    parser.add_argument("--name", default="java", type=kernel_name, help="the kernel's name (default: java)")


def kernel_name(text):
    if not text or not all(c.isascii() and (c.isalnum() or c in "-_.") for c in text):
        raise argparse.ArgumentTypeError("letters, digits, '-', '_' and '.' only")
    return text


def port(text):
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{number} is not a port number")
    return number
