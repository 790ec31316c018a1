"""Laws of every drawing, whatever the road map."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import Phase, example, find, given, settings

from slides.diagram import route, trial
from slides.diagram.graph import method_id
from slides.diagram.tree import Drawing, Easel, drawn
from slides.geometry import Box, Point
from slides.scene import Curve, Scene, Shape, Text, texts, walk
from slides.spec import lineage
from slides.spec.model import DOUBTFUL, Roadmap, Step
from tests.diagram.roadmaps import ROOM, THEME, large_roadmap, roadmaps, seed_roadmap

HAIR = 0.03  # pt; ends, centres and boxes are each rounded to 0.01


EASEL = Easel(THEME, ROOM)


def draw(roadmap: Roadmap) -> Drawing:
    return drawn(roadmap, EASEL)


def shapes(scene: Scene) -> dict[str, Shape]:
    return {item.id: item for item in walk(scene.items) if isinstance(item, Shape)}


def curves(scene: Scene) -> list[Curve]:
    return [item for item in walk(scene.items) if isinstance(item, Curve)]


def arrows(scene: Scene) -> list[Curve]:
    return [curve for curve in curves(scene) if curve.id.startswith("step/")]


def nodes(scene: Scene) -> dict[str, Box]:
    """The boxes of cards and written methods."""
    others = ("series/", "legend/", "caveat-")
    found = shapes(scene).items()
    return {name: s.box for name, s in found if not name.startswith(others) and "/caveat-" not in name}


@settings(max_examples=40)
@example(seed_roadmap())
@example(large_roadmap())
@given(roadmaps(most=6) | roadmaps())
def test_a_drawing_is_lawful(roadmap: Roadmap) -> None:
    """One drawing for all laws: drawing is what takes the time."""
    keeps_the_laws(roadmap, draw(roadmap))


@settings(max_examples=15)
@example(seed_roadmap())
@given(roadmaps())
def test_a_drawing_laid_out_as_large_ones_are_is_as_lawful(roadmap: Roadmap) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trial, "LARGE", 0)
        keeps_the_laws(roadmap, draw(roadmap))


def keeps_the_laws(roadmap: Roadmap, found: Drawing) -> None:
    every_model_is_a_card_with_its_name(roadmap, found.scene)
    every_step_is_one_connector_for_each_pair_glued_to_both(roadmap, found.scene)
    doubt_is_drawn_as_doubt(roadmap, found.scene)
    every_model_is_on_a_sheet(roadmap, found)
    for scene in (found.scene, *(sheet.scene for sheet in found.sheets)):
        arrows_start_and_end_on_their_sites(scene)
        no_node_stands_on_another(scene)
        no_connector_runs_through_a_foreign_node(scene)
        lines_of_different_parents_share_no_track(scene)
        everything_is_on_the_page(scene)
        every_text_is_in_its_box(scene)
        ids_are_unique(scene)
    for sheet in found.sheets:
        assert found.lost or (sheet.scene.width <= ROOM[0] + HAIR and sheet.scene.height <= ROOM[1] + HAIR)


def every_model_is_a_card_with_its_name(roadmap: Roadmap, scene: Scene) -> None:
    found = shapes(scene)
    for model in roadmap.models:
        label = found[model.id].label
        assert label is not None
        assert model.name in label.plain
        assert all(api in label.plain for api in model.api)


def every_step_is_one_connector_for_each_pair_glued_to_both(roadmap: Roadmap, scene: Scene) -> None:
    wanted = sorted(
        (f"step/{number}/{source}>{target}", source, target)
        for number, step in enumerate(roadmap.steps)
        for source in step.sources or method(number, step)
        for target in step.to
    )
    found = sorted((arrow.id, *(join.shape for join in arrow.joins or ())) for arrow in arrows(scene))
    assert found == wanted


def method(number: int, step: Step) -> list[str]:
    """What a step from nothing starts at: its words; without any it says nothing."""
    said = step.method or step.certainty in DOUBTFUL or step.kind == "idea"
    return [method_id(number)] if said else []


def arrows_start_and_end_on_their_sites(scene: Scene) -> None:
    found = shapes(scene)
    for curve in curves(scene):
        if curve.id.startswith("legend/"):
            continue
        for join, point in zip(curve.joins or (), (curve.points[0], curve.points[-1]), strict=True):
            shape = found[join.shape]
            box, middle = shape.box, shape.box.centre
            sites = ((middle.x, box.y), (box.x, middle.y), (middle.x, box.bottom), (box.right, middle.y))
            at = join.site // 2 if shape.outline == "ellipse" else join.site
            off = abs(point.x - sites[at][0]), abs(point.y - sites[at][1])
            # A line that is all but upright is drawn upright.
            assert min(off) <= HAIR, curve.id
            assert max(off) <= (0.8 if curve.route == "straight" else HAIR), curve.id


def every_model_is_on_a_sheet(roadmap: Roadmap, found: Drawing) -> None:
    shown = {name for sheet in found.sheets for name in shapes(sheet.scene)}
    assert {model.id for model in roadmap.models} <= shown


def no_node_stands_on_another(scene: Scene) -> None:
    for (one, box), (other, second) in combinations(nodes(scene).items(), 2):
        assert not box.inset(HAIR).meets(second), f"{one} stands on {other}"


def own(arrow: Curve) -> set[str]:
    number = arrow.id.split("/")[1]
    return {join.shape for join in arrow.joins or ()} | {f"method/{number}"}


def foreign(arrow: Curve, scene: Scene) -> Iterator[tuple[str, Box]]:
    mine = own(arrow)
    return ((name, box) for name, box in nodes(scene).items() if name not in mine)


def no_connector_runs_through_a_foreign_node(scene: Scene) -> None:
    for arrow in arrows(scene):
        assert arrow.route != "curve"
        for name, box in foreign(arrow, scene):
            assert not route.hits(arrow.points, [box], gap=0), f"{arrow.id} runs through {name}"


def lines_of_different_parents_share_no_track(scene: Scene) -> None:
    for one, other in combinations(arrows(scene), 2):
        ends = zip(one.joins or (), other.joins or (), strict=True)
        if one.id.split("/")[1] == other.id.split("/")[1] or any(a.shape == b.shape for a, b in ends):
            continue
        for start, end in pairwise(one.points):
            for first, last in pairwise(other.points):
                assert not lie_on_each_other((start, end), (first, last)), f"{one.id} and {other.id}"


def lie_on_each_other(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    for along, across in ((0, 1), (1, 0)):
        places = [point[across] for point in (*one, *other)]
        if max(places) - min(places) < 0.5:
            (a, b), (c, d) = (sorted(point[along] for point in line) for line in (one, other))
            return min(b, d) - max(a, c) > 1
    return False


def everything_is_on_the_page(scene: Scene) -> None:
    page = Box(0, 0, scene.width, scene.height)
    for item in walk(scene.items):
        if isinstance(item, Shape | Text):
            assert page.holds(item.box, 0.02), item.id
        elif isinstance(item, Curve):
            assert all(page.holds(Box(*point, 0, 0), 0.02) for point in item.points), item.id


def every_text_is_in_its_box(scene: Scene) -> None:
    for text in texts(scene.items):
        for line in text.lines:
            for piece in line.pieces:
                assert piece.x >= text.box.x - 0.1, text.id
                assert piece.x + piece.width <= text.box.right + 0.1, text.id
            assert text.box.y < line.y < text.box.bottom + 0.1, text.id


FORMS = {"sure": "solid", "doubtful": "dash", "disputed": "dashdot"}


def doubt_is_drawn_as_doubt(roadmap: Roadmap, scene: Scene) -> None:
    found = shapes(scene)
    for model in roadmap.models:
        stroke = found[model.id].stroke
        assert stroke is not None
        assert stroke.dash == FORMS[lineage.form(model.certainty)]
    for arrow in arrows(scene):
        step = roadmap.steps[int(arrow.id.split("/")[1])]
        idea = step.kind == "idea"
        assert arrow.stroke.dash == ("dot" if idea else FORMS[lineage.form(step.certainty)])
        assert arrow.open_head == idea


def ids_are_unique(scene: Scene) -> None:
    ids = [item.id for item in walk(scene.items)]
    assert len(ids) == len(set(ids))


@settings(max_examples=5)
@given(roadmaps())
def test_drawing_twice_gives_the_same(roadmap: Roadmap) -> None:
    assert draw(roadmap) == draw(roadmap)


def test_a_tree_too_large_for_a_slide_is_an_overview_and_its_parts() -> None:
    roadmap = large_roadmap()
    overview, *parts = draw(roadmap).sheets
    assert overview.about == "overview"
    assert len(parts) > 1
    names = [model.id for model in roadmap.models]
    assert set(names) <= set(shapes(overview.scene))
    paper = THEME.colour("paper")
    told = [
        name for part in parts for name in names if (s := shapes(part.scene).get(name)) and s.fill == paper
    ]
    assert sorted(told) == sorted(names)


def test_each_box_of_the_overview_links_to_the_slide_that_tells_of_it() -> None:
    overview, *parts = draw(large_roadmap()).sheets
    for model in large_roadmap().models:
        href = shapes(overview.scene)[model.id].href
        number = int(href.removeprefix("#roadmap-"))
        assert model.id in shapes(parts[number - 2].scene)


def test_a_step_from_very_many_models_still_fits_its_sheet() -> None:
    models = [{"id": f"m{at}", "name": f"Model {at}"} for at in range(30)] + [{"id": "r", "name": "Result"}]
    steps = [{"from": [f"m{at}" for at in range(30)], "to": "r", "method": "merging"}]
    found = draw(Roadmap.model_validate({"models": models, "steps": steps}))
    assert found.lost == ()
    last = shapes(found.sheets[-1].scene)
    assert any(name == "r" for name in last)
    assert any(s.label and s.label.plain.endswith("models") for s in last.values())


TRAITS = {
    "merge": lambda roadmap: any(len(step.sources) > 1 for step in roadmap.steps),
    "parallel": lambda roadmap: len({(s.sources, s.to) for s in roadmap.steps if s.sources}) < len(
        [s for s in roadmap.steps if s.sources]
    ),
    "alone": lambda roadmap: len(roadmap.models) > 1 and not all(
        any(model.id in (*step.sources, *step.to) for step in roadmap.steps) for model in roadmap.models
    ),
    "long": lambda roadmap: any(len(step.method or "") > 90 for step in roadmap.steps),
    "japanese": lambda roadmap: any(step.method == "指示調整" for step in roadmap.steps),
    "disputed": lambda roadmap: any(step.certainty == "disputed" for step in roadmap.steps),
    "idea": lambda roadmap: any(step.kind == "idea" for step in roadmap.steps),
}  # fmt: skip


@pytest.mark.parametrize("trait", TRAITS)
def test_the_road_maps_tried_are_of_every_kind(trait: str) -> None:
    find(roadmaps(), TRAITS[trait], settings=settings(max_examples=500, phases=[Phase.generate]))
