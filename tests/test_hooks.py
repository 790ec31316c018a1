"""The pre-commit hook and the GitHub Action: read as their users' tools read them, their commands run."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from slides.cli import main

ROOT = Path(__file__).parents[1]
GOOD = "deck: {title: Words}\nsummary: [One point.]\n"
WARNED = "deck: {title: Warned}\nsections: [{title: Empty}]\n"
BAD = "deck: {title: Bad}\nsumary: [a]\n"


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


(HOOK,) = loaded(".pre-commit-hooks.yaml")


def test_the_hook_says_what_pre_commit_needs() -> None:
    assert {"id", "name", "entry", "language"} <= set(HOOK)
    assert (HOOK["id"], HOOK["language"]) == ("slides-check", "python")


def test_the_hook_runs_a_command_that_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(HOOK["entry"])
    scripts = re.search(
        r"\[project\.scripts\]\n(\w+) =", (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert scripts
    assert program == scripts[1]
    good, bad = write(tmp_path / "good.yaml", GOOD), write(tmp_path / "bad.yaml", BAD)
    assert main([*arguments, str(good)]) == 0
    assert main([*arguments, str(good), str(bad)]) == 1
    assert "error[unknown-key]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "checked"),
    [
        ("spec/gpt-ability.yaml", True),
        ("talks/spec/a.yml", True),
        ("spec/deep/a.yaml", True),
        (".github/workflows/ci.yaml", False),
        ("inspec/a.yaml", False),
        ("spec/a.json", False),
    ],
)
def test_the_hook_looks_at_specs_and_at_nothing_else(name: str, checked: bool) -> None:
    assert bool(re.search(HOOK["files"], name)) is checked


ACTION = loaded("action.yml")
STEPS = ACTION["runs"]["steps"]


def test_the_action_is_composite_and_explains_its_inputs() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert {"name", "description"} <= set(ACTION)
    assert [
        name for name, one in ACTION["inputs"].items() if not {"description", "default"} <= set(one)
    ] == []
    assert [step["name"] for step in STEPS if "run" in step and "shell" not in step] == []


def test_no_input_of_the_action_is_part_of_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []
    used = re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(used) == set(ACTION["inputs"])


def run(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The step that checks, as a runner starts it, with `slides` as a program on the path."""
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("bash is not installed")
    program = write(folder / "bin" / "slides", f'#!/bin/sh\nexec "{sys.executable}" -m slides "$@"\n')
    program.chmod(0o755)
    step = STEPS[-1]
    named = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda hit: named[hit[1]], value)
        for name, value in step["env"].items()
    }
    env = {
        **os.environ,
        **variables,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{program.parent}:{os.environ['PATH']}",
    }
    env |= {
        "GITHUB_ACTION_REPOSITORY": "example/slides",
        "GITHUB_ACTION_REF": "v1",
        "GITHUB_SERVER_URL": "https://github.com",
    }
    script = write(folder / "step.sh", step["run"])
    command = [bash, "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_the_action_puts_each_problem_at_its_line(tmp_path: Path) -> None:
    write(tmp_path / "spec" / "good.yaml", GOOD)
    write(tmp_path / "spec" / "bad.yaml", BAD)
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "::error file=spec/bad.yaml,line=2,col=1,endLine=2,endColumn=7,title=unknown-key::"
    )
    assert done.stderr == ""


def test_the_action_builds_and_writes_sarif(tmp_path: Path) -> None:
    write(tmp_path / "spec" / "deep" / "good.yaml", GOOD)
    write(tmp_path / "spec" / "warned.yaml", WARNED)
    done = run(tmp_path, files="spec/**/*.yaml", build="true", out="decks", sarif="slides.sarif")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "decks").iterdir()) == ["good.pptx", "warned.pptx"]
    driver = json.loads((tmp_path / "slides.sarif").read_text(encoding="utf-8"))["runs"][0]["tool"]["driver"]
    assert [rule["helpUri"] for rule in driver["rules"]] == [
        "https://github.com/example/slides/blob/v1/docs/problems.md#empty-section"
    ]
    assert run(tmp_path, files="spec/**/*.yaml", strict="true").returncode == 1


@pytest.mark.parametrize("files", ["$(touch ran)", "`touch ran`", "a; touch ran", "--help", ""])
def test_no_input_of_the_action_runs(files: str, tmp_path: Path) -> None:
    assert run(tmp_path, files=files).returncode != 0
    assert not (tmp_path / "ran").exists()
