"""Inline text + theme → styled runs: what a mark, a link or a citation looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from slides import inline
from slides.inline import plain_text as plain_text
from slides.look.theme import TextStyle, Theme
from slides.scene import Paragraph, TextRun


@dataclass(frozen=True, slots=True)
class Marks:
    """What numbered marks stand for: reference key → (number, address); footnote id → number."""

    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)

    def address(self, href: str) -> str:
        """The address behind a link as written; `@key` stands for the reference's own."""
        return self.references.get(href[1:], ("", ""))[1] if href.startswith("@") else href


NO_MARKS = Marks()


def plain_run(text: str, style: TextStyle, size: float) -> TextRun:
    return TextRun(text, size, style.colour, style.face, bold=style.bold)


def runs(text: str, base: TextRun, theme: Theme, marks: Marks = NO_MARKS) -> tuple[TextRun, ...]:
    """Inline Markdown in the look of `base`, with the theme's look of each mark on top.

    A link to a file beside the notes is shown as its words and its path: a deck lies elsewhere, and
    PowerPoint warns of files ([why](docs/decisions/relative-links.md)).
    """
    found: list[TextRun] = []
    for href, some in groupby(inline.parse(text), key=lambda run: run.href if _is_beside(run.href) else ""):
        shown = [_run(replace(run, href="") if href else run, base, theme, marks) for run in some]
        said = "".join(run.text for run in shown)
        found += shown
        if href and href not in said:
            found.append(replace(base, text=f" ({href})"))
    return tuple(found)


def _is_beside(href: str) -> bool:
    """The link leads to a file, by its path; not to the web, to a slide or to a reference."""
    return bool(href) and not href.startswith(("#", "@")) and not re.match(r"[A-Za-z][A-Za-z0-9+-]*:", href)


def formula(latex: str, base: TextRun, *, display: bool = False) -> TextRun:
    """A formula in the look of `base`; as it is written where it cannot be read."""
    from slides.formula.latex import FormulaError, read
    from slides.formula.words import readable

    try:
        found = read(latex, display=display)
    except FormulaError:
        return replace(base, text=latex, face="mono")
    face = "sans" if base.face == "mono" else base.face
    return replace(base, text=readable(found), face=face, italic=False, formula=found)


def _run(run: inline.Run, base: TextRun, theme: Theme, marks: Marks) -> TextRun:
    text, href, raised = run.text, marks.address(run.href), run.raised and not run.lowered
    if run.cite:
        number, href = marks.references.get(run.cite, ("?", ""))
        text = f"[{number}, {run.locator}]" if run.locator else f"[{number}]"
    elif run.footnote:
        text, raised = marks.footnotes.get(run.footnote, "?"), True
    if not text.strip():
        href = ""  # a blank between two looks of one link is nothing to click on
    mark = "mark" if run.mark else "rule" if run.key else ""
    plain = theme.colour("ink") if mark and base.colour.name == "paper" else base.colour
    look = TextRun(
        text,
        base.size,
        theme.colour("link") if href else plain,
        "mono" if run.code or run.key else base.face,
        bold=base.bold or run.bold,
        italic=base.italic or run.italic,
        underline=bool(href) or run.underline,
        strike=run.strike,
        raised=raised,
        lowered=run.lowered,
        mark=theme.colour(mark) if mark else None,
        href=href,
        numbered=bool(run.cite or run.footnote),
    )
    return formula(text, look) if run.math else look


def doubt(text: str, base: TextRun, theme: Theme) -> TextRun:
    """How a certainty word looks everywhere: slanted, in the colour of doubt."""
    return replace(base, text=text, colour=theme.colour("doubt"), italic=True, bold=False)


def unsure(certainty: str, base: TextRun, theme: Theme) -> tuple[TextRun, ...]:
    """The mark of what is in doubt, or disputed, and the word for it; alike on the tree, in tables and
    wherever a text speaks of it."""
    return doubt_mark(certainty, base, theme), doubt(f"\u00a0{certainty}", base, theme)


def plain_look(base: TextRun) -> TextRun:
    """`base` without what marks a word: for what stands between a text and its numbers."""
    return replace(base, bold=False, italic=False, underline=False, strike=False, mark=None, href="")


def doubt_mark(certainty: str, base: TextRun, theme: Theme) -> TextRun:
    return caveat("!" if certainty == "disputed" else "?", "", base, theme)


def caveat(number: int | str, href: str, base: TextRun, theme: Theme) -> TextRun:
    """A caveat's number in a text, in the colours of its callout.

    A dark ground, as that of the disc at the tree, would hide the number where a program gives
    links a colour of its own.
    """
    return replace(
        base,
        text=f"\u00a0{number}\u00a0",  # the blanks are a part of the ground; no line breaks there
        size=max(base.size - 2, 10.0),
        colour=theme.colour("doubt"),
        face="sans",
        bold=True,
        italic=False,
        underline=False,
        strike=False,
        raised=False,
        lowered=False,
        mark=theme.tint("doubt"),
        href=href,
    )


def paragraph(content: tuple[TextRun, ...], style: TextStyle, *, before: float | None = None) -> Paragraph:
    """A paragraph without bullet in `style`."""
    space = style.before if before is None else before
    return Paragraph(content, align=style.align, before=space, leading=style.leading)
