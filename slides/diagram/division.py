"""Parts of a road map, as road maps: some of its models, with stubs for those that stand elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from slides.diagram.cards import View
from slides.spec import lineage
from slides.spec.model import Kind, Model, Roadmap, Step


@dataclass(frozen=True, slots=True)
class Limits:
    """How many are drawn each; of more, all stand as one.

    `steps` into one model, each from elsewhere alone; `before`: sources elsewhere of one step; `onward`:
    models elsewhere that one leads on to.
    """

    steps: int = 10
    before: int = 6
    onward: int = 3


USUAL, CLOSE, WHOLE = Limits(), Limits(1, 1, 1), Limits(sys.maxsize, sys.maxsize, sys.maxsize)


def part(
    roadmap: Roadmap, names: Sequence[str], links: Mapping[str, str], limits: Limits = USUAL
) -> tuple[Roadmap, View]:
    """The models of those names with the steps into them; where a step comes from, and where one
    leads on to, stands as a stub without a series."""
    inside = set(names)
    into = _gathered(_steps_into(roadmap, inside, limits.before), inside, limits.steps)
    steps = [*into, *_steps_onward(roadmap, inside, limits.onward)]
    known = {name for step in steps for name in (*step.sources, *step.to)} | inside
    models: list[Model] = []
    for model in roadmap.models:
        if model.id in inside:
            models.append(model)
        elif model.id in known:
            models.append(model.model_copy(update={"series": None, "certainty": "stated"}))
    models += _more(roadmap, known, inside)
    said = inside | {step.id for step in steps if step.id}
    part = roadmap.model_copy(
        update={
            "models": tuple(models),
            "steps": tuple(steps),
            "caveats": tuple(caveat for caveat in roadmap.caveats if caveat.on in said),
        }
    )
    stubs = frozenset(known - inside)
    numbers = tuple(at for at, caveat in enumerate(roadmap.caveats, start=1) if caveat.on in said)
    shown = frozenset(model.series for model in roadmap.models if model.id in inside and model.series)
    unnamed = shown if len(shown) == 1 else frozenset()
    return part, View(stubs=stubs, links=links, numbers=numbers, unnamed=unnamed)


def _steps_into(roadmap: Roadmap, inside: set[str], most: int) -> Iterator[Step]:
    """Each step into one of the models; very many sources on other sheets are one stub."""
    for step in roadmap.steps:
        targets = tuple(target for target in step.to if target in inside)
        if not targets:
            continue
        before = _elsewhere(step.sources, inside)
        if len(before) > most:
            near = tuple(source for source in step.sources if source in inside)
            yield step.model_copy(update={"to": targets, "sources": (*near, f"{targets[0]}{_MANY}")})
        else:
            yield step.model_copy(update={"to": targets})


def _gathered(steps: Iterable[Step], inside: set[str], most: int) -> list[Step]:
    """The steps; where very many lead into one model, each from elsewhere alone, they are one step."""
    listed = list(steps)
    only: dict[str, list[Step]] = {}
    for step in listed:
        if len(step.to) == 1 and step.sources and inside.isdisjoint(step.sources):
            only.setdefault(step.to[0], []).append(step)
    found: list[Step] = []
    done: set[str] = set()
    for step in listed:
        together = only.get(step.to[0], [])
        if len(together) <= most or step not in together:
            found.append(step)
        elif step.to[0] not in done:
            done.add(step.to[0])
            found.append(
                Step.model_construct(
                    id=None, sources=(f"{step.to[0]}{_MANY}",), to=step.to, method=f"{len(together)} steps"
                )
            )
    return found


def _elsewhere(names: Sequence[str], inside: set[str]) -> list[str]:
    return [name for name in names if name not in inside]


def _steps_onward(roadmap: Roadmap, inside: set[str], most: int) -> Iterator[Step]:
    """From each model to those on other sheets that it leads to, without words; many are one stub."""
    led: dict[str, dict[str, Kind]] = {}
    for step in roadmap.steps:
        for source in step.sources:
            if source in inside:
                led.setdefault(source, {}).update((t, step.kind) for t in step.to if t not in inside)
    for source, targets in led.items():
        shown = dict(targets)
        if len(targets) > most:
            shown = {f"{source}{_MORE}": "idea" if set(targets.values()) == {"idea"} else "derived"}
        for kind in dict.fromkeys(shown.values()):
            ends = tuple(end for end in shown if shown[end] == kind)
            yield Step.model_construct(
                id=None, sources=(source,), to=ends, method=None, kind=kind, certainty="stated", source=None,
                say=None,
            )  # fmt: skip


_MORE, _MANY = "/more", "/before"


def _more(roadmap: Roadmap, known: set[str], inside: set[str]) -> Iterator[Model]:
    """The stubs that stand for many: their models are named on the sheets that they are on."""
    for name in sorted(one for one in known if one.endswith((_MORE, _MANY))):
        of, _, kind = name.rpartition("/")
        onward = f"/{kind}" == _MORE
        if onward:
            ends = [step.to for step in roadmap.steps if of in step.sources]
        else:
            ends = [step.sources for step in roadmap.steps if of in step.to]
        count = len({one for end in ends for one in _elsewhere(end, inside)})
        yield Model.model_construct(
            id=name, name=f"{count} {'more' if onward else 'models'}", api=(), series=None, kind=None,
            date=None, source=None, link=None, certainty="stated", say=None,
        )  # fmt: skip


def by_series(roadmap: Roadmap) -> list[tuple[str, ...]]:
    """The models by series, branch by branch in each; one without a series goes with the first of
    those that it leads to."""
    homes = {model.id: model.series for model in roadmap.models}
    ordered = lineage.order(roadmap)
    above = lineage.parents(roadmap)
    onward: dict[str, list[str]] = {}
    for name, parents in above.items():
        for parent in parents:
            onward.setdefault(parent, []).append(name)
    for name in reversed(ordered):
        led = (homes[child] for child in onward.get(name, ()))
        homes[name] = homes[name] or next((home for home in led if home), None)
    found: dict[str | None, list[str]] = {series.id: [] for series in roadmap.series}
    for name in ordered:
        found.setdefault(homes[name], []).append(name)
    return [_by_branch(names, above, onward) for names in found.values() if names]


def _by_branch(
    names: Sequence[str], above: Mapping[str, Sequence[str]], onward: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """The names, given parents first, such that each comes as soon after the last of its parents as
    can be: a run of them is a branch with few lines to elsewhere."""
    inside = set(names)
    missing = {name: sum(parent in inside for parent in above[name]) for name in names}
    waiting = [name for name in reversed(names) if not missing[name]]
    found: list[str] = []
    while waiting:
        found.append(waiting.pop())
        for child in reversed(onward.get(found[-1], ())):
            if child in inside:
                missing[child] -= 1
                if not missing[child]:
                    waiting.append(child)
    return tuple(found)
