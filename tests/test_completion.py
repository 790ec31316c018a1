"""What a shell offers after `slides`, asked of the shells themselves where they are installed."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path

import pytest

from slides import completion, options
from slides.cli import main
from slides.problems import EVERY

Capture = pytest.CaptureFixture[str]
COMMANDS = ["build", "check", "completion", "explain", "import", "new", "schema", "watch"]


def script(shell: str, capsys: Capture) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def run(shell: str, *arguments: str) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout


_ASK_BASH = """
eval "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
complete -p slides > /dev/null
_slides slides "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered_by_bash(words: list[str], capsys: Capture) -> list[str]:
    return run("bash", "--norc", "-c", _ASK_BASH, "bash", script("bash", capsys), *words).split()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["b"], ["build"]),
        (["check", "--fo"], ["--format"]),
        (["check", "--format", ""], ["text", "json", "sarif", "github"]),
        (["check", "--format", "=", "s"], ["sarif"]),
        (["check", "--format", "="], ["text", "json", "sarif", "github"]),
        (["check", "a.yaml", "--st"], ["--strict"]),
        (["build", "--only", "p"], ["pptx", "png", "pdf"]),
        (["check", "build", "--on"], []),
        (["explain", "unused-"], ["unused-reference", "unused-footnote", "unused-series", "unused-link"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["build", ""], []),  # bash completes file names by itself
        (["build", "-o", "--"], []),
    ],
)
def test_bash_offers(typed: list[str], offered: list[str], capsys: Capture) -> None:
    found = offered_by_bash(["slides", *typed], capsys)
    assert [one for one in found if one != "unused-footnote-text"] == offered


def test_bash_offers_every_command(capsys: Capture) -> None:
    found = offered_by_bash(["slides", ""], capsys)
    assert set(COMMANDS) <= set(found)


def test_fish_offers(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "slides.fish"
    path.write_text(script("fish", capsys), encoding="utf-8")

    def offered(line: str) -> list[str]:
        told = run("fish", "--no-config", "-c", f"source {path}; complete -C '{line}'")
        return [one.partition("\t")[0] for one in told.splitlines()]

    assert set(COMMANDS) <= set(offered("slides "))
    assert offered("slides check --format ") == ["github", "json", "sarif", "text"]
    assert set(offered("slides explain ")) == set(EVERY)


def test_zsh_reads_the_script(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "_slides"
    path.write_text(script("zsh", capsys), encoding="utf-8")
    assert run(
        "zsh", "-f", "-c", f"autoload -Uz compinit; compinit -D -u; source {path}; whence -w _slides"
    ) == ("_slides: function\n")


@pytest.mark.parametrize("shell", options.SHELLS)
def test_every_command_and_option_is_in_the_script(shell: str, capsys: Capture) -> None:
    text = script(shell, capsys)
    assert [name for name in COMMANDS if name not in text] == []
    assert "strict" in text
    assert "sarif" in text


def test_a_hostile_help_ends_no_script() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    one = commands.add_parser("one", help="it's [a: $(touch x) `b`")
    one.add_argument("--two", help="it's ] 'quoted' $(touch x)", choices=("a", "b"))
    for shell in options.SHELLS:
        text = completion.script(shell, parser, {})
        if shutil.which(shell):
            done = subprocess.run([shell, "-n"], input=text, capture_output=True, text=True, check=False)
            assert (shell, done.stderr) == (shell, "")
