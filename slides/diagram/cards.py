"""The words of the road map, set: cards of models, methods of steps, callouts of caveats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from slides import inline
from slides.diagram.graph import Size, Spacing, method_id
from slides.look import styled, typeset
from slides.look.styled import Marks
from slides.look.theme import Theme
from slides.scene import Paragraph, TextRun
from slides.spec import lineage
from slides.spec.model import DOUBTFUL, Model, Roadmap, Step

CARD_INSET = (10.0, 5.0, 10.0, 5.0)
METHOD_INSET = (8.0, 2.0, 8.0, 2.0)
CALLOUT_INSET = (14.0, 8.0, 10.0, 8.0)
BADGE = 15.0  # diameter of a caveat's number, pt
BADGE_PITCH = BADGE + 2
LEAST: Size = (CARD_INSET[0] + CARD_INSET[2], BADGE)  # no card is smaller
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
    narrow: bool = False  # dates and API names below each other rather than side by side

    @property
    def stretch(self) -> float:
        """How wide cards may get, as a multiple of what suits a name of 14 pt."""
        return self.card / 14.0 * (0.5 if self.narrow else 1.0)


@dataclass(frozen=True, slots=True)
class View:
    """How much a drawing tells of each model.

    `bare`: names alone, as in an overview. `stubs` are models that stand elsewhere in full;
    `links` are addresses of models that replace their own; `numbers` those that caveats bear in
    the whole tree, where this is a part of it; `unnamed` series are named by the slide's title;
    `accents` are colours of models by name, in place of their series'.
    """

    bare: bool = False
    stubs: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    unnamed: frozenset[str] = frozenset()
    accents: Mapping[str, str] = field(default_factory=dict)


FULL = View()


# Steps of the type scale and distances (between ranks, between neighbours, around a band) in pt.
# A little air is worth a step of size, until the distances are comfortable.
_STEPS = (
    (0, 40, 60, 16), (1, 32, 44, 14), (1, 26, 36, 12), (2, 26, 36, 12), (2, 20, 30, 10), (3, 20, 30, 10),
    (2, 16, 26, 9), (3, 16, 26, 8), (4, 16, 26, 8), (3, 12, 24, 7), (4, 12, 22, 6), (5, 12, 20, 6),
    (5, 10, 16, 5), (5, 8, 12, 4),
)  # fmt: skip
_NARROW_STEPS = ((2, 16, 26, 9), (3, 12, 20, 7), (4, 12, 18, 6), (5, 10, 14, 5), (5, 8, 10, 4))


def scales(theme: Theme) -> list[Scale]:
    """From generous to tight; the last are the smallest that are still readable."""
    wide = [_scale(theme, *step) for step in _STEPS]
    return [*wide, *(replace(_scale(theme, *step), narrow=True) for step in _NARROW_STEPS)]


def smallest(theme: Theme) -> tuple[Scale, Scale]:
    """The tightest scale with wide cards, and with narrow ones."""
    return _scale(theme, *_STEPS[-1]), replace(_scale(theme, *_NARROW_STEPS[-1]), narrow=True)


def _scale(theme: Theme, at: int, rank: float, node: float, band: float) -> Scale:
    card, sub, method = (
        theme.text[name].sizes[min(at, len(theme.text[name].sizes) - 1)]
        for name in ("card", "card-sub", "method")
    )
    return Scale(card, sub, method, Spacing(rank, node, band))


@dataclass(frozen=True, slots=True)
class Words:
    """The paragraphs of every node and callout, and which caveats stand at a node.

    Caveats are counted from 1 in `badges`; `numbers` are what each of them shows.
    """

    paragraphs: dict[str, tuple[Paragraph, ...]]
    badges: dict[str, tuple[int, ...]]
    callouts: tuple[tuple[Paragraph, ...], ...]
    numbers: tuple[int, ...]


def words(roadmap: Roadmap, theme: Theme, scale: Scale, marks: Marks, view: View = FULL) -> Words:
    """Everything the tree says, at one scale."""
    badges: dict[str, tuple[int, ...]] = {}
    for number, caveat in enumerate(roadmap.caveats, start=1):
        for node in anchors(roadmap, caveat.on):
            badges[node] = (*badges.get(node, ()), number)
    accents = series_colours(roadmap, theme)
    paragraphs = {
        model.id: _name(model, theme, scale, view)
        if view.bare or model.id in view.stubs
        else _card(model, theme, scale, accents.get(model.series or "", "slate"))
        for model in roadmap.models
    }
    for number, step in enumerate(roadmap.steps):
        paragraphs[method_id(number)] = () if view.bare else _method(step, theme, scale)
    numbers = view.numbers or tuple(range(1, len(roadmap.caveats) + 1))
    return Words(paragraphs, badges, tuple(_callouts(roadmap, theme, scale, marks)), numbers)


def anchors(roadmap: Roadmap, on: str) -> list[str]:
    """The nodes that a caveat's `on` means: the method of a step, or a model's card."""
    steps = [method_id(number) for number, step in enumerate(roadmap.steps) if step.id == on]
    return steps or [model.id for model in roadmap.models if model.id == on]


def series_colours(roadmap: Roadmap, theme: Theme) -> dict[str, str]:
    """The colour name of each series, in the theme's order, starting again after the last."""
    return {series.id: theme.series[at % len(theme.series)] for at, series in enumerate(roadmap.series)}


