"""Sections of any kind → pages: their blocks from top to bottom, on as many slides as they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from slides.deck import arrange, blocks, charts, lists, notes, paging, shorten
from slides.deck.arrange import Sheet
from slides.deck.desk import Desk
from slides.deck.flow import Path
from slides.deck.frame import Page, Setting, counted
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.look.theme import TextStyle
from slides.scene import Item, Paragraph, Role, Text
from slides.source import Problem
from slides.spec import blocks as kinds
from slides.spec.blocks import Section
from slides.spec.texts import texts

_STATEMENT = 220  # characters of a paragraph that can stand for itself on a slide

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
    opening = notes.lines([section.say], setting)
    source = notes.source(section.source, setting)
    if statement is not None:
        marked = _marked(section)
        said = (*opening, *blocks.said(section.blocks, setting), *source)
        yield Page(name, section.title, part, (statement,), said, "statement", marked)
        return
    here = (*path, "blocks")
    board = arrange.board(setting, section.blocks, here)
    sheets, cut = arrange.sheets(board, section.layout)
    yield from _shortened(setting, section, here, cut)
    yield from charts.too_large(section.blocks, here, setting)
    told = _told(setting, section, sheets, len(here))
    for at, sheet in enumerate(sheets):
        id = name if at == 0 else f"{name}.{at + 1}"
        title = counted(section.title, at, len(sheets))
        said = (*opening, *told[at], *source) if at == 0 else told[at]
        if not said:
            said = notes.lines([f"{plain_text(section.title)}, continued"], setting)
        yield _page(board, sheet, id, title, part, said)


def _shortened(setting: Setting, section: Section, path: Path, cut: Sequence[Path]) -> Iterator[Problem]:
    """A warning for each text of which the slides show only the beginning."""
    box = setting.box("content", "body")
    desk = Desk(setting, setting.style("body").sizes[0], box.w, box.h)
    for place in dict.fromkeys(blocks.too_long(section.blocks, path, desk)):
        yield shorten.notice(setting, place)
    for place in dict.fromkeys(cut):
        yield shorten.row_notice(setting, place)


def _told(
    setting: Setting, section: Section, sheets: Sequence[Sheet], depth: int
) -> list[tuple[Paragraph, ...]]:
    """What the notes of each slide say: each block in full where it begins."""
    told: list[tuple[Paragraph, ...]] = []
    known: set[object] = set()
    for sheet in sheets:
        numbers = [path[depth] for column in sheet for one in column.page for path in one.flow.paths]
        fresh = [at for at in dict.fromkeys(numbers) if at not in known]
        known.update(fresh)
        some = [block for at, block in enumerate(section.blocks) if at in fresh]
        told.append(tuple(blocks.said(some, setting)))
    return told


def _page(
    board: arrange.Board, sheet: Sheet, id: str, title: str, part: str, said: tuple[Paragraph, ...]
) -> Page:
    """One slide: text in its placeholder where it is the only one, all else as items of its own."""
    marked = tuple(dict.fromkeys(mark for column in sheet for mark in paging.marked(column.page)))
    texts = [paging.only_text(column.page) for column in sheet]
    quote = board.setting.theme.colour("blue")
    placed = sum(map(bool, texts)) == 1
    items: list[Item] = []
    for at, (column, words) in enumerate(zip(sheet, texts, strict=True), start=1):
        if words and placed:
            items.append(typeset.set_text(f"{id}/body", words, column.box, role="body"))
        else:
            items += paging.items(column.page, f"{id}/{at}", column.box, quote)
    return Page(id, title, part, tuple(items), said, "content" if placed else "figure", marked)


def _is_statement(section: Section) -> bool:
    only = section.blocks[0] if len(section.blocks) == 1 else None
    if section.layout == "statement":
        return isinstance(only, kinds.Text | kinds.Quote)
    return section.layout == "auto" and only is not None and len(_thought(only)) in range(1, _STATEMENT + 1)


def _thought(block: kinds.Block) -> str:
    """The words of a single paragraph, or of one that is quoted."""
    match block:
        case kinds.Text():
            return block.text
        case kinds.Quote(blocks=(kinds.Text() as only,)):
            return only.text
        case _:
            return ""


def _statement(setting: Setting, section: Section, name: str) -> Text | None:
    """A single thought, large; None where it does not fit so, or has footnotes: they would cross the bar."""
    if _marked(section):
        return None
    style, box = setting.style("statement"), setting.box("statement", "body")
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
    """A slide that names what is to come, each a link: as the title slide looks, where that has room."""
    inner = [
        (plain_text(one.title), names[(*path, "sections", at)]) for at, one in enumerate(section.sections)
    ]
    name = names[path]
    titles = notes.lines([one.title for one in section.sections], setting)
    said = (*notes.lines([section.say or section.title], setting), *titles)
    said = (*said, *notes.source(section.source, setting))
    if not inner:
        return Page(name, section.title, part, (), said, "cover")
    places: tuple[tuple[str, Role, str], ...] = (
        ("cover", "subtitle", "body"),
        ("content", "body", "body"),
    )
    for layout, role, look in places:
        style, box = setting.style(look), setting.box(layout, role)
        made = partial(_links, inner, style=style)
        size = typeset.fit(made, style.sizes, box.w, box.h)
        if size or layout == "content":
            shown = made(size or style.sizes[-1])
            body = typeset.set_text(f"{name}/{role}", shown, box, anchor=style.anchor, role=role)
            break
    return Page(name, section.title, part, (body,), said, layout)


def _links(inner: Sequence[tuple[str, str]], size: float, *, style: TextStyle) -> list[Paragraph]:
    base = styled.plain_run("", style, size)
    links = [replace(base, text=title, href=f"#{name}") for title, name in inner]
    return [styled.paragraph((link,), style) for link in links]


def _marked(section: Section) -> tuple[str, ...]:
    """The footnotes that the section's own blocks mark."""
    own = section.model_copy(update={"sections": ()})
    return lists.marks_in([text for field, text in texts(own) if field[-1] != "say" and "[^" in text])
