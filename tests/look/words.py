"""Hypothesis strategies: paragraphs in many scripts, looks and widths."""

from __future__ import annotations

from hypothesis import strategies as st

from slides.look import theme as themes
from slides.scene import Paragraph, TextRun

THEME = themes.load("light")
INK = THEME.colour("ink")

# Latin with accents, CJK with its brackets and stops, Hangul, Hebrew and Arabic, marks that combine,
# emoji with joiners, dashes, a no-break space, and blanks of every kind.
CHARACTERS = "abcdeWil.,;:-–—()/é日本語、。「」ひらカタ한글שלוםعربيe\u0301ก็😀👩\u200d🔬\u00a0\u3000 \t \n  "
SIZES = st.sampled_from([10.0, 10.5, 12.0, 16.0, 20.0])

words = st.text(alphabet=CHARACTERS, max_size=40) | st.text(alphabet="abc ", max_size=60)
long_words = st.text(alphabet="WMabc日", min_size=30, max_size=80)


@st.composite
def run_of(draw: st.DrawFn, size: float) -> TextRun:
    return TextRun(
        draw(words | long_words),
        size,
        INK,
        face=draw(st.sampled_from(["sans", "mono"])),
        bold=draw(st.booleans()),
        italic=draw(st.booleans()),
        href=draw(st.sampled_from(["", "", "https://example.org"])),
        raised=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def paragraphs(draw: st.DrawFn, size: float = 0.0) -> Paragraph:
    """A paragraph of up to four runs; of one `size` if that is given."""
    runs = draw(st.lists(SIZES.flatmap(lambda each: run_of(size or each)), max_size=4))
    hanging = draw(st.sampled_from([0.0, 18.0]))
    return Paragraph(
        tuple(runs),
        indent=hanging + draw(st.sampled_from([0.0, 18.0])),
        hanging=hanging,
        bullet=TextRun("•", runs[0].size if runs else 12.0, INK) if hanging else None,
        align=draw(st.sampled_from(["left", "center", "right"])),
        before=draw(st.sampled_from([0.0, 7.0])),
        leading=draw(st.sampled_from([1.0, 1.22])),
    )


WIDTHS = st.floats(60, 400).map(lambda width: round(width, 2))
