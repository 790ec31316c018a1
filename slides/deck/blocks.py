"""Blocks of a section → pieces that flow over pages, at one text size; and what the notes say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from slides.deck import charts, cutting, figures, grids, lists, notes, shorten
from slides.deck.desk import Desk as Desk
from slides.deck.flow import BAR, FREELY, HARDLY, NEVER, RATHER_NOT, Code, Flow, Marked, Path, Words
from slides.deck.frame import Setting
from slides.look import code, styled, typeset
from slides.scene import Paragraph
from slides.spec import blocks
from slides.spec.model import Points
from slides.spec.texts import texts

_INDENT = 24.0  # of what a term means
_CLOSE = 6.0  # pt between a table or code and its caption
_UNIT = 0.5  # of a page: a paragraph that is taller is divided, so that it can go on on the next


def flows(
    found: Sequence[blocks.Block], path: Path, desk: Desk, only: Sequence[int] | None = None
) -> Iterator[Flow]:
    """The blocks in order (or those of them that have these numbers); pictures that follow each other
    may stand side by side."""
    numbered = [(at, found[at]) for at in (range(len(found)) if only is None else only)]
    for are_pictures, some in groupby(numbered, key=lambda one: isinstance(one[1], blocks.Picture)):
        if are_pictures:
            shown = [(block, at) for at, block in some if isinstance(block, blocks.Picture)]
            yield from figures.rows([one for one, _ in shown], [(*path, at) for _, at in shown], desk)
        else:
            for at, block in some:
                yield from _flows(block, (*path, at), desk)


def _flows(block: blocks.Block, path: Path, desk: Desk) -> Iterator[Flow]:
    match block:
        case blocks.Text():
            yield _text(block, path, desk)
        case blocks.Heading():
            yield _heading(block.heading, path, desk)
        case blocks.List():
            yield _points(block, path, desk)
        case blocks.Table():
            *before, last = grids.table(block, path, desk)
            yield from before
            yield from _captioned(last, block.caption, desk)
        case blocks.Code():
            yield from _captioned(_code(block.code, block.language, path, desk), block.caption, desk)
        case blocks.Quote():
            yield from _quote(block, path, desk)
        case blocks.Picture():
            yield from figures.rows([block], [path], desk)
        case blocks.Diagram():
            drawn = list(charts.flows(block, path, desk))
            drawn = drawn or [_code(block.diagram, block.language, path, desk)]
            yield from drawn[:-1]
            yield from _captioned(drawn[-1], block.caption, desk)
        case blocks.Math():
            yield _words([_formula(block.math, desk)], path, desk)
        case blocks.Definitions():
            yield _definitions(block, path, desk)
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


def _words(
    paragraphs: Sequence[Paragraph],
    path: Path,
    desk: Desk,
    *,
    keep: bool = False,
    marked: Sequence[Marked] = (),
    strains: Sequence[int] = (),
) -> Words:
    """Paragraphs as a piece; one too tall for a page is divided."""
    parts = [list(cutting.divided(one, desk.width, desk.room * _UNIT)) for one in paragraphs]
    if any(len(some) > 1 for some in parts):
        counts = [len(some) for some in parts]
        marked = [ids for ids, count in zip(marked, counts, strict=False) for ids in [ids] * count]
        strains = [
            level if at == 0 else FREELY
            for level, count in zip(strains, counts, strict=False)
            for at in range(count)
        ]
        paragraphs = [part for some in parts for part in some]
    return Words(paragraphs, desk.width, path, keep=keep, marked=marked, strains=strains)


def _text(block: blocks.Text, path: Path, desk: Desk) -> Words:
    """A paragraph; one that announces something (`:`) stands above it."""
    runs = shorten.shown(lists.said(block, desk.base, desk.setting), desk.setting)
    keep = block.text.rstrip().endswith((":", "："))
    return _words([desk.paragraph(runs)], path, desk, keep=keep, marked=[lists.marks_in([block.text])])


def _heading(text: str, path: Path, desk: Desk) -> Words:
    base = replace(desk.base, bold=True, colour=desk.setting.theme.colour("navy"))
    runs = shorten.shown(desk.runs(text, base), desk.setting)
    return _words([desk.paragraph(runs)], path, desk, keep=True, marked=[lists.marks_in([text])])


def points_of(block: blocks.List, path: Path) -> tuple[lists.Point, ...]:
    """The points of a list block in reading order."""
    points = Points(items=block.items, numbered=block.numbered)
    return tuple(
        replace(point, path=(*path, "list", *point.path[len(path) + 1 :]))
        for point in lists.points_of(points, path, start=block.start)
    )


def _points(block: blocks.List, path: Path, desk: Desk) -> Words:
    """A list; a point that has points below it stands on the page of the first of them."""
    every = points_of(block, path)
    paragraphs = lists.paragraphs(every, desk.size, desk.setting, None)
    marked = [lists.marks_in([point.item.text]) for point in every]
    return _words(paragraphs, path, desk, marked=marked, strains=list(_strains(every)))


def _strains(points: Sequence[lists.Point]) -> Iterator[int]:
    """What ending a page before each point costs; least before one of the top level."""
    for at, point in enumerate(points):
        if at and point.level > points[at - 1].level:
            yield NEVER
        elif point.level:
            yield HARDLY if at == len(points) - 1 else RATHER_NOT
        else:
            yield RATHER_NOT if at == 1 or at == len(points) - 1 else FREELY


def _captioned(piece: Flow, text: str | None, desk: Desk) -> Iterator[Flow]:
    """The piece and its caption, which stand on one page."""
    if not text:
        yield piece
        return
    style = desk.setting.style("caption")
    base = styled.plain_run("", style, style.sizes[0])
    runs = shorten.shown(desk.runs(text, base), desk.setting)
    caption = styled.paragraph(runs, style)
    words = Words([caption], desk.width, piece.path, tied=True)
    yield piece.with_caption(_CLOSE + words.height(0, 1), lists.marks_in([text]))
    yield words


def _quote(block: blocks.Quote, path: Path, desk: Desk) -> Iterator[Flow]:
    """What is quoted, beside a bar, and who says so."""
    inside = replace(desk, width=desk.width - BAR)
    inner = list(flows(block.blocks, (*path, "quote"), inside))
    if block.by:
        base = replace(inside.base, size=max(desk.size - 2, 12.0), colour=desk.setting.theme.colour("slate"))
        inner.append(
            _words(
                [inside.paragraph(inside.runs(f"— {block.by}", base))],
                path,
                inside,
                marked=[lists.marks_in([block.by])],
            )
        )
    for piece in inner:
        piece.bars = (path, *piece.bars)
        yield piece


def _definitions(block: blocks.Definitions, path: Path, desk: Desk) -> Words:
    """Each term with what it means below it, further in."""
    found: list[tuple[Paragraph, str, int]] = []
    for one in block.definitions:
        term = desk.runs(one.term, replace(desk.base, bold=True))
        found.append((desk.paragraph(shorten.shown(term, desk.setting)), one.term, FREELY))
        for at, meaning in enumerate(one.means):
            runs = shorten.shown(desk.runs(meaning), desk.setting)
            paragraph = desk.paragraph(runs, indent=_INDENT, before=2.0)
            found.append((paragraph, meaning, RATHER_NOT if at else NEVER))
    marked = [lists.marks_in([text]) for _, text, _ in found]
    return _words([one for one, _, _ in found], path, desk, marked=marked, strains=[s for _, _, s in found])


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
        whole = Paragraph(tuple(runs), indent=inward + 2 * em, hanging=2 * em, leading=1.25)
        lines += cutting.divided(whole, desk.width - 24.0, desk.room * _UNIT)
    return Code(lines, desk.width, path, ground=theme.colour("mist"))


def too_long(found: Sequence[blocks.Block], path: Path, desk: Desk) -> Iterator[Path]:
    """Where the texts stand of which a slide shows only the beginning."""
    for at, block in enumerate(found):
        here = (*path, at)
        match block:
            case blocks.List():
                yield from (one.path for one in points_of(block, here) if lists.is_long(one, desk.setting))
            case blocks.Quote():
                yield from too_long(block.blocks, (*here, "quote"), desk)
            case blocks.Details():
                yield from too_long(block.blocks, (*here, "blocks"), desk)
            case blocks.Table() | blocks.Picture() | blocks.Code() | blocks.Diagram() | blocks.Math():
                pass
            case _:
                yield from (
                    (*here, *field)
                    for field, text in texts(block)
                    if field[-1] != "say" and shorten.is_long(desk.runs(text), desk.setting)
                )


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
