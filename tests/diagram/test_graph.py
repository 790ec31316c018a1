from __future__ import annotations

from pathlib import Path

import pytest
from diagrams import Diagram
from hypothesis import given, settings

from slides.diagram.graph import Spacing, graph, links, method_id
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import roadmaps, seed_roadmap

SPACING = Spacing(20, 30, 10)


def source(roadmap: Roadmap, **labels: tuple[float, float]) -> str:
    names = [*(model.id for model in roadmap.models), *map(method_id, range(len(roadmap.steps)))]
    sizes = dict.fromkeys(names, (72.0, 36.0))
    drawn = graph(roadmap, sizes, tuple(links(roadmap)), SPACING, band_labels=labels)
    return str(drawn.dot.source)


def test_the_graph_is_a_diagram_that_draws_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    roadmap = seed_roadmap()
    sizes = dict.fromkeys([*(m.id for m in roadmap.models), *map(method_id, range(7))], (72.0, 36.0))
    assert isinstance(graph(roadmap, sizes, tuple(links(roadmap)), SPACING, band_labels={}), Diagram)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=25)
@given(roadmaps())
def test_every_model_method_and_arrow_is_in_the_graph(roadmap: Roadmap) -> None:
    written = source(roadmap)
    for model in roadmap.models:
        assert f"\t{model.id} [" in written.replace('"', "")
    for number, step in enumerate(roadmap.steps):
        for before in step.sources:
            assert f'\t{before} -> "method/{number}" [' in written
        for target in step.to:
            assert f'\t"method/{number}" -> {target} [' in written


def test_graphviz_gets_no_words_and_fixed_sizes() -> None:
    written = source(seed_roadmap())
    assert "GPT-3 Initial" not in written
    assert "RLHF" not in written
    assert 'width="1.0000"' in written or "width=1.0000" in written


def test_no_path_of_this_machine_is_in_the_graph() -> None:
    assert str(Path.cwd()) not in source(seed_roadmap())
    assert "site-packages" not in source(seed_roadmap())


def test_the_graph_is_the_same_each_time() -> None:
    assert source(seed_roadmap()) == source(seed_roadmap())
