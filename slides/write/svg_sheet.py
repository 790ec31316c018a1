"""The style sheet of an SVG: its colours in light and dark, what has the focus, how it prints.

Presentation attributes have said the first colours already; the sheet only replaces them. Nearly all of
it stands behind `@supports`: consumers that know no custom properties skip it and keep the attributes
(CairoSVG would take `height:auto` for a height of nothing).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from slides.look.theme import Theme
from slides.scene import Colour
from slides.write.svg_fit import FRAME, Scheme
from slides.write.xml import identifier

PROPERTY = "--slides-"
"""What the documented custom properties start with; the colour's name in the theme follows."""
MORE_PROPERTIES = {
    "ground": "what a picture stands on; `transparent` shows the page",
    "focus": "the frame around the link that has the keyboard's focus",
}

_HEX = re.compile("#[0-9A-Fa-f]{6}")
# Whatever a page does to its letters, ours are where they were measured.
_LETTERS = (
    "font-kerning:none;font-variant-ligatures:none;font-feature-settings:normal;letter-spacing:normal;"
    "word-spacing:normal;text-transform:none;white-space:pre"
)
_UNROLLED = f".{FRAME},.{FRAME}>div{{overflow:visible!important;min-width:0!important}}"
# How pages say in which scheme they are: most of them; Material for MkDocs; Bootstrap, so MkDocs' own theme.
_LIGHT = ("[data-theme=light]", "[data-md-color-scheme=default]", "[data-bs-theme=light]")
_DARK = ("[data-theme=dark]", "[data-md-color-scheme=slate]", "[data-bs-theme=dark]")


def hex_of(colour: Colour, theme: Theme, scheme: Scheme) -> str:
    """The colour as `#RRGGBB`: the theme's own (auto), or the one on a light or on a dark page.

    Raises ValueError where it is something else.
    """
    pages = {"auto": {}, "light": theme.light, "dark": theme.dark}[scheme]
    value = pages.get(colour.name, colour.hex)
    if not _HEX.fullmatch(value):
        raise ValueError(f"not a colour: {value!r}")
    return value


def reference(theme: Theme) -> str:
    """The custom properties that a page may set, as a table in Markdown with their colours in the theme."""
    rows = [f"| `{PROPERTY}{name}` | {what} | |" for name, what in MORE_PROPERTIES.items()]
    for name, colour in theme.colours.items():
        light, dark = (hex_of(colour, theme, scheme) for scheme in ("light", "dark"))
        rows.append(f"| `{PROPERTY}{name}` | `{light}` | `{dark}` |")
    return "\n".join(["| property | light | dark |", "|---|---|---|", *rows, ""])


@dataclass(frozen=True, slots=True)
class Sheet:
    """`root` is the class of the picture, `colours` its own properties, `rules` what uses them.

    `widest`: how wide it may get where it stands in a document that is not ours, so that it has to look
    after its size, its scheme and its print itself; "" on our own page of slides. `focus`: the property
    of that colour, where there are links.
    """

    theme: Theme
    root: str
    colours: Mapping[Colour, str]
    rules: str
    scheme: Scheme
    widest: str
    focus: str

    def text(self) -> str:
        """The style element."""
        root = f".{self.root}"
        size = f"display:block;margin:0 auto;max-width:{self.widest};" if self.widest else ""
        parts = [f"{root}{{{size}height:auto;direction:ltr;{self._values(self.scheme)}}}\n"]
        parts += [self.rules, self._focused() if self.focus else ""]
        parts += [self._schemes() if self.scheme == "auto" and self.theme.is_light else ""]
        if self.widest:  # what a window shows beside a picture that is alone in it
            parts.append(f"svg:root{root}{{background:var({PROPERTY}ground,var(--paper,#fff))}}\n")
            parts.append(f"@media print{{{root}{{break-inside:avoid;max-height:96vh}}{_UNROLLED}}}\n")
        return (
            f"<style>\n{root} text{{{_LETTERS}}}\n@supports (fill:var(--x)){{\n{''.join(parts)}}}\n</style>\n"
        )

    def _values(self, scheme: Scheme) -> str:
        """The page's property where it has one, else the theme's colour; one of no theme as it is."""
        parts = []
        for colour, name in self.colours.items():
            value = hex_of(colour, self.theme, scheme)
            known = self.theme.colours.get(colour.name) == colour
            theirs = f"{PROPERTY}{identifier(colour.name)}"
            parts.append(f"--{name}:var({theirs},{value});" if known else f"--{name}:{value};")
        return "".join(parts)

    def _focused(self) -> str:
        """Firefox draws no outline around a shape: its own line says that it has the focus."""
        link = f".{self.root} a"
        colour = f"var({PROPERTY}focus,var(--{self.focus}))"
        frames = ",".join(f"{link}:focus-visible>{tag}" for tag in ("rect", "ellipse", "path"))
        return (
            f".{self.root}{link}{{cursor:pointer;text-decoration:none}}\n"
            f"{link}:focus-visible{{outline:3px solid {colour};outline-offset:2px}}\n"
            f"{frames}{{stroke:{colour};stroke-width:3;stroke-dasharray:none}}\n"
            f"{link}:hover>rect,{link}:hover>ellipse,{link}:hover>path{{stroke-width:2.5}}\n"
        )

    def _schemes(self) -> str:
        """The reader's setting, over it what the page says, over that what the picture itself says."""
        root, light, dark = f".{self.root}", self._values("light"), self._values("dark")
        by_reader = f"@media (prefers-color-scheme:dark){{{root}{{{dark}}}}}\n"
        if not self.widest:  # on a page of ours
            return by_reader
        return (
            f"{by_reader}"
            f"{','.join(f'{page} {root}' for page in _LIGHT)}{{{light}}}\n"
            f"{','.join(f'{page} {root}' for page in _DARK)}{{{dark}}}\n"
            f"{_DARK[0]} {_LIGHT[0]} {root},{root}{root}[data-theme=light]{{{light}}}\n"
            f"{root}{root}[data-theme=dark]{{{dark}}}\n"
            f"@media print{{{root}{root}{root}{root}{{{light}}}}}\n"
        )
