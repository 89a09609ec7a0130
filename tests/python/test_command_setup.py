"""
A rough first day: one fresh copy of the checkout on which the set-up fails in every way that it can, and then works.

The tests run in the order of the file, on one copy and in one empty home directory: each failure leaves behind what it leaves
behind, and the set-up that succeeds at last is the second try of all of them.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from command_line import copy_of_checkout, free_port, outside, reprise, without_network
from kernel_client import Kernel

pytestmark = pytest.mark.slow
LOCK = "environment/requirements.lock"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    return copy_of_checkout(tmp_path_factory.mktemp("first-day") / "reprise")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An empty home directory, for Java too, but for Maven's cache."""
    folder = tmp_path_factory.mktemp("home")
    cache = Path.home() / ".m2"
    cache.mkdir(exist_ok=True)
    (folder / ".m2").symlink_to(cache)
    return folder


@pytest.fixture(scope="module")
def at_home(home):
    # pip asks rustc for its version, and where that is rustup's it would make a folder.
    return outside(HOME=str(home), RUSTUP_HOME=os.environ.get("RUSTUP_HOME", str(Path.home() / ".rustup")), JAVA_TOOL_OPTIONS=f"-Duser.home={home}", XDG_DATA_HOME=None, XDG_CONFIG_HOME=None,
                   XDG_CACHE_HOME=None, XDG_STATE_HOME=None, XDG_RUNTIME_DIR=None)


def fails(answer, *says):
    assert answer.returncode == 1, answer.stderr
    for words in says:
        assert words in answer.stderr
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.splitlines()) < 15


def test_no_network_on_the_first_set_up(checkout, at_home):
    isolated = without_network()
    if isolated is None:
        pytest.skip("no network can be taken away here (needs Linux and unshare)")
    answer = reprise("exec", "true", root=checkout, env=dict(at_home, PIP_RETRIES="1"), before=isolated)
    fails(answer, "there is no network, which the first set-up needs", "run the same command again")


@pytest.mark.parametrize("edit, says", [
    (lambda text: text.replace("jupyterlab==4", "jupyterlab=4", 1), "cannot be read: it was edited by hand"),
    (lambda text: re.sub(r"--hash=sha256:[0-9a-f]{64}", "--hash=sha256:" + "0" * 64, text), "does not fit the packages"),
])
def test_a_lock_file_that_was_edited(checkout, at_home, edit, says):
    lock = checkout / LOCK
    good = lock.read_text(encoding="utf-8")
    edited = edit(good)
    assert edited != good
    lock.write_text(edited, encoding="utf-8")
    try:
        fails(reprise("exec", "true", root=checkout, env=at_home), LOCK, says, f"git checkout {LOCK}")
    finally:
        lock.write_text(good, encoding="utf-8")


def test_a_full_disk(checkout, at_home):
    state = checkout / ".reprise"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", state], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("a small disk can be made only by root on Linux")
    try:
        fails(reprise("exec", "true", root=checkout, env=at_home), "the disk is full", "2 GB", "run the same command again")
    finally:
        subprocess.run(["umount", state], check=True)


def test_a_checkout_that_cannot_be_written(checkout, at_home):
    state = checkout / ".reprise"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,ro", "tmpfs", state], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("a read-only folder can be made only by root on Linux")
    try:
        fails(reprise("exec", "true", root=checkout, env=at_home), "cannot be written", str(state))
    finally:
        subprocess.run(["umount", state], check=True)


def test_killed_half_way_then_two_at_once(checkout, at_home):
    log = checkout / ".reprise" / "logs" / "packages.log"
    log.unlink(missing_ok=True)
    first = subprocess.Popen([checkout / "reprise", "exec", "true"], env=at_home, stderr=subprocess.DEVNULL,
                             start_new_session=True)
    until(lambda: log.exists() and "Collecting jupyterlab" in log.read_text(encoding="utf-8"))
    os.kill(first.pid, signal.SIGKILL)
    first.wait()

    both = [subprocess.Popen([checkout / "reprise", "exec", "jupyter", "kernelspec", "list", "--json"], env=at_home, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    # Both wait for what the first has left running, here not for long.
    for process in both:
        assert "another ./reprise is setting up this checkout" in process.stderr.readline()
    os.killpg(first.pid, signal.SIGKILL)
    answers = [process.communicate(timeout=900) for process in both]
    for process, (out, err) in zip(both, answers):
        assert process.returncode == 0, err
        assert json.loads(out)["kernelspecs"]["java"]["spec"]["interrupt_mode"] == "message"
    assert sorted("Installing JupyterLab" in err for _, err in answers) == [False, True]


def until(condition, patience=600):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_without_network_the_second_time(checkout, at_home):
    isolated = without_network()
    if isolated is None:
        pytest.skip("no network can be taken away here (needs Linux and unshare)")
    notebook = checkout / "hello.ipynb"
    cell = "import org.nd4j.linalg.factory.Nd4j;\nNd4j.ones(3).sumNumber()"
    notebook.write_text(json.dumps({
        "cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": cell, "outputs": [], "execution_count": None}],
        "metadata": {"kernelspec": {"name": "java", "display_name": "Java"}}, "nbformat": 4, "nbformat_minor": 5}))
    answer = reprise("exec", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--stdout", "hello.ipynb", root=checkout,
                     env=at_home, before=isolated)
    assert answer.returncode == 0, answer.stderr
    cell = json.loads(answer.stdout)["cells"][0]
    assert cell["outputs"][-1]["data"]["text/plain"] == ["3.0"]

    port = str(free_port())
    lab = subprocess.Popen([*isolated, checkout / "reprise", "lab", "--no-browser", "--port", port], env=at_home, text=True,
                           stderr=subprocess.PIPE)
    try:
        said = []
        for line in lab.stderr:
            said.append(line)
            if f"http://127.0.0.1:{port}/lab" in line:
                break
        else:
            pytest.fail("".join(said))
    finally:
        lab.send_signal(signal.SIGTERM)
        lab.communicate(timeout=30)
    assert lab.returncode == 0


