"""The examples of docs/embed.md do what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from slides.cli import main
from slides.plugins.wanted import OPTIONS
from tests.conftest import SEED
from tests.plugins.sites import pictures, site

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


def block(language: str, first: str) -> str:
    """The example of that language which begins so."""
    found = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1$", PAGE, re.MULTILINE | re.DOTALL)
    return next(text for _, text in found if text.startswith(first))


def test_the_options_of_the_page_are_those_that_are_known() -> None:
    table = PAGE.partition("| option |")[2].partition("\n\n")[0]
    assert {"file", *re.findall(r"^\| `(\w+)`", table, re.MULTILINE)} == set(OPTIONS)


def test_the_fences_of_the_page_are_pictures(tmp_path: Path) -> None:
    markdown = pytest.importorskip("markdown")
    shutil.copy(SEED, tmp_path)
    name = "slides.plugins.markdown"
    html = markdown.markdown(
        block("markdown", "```roadmap"),
        extensions=[name],
        extension_configs={name: {"folder": str(tmp_path)}},
    )
    assert len(pictures(html)) == 2


@pytest.mark.filterwarnings("ignore")
def test_the_directives_of_the_page_are_pictures(tmp_path: Path) -> None:
    pytest.importorskip("sphinx")
    from tests.plugins.test_sphinx import build

    shutil.copy(SEED, tmp_path)
    site(tmp_path, {"index.rst": "Home\n====\n\n" + block("rst", ".. roadmap::")})
    out, warned, _ = build(tmp_path, conf=block("python", "extensions"))
    assert warned == ""
    assert len(pictures((out / "index.html").read_text(encoding="utf-8"))) == 2


def test_the_settings_of_mkdocs_are_known() -> None:
    import yaml

    pytest.importorskip("mkdocs")
    from slides.plugins.mkdocs import RoadmapPlugin

    said = yaml.safe_load(block("yaml", "plugins:"))["plugins"][1]["roadmap-slides"]
    plugin: RoadmapPlugin = RoadmapPlugin()
    assert plugin.load_config({**said, "folders": []}) == ([], [])
    assert set(said) == {name for name, _ in RoadmapPlugin.config_scheme}
