"""The two larger road maps of `spec/`: what their notes hold, and that the decks show all of it."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from slides.build import Planned, plan, rendered
from slides.inline import plain_text
from slides.scene import Shape, walk
from slides.spec import lineage
from slides.spec.document import Document
from slides.spec.model import DOUBTFUL, Roadmap
from slides.spec.read import read_file

SPECS = Path(__file__).parents[1] / "spec"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a correct reader finds in the notes: `joins` are the models of several parents."""

    models: int
    pairs: int
    labelled: int
    doubtful: int
    series: int
    joins: frozenset[str]


FAMILY, UNIX = "transformer-family", "unix-lineage"
EXPECTED = {
    FAMILY: Counts(
        models=25,
        pairs=31,
        labelled=27,
        doubtful=0,
        series=3,
        joins=frozenset(
            {"XLNet", "BART", "DeBERTaV3", "text-davinci-002", "UL2", "Flan-T5", "ModernBERT"},
        ),
    ),
    UNIX: Counts(
        models=49,  # 46 with a bullet of their own, 3 that are named as parents only
        pairs=60,
        labelled=35,
        doubtful=7,
        series=5,
        joins=frozenset(
            {"3BSD", "System III", "SVR4", "SCO UNIX", "Solaris 2.0", "AIX 1", "A/UX", "IRIX 3.0"}
            | {"Mac OS X 10.0"}
            | {"SVR3"}  # its second parent, V8, gave ideas only
        ),
    ),
}
BOTH = pytest.mark.parametrize("name", EXPECTED)


@cache
def document(name: str) -> Document:
    return read_file(SPECS / f"{name}.yaml")


@cache
def planned(name: str) -> Planned:
    return plan(document(name))


def roadmap(name: str) -> Roadmap:
    found = document(name).spec.roadmap
    assert found is not None
    return found


def pairs(name: str) -> list[tuple[str, str]]:
    return [(source, target) for source, target, _ in lineage.edges(roadmap(name))]


def names(name: str) -> dict[str, str]:
    return {model.id: plain_text(model.name) for model in roadmap(name).models}


@BOTH
def test_the_tree_has_the_models_and_pairs_of_its_notes(name: str) -> None:
    expected, tree = EXPECTED[name], roadmap(name)
    edges = list(lineage.edges(tree))
    assert len(tree.models) == expected.models
    assert len(edges) == len(set(pairs(name))) == expected.pairs
    assert sum(step.method is not None for _, _, step in edges) == expected.labelled
    assert sum(step.certainty in DOUBTFUL for _, _, step in edges) == expected.doubtful
    assert len(tree.series) == len({model.series for model in tree.models} - {None}) == expected.series


@BOTH
def test_branches_join_where_the_notes_say(name: str) -> None:
    shown = names(name)
    joins = {shown[id] for id, above in lineage.parents(roadmap(name)).items() if len(above) > 1}
    assert joins == EXPECTED[name].joins


def test_every_merge_of_the_transformers_is_marked_as_one() -> None:
    marked = {plain_text(model.name) for model in roadmap(FAMILY).models if model.kind == "merge"}
    assert marked == EXPECTED[FAMILY].joins


def test_46_unix_systems_have_a_bullet_and_all_but_two_of_them_a_parent() -> None:
    tree = roadmap(UNIX)
    systems = [model for model in tree.models if model.kind != "named as a parent only"]
    assert len(systems) == 46
    assert all(model.date and model.series for model in systems)
    above = lineage.parents(tree)
    assert [model.id for model in tree.models if not above[model.id]] == ["multics", "plan-9", "4.4bsd"]


def test_the_parent_is_that_of_the_text_and_not_that_of_the_nesting() -> None:
    above = lineage.parents(roadmap(UNIX))
    assert above["v8"] == ("4.1cbsd",)
    assert above["4.4bsd-lite"] == ("4.4bsd",)
    assert above["xenix"] == ("v7",)


@BOTH
def test_the_spec_is_read_and_planned_without_a_problem(name: str) -> None:
    assert document(name).warnings == ()
    assert planned(name).warnings == ()


@BOTH
def test_every_model_and_method_stands_on_a_slide_of_the_road_map(name: str) -> None:
    slides = [slide for slide in planned(name).deck.slides if slide.id.split("-")[0] == "roadmap"]
    shapes = [item for slide in slides for item in walk(slide.scene.items) if isinstance(item, Shape)]
    said = " | ".join(" ".join(shape.label.plain.split()) for shape in shapes if shape.label)
    wanted = [*names(name).values(), *(step.method for step in roadmap(name).steps if step.method)]
    wanted += [caveat.text for caveat in roadmap(name).caveats]
    assert [text for text in wanted if plain_text(text) not in said] == []


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@BOTH
def test_each_step_of_each_pair_is_one_glued_connector_on_a_slide(name: str) -> None:
    """Read from the .pptx: a line goes on where a stub stands, so a pair may be on several slides."""
    data = rendered(planned(name), ("pptx",))["pptx"]
    found: set[tuple[str, str]] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            if part.startswith("ppt/slides/slide"):
                glued = _glued(package.read(part))
                assert max(glued.values(), default=1) == 1, part
                found |= set(glued)
    from_method = {pair for pair in found if pair[0].startswith("method/")}
    collapsed = {pair for pair in found if pair[1].endswith("/more")}  # many models as one stub
    collapsed |= {pair for pair in found if pair[0].startswith("branch-")}  # the overview, by series
    assert found - from_method - collapsed == set(pairs(name))
    made_from_nothing = {one for step in roadmap(name).steps if not step.sources for one in step.to}
    assert {target for _, target in from_method} == made_from_nothing


def _glued(slide: bytes) -> Counter[tuple[str, str]]:
    """The names of the shapes at both ends of every step's connector."""
    tree = etree.fromstring(slide)
    known = {one.get("id"): one.get("name") or "" for one in tree.iter(f"{_P}cNvPr")}
    found: Counter[tuple[str, str]] = Counter()
    for connector in tree.iter(f"{_P}cxnSp"):
        own = next(connector.iter(f"{_P}cNvPr"))
        if (own.get("name") or "").startswith("step/"):
            (start,), (end,) = (list(connector.iter(f"{_A}{name}")) for name in ("stCxn", "endCxn"))
            found[known[start.get("id")], known[end.get("id")]] += 1
    return found
