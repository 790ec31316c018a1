"""A road map drawn: whole for other documents, and on as many slides as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from slides.diagram import cards, division, draw, layout, tidy
from slides.diagram.cards import FULL, Scale, View, Words
from slides.diagram.graph import Size, edge_ids, graph, method_id
from slides.diagram.layout import Engine, Placement
from slides.diagram.route import routes
from slides.diagram.verify import faults
from slides.geometry import rounded
from slides.look import typeset
from slides.look.styled import NO_MARKS, Marks
from slides.look.theme import Theme
from slides.scene import Scene, shifted
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
    sheets: tuple[Sheet, ...]
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


def drawn(roadmap: Roadmap, easel: Easel) -> Drawing:
    """The road map at the most generous scale at which one slide holds it.

    Where none does: whole, as large as it likes, for the pictures; and for the deck an overview of
    names and a sheet for each series, or for as much of one as a slide holds. A model that
    a sheet only refers to stands there as a stub. Raises LayoutError where Graphviz fails.
    """
    outline = lineage.outline(roadmap)
    best = _best(roadmap, easel, FULL)
    if best is not None:
        scene = _scene(roadmap, best, easel, FULL, outline, room=easel.room)
        shown = _scene(roadmap, best, easel, View(links=easel.links), outline, room=easel.room)
        return Drawing(_page(scene, easel.theme), (Sheet("", shown, roadmap),))
    scene = _clean(
        _scene(roadmap, _at(scale, roadmap, easel, FULL), easel, FULL, outline)
        for scale in cards.scales(easel.theme)[_COMFORTABLE:][:_ATTEMPTS]
    )
    return Drawing(_page(scene, easel.theme), *_sheets(roadmap, easel))


_COMFORTABLE = 3  # the scale of a tree that may take all the room it likes
_ATTEMPTS = 4  # scales from there on that are tried until nothing is crossed


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
    chunks, lost = _chunks(roadmap, easel)
    names = {series.id: series.name for series in roadmap.series}
    homes = {model.id: model.series for model in roadmap.models}
    overview, best = _overview(roadmap, easel)
    first = 1 if best is not None else 0
    places = {name: f"#{slide_id(at)}" for at, chunk in enumerate(chunks, start=first) for name in chunk}
    sheets: list[Sheet] = []
    if best is not None:
        view = View(bare=True, links=places)
        outline = lineage.outline(roadmap)
        scene = _scene(overview, best, easel, view, outline, room=easel.room)
        sheets.append(Sheet("overview", scene))
    for chunk in chunks:
        links = {**easel.links, **{name: at for name, at in places.items() if name not in chunk}}
        part, view = division.part(roadmap, chunk, links)
        scale = _best(part, easel, view) or _at(cards.smallest(easel.theme)[1], part, easel, view)
        series = dict.fromkeys(homes[name] or "" for name in chunk)
        about = ", ".join(names[id] for id in series if id) or "other models"
        scene = _scene(part, scale, easel, view, lineage.outline(part), room=easel.room)
        sheets.append(Sheet(about, scene, part, view.stubs))
    return tuple(sheets), tuple(lost)


def _overview(roadmap: Roadmap, easel: Easel) -> tuple[Roadmap, Tried | None]:
    """The tree of names alone, grown the way it is told or else the other way; none where neither
    fits a slide with nothing covered or crossed."""
    ways = (roadmap.direction, "LR" if roadmap.direction == "TB" else "TB")
    bare = [roadmap.model_copy(update={"caveats": (), "direction": way}) for way in ways]
    view = View(bare=True)
    for one in bare:
        best = _best(one, easel, view)
        if best is not None and not any(faults(_scene(one, best, easel, view, "", room=easel.room))):
            return one, best
    return bare[0], None


def _chunks(roadmap: Roadmap, easel: Easel) -> tuple[list[tuple[str, ...]], list[str]]:
    """The models in the order of series and descent, cut into what slides hold; whole series
    stay together where they can. Also those that no slide holds, not even alone."""
    chunks: list[tuple[str, ...]] = []
    lost: list[str] = []
    for series in division.by_series(roadmap):
        if chunks and _holds(roadmap, (*chunks[-1], *series), easel):
            chunks[-1] = (*chunks[-1], *series)
            continue
        cut, left = _cut(roadmap, series, easel, len(series))
        evener, _ = _cut(roadmap, series, easel, -(-len(series) // len(cut)))
        chunks += evener if len(evener) == len(cut) else cut
        lost += left
    return chunks, lost


def _cut(
    roadmap: Roadmap, names: tuple[str, ...], easel: Easel, most: int
) -> tuple[list[tuple[str, ...]], list[str]]:
    """The names in runs that a slide holds, none longer than `most`, and those that none holds."""
    runs: list[tuple[str, ...]] = []
    lost: list[str] = []
    rest = names
    while rest:
        count = _longest(roadmap, rest[:most], easel)
        if not count:
            lost.append(rest[0])
        runs.append(rest[: count or 1])
        rest = rest[count or 1 :]
    return runs, lost


def _longest(roadmap: Roadmap, names: Sequence[str], easel: Easel) -> int:
    """How many of the names, from the first on, one slide holds: doubled, then halved."""
    low, high = 0, 4
    while high < len(names) and _holds(roadmap, names[:high], easel):
        low, high = high, high * 2
    high = min(high, len(names)) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if _holds(roadmap, names[:middle], easel):
            low = middle
        else:
            high = middle
    return low


def _holds(roadmap: Roadmap, names: Sequence[str], easel: Easel) -> bool:
    part, view = division.part(roadmap, names, {})
    return _fits_somehow(part, easel, view)


def _best(roadmap: Roadmap, easel: Easel, view: View) -> Tried | None:
    """The most generous scale at which the road map fits a slide and nothing is covered or crossed,
    else the most generous that fits; None: none does."""
    if not _fits_somehow(roadmap, easel, view):
        return None
    first: Tried | None = None
    for scale in cards.scales(easel.theme):
        found = _tried(scale, roadmap, easel, view)
        if found is None:
            continue
        if not any(faults(_scene(roadmap, found, easel, view, "", room=easel.room))):
            return found
        first = first or found
    return first


def _fits_somehow(roadmap: Roadmap, easel: Easel, view: View) -> bool:
    return any(_tried(scale, roadmap, easel, view) for scale in cards.smallest(easel.theme))


def _tried(scale: Scale, roadmap: Roadmap, easel: Easel, view: View) -> Tried | None:
    """The road map at one scale, None where it does not fit a slide."""
    words, sizes = _measured(scale, roadmap, easel, view)
    wide, tall = easel.room
    down = roadmap.direction == "TB"
    if _longest_line(roadmap, sizes, scale.spacing.rank, down=down) > (tall if down else wide):
        return None  # no layout can be shorter, so none need be made
    if sum(w * h for w, h in sizes.values()) > wide * tall:
        return None  # nor smaller than what stands in it
    placement = _laid_out(roadmap, sizes, scale, easel)
    around_it = draw.frame(roadmap, placement, easel.theme)
    fits = placement.width + around_it.width <= wide and placement.height + around_it.top <= tall
    return (scale, words, placement) if fits else None


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
    return scale, words, _laid_out(roadmap, sizes, scale, easel)


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


def _laid_out(roadmap: Roadmap, sizes: Mapping[str, Size], scale: Scale, easel: Easel) -> Placement:
    found = _placed(roadmap, sizes, scale, {}, easel.engine)
    if roadmap.series and not draw.stacked(roadmap, found):
        names = {series.id: draw.band_name(series.name, easel.theme) for series in roadmap.series}
        labels = {
            id: (typeset.natural_width([name]) + 16, typeset.height([name], 9999) + 8)
            for id, name in names.items()
        }
        found = _placed(roadmap, sizes, scale, labels, easel.engine)
    return found


def _placed(
    roadmap: Roadmap, sizes: Mapping[str, Size], scale: Scale, labels: Mapping[str, Size], engine: Engine
) -> Placement:
    diagram = graph(roadmap, sizes, scale.spacing, band_labels=labels)
    found = layout.placement(layout.run(diagram.dot.source, engine))
    every = enumerate(roadmap.steps)
    edges = {name for number, step in every for side in edge_ids(number, step) for name in side}
    layout.check_complete(found, set(sizes), edges)
    # Bands that stand side by side would have to move as a whole; Graphviz's places are good enough there.
    if roadmap.series and not draw.stacked(roadmap, found):
        return found
    straight = tidy.tidied(roadmap, found, scale.spacing.node)
    curved = any(route == "curve" for route in routes(roadmap, straight, rank=scale.spacing.rank))
    return found if curved else straight


def _scene(
    roadmap: Roadmap, tried: Tried, easel: Easel, view: View, outline: str, room: Size | None = None
) -> Scene:
    scale, words, placement = tried
    return draw.scene(
        roadmap, placement, words, easel.theme, scale=scale, outline=outline, room=room, view=view
    )
