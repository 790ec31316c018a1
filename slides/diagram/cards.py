"""The words of the road map, set: cards of models, methods of steps, callouts of caveats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from slides import inline
from slides.diagram.graph import Size, Spacing, method_id
from slides.look import styled, typeset
from slides.look.styled import Marks
from slides.look.theme import Theme
from slides.scene import Paragraph, TextRun
from slides.spec.model import DOUBTFUL, Model, Roadmap, Step

CARD_INSET = (10.0, 5.0, 10.0, 5.0)
METHOD_INSET = (8.0, 2.0, 8.0, 2.0)
CALLOUT_INSET = (14.0, 8.0, 10.0, 8.0)
BADGE = 15.0  # diameter of a caveat's number, pt
_CARD_WIDEST = 240.0
_METHOD_WIDEST = 310.0
_CARD_NARROWEST = 96.0


@dataclass(frozen=True, slots=True)
class Scale:
    """One step of the way from generous to tight: sizes and distances in pt."""

    card: float
    sub: float
    method: float
    spacing: Spacing


# Steps of the type scale and distances (between ranks, between neighbours, around a band) in pt.
# A little air is worth a step of size, until the distances are comfortable.
_STEPS = (
    (0, 26, 36, 12), (0, 20, 30, 10), (1, 20, 30, 10), (0, 16, 26, 9), (1, 16, 26, 8), (2, 16, 26, 8),
    (1, 12, 24, 7), (2, 12, 22, 6), (3, 12, 20, 6), (3, 10, 16, 5), (3, 8, 12, 4),
)  # fmt: skip


def scales(theme: Theme) -> Iterator[Scale]:
    """From generous to tight; the last is the smallest that is still readable."""
    for at, rank, node, band in _STEPS:
        card, sub, method = (
            theme.text[name].sizes[min(at, len(theme.text[name].sizes) - 1)]
            for name in ("card", "card-sub", "method")
        )
        yield Scale(card, sub, method, Spacing(rank, node, band))


@dataclass(frozen=True, slots=True)
class Words:
    """The paragraphs of every node and callout, and which caveats stand at it (numbers from 1)."""

    paragraphs: dict[str, tuple[Paragraph, ...]]
    badges: dict[str, tuple[int, ...]]
    callouts: tuple[tuple[Paragraph, ...], ...]


def words(roadmap: Roadmap, theme: Theme, scale: Scale, marks: Marks) -> Words:
    """Everything the tree says, at one scale."""
    badges: dict[str, tuple[int, ...]] = {}
    for number, caveat in enumerate(roadmap.caveats, start=1):
        for node in anchors(roadmap, caveat.on):
            badges[node] = (*badges.get(node, ()), number)
    accents = series_colours(roadmap, theme)
    paragraphs = {
        model.id: _card(model, theme, scale, accents.get(model.series or "", "slate"))
        for model in roadmap.models
    }
    for number, step in enumerate(roadmap.steps):
        paragraphs[method_id(number)] = _method(step, theme, scale)
    return Words(paragraphs, badges, tuple(_callouts(roadmap, theme, scale, marks)))


def anchors(roadmap: Roadmap, on: str) -> list[str]:
    """The nodes that a caveat's `on` means: the method of a step, or a model's card."""
    steps = [method_id(number) for number, step in enumerate(roadmap.steps) if step.id == on]
    return steps or [model.id for model in roadmap.models if model.id == on]


def series_colours(roadmap: Roadmap, theme: Theme) -> dict[str, str]:
    """The colour name of each series, in the theme's order, starting again after the last."""
    return {series.id: theme.series[at % len(theme.series)] for at, series in enumerate(roadmap.series)}


def size(paragraphs: tuple[Paragraph, ...], *, method: bool, badges: int) -> Size:
    """Width and height in pt of a card or of a method; caveats' numbers stand to its right,
    and as much room is kept to its left, so that it stands in the middle of its lines."""
    if not paragraphs:
        return (2 * badges * (BADGE + 2) or 1.0, BADGE if badges else 1.0)
    left, top, right, bottom = METHOD_INSET if method else CARD_INSET
    widest = (_METHOD_WIDEST if method else _CARD_WIDEST) - left - right
    least = max(typeset.widest_word(paragraphs), 0.0 if method else _CARD_NARROWEST - left - right)
    # More than the widest line, so that no renderer's own widths break it.
    width = max(min(typeset.natural_width(paragraphs) + 5, widest), least)
    height = typeset.height(paragraphs, width) + top + bottom
    return (round(width + left + right, 1) + 2 * badges * (BADGE + 2), round(max(height, BADGE), 1))


def _card(model: Model, theme: Theme, scale: Scale, accent: str) -> tuple[Paragraph, ...]:
    style, sub = theme.text["card"], theme.text["card-sub"]
    name = styled.runs(model.name, styled.plain_run("", style, scale.card), theme)
    if model.certainty in DOUBTFUL:
        name = (*name, styled.doubt(f" ({model.certainty})", replace(name[-1], size=scale.sub), theme))
    base = styled.plain_run("", sub, scale.sub)
    if model.date:
        name = (*name, replace(base, text=f"\u2002{model.date}"))
    known = inline.plain_text(model.name).casefold()
    parts = [
        replace(base, text=api, colour=theme.colour(accent)) for api in model.api if api.casefold() != known
    ]
    parts += [replace(base, text=model.kind)] if model.kind else []
    first = styled.paragraph(name, style)
    if not parts:
        return (first,)
    together = styled.paragraph(tuple(_spaced(parts, replace(base, text=" · "))), sub, before=1)
    if typeset.natural_width([together]) + CARD_INSET[0] + CARD_INSET[2] <= _CARD_WIDEST:
        return (first, together)
    return (first, *(styled.paragraph((part,), sub, before=1) for part in parts))


def _spaced(parts: list[TextRun], separator: TextRun) -> Iterator[TextRun]:
    for at, part in enumerate(parts):
        if at:
            yield separator
        yield part


def _method(step: Step, theme: Theme, scale: Scale) -> tuple[Paragraph, ...]:
    style = theme.text["method"]
    base = styled.plain_run("", style, scale.method)
    content = styled.runs(step.method, base, theme) if step.method else ()
    if step.certainty in DOUBTFUL:
        word = f" ({step.certainty})" if content else step.certainty
        content = (*content, styled.doubt(word, base, theme))
    return (styled.paragraph(content, style),) if content else ()


def _callouts(roadmap: Roadmap, theme: Theme, scale: Scale, marks: Marks) -> Iterator[tuple[Paragraph, ...]]:
    style = replace(theme.text["method"], align="left")
    for caveat in roadmap.caveats:
        base = styled.plain_run("", style, max(scale.method, 11.0))
        said = styled.runs(caveat.text, base, theme, marks)
        head = styled.doubt(f"Caveat · {caveat.certainty}", base, theme)
        head = replace(head, bold=True, italic=False)
        source = styled.runs(f"[@{caveat.source}]", base, theme, marks) if caveat.source else ()
        gap = (replace(base, text=" "),) if source else ()
        yield (
            styled.paragraph((head,), style, before=0),
            styled.paragraph((*said, *gap, *source), style, before=2),
        )
