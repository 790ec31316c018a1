"""The legend of a tree: the marks in use and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from slides.diagram import forms
from slides.diagram.cards import View
from slides.geometry import Box, Point, rounded
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scene import Curve, Group, Item, Paragraph, Shape
from slides.spec import lineage
from slides.spec.model import Certainty, Roadmap

GAP = 10.0  # pt between a tree and a legend right below it
_MARK = 26.0  # width of a sample
_SIZE = 11.0
_BETWEEN = 22.0  # entries of one row


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark in use and its meaning; a step or a model shows it as one of this certainty does."""

    mark: str
    meaning: str
    certainty: Certainty = "stated"


def entries(roadmap: Roadmap, view: View) -> list[Entry]:
    """Every mark that the drawing uses."""
    steps = {lineage.form(step.certainty) for step in roadmap.steps}
    models = {lineage.form(model.certainty) for model in roadmap.models if model.id not in view.stubs}
    idea = any(step.kind == "idea" for step in roadmap.steps)
    found = {
        Entry("step", "Step as the source states it"): "sure" in steps and len(steps) > 1,
        Entry("doubtful-step", "Step in doubt; the word says how sure", "likely"): "doubtful" in steps,
        Entry("disputed-step", "Step that others dispute", "disputed"): "disputed" in steps,
        Entry("idea", "Idea only, no code or weights"): idea,
        Entry("doubtful-model", "Model in doubt", "likely"): "doubtful" in models,
        Entry("disputed-model", "Model that others dispute", "disputed"): "disputed" in models,
        Entry("stub", "Drawn on another slide"): bool(view.stubs),
        Entry("caveat", "Caveat: see the box of this number"): bool(roadmap.caveats),
    }
    return [entry for entry, used in found.items() if used]


def height(roadmap: Roadmap, theme: Theme, view: View, wide: float) -> float:
    """What the legend takes in a column or below a tree of that width, in pt."""
    return max((box.bottom for *_, box in _places(roadmap, theme, view, wide)), default=0.0)


def drawn(
    roadmap: Roadmap, theme: Theme, view: View, *, left: float, top: float, wide: float
) -> Iterator[Item]:
    """The legend as a group, entries beside each other as far as `wide` goes; nothing without marks."""
    items: list[Item] = []
    for entry, paragraphs, box in _places(roadmap, theme, view, wide):
        name = f"legend/{entry.mark}"
        text = Box(rounded(left + box.x), rounded(top + box.y), box.w, box.h)
        middle = rounded(text.y + 1.2 * _SIZE / 2)
        items.append(_sample(f"{name}/mark", entry, rounded(text.x - _MARK - 8), middle, theme))
        items.append(typeset.set_text(name, paragraphs, text))
    if items:
        yield Group("roadmap/legend", tuple(items), title="Legend")


def _places(
    roadmap: Roadmap, theme: Theme, view: View, wide: float
) -> Iterator[tuple[Entry, tuple[Paragraph, ...], Box]]:
    """Each entry, its words and the words' box, from the top left of the legend."""
    style = theme.text["caption"]
    x, y, row = 0.0, 5.0, 0.0
    for entry in entries(roadmap, view):
        said = (styled.paragraph((styled.plain_run(entry.meaning, style, _SIZE),), style, before=0),)
        text = rounded(min(typeset.natural_width(said) + 6, wide - _MARK - 8))
        tall = typeset.height(said, text)
        if x and x + _MARK + 8 + text > wide:
            x, y, row = 0.0, y + row + 5, 0.0
        yield entry, said, Box(x + _MARK + 8, y, text, tall)
        x += _MARK + 8 + text + _BETWEEN
        row = max(row, tall)


def _sample(id: str, entry: Entry, left: float, middle: float, theme: Theme) -> Item:
    """A small specimen of the mark; the words beside it say what it is."""
    if entry.mark == "caveat":
        disc = Box(left + (_MARK - 12) / 2, middle - 6, 12.0, 12.0)
        return Shape(id, disc, "ellipse", fill=theme.colour("doubt"))
    if entry.mark == "idea":
        line = forms.stroke(theme, "stated", "slate", idea=True)
        return Curve(id, (Point(left, middle), Point(left + _MARK, middle)), line, open_head=True)
    box = Box(left, middle - 6, _MARK, 12.0)
    model = entry.mark.endswith("-model")
    line = forms.stroke(theme, entry.certainty, "slate", 0.75 if entry.mark == "stub" else 1.5)
    ground = theme.colour("mist" if entry.mark == "stub" else "paper")
    label = None
    if entry.certainty != "stated":
        style = replace(theme.text["method"], align="center")
        mark = styled.doubt_mark(entry.certainty, styled.plain_run("", style, _SIZE), theme)
        label = typeset.set_text(f"{id}/text", [styled.paragraph((mark,), style)], box, anchor="middle")
    return Shape(id, box, "round", 4.0 if model else 2.0, ground, line, label)
