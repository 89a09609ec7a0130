"""
The subcommands of ./reprise, in the order in which --help lists them. Each is a module with two functions: `add(subparsers)`
describes it and returns its parser; `run(arguments)` does it and returns the exit code, or raises a `Failure`.
"""

from . import doctor, exec, install, lab, sbom, test, uninstall

ALL = (lab, test, exec, install, uninstall, doctor, sbom)
