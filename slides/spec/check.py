"""Cross-checks of a spec: what no single value can be blamed for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from slides.inline import Run, parse, plain_text
from slides.look import assets
from slides.source import Problem, Span
from slides.spec import dates, formulas, lineage, links, nodes, sections
from slides.spec.document import Document
from slides.spec.explain import nearest, suggestion
from slides.spec.model import is_file
from slides.spec.nodes import Path, scalars
from slides.spec.texts import texts, values


def check(document: Document) -> list[Problem]:
    """The problems that the values of a spec make with each other, in no order. Pure but for theme names."""
    return [problem for rule in CHECKS for problem in islice(rule(document), MOST_OF_A_KIND)]


MOST_OF_A_KIND = 200  # more are not looked for, since each costs a search for the nearest name


def _repeated_ids(document: Document) -> Iterator[Problem]:
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


def _step_ends(document: Document) -> Iterator[Problem]:
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


def _circles(document: Document) -> Iterator[Problem]:
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


def _unknown_series(document: Document) -> Iterator[Problem]:
    roadmap = document.spec.roadmap
    if roadmap is None:
        return
    known = {series.id: series for series in roadmap.series}
    for at, model in enumerate(roadmap.models):
        if model.series is not None and model.series not in known and not document.lost_name(model.series):
            hint = suggestion(model.series, known) or 'add it to "series"'
            span = document.span("roadmap", "models", at, "series")
            yield Problem("unknown-series", f'no series "{model.series}" in the road map', span, hint)


def _caveats(document: Document) -> Iterator[Problem]:
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


def _ability_rows(document: Document) -> Iterator[Problem]:
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


def _lonely_models(document: Document) -> Iterator[Problem]:
    roadmap = document.spec.roadmap
    if roadmap is None or not roadmap.steps or document.lost:
        return
    joined = {id_ for step in roadmap.steps for id_ in (*step.sources, *step.to)}
    for at, model in enumerate(roadmap.models):
        if model.id not in joined:
            span = document.span("roadmap", "models", at, "id")
            yield Problem("lonely-model", f'no step leads to or from "{model.id}"', span, severity="warning")


def _back_in_time(document: Document) -> Iterator[Problem]:
    """On a time axis, a model cannot stand before the one it was made from."""
    roadmap = document.spec.roadmap
    if roadmap is None or roadmap.align != "date" or document.lost:
        return
    for number, source, target in dates.backward(roadmap):
        message = f'"{target}" is dated before "{source}", which it was made from'
        yield Problem("back-in-time", message, document.span("roadmap", "steps", number), None, "warning")


def _references(document: Document) -> Iterator[Problem]:
    """Every key that is named is defined, and the other way round."""
    known = document.spec.references
    used: set[str] = set()
    for key, part, path in _cited(document):
        used.add(key if key in known else nearest(key, known) or key)
        if key not in known and not document.lost_name(key):
            span = document.part_span(part, *path)
            yield Problem(
                "unknown-reference",
                f'no reference "{key}"',
                span,
                suggestion(key, known) or 'add it to "references"',
            )
    for key in known:
        at_home = document.key_span("references", key).source == document.source
        if key not in used and at_home and not document.lost_mention(key):
            hint = f'name it in a "source" or in a text, as [@{key}], or delete it'
            yield Problem(
                "unused-reference",
                f'nothing names the reference "{key}"',
                document.key_span("references", key),
                hint,
                "warning",
            )


def named_only(document: Document) -> Document:
    """The document without the references of BibTeX files that nothing in it names."""
    elsewhere = [
        key
        for key in document.spec.references
        if document.key_span("references", key).source != document.source
    ]
    if not elsewhere:
        return document
    used = {key for key, _, _ in _cited(document)}
    kept = {key: one for key, one in document.spec.references.items() if key in used or key not in elsewhere}
    return replace(document, spec=document.spec.model_copy(update={"references": kept}))


def _cited(document: Document) -> Iterator[tuple[str, str, Path]]:
    """Each use of a reference: its key, the words that name it, and the path of the value they are in."""
    for value in values(document.spec):
        if value.field == "source":
            yield value.text, value.text, value.path
    for run, path in _runs(document):
        if run.cite:
            yield run.cite, f"[@{run.cite}]", path
        if run.href.startswith("@"):
            yield run.href[1:], run.href, path


def _footnotes(document: Document) -> Iterator[Problem]:
    known = document.spec.footnotes
    used: set[str] = set()
    for run, path in _runs(document):
        mark = f"[^{run.footnote}]"
        if not run.footnote:
            continue
        if path[0] == "footnotes":
            yield Problem(
                "misplaced-footnote", "a footnote cannot have a footnote", document.part_span(mark, *path)
            )
            continue
        used.add(run.footnote if run.footnote in known else nearest(run.footnote, known) or run.footnote)
        if run.footnote not in known and not document.lost_name(run.footnote):
            hint = suggestion(run.footnote, known) or 'add it to "footnotes"'
            yield Problem(
                "unknown-footnote",
                f'footnote "{run.footnote}" has no text',
                document.part_span(mark, *path),
                hint,
            )
    for id_ in known:
        if id_ not in used and not document.lost_mention(id_):
            hint = f"mark the place with [^{id_}], or delete it"
            yield Problem(
                "unused-footnote",
                f'no text marks the footnote "{id_}"',
                document.key_span("footnotes", id_),
                hint,
            )


_MARKED = {"text", "ability", "remark", "doubt", "name", "method", "api", "papers", "open_source"}


def _misplaced_marks(document: Document) -> Iterator[Problem]:
    """Footnote marks stand where a slide has room for their texts: points, caveats, rows of the table."""
    for path, text in texts(document.spec):
        if "[^" not in text or path[0] == "footnotes":
            continue
        key = next(part for part in reversed(path) if isinstance(part, str))
        point = key == "text" or (any(part == "items" for part in path) and key != "say")
        row = path[:2] == ("abilities", "rows") and key in _MARKED
        block = path[0] == "sections" and key not in ("title", "by", "details")
        if point or row or block:
            continue
        for run in parse(text):
            if run.footnote:
                span = document.part_span(f"[^{run.footnote}]", *path)
                hint = "marks belong into points, blocks, captions, caveats and rows of the ability table"
                yield Problem("misplaced-footnote", "a footnote cannot be marked here", span, hint)


def _blank_texts(document: Document) -> Iterator[Problem]:
    """A text has to show something, and nothing that no font has."""
    for path, text in texts(document.spec):
        shown = plain_text(text)
        if "\ufffd" in shown and "\ufffd" not in text:
            yield Problem("blank-text", "a character of this text cannot be shown", document.span(*path))
        seen = any(unicodedata.category(char)[0] not in "CZ" for char in shown)
        if not seen and not any(run.cite or run.footnote for run in parse(text)):
            yield Problem("blank-text", "this text shows nothing", document.span(*path))


def _without_effect(document: Document) -> Iterator[Problem]:
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


def _links(document: Document) -> Iterator[Problem]:
    named = [(value.text, value.path) for value in values(document.spec) if value.field == "link"]
    within = [(run.href, path) for run, path in _runs(document) if run.href and run.href[0] != "@"]
    for path, text in texts(document.spec):
        if (empty := _EMPTY_LINK.search(text)) and empty[0] not in plain_text(text):
            yield Problem("incomplete-link", "the link has no address", document.part_span(empty[0], *path))
        if (wordless := _WORDLESS.search(text)) and wordless[0] not in plain_text(text):
            yield Problem("incomplete-link", "the link has no words", document.part_span(wordless[0], *path))
    slides = slide_names(document)
    for href, path in dict.fromkeys(named + within):
        if href.startswith("#") and (href, path) in within:
            if href[1:] not in slides and not document.lost:
                hint = suggestion(href[1:], slides) or f"there are: {', '.join(slides)}"
                yield Problem("unknown-slide", f'no slide "{href}"', document.part_span(href, *path), hint)
            continue
        found = links.fault(href)
        if found is not None:
            yield Problem("refused-link", found[0], document.part_span(href, *path), found[1])


def slide_names(document: Document) -> tuple[str, ...]:
    """What a text can link to with `#name`: keys of the spec that make slides, and sections."""
    spec = document.spec
    return (*(key for key in sections.PARTS if getattr(spec, key)), *sections.names(spec).values())


_WORDLESS = re.compile(r"(?<!!)\[\s*\]\([^)\s]+\)")
_EMPTY_LINK = re.compile(r"\]\(\s*(<>)?\s*\)")


def _runs(document: Document) -> Iterator[tuple[Run, Path]]:
    """The runs of every text that may hold a link or a mark, each with its text's path."""
    for path, text in texts(document.spec):
        if "[" in text or "<" in text:
            for run in parse(text):
                yield run, path


