"""The ways into the image keep what they promise: the Dockerfile builds with every tool, the others say what it says."""

import json
import os
import re

import pytest
import yaml

import engine
from command.checkout import numeric_pins
from command_line import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STAGES = re.findall(r"^FROM (\S+)(?: AS (\S+))?$", DOCKERFILE, re.MULTILINE)


def test_the_base_is_named_once_by_digest_and_every_stage_comes_from_it():
    assert re.search(r"^ARG BASE_IMAGE=docker\.io/library/debian:trixie-\d{8}-slim@sha256:[0-9a-f]{64}$", DOCKERFILE, re.MULTILINE)
    assert re.search(r"^ARG DEBIAN_SNAPSHOT=\d{8}T\d{6}Z$", DOCKERFILE, re.MULTILINE)
    names = [name for _, name in STAGES]
    assert all(base == "${BASE_IMAGE}" or base in names for base, _ in STAGES)


def test_a_plain_build_gives_the_image_without_a_gpu():
    assert STAGES[-1][1] != "gpu"


def test_docker_podman_and_buildah_can_read_it():
    for word in (r"^# *syntax=", r"<<", r"--link", r"RUN --network", r"TARGETARCH"):
        assert not re.search(word, DOCKERFILE, re.MULTILINE), word


def test_nothing_but_what_is_listed_goes_into_the_build():
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "**" and "**/target" in lines


def test_the_devcontainer_has_the_pins():
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    about = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    assert about["build"] == {"dockerfile": "../Dockerfile", "context": ".."}
    assert numeric_pins().items() <= about["remoteEnv"].items()


def test_a_class_is_on_localhost_unless_asked_and_has_limits():
    pupil = yaml.safe_load((ROOT / "environment" / "image" / "compose.yaml").read_text(encoding="utf-8"))["services"]["pupil"]
    assert pupil["ports"][0].startswith("${REPRISE_ADDRESS:-127.0.0.1}:")
    first, last = map(int, re.search(r":(\d+)-(\d+):8888$", pupil["ports"][0]).groups())
    assert last - first + 1 >= pupil["deploy"]["replicas"]
    assert pupil["mem_limit"] and pupil["cpus"] and pupil["cap_drop"] == ["ALL"]


def test_every_example_publishes_on_localhost():
    for page in [ROOT / "README.md", *(ROOT / "environment").rglob("*.md")]:
        for line in page.read_text(encoding="utf-8").splitlines():
            assert not re.search(r"docker run .*-p (?!127\.0\.0\.1:)", line), f"{page}: {line}"


def test_a_machine_that_cannot_run_containers_is_told_from_an_image_that_is_broken(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "FOLDER", tmp_path)
    monkeypatch.setattr(engine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(engine, "bootstrap", lambda archive, env: archive.touch())
    with pytest.raises(engine.CannotRun, match="cannot run a container with false: false import"):
        engine.Engine(["false"], ["false"]).prove()


@pytest.mark.parametrize("registry", ["reached", "not reached"])
def test_docker_is_used_where_it_runs_and_the_base_is_exchanged_only_without_a_registry(monkeypatch, tmp_path, registry):
    docker, calls = tmp_path / "docker", tmp_path / "calls"
    docker.write_text(f"""#!/bin/sh
echo "$*" >> {calls}
case "$1 $2" in "pull "*|"image inspect") {'exit 0' if registry == 'reached' else 'exit 1'} ;; esac
""")
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(engine, "FOLDER", tmp_path / "folder")
    monkeypatch.setattr(engine, "bootstrap", lambda archive, env: archive.touch())
    # As where docker is the only one: mmdebstrap may be missing where a registry is reached.
    monkeypatch.setattr(engine.shutil, "which", lambda name: str(tmp_path / name) if name == "docker" or registry != "reached" else None)
    found = engine.find()
    found.prove()
    found.build(engine.IMAGE)
    found.remove_all()
    said = calls.read_text().splitlines()
    build = next(call for call in said if call.startswith("build "))
    exchanged = f"--build-arg BASE_IMAGE={engine.STAND_IN} --build-arg DEBIAN_SNAPSHOT=" in build
    assert exchanged == (registry != "reached") and found.is_docker
    assert "slirp4netns" not in "".join(said)
    assert f"image rm {engine.IMAGE} {engine.STAND_IN}" in said
