"""Cross-checks of a road map and its ability table: who descends from whom, and what is said of whom."""

from __future__ import annotations

from collections.abc import Iterator

from slides.source import Problem
from slides.spec import dates, lineage
from slides.spec.document import Document
from slides.spec.explain import suggestion
from slides.spec.nodes import Path
from slides.spec.texts import values


def repeated_ids(document: Document) -> Iterator[Problem]:
    """Models and steps share their ids, since a caveat is on either; series have their own."""
    if document.spec.roadmap is None:
        return
    named: tuple[tuple[Path, str], ...] = tuple(
        (value.path, value.text)
        for value in values(document.spec.roadmap, ("roadmap",))
        if value.field == "id"
    )
    for groups in (("models", "steps"), ("series",)):
        first: dict[str, int] = {}
        for path, id_ in named:
            if path[1] in groups:
                span = document.span(*path)
                if id_ in first:
                    yield Problem(
                        "duplicate-id",
                        f'the id "{id_}" stands twice',
                        span,
                        f"it is on line {first[id_]} already",
                    )
                first.setdefault(id_, document.line(span))


def step_ends(document: Document) -> Iterator[Problem]:
    """Steps join models of the tree, and no model with itself."""
    roadmap = document.spec.roadmap
    if roadmap is None:
        return
    named: list[tuple[Path, str]] = []
    for at, step in enumerate(roadmap.steps):
        for key, ids in (("from", step.sources), ("to", step.to)):
            path: Path = ("roadmap", "steps", at, key)
            named += [((*path, place), id_) for place, id_ in enumerate(ids)]
            for id_ in dict.fromkeys(ids):
                if ids.count(id_) > 1:
                    again = ids.index(id_, ids.index(id_) + 1)
                    yield Problem(
                        "duplicate-entry", f'"{id_}" stands twice in "{key}"', document.span(*path, again)
                    )
        if not step.sources and step.method is None and not document.lost:
            yield Problem(
                "missing-key", 'a step needs "from" or "method"', document.span("roadmap", "steps", at)
            )
        for id_ in set(step.sources) & set(step.to):
            span = document.span("roadmap", "steps", at, "to", step.to.index(id_))
            yield Problem("cycle", f'a step leads from "{id_}" to itself', span)
    yield from _unknown_models(document, named)


def _unknown_models(document: Document, named: list[tuple[Path, str]]) -> Iterator[Problem]:
    roadmap = document.spec.roadmap
    if roadmap is None and document.lost:
        return
    known = {model.id: model for model in roadmap.models} if roadmap else {}
    for path, id_ in named:
        if id_ not in known and not document.lost_name(id_):
            hint = suggestion(id_, known) if roadmap else 'it needs a "roadmap" with this model'
            yield Problem("unknown-model", f'no model "{id_}" in the road map', document.span(*path), hint)


def circles(document: Document) -> Iterator[Problem]:
    roadmap = document.spec.roadmap
    if roadmap is None:
        return
    for circle in lineage.circles(roadmap):
        at, place = next(
            (at, step.to.index(circle[0]))
            for at, step in enumerate(roadmap.steps)
            if circle[0] in step.to and circle[-1] in step.sources
        )
        way = " → ".join(f'"{id_}"' for id_ in (*circle, circle[0]))
        span = document.span("roadmap", "steps", at, "to", place)
        yield Problem(
            "cycle", f"the steps lead in a circle: {way}", span, "a model cannot descend from itself"
        )


def unknown_series(document: Document) -> Iterator[Problem]:
    roadmap = document.spec.roadmap
    if roadmap is None:
        return
    known = {series.id: series for series in roadmap.series}
    for at, model in enumerate(roadmap.models):
        if model.series is not None and model.series not in known and not document.lost_name(model.series):
            hint = suggestion(model.series, known) or 'add it to "series"'
            span = document.span("roadmap", "models", at, "series")
            yield Problem("unknown-series", f'no series "{model.series}" in the road map', span, hint)


def caveats(document: Document) -> Iterator[Problem]:
    roadmap = document.spec.roadmap
    if roadmap is None:
        return
    known = {*(model.id for model in roadmap.models), *(step.id for step in roadmap.steps if step.id)}
    for at, caveat in enumerate(roadmap.caveats):
        if caveat.on not in known and not document.lost_name(caveat.on):
            span = document.span("roadmap", "caveats", at, "on")
            yield Problem(
                "unknown-model", f'no model or step "{caveat.on}"', span, suggestion(caveat.on, sorted(known))
            )


def ability_rows(document: Document) -> Iterator[Problem]:
    abilities = document.spec.abilities
    if abilities is None:
        return
    named: list[tuple[Path, str]] = [
        (("abilities", "rows", at, "model"), row.model) for at, row in enumerate(abilities.rows)
    ]
    yield from _unknown_models(document, named)
    first: dict[str, int] = {}
    for path, id_ in named:
        span = document.span(*path)
        if id_ in first:
            hint = f"it is on line {first[id_]}"
            yield Problem("duplicate-row", f'"{id_}" has a row already', span, hint, severity="warning")
        first.setdefault(id_, document.line(span))


def lonely_models(document: Document) -> Iterator[Problem]:
    roadmap = document.spec.roadmap
    if roadmap is None or not roadmap.steps or document.lost:
        return
    joined = {id_ for step in roadmap.steps for id_ in (*step.sources, *step.to)}
    for at, model in enumerate(roadmap.models):
        if model.id not in joined:
            span = document.span("roadmap", "models", at, "id")
            yield Problem("lonely-model", f'no step leads to or from "{model.id}"', span, severity="warning")


def back_in_time(document: Document) -> Iterator[Problem]:
    """On a time axis, a model cannot stand before the one it was made from."""
    roadmap = document.spec.roadmap
    if roadmap is None or roadmap.align != "date" or document.lost:
        return
    for number, source, target in dates.backward(roadmap):
        message = f'"{target}" is dated before "{source}", which it was made from'
        yield Problem("back-in-time", message, document.span("roadmap", "steps", number), None, "warning")


def without_effect(document: Document) -> Iterator[Problem]:
    """What is written for nothing is worth a word."""
    roadmap = document.spec.roadmap
    if roadmap is None or document.lost:
        return
    homes = {model.series for model in roadmap.models}
    misspelt = homes - {None} - {series.id for series in roadmap.series}
    for at, series in enumerate(roadmap.series):
        if series.id not in homes and not misspelt:
            message = f'no model is of the series "{series.id}"'
            yield Problem("unused-series", message, document.span("roadmap", "series", at), None, "warning")
    if roadmap.reveal_as != "clicks" and roadmap.reveal == "none":
        hint = "say in which order with `reveal`"
        yield Problem(
            "without-effect", "nothing is revealed", document.span("roadmap", "reveal_as"), hint, "warning"
        )
    if roadmap.align == "date" and not any(dates.months(model.date) for model in roadmap.models):
        hint = "give models a `date`"
        yield Problem(
            "without-effect",
            "no model has a date to align by",
            document.span("roadmap", "align"),
            hint,
            "warning",
        )