def _theme(document: Document) -> Iterator[Problem]:
    name, known = document.spec.deck.theme, assets.theme_names()
    if not is_file(name) and name not in known:
        yield Problem(
            "unknown-theme", f'no theme "{name}"', document.span("deck", "theme"), suggestion(name, known)
        )


def _empty_keys(document: Document) -> Iterator[Problem]:
    """A key with nothing behind it is most likely forgotten; where it is needed, it is an error already."""
    waiting: list[nodes.Node] = [document.root]
    while waiting:
        match waiting.pop():
            case nodes.Mapping(entries=entries):
                for key, value in entries:
                    waiting.append(value)
                    if isinstance(value, nodes.Scalar) and value.value is None and value not in document.lost:
                        yield Problem(
                            "empty-key", f'nothing stands behind "{key.value}"', key.span, severity="warning"
                        )
            case nodes.Sequence(items=items):
                waiting += items
            case _:
                pass


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _turned_text(document: Document) -> Iterator[Problem]:
    """Characters that turn the direction of writing can make a text read as another."""
    for scalar in scalars(document.root):
        if scalar.value and (hit := _TURNING.search(scalar.value)):
            source = scalar.span.source
            at = source.text.find(hit[0], scalar.span.start, scalar.span.end)
            span = scalar.span if at < 0 else Span(source, at, at + 1)
            message = f"the invisible character U+{ord(hit[0]):04X} changes the direction of the text"
            yield Problem(
                "text-direction", message, span, "delete it, unless it is meant", severity="warning"
            )


