"""Sections of a spec: how blocks are told apart, what sections are called, where they stand in the deck."""

from __future__ import annotations

import pytest

from slides.source import SpecError
from slides.spec import blocks, sections
from slides.spec.read import read

HEAD = "deck: {title: T}\nsections:\n  - title: A\n    blocks:\n"


def block(text: str) -> object:
    (found,) = read(f"{HEAD}      - {text}\n", "x.yaml").spec.sections[0].blocks
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a plain text", blocks.Text),
        ("{heading: x}", blocks.Heading),
        ("{list: [a, {text: b, done: true}], numbered: true}", blocks.List),
        ("{table: [[a, ~]], columns: [x, {title: y, align: right}]}", blocks.Table),
        ("{code: '  x', language: python}", blocks.Code),
        ("{quote: x}", blocks.Quote),
        ("{picture: a.png, alt: A}", blocks.Picture),
        ("{diagram: 'graph TD', language: mermaid}", blocks.Diagram),
        ("{math: x^2}", blocks.Math),
        ("{definitions: [{term: a, means: b}]}", blocks.Definitions),
        ("{details: a, blocks: [b]}", blocks.Details),
    ],
)
def test_a_block_is_known_by_its_key(text: str, kind: type) -> None:
    assert isinstance(block(text), kind)


def test_code_keeps_its_indentation_and_empty_cells_stay() -> None:
    code, table = block("{code: '  x'}"), block("{table: [[a, ~], [b, '']]}")
    assert isinstance(code, blocks.Code)
    assert code.code == "  x"
    assert isinstance(table, blocks.Table)
    assert table.rows == (("a", ""), ("b", ""))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{tabel: [[a]]}", "this is no block", 'did you mean "table"?'),
        ("{table: [[a]], rows: 3}", 'unknown key "rows" in a table', "table, columns, caption"),
        ("{table: [a]}", 'an entry of "table" must be a list of texts', ""),
        ("{quote: [{foo: x}]}", 'an entry of "quote" is no block', "a block is a text"),
        ("{list: [a], start: x}", '"start" must be a whole number from 0 to 100000', ""),
        ("{list: [{text: a, items: [{text: b, items: [{text: c, items: [{text: d, items: [e]}]}]}]}]}",
         "points go 4 levels deep at most", "move it up"),
        ("{diagram: graph TD; A, language: plantuml}", '"language" cannot be "plantuml"', "mermaid, dot"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_block_is_explained_in_its_place(text: str, message: str, hint: str) -> None:
    with pytest.raises(SpecError) as caught:
        block(text)
    (problem,) = caught.value.problems
    assert problem.message == message
    assert hint in (problem.hint or "")
    assert problem.span is not None
    assert problem.span.start >= len(HEAD)


def test_sections_are_named_by_their_titles_each_once() -> None:
    spec = read(
        "deck: {title: T}\nsections:\n"
        "  - {title: 'Why *this*?', blocks: [x]}\n"
        "  - {title: Why this, blocks: [x], sections: [{title: Summary, blocks: [x]}]}\n"
        "  - {title: 演化树, id: tree, blocks: [x]}\n",
        "x.yaml",
    ).spec
    assert list(sections.names(spec).values()) == ["why-this", "why-this-2", "summary-2", "tree"]


def test_sections_come_before_the_limitations_unless_the_deck_says_otherwise() -> None:
    rest = "summary: [x]\nlimitations: [y]\nsections: [{title: A, id: a, blocks: [x]}]\n"
    usual = read("deck: {title: T}\n" + rest, "x.yaml").spec
    chosen = read("deck: {title: T, order: [a, limitations]}\n" + rest, "x.yaml").spec
    shown = [name for name in sections.order(usual) if name in ("summary", "a", "limitations")]
    assert shown == ["summary", "a", "limitations"]
    assert sections.order(chosen)[:2] == ["a", "limitations"]
    assert "summary" in sections.order(chosen)


def test_ids_that_clash_and_orders_of_nothing_are_problems() -> None:
    with pytest.raises(SpecError) as caught:
        read(
            "deck: {title: T, order: [b, a, a]}\n"
            "sections: [{title: A, id: a, blocks: [x]}, {title: B, id: a, blocks: [x]},"
            " {title: C, id: summary, blocks: [x]}]\n",
            "x.yaml",
        )
    said = {problem.message for problem in caught.value.problems}
    assert said >= {
        'no slides are named "b"',
        '"a" stands twice in "order"',
        'the id "a" stands twice',
        '"summary" is a key of the file',
    }
