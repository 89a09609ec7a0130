"""./reprise uninstall: takes the kernel out of the reader's own Jupyter."""

from .. import image, kernelspec
from . import options


def add(subparsers):
    parser = subparsers.add_parser("uninstall", help="take the kernel out of your own Jupyter")
    options.add_kernel(parser)
    return parser


def run(arguments):
    image.refuse_inside("uninstall")
    print(f"Removed {kernelspec.uninstall(arguments.prefix, arguments.name)}")
    return 0