def _silence(document: Document) -> Iterator[Problem]:
    """What is silenced is a warning, known by its code."""
    if not document.spec.deck.silence:
        return
    from slides.problems import EVERY

    warnings = [code for code, kind in EVERY.items() if kind.severity == "warning"]
    for at, code in enumerate(document.spec.deck.silence):
        span = document.span("deck", "silence", at)
        if code not in EVERY:
            near = nearest(code, warnings)
            hint = f'did you mean "{near}"?' if near else "the codes stand in brackets before the messages"
            yield Problem("wrong-silence", f'no warning has the code "{code}"', span, hint)
        elif code not in warnings:
            hint = "correct what it is about; only warnings can be silenced"
            yield Problem("wrong-silence", f'"{code}" is an error', span, hint)


def heard(problems: Iterable[Problem], silence: Sequence[str]) -> list[Problem]:
    """The problems without the warnings whose codes are silenced."""
    return [one for one in problems if one.severity == "error" or one.code not in silence]


CHECKS: tuple[Callable[[Document], Iterator[Problem]], ...] = (
    _repeated_ids,
    _step_ends,
    _circles,
    _unknown_series,
    _caveats,
    _ability_rows,
    _lonely_models,
    _back_in_time,
    _references,
    _footnotes,
    _misplaced_marks,
    _blank_texts,
    _without_effect,
    _links,
    _theme,
    _empty_keys,
    _silence,
    sections.repeated_ids,
    sections.unknown_order,
    sections.empty_sections,
    sections.undrawn_diagrams,
    sections.deep_items,
    formulas.unread,
    _turned_text,
)
