"""./reprise install: puts the kernel into the reader's own Jupyter."""

from .. import image, kernelspec, setup
from . import options


def add(subparsers):
    parser = subparsers.add_parser("install", help="install the kernel into your own Jupyter")
    options.add_kernel(parser)
    parser.add_argument("--force", action="store_true", help="replace another kernel of that name")
    parser.add_argument("--pinned", action="store_true",
                        help="set the threads, BLAS kernel, locale and time zone of environment/numeric.env for it")
    return parser


def run(arguments):
    image.refuse_inside("install")
    jdk = setup.ready()
    folder = kernelspec.install(arguments.prefix, arguments.name, arguments.force, arguments.pinned, jdk)
    print(f"Installed {folder}")
    return 0
