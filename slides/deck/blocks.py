"""Blocks of a section → pieces that flow over pages, at one text size; and what the notes say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from slides.deck import charts, grids, lists, notes
from slides.deck.desk import Desk as Desk
from slides.deck.flow import Code, Flow, Path, Whole, Words
from slides.deck.frame import Setting
from slides.geometry import Box
from slides.look import code, styled, typeset
from slides.scene import Group, Item, Paragraph, Picture, Shape, Stroke
from slides.spec import blocks, links
from slides.spec.model import Points

_INDENT = 24.0  # of what a term means
_ENLARGED = 1.5  # how much a picture may grow beyond its own pixels
_TALLEST = 330.0  # pt of a picture
_PX = 0.75  # pt


def flows(found: Sequence[blocks.Block], path: Path, desk: Desk) -> Iterator[Flow]:
    """The blocks in order."""
    for at, block in enumerate(found):
        yield from _flows(block, (*path, at), desk)


def _flows(block: blocks.Block, path: Path, desk: Desk) -> Iterator[Flow]:
    match block:
        case blocks.Text():
            yield Words([desk.paragraph(lists.said(block, desk.base, desk.setting))], desk.width, path)
        case blocks.Heading():
            yield _heading(block.heading, path, desk)
        case blocks.List():
            yield Words(_points(block, path, desk), desk.width, path)
        case blocks.Table():
            yield from grids.table(block, path, desk)
            yield from _caption(block.caption, path, desk)
        case blocks.Code():
            yield _code(block.code, block.language, path, desk)
            yield from _caption(block.caption, path, desk)
        case blocks.Quote():
            yield from _quote(block, path, desk)
        case blocks.Picture():
            yield _picture(block, path, desk)
        case blocks.Diagram():
            drawn = list(charts.flows(block, path, desk))
            yield from drawn or [_code(block.diagram, block.language, path, desk)]
            yield from _caption(block.caption, path, desk)
        case blocks.Math():
            yield Words([_formula(block.math, desk)], desk.width, path)
        case blocks.Definitions():
            yield Words(list(_definitions(block, desk)), desk.width, path)
        case blocks.Details():
            yield _heading(block.details, path, desk)
            yield from flows(block.blocks, (*path, "blocks"), desk)
        case _:
            assert_never(block)


def _formula(latex: str, desk: Desk) -> Paragraph:
    """A formula on a line of its own, smaller where it is too wide; in a row where it still is."""
    for size in (desk.size, desk.size * 0.8, desk.size * 0.65):
        run = styled.formula(latex, replace(desk.base, size=round(size, 1)), display=True)
        paragraph = replace(desk.paragraph((run,)), align="center")
        if run.formula is None or typeset.widest_word([paragraph]) <= desk.width:
            break
    return paragraph


def _heading(text: str, path: Path, desk: Desk) -> Words:
    base = replace(desk.base, bold=True, colour=desk.setting.theme.colour("navy"))
    return Words([desk.paragraph(desk.runs(text, base))], desk.width, path, keep=True)


def _points(block: blocks.List, path: Path, desk: Desk) -> list[Paragraph]:
    every = lists.points_of(Points(items=block.items, numbered=block.numbered), path, start=block.start)
    return lists.paragraphs(every, desk.size, desk.setting, None)


def _caption(text: str | None, path: Path, desk: Desk) -> Iterator[Flow]:
    if text:
        style = desk.setting.style("caption")
        base = styled.plain_run("", style, style.sizes[0])
        yield Words([styled.paragraph(desk.runs(text, base), style)], desk.width, path)


def _quote(block: blocks.Quote, path: Path, desk: Desk) -> Iterator[Flow]:
    """Its words beside a bar; what is no text within it stands below them."""
    bar = desk.setting.theme.colour("rule")
    narrow = replace(desk, width=desk.width - 16.0)
    base = replace(desk.base, colour=desk.setting.theme.colour("slate"))
    by = [desk.paragraph(desk.runs(f"— {block.by}", base))] if block.by else []
    inner = list(flows(block.blocks, (*path, "quote"), narrow))
    if all(isinstance(one, Words) for one in inner):
        words = [paragraph for one in inner if isinstance(one, Words) for paragraph in one.paragraphs]
        yield Words([*words, *by], desk.width, path, bar=bar)
        return
    for one in inner:
        yield Words(one.paragraphs, desk.width, path, bar=bar) if isinstance(one, Words) else one
    if by:
        yield Words(by, desk.width, path, bar=bar)


def _definitions(block: blocks.Definitions, desk: Desk) -> Iterator[Paragraph]:
    for one in block.definitions:
        yield desk.paragraph(desk.runs(one.term, replace(desk.base, bold=True)))
        for meaning in one.means:
            yield desk.paragraph(desk.runs(meaning), indent=_INDENT, before=2.0)


def _code(text: str, language: str | None, path: Path, desk: Desk) -> Code:
    """Each line a paragraph in the colours of its language; what is too wide goes on below, further in."""
    theme, size = desk.setting.theme, max(desk.size - 5.0, 11.0)
    base = replace(desk.base, face="mono", size=size)
    em = size * 0.6
    lines: list[Paragraph] = []
    for pieces in code.coloured(text, language):
        first = pieces[0][0] if pieces else ""
        blanks = len(first) - len(first.lstrip(" "))
        inward = min(blanks * em, desk.width / 2)
        # Blanks at a line's start vanish when it is set, so they become an indent; an empty line is a blank.
        shown = [(first[blanks:], pieces[0][1]), *pieces[1:]] if pieces else []
        runs = [replace(base, text=piece, colour=theme.colour(name)) for piece, name in shown if piece]
        runs = runs or [replace(base, text="\u00a0")]
        lines.append(Paragraph(tuple(runs), indent=inward + 2 * em, hanging=2 * em, leading=1.25))
    return Code(lines, desk.width, path, ground=theme.colour("mist"))


def _picture(block: blocks.Picture, path: Path, desk: Desk) -> Whole:
    """The picture and its caption; where it could not be loaded, a box that says what it would show."""
    theme = desk.setting.theme
    loaded = desk.setting.pictures.get(block.picture)
    words = block.caption or ""
    items: list[Item] = []
    if loaded is not None:
        wide = (block.width or loaded.width) * _PX
        most = min(
            desk.width, wide if block.width else wide * _ENLARGED, _TALLEST * loaded.width / loaded.height
        )
        box = Box(
            round((desk.width - most) / 2, 2),
            0.0,
            round(most, 2),
            round(most * loaded.height / loaded.width, 2),
        )
        items.append(
            Picture(
                "picture",
                box,
                loaded.data,
                loaded.media,
                block.alt or styled.plain_text(words) or block.picture,
            )
        )
    else:
        box = Box(0.0, 0.0, desk.width, 0.0)
        small = replace(desk.base, size=14.0, colour=theme.colour("slate"))
        web = block.picture.startswith(("http://", "https://")) and links.fault(block.picture) is None
        link = block.picture if web else ""
        shown = replace(small, text=block.picture, href=link, underline=bool(link))
        said = [desk.paragraph((replace(small, text=f"Picture: {block.alt}"),))] if block.alt else []
        said.append(desk.paragraph((replace(shown, colour=theme.colour("link") if link else small.colour),)))
        inset = (12.0, 10.0, 12.0, 10.0)
        box = replace(box, h=round(typeset.height(said, desk.width - 24) + 20, 2))
        label = typeset.set_text("picture/text", said, box, inset=inset)
        stroke = Stroke(theme.colour("rule"), 1.0, "dash")
        items.append(Shape("picture", box, "round", 4.0, theme.colour("mist"), stroke, label))
    bottom = box.h
    if block.link or words:
        style = desk.setting.style("caption")
        base = styled.plain_run("", style, style.sizes[0])
        link = f"[{block.link}]({block.link})" if block.link else ""
        lines = [styled.paragraph(desk.runs(text, base), style) for text in (words, link) if text]
        centred = [replace(one, align="center") for one in lines]
        tall = round(typeset.height(centred, desk.width), 2)
        items.append(typeset.set_text("picture/caption", centred, Box(0.0, bottom + 6, desk.width, tall)))
        bottom += 6 + tall
    alt = block.alt or styled.plain_text(words) or block.picture
    return Whole(Group("figure", tuple(items), alt=f"Figure: {alt}"), (desk.width, bottom), path)


def said(found: Sequence[blocks.Block], setting: Setting) -> Iterator[Paragraph]:
    """Every block in full, for the speaker's notes."""
    for block in found:
        match block:
            case blocks.Text():
                yield from notes.lines([block.text, block.say], setting)
                yield from notes.source(block.source, setting)
            case blocks.Heading():
                yield from notes.lines([f"**{block.heading}**"], setting)
            case blocks.List():
                points = lists.points_of(
                    Points(items=block.items, numbered=block.numbered), (), start=block.start
                )
                yield from notes.of_points(points, setting)
            case blocks.Table():
                titles = [column.title for column in block.columns]
                rows = [titles, *block.rows] if any(titles) else list(block.rows)
                yield from notes.lines([" · ".join(filter(None, row)) for row in rows], setting)
                yield from notes.lines([block.caption], setting)
            case blocks.Code():
                yield from notes.plain_lines(block.code, setting)
                yield from notes.lines([block.caption], setting)
            case blocks.Quote():
                yield from said(block.blocks, setting)
                yield from notes.lines([f"— {block.by}" if block.by else None], setting)
            case blocks.Picture():
                words = block.alt or (None if block.caption else block.picture)
                yield from notes.plain_lines(f"Picture: {words}" if words else "", setting)
                yield from notes.lines([block.caption], setting)
            case blocks.Diagram():
                yield from notes.plain_lines("\n".join(charts.outline(block, setting)), setting)
                yield from notes.lines([block.caption], setting)
            case blocks.Math():
                run = styled.formula(block.math, notes.base(setting), display=True)
                yield from notes.plain_lines(run.text, setting)
            case blocks.Definitions():
                told = [f"**{one.term}**: {'; '.join(one.means)}" for one in block.definitions]
                yield from notes.lines(told, setting)
            case blocks.Details():
                yield from notes.lines([f"**{block.details}**"], setting)
                yield from said(block.blocks, setting)
            case _:
                assert_never(block)
