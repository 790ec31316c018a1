"""The look of an SVG's elements: light colours as attributes, and a style sheet that knows the dark ones."""

from __future__ import annotations

import re

from slides.look.theme import Theme
from slides.scene import Colour, Face, Piece, Stroke
from slides.write.path import dashes, set_size
from slides.write.xml import Names, attribute, identifier, number

_HEX = re.compile("#[0-9A-Fa-f]{6}")
_INSTEAD = {
    "sans": ("Arial", "Liberation Sans", "Helvetica", "sans-serif"),
    "mono": ("Courier New", "Liberation Mono", "Courier", "monospace"),
}


class Style:
    """Spells out paints and type as attributes, each once, and remembers the colours for the sheet."""

    def __init__(self, theme: Theme, prefix: str, *, plain: bool) -> None:
        """`plain` leaves out classes, for pictures without a sheet."""
        self._theme = theme
        self._prefix = identifier(prefix)
        self._plain = plain
        self._names = Names(prefix)
        self._colours: dict[Colour, str] = {}
        self._rules: dict[str, str] = {}
        self._paints: dict[tuple[Colour | None, Stroke | None], str] = {}
        self._looks: dict[tuple[object, ...], str] = {}
        self.root = self._names.take("scene")

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
            *(run.underline, run.strike, run.raised),
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
        instead = _INSTEAD[face]
        names = dict.fromkeys((self._theme.fonts.get(face) or instead[0], *instead))
        quoted = [name if re.fullmatch("[A-Za-z-]+", name) else f"'{_unquoted(name)}'" for name in names]
        return f' font-family="{attribute(", ".join(quoted))}"'

    def sheet(self) -> str:
        """The style element: it only replaces what the attributes say already.

        Nearly all stands behind `@supports`: consumers that know no custom properties skip it
        and keep the attributes (CairoSVG would take `height:auto` for a height of nothing).
        """
        root = f".{self.root}"
        light = "".join(f"--{name}:{_checked(colour.hex)};" for colour, name in self._colours.items())
        dark = "".join(
            f"--{name}:{_checked(self._theme.dark.get(colour.name, colour.hex))};"
            for colour, name in self._colours.items()
        )
        rules = "".join(self._rules.values())
        turned = f"@media (prefers-color-scheme:dark){{{root}{{{dark}}}}}\n" if dark != light else ""
        return (
            f"<style>\n{root} text{{font-kerning:none;font-variant-ligatures:none;white-space:pre}}\n"
            f"@supports (fill:var(--x)){{\n{root}{{max-width:100%;height:auto;{light}}}\n{rules}"
            f"{turned}}}\n</style>\n"
        )

    def _spelled(self, fill: Colour | None, stroke: Stroke | None) -> str:
        parts = [f' fill="{_checked(fill.hex) if fill else "none"}"']
        classes = [self._class(fill, "fill")] if fill else []
        if stroke:
            parts.append(f' stroke="{_checked(stroke.colour.hex)}" stroke-width="{number(stroke.width)}"')
            classes.append(self._class(stroke.colour, "stroke"))
            if pattern := dashes(stroke):
                parts.append(f' stroke-dasharray="{" ".join(map(number, pattern))}"')
        if classes and not self._plain:
            parts.append(f' class="{" ".join(classes)}"')
        return "".join(parts)

    def _class(self, colour: Colour, what: str) -> str:
        """The class that gives `fill` or `stroke` this colour."""
        name = self._colours.get(colour)
        if name is None:
            name = self._colours[colour] = self._names.take(colour.name or "colour")
        self._rules[f"{name}-{what}"] = f".{name}-{what}{{{what}:var(--{name})}}\n"
        return f"{name}-{what}"


def _checked(value: str) -> str:
    if not _HEX.fullmatch(value):
        raise ValueError(f"not a colour: {value!r}")
    return value


def _unquoted(name: str) -> str:
    return re.sub(r"['\"\\]", "", name)
