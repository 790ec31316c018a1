"""What every slide has: title, footer, number, and room for the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from slides.deck import cutting
from slides.deck.mentions import NONE, Mentions
from slides.geometry import Box
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.look.grounds import standing_out
from slides.look.pictures import Loaded
from slides.look.styled import Marks
from slides.look.theme import TextStyle, Theme
from slides.scene import Align, Item, Paragraph, Role, Scene, Slide, Text, Transition
from slides.source import Problem, Severity
from slides.spec.document import Document

if TYPE_CHECKING:
    from slides.chart.model import Chart
    from slides.diagram.named import Saved

TOO_LONG = "shorten it or divide it"


@dataclass(frozen=True, slots=True)
class Page:
    """One slide before its frame: `marked` holds the ids of the footnotes its items mark.

    `reveal` and `transition` are those of `Slide`.
    """

    id: str
    title: str
    section: str
    items: tuple[Item, ...]
    notes: tuple[Paragraph, ...]
    layout: str = "content"
    marked: tuple[str, ...] = ()
    reveal: tuple[tuple[str, ...], ...] = ()
    transition: Transition = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all pages of one deck share; `shorten` says that long paragraphs are."""

    document: Document
    theme: Theme
    marks: Marks
    mentions: Mentions = NONE
    pictures: Mapping[str, Loaded] = field(default_factory=dict)
    diagrams: Mapping[str, Chart | Saved] = field(default_factory=dict)
    shorten: bool = True

    def style(self, name: str) -> TextStyle:
        return self.theme.text[name]

    def box(self, layout: str, role: str) -> Box:
        return self.theme.layouts[layout][role]

    def problem(
        self,
        message: str,
        *path: str | int,
        hint: str | None = None,
        code: str = "text-too-long",
        severity: Severity = "error",
    ) -> Problem:
        return Problem(code, message, self.document.span(*path), hint, severity)


def framed(page: Page, number: int, setting: Setting) -> Slide:
    """The page as slide `number`: its title fitted, its footnotes at the foot, its footer filled."""
    theme = setting.theme
    prefix = page.id
    section = plain_text(page.section)
    footer = f"{_deck_title(setting)}  |  {section}" if section else _deck_title(setting)
    title, said = titled(f"{prefix}/title", page, setting)
    items = (
        title,
        *page.items,
        *footnotes(prefix, page.marked, setting, page.layout),
        _line(f"{prefix}/footer", footer, "footer", setting, page.layout),
        _line(f"{prefix}/number", str(number), "number", setting, page.layout),
        *_date(prefix, setting, page.layout),
    )
    items = (*theme.panel(page.layout), *standing_out(items, theme.grounds.get(page.layout, {})))
    scene = Scene(theme.width, theme.height, items, theme.ground(page.layout), styled.plain_text(page.title))
    return Slide(page.id, page.layout, section, scene, said, page.reveal, page.transition)


def fitted(id: str, text: str, role: Role, setting: Setting, *, layout: str, style: str = "title") -> Text:
    """Inline text in its placeholder at the largest size that fits, else cut at the smallest."""
    look, box = setting.style(style), setting.box(layout, role)

    def make(size: float) -> tuple[Paragraph, ...]:
        base = styled.plain_run("", look, size)
        return (styled.paragraph(styled.runs(text, base, setting.theme, setting.marks), look, before=0),)

    size = typeset.fit(make, look.sizes, box.w, box.h)
    shown = make(size) if size else _beginning(make(look.sizes[-1]), text, box)
    return typeset.set_text(id, shown, box, anchor=look.anchor, role=role)


_COUNT = re.compile(r" \(\d+(/\d+)?\)$")  # what `counted` writes, and what tells equal titles apart


def _beginning(whole: tuple[Paragraph, ...], text: str, box: Box) -> tuple[Paragraph, ...]:
    """As much of a title as its box holds; its count stays, so that its slides can be told apart."""
    *before, last = cutting.to_height(whole, box.w, box.h)
    count = _COUNT.search(text)
    runs = (*last.runs, replace(last.runs[0], text=count[0], href="")) if count else last.runs
    return (*before, replace(last, runs=runs))


