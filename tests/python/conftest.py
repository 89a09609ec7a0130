"""What the tests share: the kernel of this checkout, driven through jupyter_client."""

import json
import os
from pathlib import Path

import pytest

from kernel_client import Kernel

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / ".reprise" / "python" / "share" / "jupyter" / "kernels" / "java"


def pytest_addoption(parser):
    parser.addoption("--jdk", help="the JDK under which the kernel runs (default: the one it was set up with)")


    parser.addoption("--fuzz-seconds", type=float, default=10, help="how long the kernel is fuzzed")
    parser.addoption("--fuzz-seed", default="1")
    parser.addoption("--soak-cells", type=int, default=800, help="how many cells the soak runs")


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: starts many processes or takes more than a few seconds")
    config.addinivalue_line("markers", "every_jdk: runs once more on a second JDK")


@pytest.fixture(scope="session")
def kernelspecs(request, tmp_path_factory):
    """A Jupyter folder with our kernel in it, on the JDK that the tests are to use."""
    spec = json.loads((INSTALLED / "kernel.json").read_text(encoding="utf-8"))
    jdk = request.config.getoption("--jdk")
    if jdk:
        # The archives belong to the JDK that made them, and an older one does not know the option.
        spec["argv"] = [str(Path(jdk) / "bin" / "java"), *(word for word in spec["argv"][1:] if not word.startswith("-XX:AOTCache="))]
    folder = tmp_path_factory.mktemp("jupyter")
    kernel = folder / "kernels" / "java"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    # Jupyter looks into this folder before any other.
    os.environ["JUPYTER_PATH"] = str(folder)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "0"
    os.environ["REPRISE_HISTORY"] = str(tmp_path_factory.mktemp("history"))
    return folder


@pytest.fixture
def new_kernel(kernelspecs):
    """Starts kernels, and ends them after the test."""
    started = []

    def start(stderr=None, **env):
        """With the variables given; one that is None is taken out of the environment."""
        merged = {name: value for name, value in dict(os.environ, **env).items() if value is not None}
        kernel = Kernel(merged, stderr)
        started.append(kernel)
        return kernel

    yield start
    for kernel in started:
        kernel.close()


@pytest.fixture(scope="module")
def kernel(kernelspecs):
    """One kernel for all tests of a file that leave it usable."""
    with Kernel(dict(os.environ)) as shared:
        yield shared
