"""The examples of docs/embed.md do what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from slides.cli import main
from tests.conftest import SEED

PAGE = (Path(__file__).parents[1] / "docs" / "embed.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^slides (embed .*)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_prints_a_snippet(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("spec").mkdir()
    shutil.copy(SEED, "spec")
    assert main(shlex.split(command)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith(("<figure", "![Road map of", ".. figure:: tree.svg"))
    assert Path("docs/tree.svg").exists() == ("-o " in command)
