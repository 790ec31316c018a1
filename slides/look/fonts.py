"""Font files → advance widths and glyph outlines.

Slides name Arial and Courier New; the metric-compatible Liberation fonts in
`assets/fonts` measure them, so widths are theirs to the unit.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slides.look import assets

if TYPE_CHECKING:
    from slides.scene import TextRun

_FILES = {
    ("sans", False, False): "LiberationSans-Regular.ttf",
    ("sans", True, False): "LiberationSans-Bold.ttf",
    ("sans", False, True): "LiberationSans-Italic.ttf",
    ("sans", True, True): "LiberationSans-BoldItalic.ttf",
    ("mono", False, False): "LiberationMono-Regular.ttf",
    ("mono", True, False): "LiberationMono-Bold.ttf",
}


class Font:
    """One font file; widths in em. Parsed at first use, advances are remembered."""

    ascent = 0.905  # Liberation Sans hhea, in em; Liberation Mono stays below (0.833)
    descent = 0.212

    def __init__(self, path: Path, number: int = 0) -> None:
        from fontTools.ttLib import TTFont

        self.path = path
        self.number = number  # in a collection of fonts
        self._font: Any = TTFont(path, lazy=True, fontNumber=number)
        self._cmap: dict[int, str] = self._font.getBestCmap()
        self._metrics: dict[str, tuple[int, int]] = self._font["hmtx"].metrics
        self._unit: int = self._font["head"].unitsPerEm
        self.bold = bool(self._font["head"].macStyle & 1)
        self._advances: dict[str, float] = {}
        self._outlines: dict[str, str] = {}

    def has(self, char: str) -> bool:
        return ord(char) in self._cmap

    def advance(self, char: str) -> float:
        """The width of `char` in em; an estimate on the safe side where the font lacks it."""
        known = self._advances.get(char)
        if known is None:
            glyph = self._cmap.get(ord(char))
            known = self._metrics[glyph][0] / self._unit if glyph else _guess(char)
            self._advances[char] = known
        return known

    def width(self, text: str) -> float:
        """The sum of the advances in em, unkerned."""
        advances = self._advances
        try:
            return sum([advances[char] for char in text])
        except KeyError:
            return sum(self.advance(char) for char in text)

    def outline(self, char: str) -> str:
        """The glyph as SVG path data in font units, y up; empty where the font lacks it."""
        known = self._outlines.get(char)
        if known is None:
            from fontTools.pens.svgPathPen import SVGPathPen

            glyphs = self._font.getGlyphSet()
            pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:g}")
            if self.has(char):
                glyphs[self._cmap[ord(char)]].draw(pen)
            known = self._outlines[char] = pen.getCommands()
        return known

    @property
    def unit(self) -> int:
        """Font units per em."""
        return self._unit


def _guess(char: str) -> float:
    """East Asian characters are an em wide, emoji more, marks nothing; all else gets a wide letter's room."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if 0x1F000 <= ord(char) < 0x20000:
        return 1.37  # Segoe UI Emoji, the widest of the usual emoji fonts
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.7


def opened(path: Path, number: int = 0) -> Font | None:
    """The font in a file, that of `number` in a collection; None where it cannot be read."""
    from fontTools.ttLib import TTLibError

    try:
        return Font(path, number)
    except (OSError, TTLibError):
        return None


def load(face: str = "sans", bold: bool = False, italic: bool = False) -> Font:
    """The font file for a look; mono has no italic of its own, its widths are the same."""
    return _loaded(_FILES.get((face, bold, italic)) or _FILES[face, bold, False])


@cache
def _loaded(name: str) -> Font:
    return Font(assets.font_file(name))


RAISED = 0.66  # size of superscript figures relative to their line, as PowerPoint sets baseline="30000"


def font_of(run: TextRun) -> Font:
    return load(run.face, run.bold, run.italic)


def set_size(run: TextRun) -> float:
    """The size in pt at which the run's characters are drawn."""
    return run.size * RAISED if run.raised else run.size


def width_of(run: TextRun, text: str) -> float:
    """The advance width of `text` set as `run`, in pt."""
    return font_of(run).width(text) * set_size(run)
