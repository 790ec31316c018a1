"""The legend of a tree: the marks in use and what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from slides.diagram.cards import View
from slides.geometry import Box, rounded
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scene import Group, Item, Paragraph, Shape, Stroke
from slides.spec.model import DOUBTFUL, Roadmap

GAP = 10.0  # pt between a tree and a legend right below it
_MARK = 26.0  # width of a sample
_SIZE = 11.0
_BETWEEN = 22.0  # entries of one row


def entries(roadmap: Roadmap, view: View) -> list[tuple[str, str]]:
    """Mark and meaning of every mark that the drawing uses."""
    found: list[tuple[str, str]] = []
    steps = {step.certainty in DOUBTFUL for step in roadmap.steps}
    if steps == {True, False}:
        found.append(("step", "Step as the source states it"))
    if True in steps:
        found.append(("doubtful-step", "Step in doubt; the word says how sure"))
    if any(step.kind == "idea" for step in roadmap.steps):
        found.append(("idea", "Idea only, no code or weights"))
    if any(model.certainty in DOUBTFUL for model in roadmap.models):
        found.append(("doubtful-model", "Model in doubt"))
    if view.stubs:
        found.append(("stub", "Drawn on another slide"))
    if roadmap.caveats:
        found.append(("caveat", "Caveat: see the box of this number"))
    return found


def height(roadmap: Roadmap, theme: Theme, view: View, wide: float) -> float:
    """What the legend takes in a column or below a tree of that width, in pt."""
    return max((box.bottom for *_, box in _places(roadmap, theme, view, wide)), default=0.0)


def drawn(
    roadmap: Roadmap, theme: Theme, view: View, *, left: float, top: float, wide: float
) -> Iterator[Item]:
    """The legend as a group, entries beside each other as far as `wide` goes; nothing without marks."""
    items: list[Item] = []
    for mark, paragraphs, box in _places(roadmap, theme, view, wide):
        name = f"legend/{mark}"
        text = Box(rounded(left + box.x), rounded(top + box.y), box.w, box.h)
        middle = rounded(text.y + 1.2 * _SIZE / 2)
        items.append(_sample(f"{name}/mark", mark, rounded(text.x - _MARK - 8), middle, theme))
        items.append(typeset.set_text(name, paragraphs, text))
    if items:
        yield Group("roadmap/legend", tuple(items), title="Legend")


def _places(
    roadmap: Roadmap, theme: Theme, view: View, wide: float
) -> Iterator[tuple[str, tuple[Paragraph, ...], Box]]:
    """Mark, words and the words' box of each entry, from the top left of the legend."""
    style = theme.text["caption"]
    x, y, row = 0.0, 5.0, 0.0
    for mark, meaning in entries(roadmap, view):
        said = (styled.paragraph((styled.plain_run(meaning, style, _SIZE),), style, before=0),)
        text = rounded(min(typeset.natural_width(said) + 6, wide - _MARK - 8))
        tall = typeset.height(said, text)
        if x and x + _MARK + 8 + text > wide:
            x, y, row = 0.0, y + row + 5, 0.0
        yield mark, said, Box(x + _MARK + 8, y, text, tall)
        x += _MARK + 8 + text + _BETWEEN
        row = max(row, tall)


def _sample(id: str, mark: str, left: float, middle: float, theme: Theme) -> Shape:
    """A small specimen of the mark, marked as decoration: the words beside it say what it is."""
    if mark == "caveat":
        disc = Box(left + (_MARK - 12) / 2, middle - 6, 12.0, 12.0)
        return Shape(id, disc, "ellipse", fill=theme.colour("doubt"))
    if mark == "stub":
        box = Box(left, middle - 5, _MARK, 10.0)
        return Shape(id, box, "round", 3.0, theme.colour("mist"), Stroke(theme.colour("slate"), 0.75))
    doubtful = mark.startswith("doubtful")
    colour = theme.colour("doubt" if doubtful else "slate")
    if mark.endswith("model"):
        box = Box(left, middle - 5, _MARK, 10.0)
        return Shape(id, box, "round", 3.0, theme.colour("paper"), Stroke(colour, 1.5, "dash"))
    box = Box(left, middle - 4, _MARK, 8.0)
    stroke = Stroke(colour, 1.5, "dash" if doubtful else "dot" if mark == "idea" else "solid")
    return Shape(id, box, "round", 2.0, theme.colour("paper"), stroke)
