"""Commands in the pages for users are commands that there are."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest

from slides.options import parser

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
KEYS = re.compile(r"^\| (`.+`)", re.MULTILINE)


def commands() -> dict[str, ArgumentParser]:
    """The parser of each command."""
    (found,) = (action for action in parser()._actions if hasattr(action, "choices") and action.choices)
    assert isinstance(found.choices, dict)
    return found.choices


def lines(page: str) -> Iterator[str]:
    """What stands by itself in a block of code."""
    blocks = re.findall(r"```\w*\n(.*?)```|^((?: {4}.*\n)+)", page, re.DOTALL | re.MULTILINE)
    for line in "".join(fenced + indented for fenced, indented in blocks).splitlines():
        if re.match(r"\$? *slides [a-z]", line):
            yield re.split(r"\s+#", line.strip().removeprefix("$ "))[0]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_in_the_docs_is_understood(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    for line in lines(page):
        parser().parse_args(shlex.split(line)[1:])
    for name, rest in re.findall(r"`slides ([a-z]+)([^`]*)`", page):
        assert name in commands(), name
        known = commands()[name]._option_string_actions
        assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", rest)) <= set(known), f"slides {name}{rest}"


def test_the_keys_of_a_page_are_those_that_the_docs_name() -> None:
    page = (ROOT / "docs" / "present.md").read_text(encoding="utf-8")
    script = (ROOT / "slides" / "write" / "page" / "page.js").read_text(encoding="utf-8")
    named = {key for row in KEYS.findall(page) for key in re.findall(r"`([a-z])`", row)}
    played = set(
        re.findall(r"^    ([a-z]): ", script.partition("const keys = {")[2].partition("};")[0], re.M)
    )
    assert named == played
