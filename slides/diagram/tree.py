"""A road map drawn: whole for other documents, and on as many slides as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slides.diagram import cards, division, overview, trial
from slides.diagram.cards import FULL, View
from slides.diagram.chunks import chunks
from slides.diagram.trial import Easel as Easel
from slides.diagram.verify import faults
from slides.scene import Group, Scene
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


def drawn(roadmap: Roadmap, easel: Easel, *, sheets: bool = True) -> Drawing:
    """The road map at the most generous scale at which one slide holds it.

    Where none does: whole, as large as it likes, for the pictures; and for the deck an overview of
    names and a sheet for each series, or for as much of one as a slide holds. A model that
    a sheet only refers to stands there as a stub; without `sheets`, the picture alone. Raises
    LayoutError where Graphviz fails.
    """
    outline = lineage.outline(roadmap)
    best = trial.best(roadmap, easel, FULL)
    if best is not None:
        scene = trial.page(roadmap, best, easel, outline, room=easel.room)
        shown = trial.scene(roadmap, best, easel, View(links=easel.links), outline, room=easel.room)
        return Drawing(scene, (Sheet("", shown, roadmap),))
    scenes = (
        trial.page(roadmap, trial.whole(scale, roadmap, easel, FULL), easel, outline)
        for scale in cards.scales(easel.theme)[_COMFORTABLE:][:_ATTEMPTS]
    )
    scene = _clean(scenes) if len(roadmap.models) <= _LARGE else next(scenes)
    return Drawing(scene, *(_sheets(roadmap, easel) if sheets else ()))


_COMFORTABLE = 3  # the scale of a tree that may take all the room it likes
_ATTEMPTS = 4  # scales from there on that are tried until nothing is crossed
_LARGE = 300  # models; in a larger tree no other scale has been seen to help


def _clean(scenes: Iterator[Scene]) -> Scene:
    """The first without faults, else the first."""
    first = next(scenes)
    if not any(faults(first)):
        return first
    return next((scene for scene in scenes if not any(faults(scene))), first)


def slide_id(number: int) -> str:
    """The id of the slide of sheet `number`, from 0."""
    return "roadmap" if number == 0 else f"roadmap-{number + 1}"


def _sheets(roadmap: Roadmap, easel: Easel) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    known: dict[tuple[str, ...], trial.Tried | None] = {}
    close: set[tuple[str, ...]] = set()  # models that fit only where what is around them is drawn as one

    def holds(names: tuple[str, ...]) -> bool:
        if names not in known:
            known[names] = trial.tight(*_part(names, division.USUAL))
            if known[names] is None and len(names) == 1:
                known[names] = trial.tight(*_part(names, division.CLOSE))
                close.add(names)
        return known[names] is not None

    def _part(names: tuple[str, ...], limits: division.Limits) -> tuple[Roadmap, Easel, View]:
        part, view = division.part(roadmap, names, {}, limits)
        return part, easel, view

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
        part, view = division.part(
            roadmap, chunk, links, division.CLOSE if chunk in close else division.USUAL
        )
        told, _ = division.part(roadmap, chunk, links, division.WHOLE)
        scale = trial.best(part, easel, view, known.get(chunk))
        scale = scale or trial.at(cards.smallest(easel.theme)[1], part, easel, view)
        series = dict.fromkeys(homes[name] or "" for name in chunk)
        about = ", ".join(names[id] for id in series if id) or "other models"
        scene = trial.scene(part, scale, easel, view, lineage.outline(told, view.numbers), room=easel.room)
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
        best = trial.best(turned, easel, view)
        scene = best and trial.scene(turned, best, easel, view, outline, room=easel.room)
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
        words, sizes = trial.measured(scale, loose, easel, view)
        placement = overview.in_rows(sizes, easel.room)
        if placement:
            return trial.scene(loose, (scale, words, placement), easel, view, outline, room=easel.room)
    return None
