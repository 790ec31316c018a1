"""Notes in many people's styles: each is read without an error, and its spec reads back as the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from slides.markdown import note
from slides.markdown.emit import yaml_text
from slides.source import Problem, Source
from slides.spec.document import Document
from slides.spec.read import read

NOTES = Path(__file__).parents[1] / "cases" / "notes"
FILES = sorted(NOTES.rglob("*.md"))


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def written(path: Path) -> tuple[str, Document]:
    root, _ = note.spec_node(Source(path.name, text_of(path)))
    return yaml_text(root), note.read(text_of(path), path.name)


def lost(problems: tuple[Problem, ...]) -> list[str]:
    return [one.message for one in problems if one.message.startswith("not carried over")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_yaml_of_a_note_reads_as_the_same_spec(path: Path) -> None:
    text, document = written(path)
    assert read(text, "x.yaml").spec == document.spec


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_of_a_note_is_lost(path: Path) -> None:
    _, document = written(path)
    assert lost(document.warnings) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_value_of_a_note_knows_its_place(path: Path) -> None:
    from slides.spec.nodes import scalars

    root, problems = note.spec_node(Source(path.name, text_of(path)))
    size = len(root.span.source.text)
    spans = [one.span for one in scalars(root)] + [one.span for one in problems if one.span]
    assert all(0 <= span.start <= span.end <= size for span in spans)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reading_twice_gives_the_same_yaml(path: Path) -> None:
    assert written(path)[0] == written(path)[0]


def test_a_lost_word_is_named_with_its_line() -> None:
    from slides.markdown.clean import prepared
    from slides.markdown.lost import missing
    from slides.markdown.parts import Note
    from slides.spec.nodes import Mapping

    source = Source("a.md", "# Kept\n\nkept words\n\n- a vanished point\n")
    root, _ = note.spec_node(Source("b.md", "# Kept\n\nkept words\n\n- a\n"))
    problems = missing(Note(source), prepared(source, 0), Mapping(root.span, ()), root)
    assert [(one.message, one.span and source.place(one.span.start)[0]) for one in problems] == [
        ('not carried over: "vanished point"', 5)
    ]
