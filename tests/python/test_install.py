"""The wheel and the zip, installed by the tools that are for it, and papermill as a user calls it."""

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import pytest

from kernel_client import Kernel

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def run(*command, env=None, **options):
    done = subprocess.run([str(word) for word in command], env=env, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages")
    run(sys.executable, ROOT / "kernel" / "wheel" / "build.py", folder)
    return folder


@pytest.fixture(scope="module")
def installed(packages, tmp_path_factory):
    """An environment in which `pip install` has put the wheel."""
    prefix = tmp_path_factory.mktemp("prefix")
    wheel = next(packages.glob("*.whl"))
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--prefix", prefix, wheel)
    site = next(prefix.glob("lib/python3*/site-packages"))
    env = dict(os.environ, PYTHONPATH=str(site), JUPYTER_PATH=str(prefix / "share" / "jupyter"),
               JUPYTER_PREFER_ENV_PATH="0", JUPYTER_DATA_DIR=str(prefix / "no-data"), REPRISE_ARCHIVES="off")
    env.pop("REPRISE_JAVA_HOME", None)
    return prefix, env


def notebook(path, *cells, parameters=None):
    made = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}})
    if parameters:
        cell = nbformat.v4.new_code_cell(parameters)
        cell.metadata["tags"] = ["parameters"]
        made.cells.append(cell)
    made.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(made, path)
    return path


def test_pip_brings_the_kernelspec_and_uninstalling_takes_it_away(installed):
    prefix, env = installed
    listed = json.loads(run(BIN / "jupyter", "kernelspec", "list", "--json", env=env))["kernelspecs"]["java"]
    assert listed["resource_dir"] == str(prefix / "share" / "jupyter" / "kernels" / "java")
    record = next(prefix.glob("lib/python3*/site-packages/*.dist-info/RECORD")).read_text()
    assert "share/jupyter/kernels/java/kernel.json" in record, "pip uninstall removes what is recorded"


def test_papermill_sets_parameters_with_the_types_that_the_notebook_declares(installed, tmp_path):
    _, env = installed
    source = notebook(
        tmp_path / "in.ipynb",
        'rate / 2 + " " + n + " " + name + " " + sizes + " " + limits + " " + big',
        parameters='double rate = 0.5; // learning rate\nint n = 1;\nString name = "a";\nList<Integer> sizes = List.of();\n'
                   "Map<String, Object> limits = Map.of();\nlong big = 0;")
    run(BIN / "papermill", source, tmp_path / "out.ipynb", "-p", "n", "3", "-p", "rate", "1", "-p", "name", 'x "y" \\ é',
        "-y", "{sizes: [4, 5], limits: {low: -1.5}, big: 12345678901}", env=env, cwd=tmp_path)
    result = nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs[0]["data"]["text/plain"]
    assert result == '0.5 3 x "y" \\ é [4, 5] {low=-1.5} 12345678901'
    told = run(BIN / "papermill", "--help-notebook", source, env=env)
    assert "rate: double (default 0.5)" in told and "learning rate" in told


def test_papermill_sets_parameters_that_nobody_declared(installed, tmp_path):
    _, env = installed
    source = notebook(tmp_path / "in.ipynb", 'n + 1')
    run(BIN / "papermill", source, tmp_path / "out.ipynb", "-p", "n", "41", env=env, cwd=tmp_path)
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs[0]["data"]["text/plain"] == "42"


def test_an_old_notebook_runs_under_nbconvert(installed, tmp_path):
    _, env = installed
    source = notebook(
        tmp_path / "in.ipynb",
        "import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;\n"
        "record Point(int x, int y) {}\n"
        "getKernelInstance().getRenderer().createRegistration(Point.class).preferring(MIMEType.TEXT_HTML)\n"
        '    .register((p, ctx) -> ctx.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>" + p + "</b>"));',
        "%%html\n<p>shown</p>",
        "new Point(1, 2)")
    run(BIN / "jupyter", "nbconvert", "--to", "notebook", "--execute", source, "--output", "out.ipynb", env=env, cwd=tmp_path)
    outputs = nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs
    assert outputs[0]["data"]["text/html"] == "<b>Point[x=1, y=2]</b>"


