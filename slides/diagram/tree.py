"""A road map drawn: whole for other documents, and on as many slides as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from slides.diagram import cards, division, draw, layout, overview, tidy
from slides.diagram.cards import FULL, Scale, View, Words
from slides.diagram.chunks import chunks
from slides.diagram.graph import Size, edge_ids, graph, method_id
from slides.diagram.layout import Engine, Placement
from slides.diagram.route import routed
from slides.diagram.verify import faults
from slides.geometry import rounded
from slides.look import typeset
from slides.look.styled import NO_MARKS, Marks
from slides.look.theme import Theme
from slides.scene import Group, Scene, shifted
from slides.spec import lineage
from slides.spec.model import Roadmap


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of the tree stands on one slide; `about` names it where there are several.

    `part` is the road map as the scene tells it, with models that are but `stubs`; None: an overview.
    """

    about: str
    scene: Scene
    part: Roadmap | None = None
    stubs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole tree, the sheets that slides show, and the models that no slide can hold."""

    scene: Scene
    sheets: tuple[Sheet, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """What no scale could keep from being covered, crossed or cut off; in words."""
        scenes = (self.scene, *(sheet.scene for sheet in self.sheets))
        return tuple(dict.fromkeys(fault for scene in scenes for fault in faults(scene)))


@dataclass(frozen=True, slots=True)
class Easel:
    """What every drawing of one road map shares; `room` is width and height of a slide's figure in pt.

    `links` are the addresses of models on slides, in place of their own.
    """

    theme: Theme
    room: Size
    marks: Marks = NO_MARKS
    engine: Engine = "embedded"
    links: Mapping[str, str] = field(default_factory=dict)


Tried = tuple[Scale, Words, Placement]


def drawn(roadmap: Roadmap, easel: Easel, *, sheets: bool = True) -> Drawing:
    """The road map at the most generous scale at which one slide holds it.

    Where none does: whole, as large as it likes, for the pictures; and for the deck an overview of
    names and a sheet for each series, or for as much of one as a slide holds. A model that
    a sheet only refers to stands there as a stub; without `sheets`, the picture alone. Raises
    LayoutError where Graphviz fails.
    """
    outline = lineage.outline(roadmap)
    best = _best(roadmap, easel, FULL)
    if best is not None:
        scene = _scene(roadmap, best, easel, FULL, outline, room=easel.room)
        shown = _scene(roadmap, best, easel, View(links=easel.links), outline, room=easel.room)
        return Drawing(_page(scene, easel.theme), (Sheet("", shown, roadmap),))
    scenes = (
        _scene(roadmap, _at(scale, roadmap, easel, FULL), easel, FULL, outline)
        for scale in cards.scales(easel.theme)[_COMFORTABLE:][:_ATTEMPTS]
    )
    scene = _clean(scenes) if len(roadmap.models) <= _LARGE else next(scenes)
    return Drawing(_page(scene, easel.theme), *(_sheets(roadmap, easel) if sheets else ()))


_COMFORTABLE = 3  # the scale of a tree that may take all the room it likes
_ATTEMPTS = 4  # scales from there on that are tried until nothing is crossed
_LARGE = 300  # models; in a larger tree no other scale has been seen to help


def _clean(scenes: Iterator[Scene]) -> Scene:
    """The first without faults, else the first."""
    first = next(scenes)
    if not any(faults(first)):
        return first
    return next((scene for scene in scenes if not any(faults(scene))), first)


_MARGIN = 14.0  # pt around the tree where it stands on its own


def _page(scene: Scene, theme: Theme) -> Scene:
    """The tree as a picture of its own: on a ground, since nobody knows what it will stand on."""
    return replace(
        scene,
        width=rounded(scene.width + 2 * _MARGIN),
        height=rounded(scene.height + 2 * _MARGIN),
        items=tuple(shifted(item, _MARGIN, _MARGIN) for item in scene.items),
        ground=theme.colour("paper"),
    )


def slide_id(number: int) -> str:
    """The id of the slide of sheet `number`, from 0."""
    return "roadmap" if number == 0 else f"roadmap-{number + 1}"


def _sheets(roadmap: Roadmap, easel: Easel) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    known: dict[tuple[str, ...], Tried | None] = {}

    def holds(names: tuple[str, ...]) -> bool:
        if names not in known:
            part, view = division.part(roadmap, names, {})
            known[names] = _tight(part, easel, view)
        return known[names] is not None

    groups = division.by_series(roadmap)
    runs, lost = chunks(groups, holds)
    names = {series.id: series.name for series in roadmap.series}
    homes = {model.id: model.series for model in roadmap.models}
    sheets: list[Sheet] = []
    places = {name: f"#{slide_id(at)}" for at, chunk in enumerate(runs, start=1) for name in chunk}
    found = len(runs) > 1 and (
        _names_alone(roadmap, easel, places) or _branches(roadmap, easel, places, groups, runs)
    )
    if found:
        sheets.append(Sheet("overview", found))
    else:
        places = {name: f"#{slide_id(at)}" for at, chunk in enumerate(runs) for name in chunk}
    for chunk in runs:
        links = {**easel.links, **{name: at for name, at in places.items() if name not in chunk}}
        part, view = division.part(roadmap, chunk, links)
        scale = _best(part, easel, view, known.get(chunk))
        scale = scale or _at(cards.smallest(easel.theme)[1], part, easel, view)
        series = dict.fromkeys(homes[name] or "" for name in chunk)
        about = ", ".join(names[id] for id in series if id) or "other models"
        scene = _scene(part, scale, easel, view, lineage.outline(part, view.numbers), room=easel.room)
        sheets.append(Sheet(about, scene, part, view.stubs))
    return tuple(sheets), tuple(lost)


def _names_alone(roadmap: Roadmap, easel: Easel, links: Mapping[str, str]) -> Scene | None:
    """The tree of names alone, grown the way it is told or else the other way; none where neither
    fits a slide with nothing covered or crossed."""
    view = View(bare=True, links=links)
    bare = roadmap.model_copy(update={"caveats": ()})
    return _either_way(bare, easel, view, lineage.outline(roadmap))


def _either_way(roadmap: Roadmap, easel: Easel, view: View, outline: str) -> Scene | None:
    for way in (roadmap.direction, "LR" if roadmap.direction == "TB" else "TB"):
        turned = roadmap.model_copy(update={"direction": way})
        best = _best(turned, easel, view)
        scene = best and _scene(turned, best, easel, view, outline, room=easel.room)
        if scene and not any(faults(scene)):
            return scene
    return None


def _branches(
    roadmap: Roadmap,
    easel: Easel,
    links: Mapping[str, str],
    groups: Sequence[tuple[str, ...]],
    runs: Sequence[tuple[str, ...]],
) -> Scene | None:
    """A box for each series or sheet, as a tree or else in rows; none where they are too many."""
    found = overview.branches(roadmap, groups, runs)
    if len(found) > overview.MOST:
        return None
    whole = overview.roadmap_of(roadmap, found)
    colours = cards.series_colours(roadmap, easel.theme)
    ids = [overview.branch_id(at) for at in range(len(found))]
    view = View(
        links={id: links[branch.models[0]] for id, branch in zip(ids, found, strict=True)},
        accents={
            id: colours[branch.series]
            for id, branch in zip(ids, found, strict=True)
            if branch.series in colours
        },
    )
    outline = lineage.outline(whole)
    scene = _either_way(whole, easel, view, outline) or _in_rows(whole, easel, view, outline)
    if scene is None:
        return None
    said = overview.sentence(roadmap, found)
    items = tuple(replace(item, alt=said) if isinstance(item, Group) else item for item in scene.items)
    return replace(scene, items=items)


def _in_rows(roadmap: Roadmap, easel: Easel, view: View, outline: str) -> Scene | None:
    loose = roadmap.model_copy(update={"steps": ()})
    for scale in cards.scales(easel.theme):
        words, sizes = _measured(scale, loose, easel, view)
        placement = overview.in_rows(sizes, easel.room)
        if placement:
            return _scene(loose, (scale, words, placement), easel, view, outline, room=easel.room)
    return None


def _best(roadmap: Roadmap, easel: Easel, view: View, tight: Tried | None = None) -> Tried | None:
    """The most generous scale at which the road map fits a slide and nothing is covered or crossed,
    else the most generous that fits; None: none does. `tight` is what `_tight` found, if it is known."""
    tight = tight or _tight(roadmap, easel, view)
    if tight is None:
        return None
    first: Tried | None = None
    for scale in cards.scales(easel.theme):
        found = tight if scale == tight[0] else _tried(scale, roadmap, easel, view, like=tight[2])
        if found is None:
            continue
        if not any(faults(_scene(roadmap, found, easel, view, "", room=easel.room))):
            return found
        first = first or found
    return first or tight


def _tight(roadmap: Roadmap, easel: Easel, view: View) -> Tried | None:
    """The road map at one of the smallest scales; None where it does not fit a slide even so."""
    like: Placement | None = None
    for scale in reversed(cards.smallest(easel.theme)):  # narrow cards fit more often
        found = _hopeful(scale, roadmap, easel, view, like)
        if found and _holds(roadmap, found, easel, view):
            return found
        like = found[2] if found else like
    return None


def _tried(scale: Scale, roadmap: Roadmap, easel: Easel, view: View, like: Placement | None) -> Tried | None:
    """The road map at one scale, None where it does not fit a slide."""
    found = _hopeful(scale, roadmap, easel, view, like)
    return found if found and _holds(roadmap, found, easel, view) else None


def _hopeful(
    scale: Scale, roadmap: Roadmap, easel: Easel, view: View, like: Placement | None
) -> Tried | None:
    """The road map at one scale; None where no layout can be small enough for a slide, so that none
    need be made. `like` is how it lies at another scale: ranks are the same at every one."""
    wide, tall = easel.room
    down = roadmap.direction == "TB"
    tiny = dict.fromkeys((model.id for model in roadmap.models), cards.LEAST)
    tiny |= {method_id(number): (1.0, 1.0) for number in range(len(roadmap.steps))}
    if _longest_line(roadmap, tiny, scale.spacing.rank, down=down) > (tall if down else wide):
        return None
    words, sizes = _measured(scale, roadmap, easel, view)
    if _longest_line(roadmap, sizes, scale.spacing.rank, down=down) > (tall if down else wide):
        return None
    if sum(w * h for w, h in sizes.values()) > wide * tall:
        return None
    if like is not None:
        width, height = _least(like, sizes, scale, down=down)
        least = replace(like, width=width - _ROUNDING, height=height - _ROUNDING)
        if not _holds(roadmap, (scale, words, least), easel, view):
            return None
    return scale, words, _laid_out(roadmap, sizes, scale, easel, view)


_ROUNDING = 2.0  # pt by which Graphviz may round the sizes of a layout, all in all


def _holds(roadmap: Roadmap, tried: Tried, easel: Easel, view: View) -> bool:
    """A slide holds the tree with what stands around it."""
    _, words, placement = tried
    around_it = draw.frame(roadmap, placement, words, easel.theme, view=view, room=easel.room)
    return draw.fits(around_it, placement, easel.room)


def _least(like: Placement, sizes: Mapping[str, Size], scale: Scale, *, down: bool) -> Size:
    """The least width and height in pt at a scale, of a tree with the ranks of another layout."""
    across, along = (0, 1) if down else (1, 0)
    ranks: dict[int, list[Size]] = {}
    for name, size in sizes.items():
        ranks.setdefault(round(like.nodes[name].centre[along]), []).append(size)
    widest = max(
        sum(size[across] for size in rank) + (len(rank) - 1) * scale.spacing.node for rank in ranks.values()
    )
    deep = sum(max(size[along] for size in rank) for rank in ranks.values())
    deep += (len(ranks) - 1) * scale.spacing.rank
    return (widest, deep) if down else (deep, widest)


def _longest_line(roadmap: Roadmap, sizes: Mapping[str, Size], rank: float, *, down: bool) -> float:
    """The longest line of descent in pt, models and methods and the least distances between them."""
    along = 1 if down else 0
    reach: dict[str, float] = {}
    incoming: dict[str, list[int]] = {}
    for number, step in enumerate(roadmap.steps):
        for target in step.to:
            incoming.setdefault(target, []).append(number)
    for name in lineage.order(roadmap):
        before = 0.0
        for number in incoming.get(name, ()):
            sources = [reach[source] + rank for source in roadmap.steps[number].sources]
            before = max(before, max(sources, default=0.0) + sizes[method_id(number)][along] + rank)
        reach[name] = before + sizes[name][along]
    return max(reach.values())


def _at(scale: Scale, roadmap: Roadmap, easel: Easel, view: View) -> Tried:
    """The road map at one scale, whatever room it takes."""
    words, sizes = _measured(scale, roadmap, easel, view)
    return scale, words, _laid_out(roadmap, sizes, scale, easel, view)


def _measured(scale: Scale, roadmap: Roadmap, easel: Easel, view: View) -> tuple[Words, dict[str, Size]]:
    words = cards.words(roadmap, easel.theme, scale, easel.marks, view)
    return words, {
        name: cards.size(
            said,
            scale,
            method=name.startswith("method/"),
            badges=len(words.badges.get(name, ())),
            down=roadmap.direction == "TB",
        )
        for name, said in words.paragraphs.items()
    }


def _laid_out(
    roadmap: Roadmap, sizes: Mapping[str, Size], scale: Scale, easel: Easel, view: View
) -> Placement:
    """Room for the names of bands is needed only where the bands do not run across the page; what
    is likely is tried first."""
    homes = {model.series for model in roadmap.models}
    drawn_series = tuple(series for series in roadmap.series if series.id in homes)
    roadmap = roadmap.model_copy(update={"series": drawn_series})
    if not drawn_series:
        return _placed(roadmap, sizes, scale, {}, easel.engine)
    names = {
        series.id: draw.band_name(series.name, easel.theme)
        for series in roadmap.series
        if series.id not in view.unnamed
    }
    labels = {
        id: (typeset.natural_width([name]) + 16, typeset.height([name], 9999) + 8)
        for id, name in names.items()
    }
    beside = not _one_below_another(roadmap)
    found = _placed(roadmap, sizes, scale, labels if beside else {}, easel.engine)
    if beside != draw.stacked(roadmap, found):
        return found
    return _placed(roadmap, sizes, scale, {} if beside else labels, easel.engine)


def _one_below_another(roadmap: Roadmap) -> bool:
    """The series will follow one another down the page, going by the longest lines of descent."""
    if roadmap.direction == "LR":
        return False
    above = lineage.parents(roadmap)
    homes = {model.id: model.series for model in roadmap.models}
    depths: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for name in lineage.order(roadmap):
        depths[name] = max((depths[parent] + 2 for parent in above[name]), default=0)
        home = homes[name]
        if home is not None:
            first, last = spans.get(home, (depths[name], depths[name]))
            spans[home] = (min(first, depths[name] - bool(above[name])), max(last, depths[name]))
    return all(one[1] < other[0] for one, other in pairwise(sorted(spans.values())))


def _placed(
    roadmap: Roadmap, sizes: Mapping[str, Size], scale: Scale, labels: Mapping[str, Size], engine: Engine
) -> Placement:
    diagram = graph(roadmap, sizes, scale.spacing, band_labels=labels)
    found = layout.placement(layout.run(diagram.dot.source, engine))
    every = enumerate(roadmap.steps)
    edges = {name for number, step in every for side in edge_ids(number, step) for name in side}
    layout.check_complete(found, set(sizes), edges)
    beside = bool(roadmap.series) and not draw.stacked(roadmap, found)
    straight = tidy.tidied(roadmap, found, scale.spacing.node, beside=beside)
    return routed(roadmap, straight, rank=scale.spacing.rank, labels=labels if beside else {})


def _scene(
    roadmap: Roadmap, tried: Tried, easel: Easel, view: View, outline: str, room: Size | None = None
) -> Scene:
    scale, words, placement = tried
    return draw.scene(
        roadmap, placement, words, easel.theme, scale=scale, outline=outline, room=room, view=view
    )
