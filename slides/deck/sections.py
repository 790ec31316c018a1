"""Sections of any kind → pages: their blocks from top to bottom, on as many slides as they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from slides.deck import blocks, flow, lists, notes
from slides.deck.desk import Desk
from slides.deck.flow import Path, Stretch
from slides.deck.frame import TOO_LONG, Page, Setting, counted, footnote_room
from slides.geometry import Box
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.scene import Paragraph, Text
from slides.source import Problem
from slides.spec import blocks as kinds
from slides.spec.blocks import Section
from slides.spec.texts import texts

_READABLE = 16.0  # pt; below it a section rather goes on on another slide
_STATEMENT = 220  # characters of a paragraph that can stand for itself on a slide
_BETWEEN = 32.0  # pt between two columns

Found = Page | Problem
Names = Mapping[Path, str]
"""What the slides of each section are called, by its path."""


def pages(
    setting: Setting, section: Section, path: Path, names: Names, part: str = ""
) -> Iterator[Page | Problem]:
    """The slides of a section and of those within it; `part` is the outermost one's title."""
    part = part or section.title
    if section.blocks:
        yield from _content(setting, section, path, names[path], part)
    elif section.layout == "opener" or section.sections:
        yield _opener(setting, section, path, names, part)
    for at, inner in enumerate(section.sections):
        yield from pages(setting, inner, (*path, "sections", at), names, part)


def _content(
    setting: Setting, section: Section, path: Path, name: str, part: str
) -> Iterator[Page | Problem]:
    statement = _statement(setting, section, name) if _is_statement(section) else None
    told = tuple(blocks.said(section.blocks, setting))
    spoken = (*notes.lines([section.say], setting), *told, *notes.source(section.source, setting))
    if statement is not None:
        marked = _marked(section)
        yield Page(name, section.title, part, (statement,), spoken, "statement", marked)
        return
    columns = 2 if section.layout == "two" else 1
    found, lost = _fitted(setting, section, path, columns)
    for place in dict.fromkeys(lost):
        yield setting.problem("this is too much for a slide", *place, hint=TOO_LONG)
    count = -(-len(found) // columns)
    for at in range(count):
        id = name if at == 0 else f"{name}.{at + 1}"
        slide = found[at * columns : (at + 1) * columns]
        title = counted(section.title, at, count)
        said = spoken if at == 0 else notes.lines([f"{plain_text(section.title)}, continued"], setting)
        yield _page(setting, slide, id, title, part, said, _marked(section))


def _page(
    setting: Setting,
    slide: list[list[Stretch]],
    id: str,
    title: str,
    part: str,
    said: tuple[Paragraph, ...],
    marked: tuple[str, ...],
) -> Page:
    """One slide: text alone in its placeholder, all else as items of its own."""
    words = flow.only_text(slide[0]) if len(slide) == 1 else ()
    if words:
        box = setting.box("content", "body")
        body = typeset.set_text(f"{id}/body", words, box, role="body")
        return Page(id, title, part, (body,), said, "content", marked)
    room = setting.box("figure", "figure")
    width = (room.w - _BETWEEN * (len(slide) - 1)) / len(slide)
    items = tuple(
        item
        for at, column in enumerate(slide)
        for item in flow.items(
            column, f"{id}/{at + 1}", Box(room.x + at * (width + _BETWEEN), room.y, width, room.h)
        )
    )
    return Page(id, title, part, items, said, "figure", marked)


def _fitted(
    setting: Setting, section: Section, path: Path, columns: int
) -> tuple[list[list[Stretch]], list[Path]]:
    """The section's blocks on as few slides as a readable size allows, at the largest such size."""
    room = setting.box("figure", "figure")
    width = (room.w - _BETWEEN * (columns - 1)) / columns
    below = footnote_room(_marked(section), setting, "figure")
    tall = min(room.h, setting.box("content", "body").h) - below

    def at(size: float) -> tuple[list[list[Stretch]], list[Path]]:
        pieces = list(blocks.flows(section.blocks, (*path, "blocks"), Desk(setting, size, width)))
        return flow.paged(pieces, tall)

    sizes = setting.style("body").sizes
    readable = [size for size in sizes if size >= _READABLE] or [sizes[0]]
    least, lost = at(readable[-1])
    if lost:
        smaller = [(found, bad) for found, bad in map(at, [one for one in sizes if one < _READABLE])]
        return next(((found, bad) for found, bad in smaller if not bad), smaller[-1])
    for size in readable[:-1]:
        found, bad = at(size)
        if not bad and len(found) <= max(len(least), columns):
            return found, []
    return least, []


def _is_statement(section: Section) -> bool:
    only = section.blocks[0] if len(section.blocks) == 1 else None
    if section.layout == "statement":
        return isinstance(only, kinds.Text | kinds.Quote)
    return section.layout == "auto" and isinstance(only, kinds.Text) and len(only.text) <= _STATEMENT


def _statement(setting: Setting, section: Section, name: str) -> Text | None:
    """A single thought, large; None where it does not fit so."""
    style, box = setting.style("statement"), setting.box("statement", "body")
    box = replace(box, h=box.h - footnote_room(_marked(section), setting, "statement"))
    (only,) = section.blocks
    told = (
        [only.text]
        if isinstance(only, kinds.Text)
        else [one.text for one in getattr(only, "blocks", ()) if isinstance(one, kinds.Text)]
    )
    by = only.by if isinstance(only, kinds.Quote) else None
    if isinstance(only, kinds.Quote) and len(told) != len(only.blocks):
        return None

    def make(size: float) -> tuple[Paragraph, ...]:
        base = styled.plain_run("", style, size)
        small = replace(base, size=max(round(size * 0.6), 14.0), colour=setting.theme.colour("slate"))
        content = [styled.runs(text, base, setting.theme, setting.marks) for text in told]
        if isinstance(only, kinds.Text):
            content = [lists.said(only, base, setting)]
        if by:
            content.append(styled.runs(f"— {by}", small, setting.theme, setting.marks))
        return tuple(styled.paragraph(runs, style) for runs in content)

    size = typeset.fit(make, style.sizes, box.w, box.h)
    if size is None:
        return None
    return typeset.set_text(f"{name}/body", make(size), box, anchor=style.anchor, role="body")


def _opener(setting: Setting, section: Section, path: Path, names: Names, part: str) -> Page:
    """A slide that names what is to come, each a link."""
    style, box = setting.style("body"), setting.box("content", "body")

    inner = [
        (plain_text(one.title), names[(*path, "sections", at)]) for at, one in enumerate(section.sections)
    ]

    def make(size: float) -> list[Paragraph]:
        base = styled.plain_run("", style, size)
        links = [replace(base, text=title, href=f"#{name}") for title, name in inner]
        return [replace(styled.paragraph((link,), style), before=10.0) for link in links]

    name = names[path]
    size = typeset.fit(make, style.sizes, box.w, box.h) or style.sizes[-1]
    body = (typeset.set_text(f"{name}/body", make(size), box, role="body"),) if section.sections else ()
    titles = notes.lines([one.title for one in section.sections], setting)
    said = (*notes.lines([section.say or section.title], setting), *titles)
    return Page(name, section.title, part, body, (*said, *notes.source(section.source, setting)))


def _marked(section: Section) -> tuple[str, ...]:
    """The footnotes that the section's own blocks mark."""
    own = section.model_copy(update={"sections": ()})
    return lists.marks_in([text for field, text in texts(own) if field[-1] != "say" and "[^" in text])
