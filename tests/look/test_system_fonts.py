"""Fonts of the machine: found by their names, used for what the shipped fonts lack and for nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from slides.look.fonts import load
from slides.write import outline

RARE = "\U00014400"  # an Anatolian hieroglyph, which no widespread font has


def font_file(path: Path, char: str) -> None:
    """A font with two glyphs: nothing, and a triangle for `char`."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 1000))
    pen.lineTo((700, 0))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "triangle"])
    builder.setupCharacterMap({ord(char): "triangle"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "triangle": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "triangle": (700, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Noto Emoji", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True)
    builder.save(path)


SHOW = f"""
import io
from pypdf import PdfReader
from slides.look.fonts import load
from slides.write import outline, pdf
from tests.write.sample_scene import THEME, of_text, run
page = PdfReader(io.BytesIO(pdf.write([of_text(run("a{RARE}b"))], THEME, title="T"))).pages[0]
print(ascii(page.extract_text()), outline.path_data(load(), "{RARE}"))
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="fonts have other folders there")
def test_a_font_of_the_machine_draws_what_the_shipped_ones_lack(tmp_path: Path) -> None:
    font_file(tmp_path / "fonts" / "deep" / "NotoEmoji-Regular.ttf", RARE)
    shown = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    text, _, path = shown.partition(" ")
    assert text == ascii(f"a{RARE}b")
    assert path.strip() == "M0 0l1024 2048l409.6 -2048z"


def test_what_the_shipped_fonts_have_is_always_theirs() -> None:
    font = load("sans", bold=True)
    assert outline.shown(font, "A") == (font, "A")