def test_the_home_directory_is_as_it_was(home):
    assert [entry.name for entry in home.iterdir()] == [".m2"]


def test_installed_into_somebody_s_own_jupyter_it_outlives_the_checkout(checkout, at_home, tmp_path, monkeypatch):
    prefix = tmp_path / "venv"
    answer = reprise("install", "--prefix", str(prefix), "--name", "java-17-up", root=checkout, env=at_home)
    assert answer.returncode == 0, answer.stderr
    folder = prefix / "share" / "jupyter" / "kernels" / "java-17-up"
    assert answer.stdout == f"Installed {folder}\n"

    away = checkout.rename(checkout.with_name("moved"))
    try:
        monkeypatch.setenv("JUPYTER_PATH", str(prefix / "share" / "jupyter"))
        with Kernel(dict(at_home), name="java-17-up") as kernel:
            assert kernel.run("1 + 1").text == "2"
    finally:
        away.rename(checkout)

    assert json.loads((folder / "kernel.json").read_text())["env"] == {}
    answer = reprise("install", "--pinned", "--prefix", str(prefix), "--name", "java-17-up", root=checkout, env=at_home)
    assert answer.returncode == 0
    settings = json.loads((folder / "kernel.json").read_text())["env"]
    assert settings["OMP_NUM_THREADS"] == "1"
    assert "--add-opens=java.base/java.lang=ALL-UNNAMED" in settings["REPRISE_PINNED_JVM_OPTS"]
    answer = reprise("uninstall", "--prefix", str(prefix), "--name", "java-17-up", root=checkout, env=at_home)
    assert answer.returncode == 0
    assert not folder.exists()
    answer = reprise("uninstall", "--prefix", str(prefix), "--name", "java-17-up", root=checkout, env=at_home)
    fails(answer, "there is no kernel in", str(folder))


def test_a_kernel_of_somebody_else_is_left_alone(checkout, at_home, home, tmp_path):
    other = tmp_path / "share" / "jupyter" / "kernels" / "java"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text('{"argv": ["other"], "language": "java"}')
    here = ("--prefix", str(tmp_path))
    fails(reprise("install", *here, root=checkout, env=at_home), "holds another kernel", "--name reprise", "--force")
    fails(reprise("uninstall", *here, root=checkout, env=at_home), "holds another kernel", "left alone")
    assert json.loads((other / "kernel.json").read_text())["argv"] == ["other"]
    assert reprise("install", *here, "--force", root=checkout, env=at_home).returncode == 0
    assert reprise("uninstall", *here, root=checkout, env=at_home).returncode == 0


def test_the_user_s_own_jupyter_folder_is_the_default(checkout, at_home, home):
    answer = reprise("install", root=checkout, env=dict(at_home, JUPYTER_DATA_DIR=str(home / "jupyter")))
    assert answer.stdout == f"Installed {home / 'jupyter' / 'kernels' / 'java'}\n"
    shutil.rmtree(home / "jupyter")


def test_another_jdk_changes_the_kernel_and_builds_nothing(checkout, at_home, tmp_path):
    assert reprise("exec", "true", root=checkout, env=at_home).returncode == 0
    spec = checkout / ".reprise" / "python" / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
    java = Path(json.loads(spec.read_text())["argv"][0])
    copied = tmp_path / "copied"
    (copied / "bin").mkdir(parents=True)
    for entry in java.parents[1].iterdir():
        if entry.name != "bin":
            (copied / entry.name).symlink_to(entry)
    for entry in (java.parent).iterdir():
        (copied / "bin" / entry.name).symlink_to(entry)
    answer = reprise("exec", "true", root=checkout, env=dict(at_home, JAVA_HOME=str(copied)))
    assert answer.returncode == 0
    assert "Building" not in answer.stderr
    assert json.loads(spec.read_text())["argv"][0] == str(copied / "bin" / "java")
