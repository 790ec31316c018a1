from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from slides.source import Problem, Source, SpecError
from slides.spec import nodes
from slides.spec.nodes import Scalar, compose, scalars, trace

LOADERS = [nodes.LOADER, yaml.SafeLoader]


def problems(text: str, loader: Any = nodes.LOADER) -> tuple[Problem, ...]:
    return nodes.parse(Source("x.yaml", text), loader=loader).problems


def messages(text: str, loader: Any = nodes.LOADER) -> list[str]:
    return [problem.message for problem in problems(text, loader)]


def value(text: str) -> Any:
    return compose(Source("x.yaml", text)).value


def test_scalars_stay_the_text_that_was_written() -> None:
    written = ["no", "yes", "12:30:45", "010", "1_000", "2022-12-11", "0x1F", ".5", "1e3", "True", "=", "++"]
    assert value("\n".join(f"- {word}" for word in written)) == written


def test_nothing_is_none_and_an_empty_text_is_not() -> None:
    assert value("- \n- ~\n- null\n- ''\n- 'null'\n") == [None, None, None, "", "null"]


SPANS = {
    "plain": "a: one two # c\nb: x\n",
    "quoted": "a: \"😀 \\u00e9\"\nb: 'it''s'\n",
    "emoji": '😀: "🎉"\nb: 👩‍👩‍👧 z\n',
    "bom": "\ufeffa: b\nc: d\n",
    "crlf": 'a: b\r\nc:\r\n  - d\r\n  - "e"\r\nf: g\r\n',
    "separators": 'a: "x\u2028y"\nb: c\n',
    "block": "a: |\n  one 😀\n  two\nb: >-\n  folded\n  text\nc: d\n",
    "flow": "a: {b: [c, 'd'], e: f}\n",
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", SPANS.values(), ids=SPANS)
def test_spans_are_the_characters_of_the_value(text: str, loader: Any) -> None:
    root = nodes.parse(Source("x", text), loader=loader).root
    assert root is not None
    for scalar in scalars(root):
        written = text[scalar.span.start : scalar.span.end]
        assert yaml.load(written, Loader=yaml.BaseLoader) == scalar.value
        assert written.strip() == written or scalar.style in ("|", ">")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30))
def test_both_loaders_agree_on_places(words: str) -> None:
    text = yaml.safe_dump({words: [words, {"key": words}]}, allow_unicode=True)
    trees = [nodes.parse(Source("x", text), loader=loader) for loader in LOADERS]
    assert trees[0] == trees[1]


def test_a_block_ends_with_its_last_value() -> None:
    text = "a:\n  b: c\n  # comment\n\nd: e\n"
    span = trace(compose(Source("x", text)), ("a",))[-1][1].span
    assert text[span.start : span.end] == "b: c"


def test_a_double_key_is_an_error_on_the_second() -> None:
    (problem,) = problems("a: 1\nb: 2\na: 3\n")
    assert (problem.message, problem.hint) == ('"a" stands twice', "it is on line 1 already")
    assert problem.span
    assert problem.span.start == 10


@pytest.mark.parametrize("text", ["? [a]\n: b\n", "{[a]: b}\n", "~: b\n"])
def test_a_key_is_a_word(text: str) -> None:
    assert messages(text) == ["a key must be a word"]


@pytest.mark.parametrize("loader", LOADERS)
def test_tags_are_refused_and_nothing_is_run(loader: Any) -> None:
    found = messages('!!python/object/apply:os.system ["id"]\n', loader)
    assert found == ['the YAML tag "!!python/object/apply:os.system" is not allowed']
    assert messages("a: !!int 3\nb: !x y\nc: !!str z\n", loader) == [
        'the YAML tag "!!int" is not allowed',
        'the YAML tag "!x" is not allowed',
    ]


def test_an_alias_is_its_anchors_value() -> None:
    assert value("a: &x [b, c]\nd: *x\n") == {"a": ["b", "c"], "d": ["b", "c"]}


def test_an_anchor_that_nothing_uses_is_an_error() -> None:
    assert messages("a: &R and D\n") == ['"&R" names a value that nothing uses']


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]")
    return "\n".join(lines)


@pytest.mark.parametrize("loader", LOADERS)
def test_an_alias_bomb_is_defused(loader: Any) -> None:
    assert messages(bomb(9), loader) == [
        "more than 100,000 values, those that aliases repeat counted each time"
    ]


@pytest.mark.parametrize("text", ["&a [*a]", "a: &a {b: *a}", "&a {*a : b}"])
def test_a_value_cannot_hold_itself(text: str) -> None:
    assert messages(text) == ['"*a" holds itself']


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_depth_is_limited(opening: str, loader: Any) -> None:
    assert messages(opening * 20_000, loader) == ["more than 60 levels within each other"]


