"""Diagrams in files: written with their icons, read with suspicion, drawn natively in a deck."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import slides
from slides.build import plan
from slides.diagram import saved
from slides.diagram.parsed import parsed
from slides.scene import Curve, Deck, Picture, Shape, Text, texts, walk
from slides.spec.read import read, read_file
from tests.diagram.test_any import DOCS, EXAMPLES, example, small

SPEC = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[0]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_diagram_written_and_read_is_the_same(name: str) -> None:
    said = parsed(example(name).dot.source)
    text = saved.written(said)
    again = saved.read(text)
    assert saved.written(again) == text
    assert [node.label for node in again.nodes] == [node.label for node in said.nodes]
    assert again.edges == tuple(again.edges)
    assert "site-packages" not in text


def test_the_deck_of_the_page_draws_the_examples_natively(tmp_path: Path) -> None:
    for name in EXAMPLES:
        slides.save(example(name), tmp_path / f"{name}.json")
    (tmp_path / "deck.yaml").write_text(SPEC, encoding="utf-8")
    planned = plan(read_file(tmp_path / "deck.yaml"), folder=tmp_path)
    assert planned.warnings == ()
    items = [item for slide in planned.deck.slides for item in walk(slide.scene.items)]
    words = {text.plain for slide in planned.deck.slides for text in texts(slide.scene.items)}
    assert {"names", "web 1", "Services", "event store", "nightly", "worker 5", "again"} <= words
    assert sum(isinstance(item, Picture) for item in items) == 8 + 10 + 7
    ids = [
        item.id
        for slide in planned.deck.slides
        for item in walk(slide.scene.items)
        if isinstance(item, Shape | Text)
    ]
    assert len(set(ids)) == len(ids)
    for slide in planned.deck.slides:
        known = {item.id for item in walk(slide.scene.items)} | {text.id for text in texts(slide.scene.items)}
        for item in walk(slide.scene.items):
            if isinstance(item, Curve):
                assert all(join.shape in known for join in item.joins or ())
    least = [
        run.size
        for slide in planned.deck.slides[2:]
        for text in texts(slide.scene.items)
        for one in text.paragraphs
        for run in one.runs
    ]
    assert min(least) >= 10
    notes = [line.plain for slide in planned.deck.slides for line in slide.notes]
    assert "balancer → web 1" in notes


def deck(folder: Path, name: str) -> tuple[Deck, list[tuple[str, str]]]:
    text = f"deck: {{title: T}}\nsections: [{{title: S, blocks: [{{diagram: {name}}}]}}]\n"
    planned = plan(read(text, "deck.yaml"), folder=folder)
    return planned.deck, [(one.span.source.name if one.span else "", one.message) for one in planned.warnings]


def test_charts_in_files_are_drawn_and_their_faults_have_places_there(tmp_path: Path) -> None:
    (tmp_path / "a.mmd").write_text("graph TD\nA[Start] --> B\n", encoding="utf-8")
    (tmp_path / "b.gv").write_text("digraph { x -> y }", encoding="utf-8")
    (tmp_path / "c.mmd").write_text("graph TD\nA[open\n", encoding="utf-8")
    for name, word in (("a.mmd", "Start"), ("b.gv", "x")):
        found, warnings = deck(tmp_path, name)
        assert warnings == []
        assert word in {text.plain for text in texts(found.slides[-1].scene.items)}
    found, warnings = deck(tmp_path, "c.mmd")
    assert warnings == [("c.mmd", 'the label of "A" does not end: "]" is missing')]
    assert any("c.mmd" in text.plain for text in texts(found.slides[-1].scene.items))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none.json", "no such file"),
        ("../out.json", "it leads out of the spec's folder"),
        ("/etc/x.json", "only files in the spec's own folder are read; name it by its path from there"),
        ("latin.mmd", "it is not written in UTF-8"),
    ],
)
def test_what_is_not_there_is_a_warning_and_the_slide_shows_its_name(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "latin.mmd").write_bytes(b"graph TD\n\xe9 --> B")
    found, warnings = deck(tmp_path, name)
    assert warnings == [("deck.yaml", f'no diagram "{name}": {reason}')]
    assert any(name in text.plain for text in texts(found.slides[-1].scene.items))


def changed(**change: Any) -> str:
    """The smallest diagram, with something else in it."""
    node = {"id": "node/a", "label": "A", "attrs": {}}
    return json.dumps({"format": saved.FORMAT, "nodes": [node], **change})


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQqTgBAAH4AVXJRJqUAAAAAElFTkSuQmCC"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is no JSON: expecting value"),
        ("[" * 100_000, "it is no JSON that can be read"),
        ('{"format": NaN}', "it is no JSON that can be read"),
        ("[]", f'it is no diagram: "format" is not "{saved.FORMAT}"'),
        (changed(nodes=[]), '"nodes" holds nothing'),
        (
            changed(nodes=[{"id": f"n{at}"} for at in range(301)]),
            '"nodes" holds 301 entries; the most that is drawn is 300',
        ),
        (changed(nodes="a"), '"nodes" is no list'),
        (changed(nodes=[1]), 'number 1 of "nodes" is no mapping'),
        (changed(nodes=[{"id": 3}]), 'number 1 of "nodes" is no text'),
        (changed(nodes=[{"id": 'a"b'}]), 'number 1 of "nodes" is no name'),
        (
            changed(nodes=[{"id": "a", "label": "x" * 1001}]),
            'number 1 of "nodes" is longer than 1000 characters',
        ),
        (changed(nodes=[{"id": "a"}, {"id": "a"}]), 'the id "a" stands twice among the nodes'),
        (
            changed(nodes=[{"id": "a", "attrs": {"image": "/etc/passwd"}}]),
            'number 1 of "nodes": the attribute "image" is not known',
        ),
        (
            changed(nodes=[{"id": "a", "icon": "/etc/passwd"}]),
            'number 1 of "nodes": there is no icon "/etc/passwd"',
        ),
        (
            changed(nodes=[{"id": "a", "attrs": {"style": 'x"]; b ['}}]),
            'number 1 of "nodes": "style" cannot be \'x"]; b [\'',
        ),
        (
            changed(nodes=[{"id": "a", "attrs": {"color": "nocolour"}}]),
            'number 1 of "nodes": colour "nocolour" is not known',
        ),
        (
            changed(edges=[{"id": "e", "tail": "node/a", "head": "b"}]),
            'number 1 of "edges": there is no node "b"',
        ),
        (
            changed(edges=[{"id": "e", "tail": "node/a", "head": "node/a", "attrs": {"minlen": "1000000"}}]),
            'number 1 of "edges": "minlen" is a number up to 10',
        ),
        (changed(clusters=[{"id": "c", "parent": "c"}]), 'cluster "c" stands in none that is there'),
        (changed(clusters=[{"id": "c", "parent": "d"}]), 'cluster "c" stands in none that is there'),
        (changed(clusters=[{"id": "node/a"}]), 'the id "node/a" stands twice among the clusters and edges'),
        (changed(icons={"x.png": "AAAA"}), 'icon "x.png" is no PNG or JPEG picture'),
        (changed(icons={"x.png": "not base 64"}), 'icon "x.png" is no PNG or JPEG picture'),
        (changed(attrs={"splines": "curved"}), '"splines" cannot be "curved"'),
        (changed(levels=[{"rank": "odd", "nodes": []}]), 'number 1 of "levels" is no rank of nodes'),
    ],
    ids=range(25),
)
def test_a_hostile_file_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(saved.Unfit) as raised:
        saved.read(text)
    assert str(raised.value) == reason


def test_an_icon_of_the_file_is_the_one_that_is_shown() -> None:
    said = saved.read(
        changed(nodes=[{"id": "node/a", "label": "A", "icon": "x.png"}], icons={"x.png": PIXEL})
    )
    assert said.icons["x.png"].width == 1


def test_a_finished_picture_is_no_diagram(tmp_path: Path) -> None:
    from diagrams import Node

    scene = slides.scene_of(small(lambda: Node("a")))
    with pytest.raises(ValueError, match=r"a \.json holds a diagram"):
        slides.save(scene, tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []
