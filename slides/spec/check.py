"""Cross-checks of a spec: what no single value can be blamed for; the list of all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from slides.inline import parse, plain_text
from slides.look import assets
from slides.source import Problem, Span
from slides.spec import check_roadmap, check_texts, formulas, nodes, sections
from slides.spec.document import Document
from slides.spec.explain import nearest, suggestion
from slides.spec.model import is_file
from slides.spec.nodes import scalars
from slides.spec.texts import texts


def check(document: Document) -> list[Problem]:
    """The problems that the values of a spec make with each other, in no order. Pure but for theme names."""
    return [problem for rule in CHECKS for problem in islice(rule(document), MOST_OF_A_KIND)]


MOST_OF_A_KIND = 200  # more are not looked for, since each costs a search for the nearest name


def _blank_texts(document: Document) -> Iterator[Problem]:
    """A text has to show something, and nothing that no font has."""
    for path, text in texts(document.spec):
        shown = plain_text(text)
        if "\ufffd" in shown and "\ufffd" not in text:
            yield Problem("blank-text", "a character of this text cannot be shown", document.span(*path))
        seen = any(unicodedata.category(char)[0] not in "CZ" for char in shown)
        if not seen and not any(run.cite or run.footnote for run in parse(text)):
            yield Problem("blank-text", "this text shows nothing", document.span(*path))


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
    check_roadmap.repeated_ids,
    check_roadmap.step_ends,
    check_roadmap.circles,
    check_roadmap.unknown_series,
    check_roadmap.caveats,
    check_roadmap.ability_rows,
    check_roadmap.lonely_models,
    check_roadmap.back_in_time,
    check_texts.references,
    check_texts.footnotes,
    check_texts.misplaced_marks,
    _blank_texts,
    check_roadmap.without_effect,
    check_texts.addresses,
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