def test_depth_by_aliases_is_limited() -> None:
    lines = ["a0: &a0 [x]", *(f"a{level}: &a{level} [*a{level - 1}]" for level in range(1, 200))]
    assert messages("\n".join(lines)) == ["more than 60 levels within each other"]


def test_the_number_of_values_is_limited() -> None:
    assert messages("[" + "a," * 100_001 + "]") == [
        "more than 100,000 values, those that aliases repeat counted each time"
    ]


def test_size_is_limited() -> None:
    assert messages("a" * 2_000_001) == ["x.yaml is larger than 2 MB"]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("char", ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\x9b", "\ud800", "\ufffe", "\ufeff"])
def test_characters_that_are_no_text_are_named_with_their_place(char: str, loader: Any) -> None:
    (problem,) = problems(f"a: 1\nb: x{char}y\n", loader)
    assert f"U+{ord(char):04X}" in problem.message
    assert problem.span
    assert problem.span.start == 9


@pytest.mark.parametrize("escape", [r"\0", r"\x01", r"\e", r"\ud800", r"\uFFFE", r"\x9b", r"\UFFFFFFFF"])
@pytest.mark.parametrize("loader", LOADERS)
def test_escapes_for_such_characters_are_found_too(escape: str, loader: Any) -> None:
    assert len(messages(f'a: "x{escape}y"\n', loader)) == 1


def test_emoji_combining_marks_and_right_to_left_text_are_text() -> None:
    text = "👩\u200d👩\u200d👧 e" + "\u0301" * 500 + " שלום \u200f" + "w" * 10_000
    assert value(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "~", "\ufeff"])
def test_an_empty_file_is_called_empty(text: str) -> None:
    assert messages(text) == ["x.yaml is empty"]


SYNTAX = {
    "a:\n\t- b\n": "a tab in the indentation",
    "a:\n  b: c\n\td: e\n": "a tab in the indentation",
    "a: b\n---\nc: d\n": "a second document begins here",
    "a: b: c\n": 'a second ": " in one line',
    "a: b\nfoo\nc: d\n": 'neither a "key: value" nor a "- point"',
    "a:\n  b: c\n d: e\n": "this line does not line up with the lines above",
    "a:\n  - b\n  c: d\n": "this line does not line up with the lines above",
    "a: [b, c\nd: e\n": "the brackets do not match",
    "a: {b: [c}\n": "the brackets do not match",
    'a: "b\nc: d\n': "a text in quotes is not closed",
    'a: "\\q"\n': "an unknown escape in a text in double quotes",
    "a: @x\n": 'a text cannot begin with "@"',
    "a: `x`\n": 'a text cannot begin with "`"',
    "a: %x\n": 'a text cannot begin with "%"',
    "a: **b** c\n": 'a text cannot begin with "*"',
    "a: *why*\n": 'a text cannot begin with "*"',
    "a: *why?*\n": '"*why" has no "&why" before it',
    "a: -\n": 'a list cannot begin here with "-"',
    "a: >50% x\n": 'a text cannot begin with ">"',
    "a: [x](@y) is\n": 'the value that begins with "[" ends before this',
    "- [x](@y) is\n": 'the value that begins with "[" ends before this',
    'a: "x" is\n': "the value that begins with a double quote ends before this",
    "a: 'it's'\n": "the value that begins with an apostrophe ends before this",
    "a: !e!x y\n": 'a text cannot begin with "!"',
    "%YAML 2.0\n---\na: b\n": 'a line cannot begin with "%"',
    "a: b\n...\nfoo\n": 'something follows after the end of the document ("...")',
    "]": "a value is missing, or a bracket too many",
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", SYNTAX)
def test_syntax_errors_are_in_words_for_people(text: str, loader: Any) -> None:
    assert messages(text, loader) == [SYNTAX[text]]


@given(
    st.text(alphabet="ab:-[]{},&*!|>'\"%@`#?~\\ \n\t\r😀\x01\ufeff", max_size=40), st.sampled_from(LOADERS)
)
def test_any_text_is_a_tree_or_problems(text: str, loader: Any) -> None:
    found = nodes.parse(Source("x", text), loader=loader)
    assert found.problems or found.root is not None
    assert all(not problem.span or 0 <= problem.span.start <= len(text) for problem in found.problems)


def test_compose_raises_every_problem() -> None:
    with pytest.raises(SpecError) as caught:
        compose(Source("x", "a: 1\na: 2\nb: !x y\n"))
    assert len(caught.value.problems) == 2


def test_trace_passes_over_parts_that_are_not_in_the_file() -> None:
    root = compose(Source("x", "summary:\n  - one\n  - two\n"))
    found = trace(root, ("summary", "items", 1, "text"))[-1][1]
    assert isinstance(found, Scalar)
    assert found.value == "two"
