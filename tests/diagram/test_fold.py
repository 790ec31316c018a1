from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings

from slides.diagram import layout
from slides.diagram.fold import folded
from slides.diagram.graph import Spacing, graph, method_id
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import roadmaps

SPACING = Spacing(20, 30, 10)


def laid_out(roadmap: Roadmap) -> layout.Placement:
    sizes = {model.id: (80.0 + 7 * at, 40.0 + at) for at, model in enumerate(roadmap.models)}
    sizes |= {method_id(at): (60.0 + 9 * at, 16.0) for at in range(len(roadmap.steps))}
    fold = folded(roadmap, sizes, SPACING.node, SPACING.rank)
    dot = graph(roadmap, fold.sizes, fold.links, SPACING, band_labels={}).dot.source
    found = fold.unfolded(layout.placement(layout.run(dot)))
    assert {name: (box.w, box.h) for name, box in found.nodes.items()} == sizes
    return found


@settings(max_examples=25)
@given(roadmaps())
def test_unfolded_every_node_has_its_size_and_stands_apart(roadmap: Roadmap) -> None:
    found = laid_out(roadmap)
    for one, other in combinations(found.nodes.values(), 2):
        assert not one.meets(other, -0.5)


@settings(max_examples=25)
@given(roadmaps())
def test_unfolded_a_model_stands_in_its_band(roadmap: Roadmap) -> None:
    found = laid_out(roadmap)
    for model in roadmap.models:
        for id, band in found.clusters.items():
            assert band.holds(found.nodes[model.id], 1) == (id == model.series)


@settings(max_examples=25)
@given(roadmaps())
def test_unfolded_a_method_stands_right_before_the_one_model_that_it_makes(roadmap: Roadmap) -> None:
    found = laid_out(roadmap)
    down = roadmap.direction == "TB"
    makers = [step.to for step in roadmap.steps]
    for number, step in enumerate(roadmap.steps):
        if makers.count(step.to) == len(step.to) == 1 and sum(step.to[0] in to for to in makers) == 1:
            method, card = found.nodes[method_id(number)], found.nodes[step.to[0]]
            method, card = (method, card) if down else (method.turned, card.turned)
            assert abs(method.centre.x - card.centre.x) < 0.5
            assert method.bottom + SPACING.rank <= card.y + 0.5