def titled(id: str, page: Page, setting: Setting, style: str = "title") -> tuple[Text, tuple[Paragraph, ...]]:
    """The title of a page, and its notes; a title that is too long is cut, and the notes begin with it."""
    text = fitted(id, page.title, "title", setting, layout=page.layout, style=style)
    if not is_cut(text):
        return text, page.notes
    look = setting.style("notes")
    base = styled.plain_run("", look, look.sizes[0])
    whole = styled.runs(page.title, base, setting.theme, setting.marks)
    return text, (styled.paragraph(whole, look), *page.notes)


def is_cut(title: Text) -> bool:
    """A title is too long for its slide."""
    return any(run.text == cutting.DOTS for one in title.paragraphs for run in one.runs)


def footnotes(id: str, marked: Sequence[str], setting: Setting, layout: str) -> tuple[Item, ...]:
    """The texts of the footnotes marked on a page, standing on the footer."""
    paragraphs = footnote_paragraphs(marked, setting)
    if not paragraphs:
        return ()
    body = setting.box("content", "body")
    tall = typeset.height(paragraphs, body.w)
    box = Box(body.x, setting.box(layout, "footer").y - tall - 4, body.w, tall)
    return (typeset.set_text(f"{id}/footnotes", paragraphs, box),)


def footnote_room(marked: Sequence[str], setting: Setting, layout: str) -> float:
    """How much of the body's height the footnotes take, in pt."""
    paragraphs = footnote_paragraphs(marked, setting)
    if not paragraphs:
        return 0.0
    boxes = setting.theme.layouts[layout]
    body, footer = boxes.get("body") or boxes["figure"], boxes["footer"]
    tall = typeset.height(paragraphs, setting.box("content", "body").w)
    return max(tall + 12 - (footer.y - body.bottom), 0.0)


def footnote_paragraphs(marked: Sequence[str], setting: Setting) -> tuple[Paragraph, ...]:
    style = setting.style("footnote")
    base = styled.plain_run("", style, style.sizes[0])
    texts = setting.document.spec.footnotes
    return tuple(
        styled.paragraph(styled.runs(f"[^{id}] {texts[id]}", base, setting.theme, setting.marks), style)
        for id in marked
        if id in texts
    )


def _line(id: str, text: str, role: Role, setting: Setting, layout: str) -> Text:
    style = setting.style("footer")
    box = setting.box(layout, role)
    outer: Align = "right" if box.centre.x > setting.theme.width / 2 else "left"
    align = outer if role == "number" else style.align

    def paragraph(shown: str) -> Paragraph:
        return Paragraph((styled.plain_run(shown, style, style.sizes[0]),), align=align)

    def too_wide(length: int) -> bool:
        return typeset.natural_width([paragraph(_cut(text, length))]) > box.w

    length = bisect_left(range(min(len(text), _MOST_IN_LINE)), True, key=lambda at: too_wide(at + 1))
    return typeset.set_text(id, [paragraph(_cut(text, length))], box, anchor="middle", role=role)


_MOST_IN_LINE = 1000  # characters that are tried; no line holds as many


def _cut(text: str, length: int) -> str:
    return text if length >= len(text) else text[:length].rstrip() + "…"


def _date(prefix: str, setting: Setting, layout: str) -> tuple[Item, ...]:
    """The deck's date, where the layout has a place for it."""
    date = setting.document.spec.deck.date
    if not date or "date" not in setting.theme.layouts[layout]:
        return ()
    return (_line(f"{prefix}/date", date, "date", setting, layout),)


def _deck_title(setting: Setting) -> str:
    return styled.plain_text(setting.document.spec.deck.title)


def counted(title: str, at: int, count: int) -> str:
    """The title of slide `at` (from 0) of `count` that continue each other."""
    return f"{title} ({at + 1}/{count})" if count > 1 else title
