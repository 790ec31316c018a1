"""Parts of a road map, as road maps: some of its models, with stubs for those that stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from slides.diagram.cards import View
from slides.spec import lineage
from slides.spec.model import Model, Roadmap, Step


def part(roadmap: Roadmap, names: Sequence[str], links: Mapping[str, str]) -> tuple[Roadmap, View]:
    """The models of those names with the steps into them; where a step comes from, and where one
    leads on to, stands as a stub without a series."""
    inside = set(names)
    steps = [*_steps_into(roadmap, inside), *_steps_onward(roadmap, inside)]
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
    return part, View(stubs=stubs, links=links, numbers=numbers)


def _steps_into(roadmap: Roadmap, inside: set[str]) -> Iterator[Step]:
    """Each step into one of the models; very many sources on other sheets are one stub."""
    for step in roadmap.steps:
        targets = tuple(target for target in step.to if target in inside)
        if not targets:
            continue
        before = _elsewhere(step.sources, inside)
        if len(before) > _BEFORE:
            near = tuple(source for source in step.sources if source in inside)
            yield step.model_copy(update={"to": targets, "sources": (*near, f"{targets[0]}{_MANY}")})
        else:
            yield step.model_copy(update={"to": targets})


_BEFORE = 6  # sources of a step that stand as stubs each; more stand as one
_ONWARD = 3  # models that a model leads on to and that stand as stubs each; more stand as one


def _elsewhere(names: Sequence[str], inside: set[str]) -> list[str]:
    return [name for name in names if name not in inside]


def _steps_onward(roadmap: Roadmap, inside: set[str]) -> Iterator[Step]:
    """From each model to those on other sheets that it leads to, without words; many are one stub."""
    led: dict[str, dict[str, None]] = {}
    for step in roadmap.steps:
        for source in step.sources:
            if source in inside:
                led.setdefault(source, {}).update((t, None) for t in step.to if t not in inside)
    for source, targets in led.items():
        if targets:
            ends = tuple(targets) if len(targets) <= _ONWARD else (f"{source}{_MORE}",)
            yield Step.model_construct(
                id=None, sources=(source,), to=ends, method=None, certainty="stated", source=None, say=None
            )


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
    """The models by series in the order of descent; one without a series goes with the first of
    those that it leads to."""
    homes = {model.id: model.series for model in roadmap.models}
    ordered = lineage.order(roadmap)
    onward: dict[str, list[str]] = {}
    for name, above in lineage.parents(roadmap).items():
        for parent in above:
            onward.setdefault(parent, []).append(name)
    for name in reversed(ordered):
        led = (homes[child] for child in onward.get(name, ()))
        homes[name] = homes[name] or next((home for home in led if home), None)
    found: dict[str | None, list[str]] = {series.id: [] for series in roadmap.series}
    for name in ordered:
        found.setdefault(homes[name], []).append(name)
    return [tuple(names) for names in found.values() if names]
