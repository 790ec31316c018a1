"""A large road map at a glance: a box for each series or branch, and arrows where steps cross over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from slides.diagram.graph import Size
from slides.diagram.layout import Placement
from slides.geometry import Box, rounded
from slides.inline import plain_text
from slides.spec import lineage
from slides.spec.dates import began
from slides.spec.model import Model, Roadmap, Step

MOST = 40  # boxes that an overview may have; more are no overview


@dataclass(frozen=True, slots=True)
class Branch:
    """Models that are one box of the overview; `series` None: of no one series."""

    name: str
    models: tuple[str, ...]
    series: str | None = None


def branches(
    roadmap: Roadmap, groups: Sequence[tuple[str, ...]], runs: Sequence[tuple[str, ...]]
) -> tuple[Branch, ...]:
    """The boxes: a series each (`groups`); where there is but one series, a sheet each (`runs`)."""
    models = {model.id: model for model in roadmap.models}
    names = {series.id: series.name for series in roadmap.series}
    if len(groups) > 1:
        homes = [next((models[one].series for one in group if models[one].series), None) for group in groups]
        return tuple(
            Branch(names.get(home or "", "Other models"), group, home)
            for group, home in zip(groups, homes, strict=True)
        )
    return tuple(
        Branch(
            models[first].name + (f" and {len(rest)} more" if rest else ""),
            (first, *rest),
            models[first].series,
        )
        for first, *rest in runs
    )


def branch_id(number: int) -> str:
    """The id of a branch's box, from 0."""
    return f"branch-{number + 1}"


def roadmap_of(roadmap: Roadmap, found: Sequence[Branch]) -> Roadmap:
    """The branches as a road map of its own: a model each, and a step for all steps between two."""
    models = {model.id: model for model in roadmap.models}
    boxes = [
        Model.model_validate(
            {
                "id": branch_id(at),
                "name": branch.name,
                "kind": f"{len(branch.models)} model{'s' * (len(branch.models) > 1)}",
                "date": _span([models[name] for name in branch.models]),
            }
        )
        for at, branch in enumerate(found)
    ]
    return roadmap.model_copy(
        update={
            "series": (),
            "models": tuple(boxes),
            "steps": tuple(_steps(roadmap, found)),
            "caveats": (),
            "align": "none",
        }
    )


def _span(models: Sequence[Model]) -> str | None:
    """The years from the first to the last of the models' dates."""
    years = sorted(date[0] for model in models if (date := began(model.date or "")))
    if not years:
        return None
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}\u2013{years[-1]}"


def _steps(roadmap: Roadmap, found: Sequence[Branch]) -> list[Step]:
    """Each pair of branches that steps lead between, once; a pair that would close a circle counts
    as steps back on the arrow the other way."""
    homes = {name: at for at, branch in enumerate(found) for name in branch.models}
    crossing = Counter(
        (homes[source], homes[target])
        for source, target, _ in lineage.edges(roadmap)
        if homes[source] != homes[target]
    )
    kept: dict[tuple[int, int], list[int]] = {}
    below: dict[int, set[int]] = {}
    for (source, target), count in sorted(crossing.items(), key=lambda one: (-one[1], one[0])):
        back = _leads(below, target, source)
        pair = (target, source) if back else (source, target)
        kept.setdefault(pair, [0, 0])[back] += count
        below.setdefault(pair[0], set()).add(pair[1])
    return [
        Step.model_validate({"from": branch_id(pair[0]), "to": branch_id(pair[1]), "method": _told(*counts)})
        for pair, counts in sorted(kept.items())
    ]


def _leads(below: Mapping[int, set[int]], start: int, end: int) -> bool:
    """A line leads from `start` to `end`."""
    waiting, seen = [start], {start}
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        waiting += [one for one in below.get(at, ()) if one not in seen]
        seen |= below.get(at, set())
    return False


def _told(on: int, back: int) -> str:
    words = [f"{on} step{'s' * (on > 1)}"] if on else []
    return ", ".join([*words, *([f"{back} back"] if back else [])])


def sentence(roadmap: Roadmap, found: Sequence[Branch]) -> str:
    """The overview in one sentence, for those who do not see it."""
    names = ", ".join(plain_text(branch.name) for branch in found)
    return f"Overview of {len(roadmap.models):,} models in {len(found)} boxes: {names}."


def in_rows(sizes: Mapping[str, Size], room: Size) -> Placement | None:
    """The boxes in even rows, read like text, for where no tree of them fits; None: not even so."""
    wide, tall = max(w for w, _ in sizes.values()), max(h for _, h in sizes.values())
    most = int((room[0] + _APART) // (wide + _APART))
    if not most:
        return None
    rows = ceil(len(sizes) / most)
    columns = ceil(len(sizes) / rows)
    nodes = {
        name: Box(
            rounded(at % columns * (wide + _APART)), rounded(at // columns * (tall + _APART)), wide, tall
        )
        for at, name in enumerate(sizes)
    }
    width, height = columns * (wide + _APART) - _APART, rows * (tall + _APART) - _APART
    return Placement(rounded(width), rounded(height), nodes, {}, {}) if height <= room[1] else None


_APART = 16.0  # pt between boxes of a row, and between rows
