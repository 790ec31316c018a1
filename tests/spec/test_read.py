from __future__ import annotations

import os
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from slides.source import Problem, SpecError, render
from slides.spec import blocks, explain, model
from slides.spec.read import Document, read, read_file

SOUND = """\
deck:
  title: A *family*
  source: paper
  keywords: [one, two]
roadmap:
  series: [{id: old, name: Old}]
  models:
    - {id: a, name: A, api: a-001, series: old, date: 2020-07}
    - {id: b, name: B, certainty: likely}
    - {id: c, name: C}
  steps:
    - {to: a, method: Pretraining}
    - {id: s, from: a, to: [b, c], method: "**Tuning**"}
  caveats:
    - {on: s, text: "Highly *likely* not.", source: paper}
summary:
  - A point[^n]
  - {text: Another, items: [below, {text: below too}]}
abilities:
  - {model: a, changes: [Talk, {ability: Code, delta: "+", doubt: "why?"}], papers: "[Paper](@paper)"}
limitations: {title: Limits, numbered: true, items: [one]}
references:
  paper: {authors: "Fu, Yao", year: 2022, title: Paper, link: "https://example.org/x"}
footnotes:
  n: A note with [@paper].
"""


def found(text: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        read(text, "x.yaml")
    return [problem.message for problem in caught.value.problems]


def problem_of(text: str) -> Problem:
    with pytest.raises(SpecError) as caught:
        read(text, "x.yaml")
    (problem,) = caught.value.problems
    return problem


def marked(document: Document, *path: str | int) -> str:
    span = document.span(*path)
    return document.source.text[span.start : span.end]


def test_a_sound_spec_is_read_without_problems() -> None:
    document = read(SOUND, "x.yaml")
    assert document.warnings == ()
    assert document.spec.roadmap is not None
    assert document.spec.roadmap.models[0].api == ("a-001",)
    assert document.spec.references["paper"].year == 2022


def test_values_are_found_by_their_path() -> None:
    document = read(SOUND, "x.yaml")
    assert marked(document, "deck", "title") == "A *family*"
    assert marked(document, "roadmap", "steps", 1, "from", 0) == "a"
    assert marked(document, "summary", "items", 1, "items", 0, "text") == "below"
    assert marked(document, "abilities", "rows", 0, "changes", 0, "ability") == "Talk"
    assert marked(document, "roadmap", "models", 1, "api") == "{id: b, name: B, certainty: likely}"
    key = document.key_span("references", "paper")
    assert document.source.text[key.start : key.end] == "paper"
    assert key.start > SOUND.index("references")


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    problem = problem_of("deck: {title: T, subtitel: x}\n")
    assert problem.message == 'unknown key "subtitel" in "deck"'
    assert problem.hint == 'did you mean "subtitle"?'


def test_an_unknown_key_like_no_other_gets_the_list() -> None:
    assert (problem_of("deck: {title: T}\nzzz: x\n").hint or "").startswith("allowed: deck, roadmap, summary")


def test_a_key_that_is_there_already_is_not_suggested() -> None:
    assert "did you mean" not in (problem_of("deck: {title: T, titel: x}\n").hint or "")


def test_a_misspelt_key_is_not_also_missing() -> None:
    assert found("deck: {titel: T}\n") == ['unknown key "titel" in "deck"']


def test_an_alias_of_the_format_is_suggested_by_its_word_in_the_file() -> None:
    spec = "deck: {title: T}\nroadmap:\n  models: [{id: a, name: A}]\n  steps: [{form: a, to: a}]\n"
    assert problem_of(spec).hint == 'did you mean "from"?'


def test_the_format_and_the_cross_checks_report_together() -> None:
    spec = SOUND.replace("to: [b, c]", "to: [b, d], metod: x").replace("[@paper]", "[@papper]")
    spec = spec.replace("items: [one]", "itemz: [one]")
    assert found(spec) == [
        'no model "d" in the road map',
        'unknown key "metod" in a step',
        'unknown key "itemz" in "limitations"',
        'no reference "papper"',
    ]


def test_what_was_left_out_as_faulty_is_not_reported_missing() -> None:
    spec = SOUND.replace("{id: c, name: C}", "[c, C]").replace("  paper: {auth", "  paper: {autor: x, auth")
    assert found(spec) == ['a model must be "key: value" pairs', 'unknown key "autor" in a reference']


def test_yaml_faults_do_not_hide_others() -> None:
    assert found(SOUND + "deck: {title: Again}\nextra: 1\n") == [
        '"deck" stands twice',
        'unknown key "extra" in a spec',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("deck: [a]\n", '"deck" must be "key: value" pairs'),
        ("- a\n", 'a spec must be "key: value" pairs'),
        ("just words\n", 'a spec must be "key: value" pairs'),
        ("roadmap: {models: [{id: a, name: A}]}\n", 'a spec needs "deck"'),
        ("deck: {title: T}\nsummary: {lead: x, items: }\n", '"items" is empty'),
        ("deck: {title: T}\nsummary: []\n", '"items" is empty'),
        ("deck: {title: T}\nreferences: [a]\n", '"references" must be "key: value" pairs'),
        ("deck: {title: T}\nreferences:\n", '"references" is empty'),
        ("deck: {title: '  '}\n", '"title" is empty'),
        ("deck: {title: T, theme: }\n", '"theme" is empty'),
    ],
)
def test_wrong_types_are_in_plain_words(text: str, message: str) -> None:
    assert found(text) == [message]


