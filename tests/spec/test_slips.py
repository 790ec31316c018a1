"""What slips most easily in YAML, and the remedy that is told for it."""

from __future__ import annotations

import time

import pytest

from slides.source import SpecError, remedy
from slides.spec.read import read


def told(text: str) -> list[tuple[str, str]]:
    """Code and remedy of every problem."""
    try:
        problems = read(text, "a.yaml").warnings
    except SpecError as error:
        problems = error.problems
    return [(problem.code, remedy(problem)) for problem in problems]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("deck:\n  title:Models\n", "wrong-type", 'a blank belongs behind "title:"'),
        ("deck: {title: A}\nsummary:\n  -One\n  -Two\n", "wrong-type", 'a blank belongs behind "-"'),
        ("deck:\n  title: [WIP]\n", "wrong-type", 'put quotes around a text that begins with "["'),
        ("deck:\n  title: {x}\n", "wrong-type", 'put quotes around a text that begins with "{"'),
        ("deck:\n  title: A\n   subtitle: B\n", "yaml-syntax", "begin in the same column"),
        ("deck:\n  title: GPT: a story\n", "yaml-syntax", 'put quotes around a text that holds ": "'),
        ("deck:\n\u00a0\u00a0title: A\n", "yaml-syntax", "indent with spaces"),
        ("deck: {title: A}\nroadmap:\n", "empty-key", "write the value, or delete the key"),
        ("deck: {title: A}\nroadmap:\n  models:\n    a: {name: A}\n", "wrong-type", 'begin each with "- "'),
        ("title: A\n", "unknown-key", 'it belongs under "deck"'),
        ("deck: {title: A}\nmodels: [a]\n", "unknown-key", 'it belongs under "roadmap"'),
        ("summary: [a]\n", "missing-key", 'add "deck: …"'),
        (
            "deck: {title: A}\nreferences: {p: {title: P, year: '2020-05'}}\n",
            "wrong-number",
            "without quotes",
        ),
    ],
)
def test_a_slip_is_told_as_what_it_is(text: str, code: str, hint: str) -> None:
    assert [one for one in told(text) if one[0] == code and hint in one[1]]


def test_every_problem_has_a_remedy() -> None:
    spec = (
        "deck: {title: A, source: q}\nroadmap:\n  models: [{id: a, name: ' '}, {id: a}]\n  steps: [{to: a}]\n"
    )
    assert [code for code, hint in told(spec) if not hint] == []


def test_very_many_unknown_keys_are_explained_at_once() -> None:
    start = time.process_time()
    assert len(told("deck: {title: A}\n" + "".join(f"key{at}: 1\n" for at in range(20_000)))) == 1000
    assert time.process_time() - start < 10
