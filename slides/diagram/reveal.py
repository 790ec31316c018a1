"""The order in which a tree appears, a model a click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import assert_never

from slides.diagram import cards
from slides.diagram.graph import method_id
from slides.scene import Curve, Group, Item
from slides.spec import lineage
from slides.spec.dates import began
from slides.spec.model import Roadmap, Step


@dataclass(frozen=True, slots=True)
class Click:
    """What a click brings: a model, the ids of all items that come with it, and the numbers of the
    steps whose methods are among them."""

    model: str
    items: tuple[str, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Revealed:
    """A tree on its way: its items from back to front, and what each click brings of them.

    What none brings stands in a group, there from the start.
    """

    items: tuple[Item, ...]
    clicks: tuple[Click, ...]


def revealed(roadmap: Roadmap, tree: Group, stubs: frozenset[str] = frozenset()) -> Revealed:
    """The items of `tree`, the drawing of `roadmap`, as `roadmap.reveal` wants them to appear.

    PowerPoint animates no shape inside a group, so those to come leave it; a callout
    and its number come as a group of their own. Pure.
    """
    start = started(roadmap, stubs)
    coming = () if roadmap.reveal == "none" else [name for name in order(roadmap) if name not in start]
    if not coming:
        return Revealed((tree,), ())
    moments = _moments(roadmap, dict.fromkeys(start, 0) | {name: at for at, name in enumerate(coming, 1)})
    items = [(_moment(item, moments), item) for item in _callouts_whole(tree.items, roadmap, moments)]
    opening = tuple(item for moment, item in items if not moment)
    brought: list[list[str]] = [[] for _ in range(len(coming) + 1)]
    for moment, item in items:
        brought[moment].append(item.id)
    told: list[list[int]] = [[] for _ in brought]
    for number, step in enumerate(roadmap.steps):
        if not stubs.issuperset(step.to):
            told[moments[method_id(number)]].append(number)
    rest = sorted((pair for pair in items if pair[0]), key=_lines_first)
    return Revealed(
        (Group(tree.id, opening, tree.alt, tree.title), *(item for _, item in rest)),
        tuple(Click(name, tuple(brought[at]), tuple(told[at])) for at, name in enumerate(coming, 1)),
    )


def _lines_first(pair: tuple[int, Item]) -> int:
    """Lines lie below the methods that stand on them; all else is read in the order in which it comes."""
    moment, item = pair
    return 0 if isinstance(item, Curve) else moment


def so_far(shown: Revealed, count: int) -> tuple[Item, ...]:
    """What stands on the page after `count` clicks."""
    hidden = {id for click in shown.clicks[count:] for id in click.items}
    return tuple(item for item in shown.items if item.id not in hidden)


def started(roadmap: Roadmap, stubs: frozenset[str]) -> set[str]:
    """The models that stand from the start: those that come from no other, and stubs."""
    above = lineage.parents(roadmap)
    return {name for name, found in above.items() if not found or name in stubs}


def order(roadmap: Roadmap) -> tuple[str, ...]:
    """The models as `roadmap.reveal` wants them, no one before what it was made from.

    By date: one without a date comes as if it had the latest of its parents'. By series: one without
    a series comes last. Among equals, and otherwise, as `lineage.order` has them. Raises ValueError
    for a road map whose steps lead in a circle.
    """
    known = lineage.order(roadmap)
    match roadmap.reveal:
        case "none" | "tree":
            return known
        case "date":
            return _freed(roadmap, known, _dates(roadmap, known))
        case "series":
            bands = {series.id: at for at, series in enumerate(roadmap.series)}
            last = len(bands)
            homes = {model.id: (bands.get(model.series or "", last),) for model in roadmap.models}
            return _freed(roadmap, known, homes)
        case _:
            assert_never(roadmap.reveal)


Key = tuple[int, ...]


def _freed(roadmap: Roadmap, known: tuple[str, ...], keys: Mapping[str, Key]) -> tuple[str, ...]:
    """Again and again the model of the least key among those whose parents have all come."""
    place = {name: at for at, name in enumerate(known)}
    above = lineage.parents(roadmap)
    below: dict[str, list[str]] = {name: [] for name in known}
    for name in known:
        for parent in above[name]:
            below[parent].append(name)
    missing = {name: len(above[name]) for name in known}
    free = [(keys[name], place[name]) for name in known if not missing[name]]
    heapify(free)
    found: list[str] = []
    while free:
        found.append(known[heappop(free)[1]])
        for child in below[found[-1]]:
            missing[child] -= 1
            if not missing[child]:
                heappush(free, (keys[child], place[child]))
    return tuple(found)


def _dates(roadmap: Roadmap, known: Iterable[str]) -> dict[str, Key]:
    above, said = lineage.parents(roadmap), {model.id: model.date or "" for model in roadmap.models}
    found: dict[str, Key] = {}
    for name in known:
        inherited = max((found[parent] for parent in above[name]), default=(0, 0, 0))
        found[name] = began(said[name]) or inherited
    return found


def _moments(roadmap: Roadmap, models: Mapping[str, int]) -> dict[str, int]:
    """The click (0: none) that brings each model, method and callout."""
    found = dict(models)
    for number, step in enumerate(roadmap.steps):
        found[method_id(number)] = _step_moment(step, models)
    for number, caveat in enumerate(roadmap.caveats, start=1):
        found[f"caveat-{number}"] = found[cards.anchors(roadmap, caveat.on)[0]]
    return found


def _step_moment(step: Step, models: Mapping[str, int]) -> int:
    """A step's method comes with the first of its targets, but not before a source."""
    return max([min(models[target] for target in step.to), *(models[source] for source in step.sources)])


def _moment(item: Item, moments: Mapping[str, int]) -> int:
    """A line comes with the later of its ends, all else with what its id begins with."""
    if isinstance(item, Curve) and item.joins:
        return max(_owner_moment(join.shape, moments) for join in item.joins)
    if isinstance(item, Group) and item.id.startswith("roadmap/"):
        return 0  # bands and legend
    return _owner_moment(item.id, moments)


def _owner_moment(id: str, moments: Mapping[str, int]) -> int:
    """`davinci/caveat-1` is a part of `davinci`."""
    while id not in moments and "/" in id:
        id = id.rpartition("/")[0]
    return moments.get(id, 0)


def _callouts_whole(items: tuple[Item, ...], roadmap: Roadmap, moments: Mapping[str, int]) -> Iterator[Item]:
    """Callouts that come later are one with what stands on them: their number lies over their border."""
    names = {f"caveat-{number}" for number in range(1, len(roadmap.caveats) + 1)}
    parts: dict[str, list[Item]] = {name: [] for name in names if moments[name]}
    for item in items:
        name = item.id.split("/")[0]
        if name in parts and not isinstance(item, Curve):
            parts[name].append(item)
    for item in items:
        whole = () if isinstance(item, Curve) else parts.get(item.id.split("/")[0], ())
        if not whole:
            yield item
        elif item is whole[0]:
            name = item.id.split("/")[0]
            yield Group(f"{name}/callout", tuple(whole), alt=name.capitalize().replace("-", " "))
