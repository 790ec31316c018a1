"""The colours and lines that a diagram asks for, in Graphviz' words → Scene colours and strokes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from slides.diagram.parsed import Attributes, Parsed
from slides.look.contrast import TEXT, contrast
from slides.look.theme import Theme
from slides.scene import Colour, Dash, Stroke

# What `diagrams` gives to every diagram becomes the theme's, so that it can be dark and be restyled.
_DEFAULTS = {
    "#2d3436": "ink",
    "black": "ink",
    "#7b8894": "slate",
    "#aeb6be": "rule",
    "#e5f5fd": "blue-tint",
    "#ebf3e7": "gain-tint",
    "#ece8f6": "violet-tint",
    "#fdf7e3": "doubt-tint",
    "lightgrey": "mist",
}
_NONE = {"", "none", "transparent"}
WHITE = Colour("#FFFFFF", "")
# Where X11, whose names Graphviz knows, differs from CSS (Graphviz, "Color Names").
_X11 = {"gray": "#bebebe", "grey": "#bebebe", "green": "#00ff00", "maroon": "#b03060", "purple": "#a020f0"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of one picture. `fixed`: the diagram names colours of its own, which are made for a
    light page, so the picture keeps to the light ones everywhere."""

    theme: Theme
    fixed: bool = False

    def named(self, name: str) -> Colour:
        """The theme's colour of that name."""
        colour = self.theme.colour(name)
        return Colour(colour.hex, "") if self.fixed else colour

    def of(self, text: str | None, default: str) -> Colour:
        """The colour that an attribute's value asks for; `default` is the theme's name for none."""
        first = _first(text or "")
        if first in _NONE:
            return self.named(default)
        return self.named(_DEFAULTS[first]) if first in _DEFAULTS else Colour(_hex(first), "")

    def filled(self, text: str | None) -> Colour | None:
        """The same for a ground: None where there is none."""
        first = _first(text or "")
        return None if first in _NONE else self.of(first, "paper")

    def ink(self, asked: str | None, ground: Colour) -> Colour:
        """The colour of text on `ground`: what is asked for, but for black or white where the
        default cannot be read there."""
        colour = self.of(asked, "ink")
        if _first(asked or "") not in _NONE | _DEFAULTS.keys() or contrast(colour.hex, ground.hex) >= TEXT:
            return colour
        choice = (Colour("#FFFFFF", ""), Colour("#000000", ""))
        return max(choice, key=lambda one: contrast(one.hex, ground.hex))


def paint(diagram: Parsed, theme: Theme) -> Paint:
    """The colours for a diagram; raises ValueError for one that is not known."""
    own = [_first(value) for attrs in _every(diagram) for name, value in attrs.items() if "color" in name]
    strange = {one for one in own if one not in _NONE and one not in _DEFAULTS}
    for one in sorted(strange):
        _hex(one)
    return Paint(theme, fixed=bool(strange))


def is_known(text: str) -> bool:
    """The value names a colour, or none."""
    first = _first(text)
    return first in _NONE or first in _DEFAULTS or known_colour(first) is not None


def known_colour(text: str) -> Colour | None:
    """The colour that a name, a hex value or `rgb(…)` stands for; None for what is none."""
    asked = text.strip().lower()
    if asked in _NONE:
        return None
    if parts := re.fullmatch(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b[^)]*\)", asked):
        red, green, blue = (min(int(parts[at]), 255) for at in (1, 2, 3))
        return Colour(f"#{red:02X}{green:02X}{blue:02X}", "")
    try:
        return Colour(_hex(asked), "")
    except ValueError:
        return None


def legible(ink: Colour, ground: Colour) -> Colour:
    """The ink where it can be read on the ground, else black or white."""
    if contrast(ink.hex, ground.hex) >= TEXT:
        return ink
    return max((WHITE, Colour("#000000", "")), key=lambda one: contrast(one.hex, ground.hex))


def stroke(attrs: Attributes, colour: Colour, *, width: float) -> Stroke:
    """The line that `style` and `penwidth` ask for, `width` pt where they say nothing."""
    styles = styles_of(attrs)
    asked = number(attrs.get("penwidth"), 2 * width if "bold" in styles else width)
    dash: Dash = "dash" if "dashed" in styles else "dot" if "dotted" in styles else "solid"
    return Stroke(colour, min(max(asked, 0.25), 12.0), dash)


def styles_of(attrs: Attributes) -> set[str]:
    return {word.strip() for word in attrs.get("style", "").split(",")}


def number(text: str | None, default: float) -> float:
    """A number as Graphviz reads it; `default` for what is none."""
    found = re.match(r"\s*(\d+\.?\d*|\.\d+)", text or "")
    return float(found[1]) if found else default


def _every(diagram: Parsed) -> Iterable[Attributes]:
    return (
        diagram.attrs,
        *(one.attrs for one in diagram.nodes),
        *(one.attrs for one in diagram.clusters),
        *(one.attrs for one in diagram.edges),
    )


def _first(text: str) -> str:
    """The first of a list of colours, `red:blue;0.3`."""
    return text.partition(":")[0].partition(";")[0].strip().lower()


def _hex(text: str) -> str:
    if re.fullmatch("#[0-9a-f]{6}([0-9a-f]{2})?", text):
        return text[:7].upper()
    if re.fullmatch("#[0-9a-f]{3}", text):
        return "#" + "".join(digit * 2 for digit in text[1:]).upper()
    from fpdf.html import COLOR_DICT  # the CSS names

    known = _X11.get(text) or COLOR_DICT.get(text)
    if not known:
        raise ValueError(f'colour "{text}" is not known; write it as #RRGGBB')
    return str(known).upper()
