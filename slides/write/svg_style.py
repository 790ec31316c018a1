"""The look of an SVG's elements: colours as attributes, and as classes for the style sheet."""

from __future__ import annotations

import re

from slides.look.theme import Theme
from slides.scene import Colour, Face, Piece, Stroke
from slides.write.path import dashes, set_size
from slides.write.svg_fit import Scheme
from slides.write.svg_sheet import PROPERTY, Sheet, hex_of
from slides.write.xml import Names, attribute, number

_INSTEAD = {
    "sans": ("Arial", "Liberation Sans", "Helvetica", "sans-serif"),
    "serif": ("Times New Roman", "Liberation Serif", "Times", "serif"),
    "mono": ("Courier New", "Liberation Mono", "Courier", "monospace"),
}


class Style:
    """Spells out paints and type as attributes, each once, and remembers the colours for the sheet."""

    def __init__(self, theme: Theme, prefix: str, *, plain: bool, scheme: Scheme = "auto") -> None:
        """`plain` leaves out classes, for pictures without a sheet; `prefix` starts every class."""
        self._theme = theme
        self._plain = plain
        self._scheme = scheme
        self._names = Names()
        self._colours: dict[Colour, str] = {}
        self._rules: dict[str, str] = {}
        self._paints: dict[tuple[Colour | None, Stroke | None], str] = {}
        self._looks: dict[tuple[object, ...], str] = {}
        self.root = Names(prefix).take("scene")
        self._prefix = self.root.removesuffix("scene")

    def paint(self, fill: Colour | None, stroke: Stroke | None) -> str:
        """Attributes for a fill and a line; either may be absent."""
        found = self._paints.get((fill, stroke))
        if found is None:
            found = self._paints[fill, stroke] = self._spelled(fill, stroke)
        return found

    def look(self, piece: Piece) -> str:
        """Attributes for the characters of a piece."""
        run = piece.run
        key = (
            *(run.size, run.colour, run.face, run.bold, run.italic),
            *(run.underline, run.strike, run.raised or run.lowered),
        )
        found = self._looks.get(key)
        if found is None:
            lines = " ".join(
                name for name, on in (("underline", run.underline), ("line-through", run.strike)) if on
            )
            found = self._looks[key] = "".join(
                (
                    f' font-size="{number(set_size(piece))}"',
                    self.family(run.face) if run.face != "sans" else "",
                    ' font-weight="bold"' if run.bold else "",
                    ' font-style="italic"' if run.italic else "",
                    f' text-decoration="{lines}"' if lines else "",
                    self.paint(run.colour, None),
                )
            )
        return found

    def family(self, face: Face) -> str:
        """The attribute that names a face and what may stand in for it."""
        fonts = self._theme.fonts
        named = fonts.get(face) or fonts.get("sans") or _INSTEAD["sans"][0]
        kind = self._theme.families[face].kind if face in self._theme.families else "sans"
        names = dict.fromkeys((named, *_INSTEAD[kind]))
        quoted = [name if re.fullmatch("[A-Za-z-]+", name) else f"'{_unquoted(name)}'" for name in names]
        return f' font-family="{attribute(", ".join(quoted))}"'

    def ground(self, colour: Colour) -> str:
        """Attributes for what the picture stands on."""
        if self._plain:
            return self.paint(colour, None)
        self._rules["ground"] = (
            f".{self._prefix}ground{{fill:var({PROPERTY}ground,var(--{self._property(colour)}))}}\n"
        )
        return f' fill="{self._hex(colour)}" class="{self._prefix}ground"'

    def sheet(self, *, widest: str, clickable: bool) -> str:
        """The style element for all that has been spelled out so far; see `Sheet`."""
        focus = self._property(self._theme.colour("link")) if clickable else ""
        rules = "".join(self._rules.values())
        return Sheet(self._theme, self.root, self._colours, rules, self._scheme, widest, focus).text()

    def _spelled(self, fill: Colour | None, stroke: Stroke | None) -> str:
        parts = [f' fill="{self._hex(fill) if fill else "none"}"']
        classes = [self._class(fill, "fill")] if fill else []
        if stroke:
            parts.append(f' stroke="{self._hex(stroke.colour)}" stroke-width="{number(stroke.width)}"')
            classes.append(self._class(stroke.colour, "stroke"))
            if pattern := dashes(stroke):
                parts.append(f' stroke-dasharray="{" ".join(map(number, pattern))}"')
        if classes and not self._plain:
            parts.append(f' class="{" ".join(classes)}"')
        return "".join(parts)

    def _class(self, colour: Colour, what: str) -> str:
        """The class that gives `fill` or `stroke` this colour."""
        name = self._property(colour)
        known = f"{self._prefix}{name}-{what}"
        self._rules[known] = f".{known}{{{what}:var(--{name})}}\n"
        return known

    def _property(self, colour: Colour) -> str:
        """The picture's own custom property for a colour, without its dashes."""
        name = self._colours.get(colour)
        if name is None:
            name = self._colours[colour] = self._names.take(colour.name or "colour")
        return name

    def _hex(self, colour: Colour) -> str:
        return hex_of(colour, self._theme, self._scheme)


def _unquoted(name: str) -> str:
    return re.sub(r"['\"\\]", "", name)
