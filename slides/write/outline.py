"""Text as glyph outlines: one path for each piece of a line, in font units.

Each glyph is made relative once; setting it is then one move, so a path is built
by joining strings. `<use>` would be no smaller here, and CairoSVG refuses more
than 100,000 of them in a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from slides import scripts
from slides.look import fonts, system_fonts
from slides.look.fonts import Font
from slides.scene import TextRun

MISSING = "\u25a1"  # a white square stands for a character that the font lacks

_STEP = re.compile(r"([MLHVQCZ])([^MLHVQCZ]*)")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")


def shown(font: Font, char: str) -> tuple[Font, str]:
    """What to draw for `char` and with which font: itself, with `font`, with the font of signs or with
    one of this machine, else a square; nothing for what has no width."""
    if font.has(char):
        return font, char
    if char.isspace() or font.advance(char) == 0 or not char.isprintable():
        return font, ""
    if fonts.symbols().has(char):
        return fonts.symbols(), char
    if other := system_fonts.font_for(char, font.bold):
        return other, char
    return font, MISSING if font.has(MISSING) else ""


def path_data(font: Font, text: str) -> str:
    """The outline of `text` set unkerned from 0, in font units, y up."""
    parts: list[str] = []
    pen = 0.0
    for char in scripts.drawn(text):
        start, rest = _glyph(font, char)
        if start is not None:
            parts.append(f"M{pen + start[0]:.5g} {start[1]:.5g}{rest}")
        pen += font.advance(char) * font.unit
    return "".join(parts)


def slant(run: TextRun) -> float:
    """How far an italic run leans, in degrees, where its face has no italic (mono)."""
    return 12.0 if run.italic and run.face == "mono" else 0.0


@cache
def _glyph(font: Font, char: str) -> tuple[tuple[float, float] | None, str]:
    """The first point of a glyph, and all that follows relative to it."""
    drawn, instead = shown(font, char)
    scale = font.unit / drawn.unit
    data = drawn.outline(instead) if instead else ""
    steps = [(step, [value * scale for value in values]) for step, values in _steps(data)]
    if not steps:
        return None, ""
    x, y = start = first = steps[0][1][0], steps[0][1][1]
    parts: list[str] = []
    for letter, values in steps[1:]:
        match letter:
            case "Z":
                x, y = start
                parts.append("z")
                continue
            case "H":
                shift, x = [values[0] - x], values[0]
            case "V":
                shift, y = [values[0] - y], values[0]
            case _:
                shift = [value - (y if at % 2 else x) for at, value in enumerate(values)]
                x, y = values[-2], values[-1]
        if letter == "M":
            start = x, y
        parts.append(letter.lower() + " ".join(f"{value:g}" for value in shift))
    return first, "".join(parts)


_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6}


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Absolute path data as single steps; further points after a move are lines."""
    for letter, text in _STEP.findall(data):
        if letter == "Z":
            yield "Z", []
            continue
        values = [float(found) for found in _NUMBER.findall(text)]
        size = _ARITY[letter]
        for at in range(0, len(values), size):
            yield ("L" if letter == "M" and at else letter), values[at : at + size]