def test_the_wheels_kernel_has_its_archives_made_after_its_first_start(installed, tmp_path, monkeypatch):
    _, env = installed
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    command_line = 'ProcessHandle.current().info().commandLine().get()'
    cache = tmp_path / "cache"
    untouched = dict(env, XDG_CACHE_HOME=str(cache), REPRISE_HISTORY=str(tmp_path / "history"))
    with Kernel(untouched) as kernel:
        assert "evaluator.jsa" not in kernel.run(command_line).text
    assert not cache.exists(), "this is switched off"

    # What a notebook has set runs in that notebook only.
    env = dict(untouched, REPRISE_ARCHIVES="on", REPRISE_STARTUP_SCRIPT=f'Files.writeString(Path.of("{tmp_path}/started"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);')
    with Kernel(env) as first, Kernel(env) as second:
        assert "evaluator.jsa" not in first.run(command_line).text
        end = time.monotonic() + 300
        while not list(cache.glob("reprise/*/server.*[at]")) and time.monotonic() < end:
            time.sleep(0.5)
            assert second.run("1 + 1").text == "2"
    (folder,) = (cache / "reprise").iterdir()
    assert not (folder / "log").exists()
    assert (folder / "evaluator.jsa").stat().st_size > 1_000_000
    assert (tmp_path / "started").read_text() == "xx"
    with Kernel(env) as third:
        assert f"-XX:SharedArchiveFile={folder}/evaluator.jsa" in third.run(command_line).text
        server = (Path("/proc") / str(third.manager.provisioner.process.pid) / "cmdline").read_text()
        assert f"={folder}/server." in server


def test_archives_that_cannot_be_made_leave_a_log(installed, tmp_path):
    _, env = installed
    env = dict(env, XDG_CACHE_HOME=str(tmp_path), REPRISE_ARCHIVES="on")
    folder, useless = tmp_path / "reprise" / "of-this", tmp_path / "reprise" / "of-a-kernel-that-is-gone"
    for made in (folder, useless):
        made.mkdir(parents=True)
    (useless / "made-for").write_text("/nowhere/kernel.jar\n/nowhere/jdk")
    (folder / "server.jsa.4711").write_text("half an archive, of an attempt that was killed")
    made = subprocess.run(
        [sys.executable, "-m", "reprise_kernel.archives", folder, "/nowhere/bin/java", "-jar", "/nowhere/kernel.jar", "connection"],
        env=env, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    assert "No such file or directory: '/nowhere/bin/java'" in (folder / "log").read_text()
    assert not list(folder.glob("server.*")) and not useless.exists()


def test_a_missing_jdk_is_told(installed):
    _, env = installed
    told = subprocess.run([sys.executable, "-m", "reprise_kernel"], env=dict(env, REPRISE_JAVA_HOME="/nowhere"),
                          capture_output=True, text=True, check=False)
    assert told.returncode == 3
    assert "REPRISE_JAVA_HOME=/nowhere is no JDK" in told.stderr


def test_the_zip_is_installed_by_jupyter(packages, tmp_path):
    with zipfile.ZipFile(next(packages.glob("*.zip"))) as archive:
        archive.extractall(tmp_path / "unpacked")
    run(BIN / "jupyter", "kernelspec", "install", tmp_path / "unpacked" / "java", "--prefix", tmp_path / "prefix")
    env = dict(os.environ, JUPYTER_PATH=str(tmp_path / "prefix" / "share" / "jupyter"), JUPYTER_PREFER_ENV_PATH="0",
               JUPYTER_DATA_DIR=str(tmp_path / "no-data"))
    source = notebook(tmp_path / "in.ipynb", "6 * 7")
    run(BIN / "jupyter", "nbconvert", "--to", "notebook", "--execute", source, "--output", "out.ipynb", env=env, cwd=tmp_path)
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs[0]["data"]["text/plain"] == "42"
    run(BIN / "jupyter", "kernelspec", "remove", "-f", "java", env=env)
    assert not (tmp_path / "prefix" / "share" / "jupyter" / "kernels" / "java").exists()


def test_two_builds_are_the_same_bytes(packages, tmp_path):
    run(sys.executable, ROOT / "kernel" / "wheel" / "build.py", tmp_path)
    for built in tmp_path.iterdir():
        assert built.read_bytes() == (packages / built.name).read_bytes()