def size(paragraphs: tuple[Paragraph, ...], scale: Scale, *, method: bool, badges: int, down: bool) -> Size:
    """Width and height in pt of a card or of a method, with room for its caveats' numbers: to its
    right in a tree that grows down, else below it. As much room is kept on the other side, so that
    it stands in the middle of its lines."""
    width, height = _bare_size(paragraphs, scale, method=method)
    across = badges * BADGE_PITCH
    if down:
        return (round(width + 2 * across, 1), round(max(height, BADGE if badges else 0.0), 1))
    return (round(max(width, across), 1), round(height + (2 * BADGE_PITCH if badges else 0.0), 1))


@lru_cache(maxsize=65536)
def _bare_size(paragraphs: tuple[Paragraph, ...], scale: Scale, *, method: bool) -> Size:
    if not paragraphs:
        return 1.0, 1.0
    left, top, right, bottom = METHOD_INSET if method else CARD_INSET
    widest = (_METHOD_WIDEST if method else _CARD_WIDEST) * scale.stretch - left - right
    least = 0.0 if method or scale.narrow else _CARD_NARROWEST - left - right
    least = max(typeset.widest_word(paragraphs), least)
    # More than the widest line, so that no renderer's own widths break it.
    width = max(min(typeset.natural_width(paragraphs), widest), least) + 5
    height = typeset.height(paragraphs, width) + top + bottom
    return width + left + right, max(height, BADGE)


def _name(model: Model, theme: Theme, scale: Scale, view: View) -> tuple[Paragraph, ...]:
    """A card of the name alone; a stub is muted."""
    style = theme.text["card"]
    base = styled.plain_run("", style, scale.card if view.bare else scale.sub)
    if model.id in view.stubs:
        base = replace(base, bold=False, colour=theme.colour("slate"))
    return (styled.paragraph(styled.runs(model.name, base, theme), style),)


def _card(model: Model, theme: Theme, scale: Scale, accent: str) -> tuple[Paragraph, ...]:
    style, sub = theme.text["card"], theme.text["card-sub"]
    name = styled.runs(model.name, styled.plain_run("", style, scale.card), theme)
    if model.certainty in DOUBTFUL:
        small = replace(name[-1], size=scale.sub)
        name = (*name, small.saying(" "), *styled.unsure(model.certainty, small, theme))
    base = styled.plain_run("", sub, scale.sub)
    known = inline.plain_text(model.name).casefold()
    tinted = replace(base, colour=theme.colour(accent)) if model.api else base
    parts = [tinted.saying(api) for api in model.api if api.casefold() != known]
    parts += [base.saying(model.kind)] if model.kind else []
    if model.date and scale.narrow:
        parts.append(base.saying(model.date))
    elif model.date:
        dated = (*name, base.saying(f"\u00a0\u00a0{model.date}"))
        fits = typeset.natural_width([styled.paragraph(dated, style)]) <= _inner(scale)
        name, parts = (dated, parts) if fits else (name, [*parts, base.saying(model.date)])
    first = styled.paragraph(name, style)
    if not parts:
        return (first,)
    together = styled.paragraph(tuple(_spaced(parts, base.saying(" · "))), sub, before=1)
    if typeset.natural_width([together]) <= _inner(scale) and not scale.narrow:
        return (first, together)
    return (first, *(styled.paragraph((part,), sub, before=1) for part in parts))


def _inner(scale: Scale) -> float:
    """How wide the text of a card may get, in pt."""
    return _CARD_WIDEST * scale.stretch - CARD_INSET[0] - CARD_INSET[2]


def _spaced(parts: list[TextRun], separator: TextRun) -> Iterator[TextRun]:
    for at, part in enumerate(parts):
        if at:
            yield separator
        yield part


def _method(step: Step, theme: Theme, scale: Scale) -> tuple[Paragraph, ...]:
    style = theme.text["method"]
    base = styled.plain_run("", style, scale.method)
    content = styled.runs(step.method, base, theme) if step.method else ()
    if idea := lineage.idea(step):
        word = f" ({idea})" if content else idea
        content = (*content, replace(base, text=word, italic=True))
    if step.certainty in DOUBTFUL:
        gap = (base.saying(" "),) if content else ()
        content = (*content, *gap, *styled.unsure(step.certainty, base, theme))
    return (styled.paragraph(content, style),) if content else ()


_MARK = re.compile(r"\[\^[^\]\s]+\]")


def _callouts(roadmap: Roadmap, theme: Theme, scale: Scale, marks: Marks) -> Iterator[tuple[Paragraph, ...]]:
    style = replace(theme.text["method"], align="left")
    for caveat in roadmap.caveats:
        base = styled.plain_run("", style, max(scale.method, 11.0))
        # Footnotes stand on the caveat's own slide; the tree has no room for their texts.
        said = styled.runs(_MARK.sub("", caveat.text), base, theme, marks)
        head = replace(styled.doubt("Caveat", base, theme), bold=True, italic=False)
        unsure = caveat.certainty in DOUBTFUL
        sure = (base.saying(" "), *styled.unsure(caveat.certainty, base, theme)) if unsure else ()
        source = styled.runs(f"[@{caveat.source}]", base, theme, marks) if caveat.source else ()
        gap = (replace(base, text=" "),) if source else ()
        yield (
            styled.paragraph((head, *sure), style, before=0),
            styled.paragraph((*said, *gap, *source), style, before=2),
        )
