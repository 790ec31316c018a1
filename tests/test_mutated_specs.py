"""Whatever becomes of a sound spec, a check of it ends soon and says what is wrong."""

from __future__ import annotations

import json
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slides import batch, reports, sarif
from slides.problems import EVERY
from slides.source import render
from slides.spec.examples import EXAMPLES
from tests.test_docs import completed

SOUND = [completed(example) for example in EXAMPLES.values()]
SECONDS = 20.0  # of the processor, for a check; the usual is a fiftieth of one

ODD: tuple[Any, ...] = (
    *(
        None,
        "",
        " ",
        "-",
        "~",
        "a",
        "base",
        "chat",
        "x" * 9000,
        "word " * 400,
        "<br>",
        "&nbsp;",
        "\\",
        "0",
        "-1",
    ),
    *(
        "[@",
        "[@paper-2020]",
        "[^1]",
        "[a](#b)",
        "[](x)",
        "[a](javascript:x)",
        "![a](b.png)",
        "`",
        "**",
        "$x",
        "$$x$$",
    ),
    *(
        "\u202e",
        "\u200b",
        "e\u0301" * 300,
        "😀",
        "预训练",
        "../x",
        "/etc/passwd",
        "1e999",
        "9" * 20,
        "2020-13",
    ),
    *("~9 Mar 1978", "TB", "date", "true", "++", True, -5, 1.5, [], {}, [[]], [None], [[["a"]]], ["a"] * 60),
    *(
        {"text": "a"},
        {"items": []},
        {"a": {"b": {"c": 1}}},
        {"id": "base", "name": "Base"},
        {"math": "\\frac{1}{"},
    ),
    *({"from": "base", "to": "base"}, {"from": "chat", "to": "base"}, {"table": [["a"], ["b", "c"]]}),
    *({"diagram": "digraph { a -> b }", "language": "dot"}, {"diagram": "flowchart LR\n a --> b"}),
    *({"picture": "none.png"}, {"code": "x\ty\n" * 80}, {"quote": [{"quote": [{"quote": "a"}]}]}),
)
NAMES = ("id", "text", "items", "to", "x", "from", "")
MARKS = (
    "",
    "\t",
    "\r",
    "- ",
    ": ",
    "[",
    "}",
    '"',
    "'",
    "&a ",
    "*a",
    "!!x ",
    "|\n",
    "#",
    "\ufeff",
    "\x00",
    "%",
    "---\n",
    "? ",
)


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values, but for the whole."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found for key, value in entries for found in ((*path, key), *places(value, (*path, key)))]


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        tree = tree[key]
    return tree


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A sound spec with some of its values changed, lost, doubled, renamed or in each other's place."""
    tree = yaml.safe_load(draw(st.sampled_from(SOUND)))
    for _ in range(draw(st.integers(1, 4))):
        known = places(tree)
        if not known:
            break
        *home, key = draw(st.sampled_from(known))
        parent = at(tree, tuple(home))
        match draw(st.sampled_from(["change", "lose", "double", "rename", "swap"])):
            case "change":
                parent[key] = deepcopy(draw(st.sampled_from(ODD)))
            case "lose":
                del parent[key]
            case "double" if isinstance(parent, list):
                parent.insert(key, deepcopy(parent[key]))
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from(NAMES))] = parent.pop(key)
            case _:
                *there, other = draw(st.sampled_from(known))
                at(tree, tuple(there))[other] = deepcopy(parent[key])
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


@st.composite
def scrambled(draw: st.DrawFn) -> str:
    """The text of a sound spec with pieces cut, doubled, or put in that YAML takes for its own."""
    text = draw(st.sampled_from(SOUND))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        odd = draw(st.sampled_from(MARKS))
        changed = (text[:start] + odd + text[end:], text[:end] + odd + text[start:], text[:start])
        text = draw(st.sampled_from(changed))
    return text


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


def is_checked(text: str, home: Path, name: str = "spec.yaml") -> None:
    """A check of `text` ends soon, raises nothing, and tells every problem in every format."""
    path = home / name
    path.write_text(text, encoding="utf-8", newline="")
    start = time.process_time()
    found = batch.built(path, batch.Job(None))
    assert time.process_time() - start < SECONDS
    assert found.failed == any(problem.severity == "error" for problem in found.problems)
    for problem in found.problems:
        assert EVERY[problem.code].severity == problem.severity
        assert render(problem).startswith(str(path) if problem.span else problem.severity)
    assert len(reports.as_github([found]).splitlines()) == len(found.problems)
    assert json.loads(reports.as_json([found]))["files"][0]["failed"] is found.failed
    assert len(json.loads(sarif.as_sarif([found], "file:///x"))["runs"][0]["results"]) == len(found.problems)


SOME = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@SOME
@given(mutated())
def test_a_spec_with_other_values_is_checked(home: Path, text: str) -> None:
    is_checked(text, home)


@SOME
@given(scrambled())
def test_a_spec_with_other_characters_is_checked(home: Path, text: str) -> None:
    is_checked(text, home)


@SOME
@given(scrambled())
def test_a_note_of_such_a_text_is_checked(home: Path, text: str) -> None:
    is_checked(text, home, "note.md")


def test_a_title_of_any_length_is_refused_at_once(home: Path) -> None:
    sections = "".join(f"  - {{title: {at}, blocks: [A text.]}}\n" for at in range(40))
    is_checked(f"deck: {{title: {'x' * 20_000}}}\nsections:\n{sections}", home)
