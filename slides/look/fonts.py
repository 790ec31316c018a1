"""Font files → advance widths and glyph outlines.

Slides name Arial and Courier New; the metric-compatible Liberation fonts in
`assets/fonts` measure them, so widths are theirs to the unit. Themes with other fonts
have them measured within `using`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slides.look import assets
from slides.look.families import SINGLE, Class, Family

if TYPE_CHECKING:
    from slides.scene import TextRun

_FILES: dict[Class, tuple[str, ...]] = {  # regular, bold, italic, both; mono has no italic of its own
    "sans": tuple(f"LiberationSans-{look}.ttf" for look in ("Regular", "Bold", "Italic", "BoldItalic")),
    "serif": tuple(f"LiberationSerif-{look}.ttf" for look in ("Regular", "Bold", "Italic", "BoldItalic")),
    "mono": tuple(f"LiberationMono-{look}.ttf" for look in ("Regular", "Bold", "Regular", "Bold")),
}
_SIGNS, _LETTERS = ("\u2000", "\u2bff"), "\U0001d400"
_SYMBOLS = "DejaVuSansSymbols.ttf"  # signs of mathematics, arrows, boxes: what all the others lack
_BOLDER = 1.08  # how much wider a bold is that a font without one gets; Arial's is by 1.07

Families = Mapping[str, Family]
"""The fonts of a theme by face."""

_OWN: Families = {"sans": Family("Arial"), "mono": Family("Courier New", "mono")}
# A theme's fonts hold for all that is measured while a deck is laid out and drawn. Every function that
# measures would have to be given them, and pass them on, for the sake of the few themes that have some.
_FONTS: ContextVar[_Fonts] = ContextVar("fonts")


@contextmanager
def using(families: Families) -> Iterator[None]:
    """Measure and draw with these fonts meanwhile, in this thread."""
    token = _FONTS.set(_Fonts(families))
    try:
        yield
    finally:
        _FONTS.reset(token)


class _Fonts(dict[tuple[str, bool, bool], "Font"]):
    """The font of each face, bold and italic, found at its first use."""

    def __init__(self, families: Families) -> None:
        self._families = families

    def __missing__(self, look: tuple[str, bool, bool]) -> Font:
        face, bold, italic = look
        family = self._families.get(face) or self._families["sans"]
        found = self[look] = _loaded(family, bold + 2 * italic)
        return found


class Font:
    """One font file, drawn wider by `stretch`; widths in em. Parsed at first use, advances are remembered."""

    ascent = 0.905  # Liberation Sans hhea, in em; Liberation Mono stays below (0.833)
    descent = 0.212

    def __init__(self, path: Path, number: int = 0, *, stretch: float = 1.0) -> None:
        from fontTools.ttLib import TTFont

        self.path = path
        self.number = number  # in a collection of fonts
        self.stretch = stretch
        self._font: Any = TTFont(path, lazy=True, fontNumber=number)
        self._cmap: dict[int, str] = self._font.getBestCmap()
        self._metrics: dict[str, tuple[int, int]] = self._font["hmtx"].metrics
        self._unit: int = self._font["head"].unitsPerEm
        self.bold = bool(self._font["head"].macStyle & 1)
        self._advances: dict[str, float] = {}
        self._outlines: dict[str, str] = {}

    def has(self, char: str) -> bool:
        return ord(char) in self._cmap

    def extent(self, char: str) -> tuple[float, float]:
        """How far the glyph reaches below and above the baseline, in em; a capital's height where
        there is none."""
        if not self.has(char):
            return symbols().extent(char) if self is not symbols() else (0.0, 0.73)
        glyph = self._font["glyf"][self._cmap[ord(char)]]
        return getattr(glyph, "yMin", 0) / self._unit, getattr(glyph, "yMax", 0) / self._unit

    def advance(self, char: str) -> float:
        """The width of `char` in em; an estimate on the safe side where the font lacks it."""
        known = self._advances.get(char)
        if known is None:
            glyph = self._cmap.get(ord(char))
            wide = self._metrics[glyph][0] / self._unit if glyph else 0.0
            known = wide * self.stretch if glyph else self._beside(char)
            self._advances[char] = known
        return known

    def _beside(self, char: str) -> float:
        """The width of a character that another font has to draw."""
        if _SIGNS[0] <= char <= _SIGNS[1] or char > _LETTERS:  # the file is opened for what it may hold
            found = symbols()
            return found.advance(char) if self is not found and found.has(char) else _guess(char)
        return _guess(char)

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
            from fontTools.pens.transformPen import TransformPen

            glyphs = self._font.getGlyphSet()
            pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:g}")
            if self.has(char):
                wider = pen if self.stretch == 1.0 else TransformPen(pen, (self.stretch, 0, 0, 1, 0, 0))
                with suppress(Exception):  # a glyph of a broken font stays blank
                    glyphs[self._cmap[ord(char)]].draw(wider)
            known = self._outlines[char] = pen.getCommands()
        return known

    @property
    def unit(self) -> int:
        """Font units per em."""
        return self._unit


_PROBE = set(range(0x20, 0x17F))  # characters that a font is tried with


def own(name: str, kind: Class, files: tuple[Path | None, ...]) -> Family:
    """A family with files of its own: regular, bold, italic, both, of which all but the first may be none.

    Raises ValueError, with the reason, for a file that is no font or that may not be embedded.
    """
    from fontTools.pens.basePen import NullPen
    from fontTools.ttLib import TTFont

    lines: list[float] = []
    for path in files:
        if path is None:
            continue
        try:
            with TTFont(BytesIO(path.read_bytes()), lazy=True) as font:
                font.ensureDecompiled()
                unit, across, rights = font["head"].unitsPerEm, font["hhea"], font["OS/2"].fsType
                windows = font["OS/2"].usWinAscent + font["OS/2"].usWinDescent
                lines.append(max(across.ascent - across.descent + across.lineGap, windows) / unit)
                drawn = font.getBestCmap()
                usable = bool(drawn) and set(drawn.values()) <= set(font["hmtx"].metrics) and "glyf" in font
                glyphs = font.getGlyphSet()
                for char in _PROBE & drawn.keys():
                    glyphs[drawn[char]].draw(NullPen())
        except Exception:  # of a broken file, fontTools raises whatever its parsing came upon
            raise ValueError(f'"{path.name}" is no font that can be read') from None
        if not usable:
            raise ValueError(f'"{path.name}" has no TrueType outlines')
        if rights & 0x000F == 0x0002:  # OS/2 fsType: restricted licence embedding
            raise ValueError(f'"{path.name}" may not be embedded, says its maker')
    return Family(name, kind, line=max(SINGLE, *lines), files=files)


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
    """The font for a look; a face that the theme has no font for is its sans."""
    return _FONTS.get(_LIBERATION)[face, bold, italic]


_LIBERATION = _Fonts(_OWN)


@cache
def _loaded(family: Family, look: int) -> Font:
    """`look`: 1 for bold and 2 for italic, added."""
    if not family.files:
        return Font(assets.font_file(_FILES[family.kind][look]), stretch=family.stretch)
    own = family.files[look] or family.files[look & 1]
    return Font(own) if own else Font(family.regular, stretch=_BOLDER if look & 1 else 1.0)


@cache
def symbols() -> Font:
    """The font of signs that the others lack."""
    return Font(assets.font_file(_SYMBOLS))


RAISED = 0.66  # size of raised and lowered text relative to its line, as PowerPoint sets baseline="30000"


def font_of(run: TextRun) -> Font:
    return load(run.face, run.bold, run.italic)


def set_size(run: TextRun) -> float:
    """The size in pt at which the run's characters are drawn."""
    return run.size * RAISED if run.raised or run.lowered else run.size


def width_of(run: TextRun, text: str) -> float:
    """The advance width of `text` set as `run`, in pt."""
    return font_of(run).width(text) * set_size(run)