def test_no_message_speaks_of_python() -> None:
    kinds: list[Any] = ["text", ["list"], {"key": "pair"}, None, [["deep"]], [None], {"deck": None}]
    refused = taken = 0
    for key in yaml.safe_load(SOUND):
        for kind in kinds:
            text = yaml.safe_dump({"deck": {"title": "T"}, key: kind})
            try:
                read(text, "x.yaml")
                taken += 1
            except SpecError as error:
                refused += 1
                shown = str(error).lower()
                for word in ("input", "string", "tuple", "dict", "valid ", "none", "pydantic", "traceback"):
                    assert word not in shown, shown
    assert refused > taken > 0


def test_every_class_of_the_format_has_a_word_for_people() -> None:
    classes = [
        part
        for part in (*vars(model).values(), *vars(blocks).values())
        if isinstance(part, type) and issubclass(part, model.Part)
    ]
    assert set(explain.NOUNS) == set(classes) - {model.Part}


def test_problems_are_rendered_with_line_and_caret() -> None:
    problem = problem_of("deck:\n  title: T\n  subtitel: x\n")
    assert render(problem).splitlines() == [
        'x.yaml:3:3: error[unknown-key]: unknown key "subtitel" in "deck"',
        "    3 |   subtitel: x",
        "      |   ^^^^^^^^",
        '  hint: did you mean "subtitle"?',
    ]


def test_a_hostile_key_is_shown_escaped() -> None:
    shown = render(problem_of('deck: {title: T}\n"\\u202e\\x85]0;x": y\n'))
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_a_file_is_read_with_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(("\ufeff" + SOUND.replace("\n", "\r\n")).encode())
    assert marked(read_file(path, "a.yaml"), "deck", "title") == "A *family*"


def file_problem(path: Path) -> str:
    with pytest.raises(SpecError) as caught:
        read_file(path, "a.yaml")
    (problem,) = caught.value.problems
    assert "\n" not in problem.message
    return problem.message


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    assert file_problem(tmp_path / "none.yaml") == "cannot read a.yaml: no such file"
    assert file_problem(tmp_path) == "cannot read a.yaml: it is a folder"
    (tmp_path / "latin.yaml").write_bytes(b"deck:\n  title: caf\xe9\n")
    assert file_problem(tmp_path / "latin.yaml") == "not UTF-8 text: the byte 0xe9"
    (tmp_path / "large.yaml").write_bytes(b"#" * 2_000_001)
    assert file_problem(tmp_path / "large.yaml") == "a.yaml is larger than 2 MB"
    assert file_problem(tmp_path / "nul\0name").startswith("cannot read a.yaml: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are for POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert file_problem(tmp_path / "pipe") == "cannot read a.yaml: it is not a file"


def test_a_long_spec_is_read_quickly() -> None:
    points = "".join(
        f"  - Point {at} with **bold** words and a [link](https://example.org/{at})\n" for at in range(600)
    )
    text = SOUND + "questions:\n" + points
    read(text, "x.yaml")
    start = time.process_time()
    read(text.replace("Point", "Words"), "x.yaml")
    assert time.process_time() - start < 1.0  # some 0.04 s; generous for a busy machine


# Mutations of a sound spec: a Document or a SpecError, never anything else.


def nodes_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, list):
        below = list(enumerate(value))
    return [path, *(found for key, inner in below for found in nodes_of(inner, (*path, key)))]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


JUNK = [
    None,
    "",
    "x",
    "a b",
    "12",
    "\x01",
    "\u202e",
    [],
    {},
    ["a"],
    [["a"]],
    {"a": "b"},
    "[a](javascript:x)",
    "[^q] [@q]",
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    spec = yaml.load(SOUND, Loader=yaml.BaseLoader)
    for _ in range(draw(st.integers(1, 4))):
        places = [path for path in nodes_of(spec) if path]
        if not places:
            break
        path = draw(st.sampled_from(places))
        parent, key = at(spec, path[:-1]), path[-1]
        match draw(st.sampled_from(["delete", "double", "junk", "swap", "rename"])):
            case "delete":
                del parent[key]
            case "double" if isinstance(parent, list):
                parent.insert(key, deepcopy(parent[key]))
            case "swap":
                other = draw(st.sampled_from(places))
                if other[: len(path)] != path and path[: len(other)] != other:
                    parent[key], at(spec, other[:-1])[other[-1]] = at(spec, other), parent[key]
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from(["x", "text", "id", "items", key + "s"]))] = parent.pop(key)
            case _:
                parent[key] = deepcopy(draw(st.sampled_from(JUNK)))
    return str(yaml.safe_dump(spec, allow_unicode=True, sort_keys=False))


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_a_mutated_spec_is_read_or_refused(text: str) -> None:
    outcome(text)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(SOUND)),
    st.integers(0, 12),
    st.text(alphabet="ab:-[]{},&*!|>'\"\n\t #\x00", max_size=4),
)
def test_a_mangled_text_is_read_or_refused(start: int, length: int, words: str) -> None:
    outcome(SOUND[:start] + words + SOUND[start + length :])


def outcome(text: str) -> None:
    try:
        problems = read(text, "x.yaml").warnings
    except SpecError as error:
        problems = error.problems
        assert any(problem.severity == "error" for problem in problems)
    assert list(problems) == sorted(problems, key=lambda p: p.span.start if p.span else -1)
    assert all(render(problem) for problem in problems)
