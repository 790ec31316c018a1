"""Scene items as the shapes of a slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import assert_never

from slides.outlines import FORMS
from slides.scene import Cell, Curve, Group, Item, Picture, Row, Shape, Stroke, Table, Text
from slides.write.ooxml import Frame, emu, fill, frame, identity, line, transform
from slides.write.pptx_connectors import connector, span
from slides.write.pptx_layouts import Levels, Placeholder
from slides.write.pptx_package import Media
from slides.write.pptx_text import ANCHORS, Sheet, body_properties, link, paragraphs, placeholder_properties

FIRST_NUMBER = 2  # 1 is the slide's own tree
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


@dataclass(frozen=True, slots=True)
class Page:
    """What the shapes of one slide need: text's needs, pictures and shape numbers.

    `numbers` gives each item its number in the order of `walk`; `targets` are the numbers of
    what a connector can be glued to, by id; `odd` are those whose sites other programs count otherwise.
    """

    sheet: Sheet
    media: Media
    plain: Levels
    targets: Mapping[str, int]
    numbers: Iterator[int] = field(default_factory=lambda: count(FIRST_NUMBER))
    odd: frozenset[str] = frozenset()


def shapes(items: tuple[Item, ...], page: Page) -> str:
    """The items as shapes, from back to front."""
    return "".join(_item(item, page) for item in items)


def _item(item: Item, page: Page) -> str:
    match item:
        case Shape():
            return _shape(item, page)
        case Curve():
            return connector(item, next(page.numbers), page.targets, page.sheet.slots, odd=page.odd)
        case Text():
            return _text(item, page)
        case Picture():
            return _picture(item, page)
        case Table():
            return _table(item, page)
        case Group():
            return _group(item, page)
        case _:
            assert_never(item)


def placeholder(text: Text, given: Placeholder, page: Page) -> str:
    """`text` in the layout's placeholder, saying only where it differs from what that gives."""
    at, insets = frame(text.box), _insets(text)
    inside, known = _inside(at, insets), _inside(given.at, given.insets)
    moved = any(abs(one - other) > emu(0.05) for one, other in zip(inside, known, strict=True))
    insets = insets if moved else given.insets
    body = placeholder_properties(insets, ANCHORS[text.anchor], given=(given.insets, given.anchor))
    said = paragraphs(text.paragraphs, given.levels, page.sheet, number=text.role == "number")
    if text.role == "footer":
        said = said.replace("</a:r></a:p>", f"</a:r>{_SECOND_RUN}</a:p>")
    return (
        f"<p:sp><p:nvSpPr>{identity(next(page.numbers), text.id)}"
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{given.attributes}/></p:nvPr></p:nvSpPr>"
        f"<p:spPr>{transform(at) if moved else ''}</p:spPr><p:txBody>{body}{said}</p:txBody></p:sp>"
    )


def _inside(at: Frame, insets: tuple[int, int, int, int]) -> Frame:
    """Where in a frame the text stands."""
    left, top, right, bottom = insets
    return Frame(at.x + left, at.y + top, at.w - left - right, at.h - top - bottom)


# LibreOffice takes a footer of one run for the master's and draws it below the slide's own shapes.
_SECOND_RUN = "<a:r><a:t></a:t></a:r>"


def _insets(text: Text) -> tuple[int, int, int, int]:
    left, top, right, bottom = text.inset
    return emu(left), emu(top), emu(right), emu(bottom)


def _text(text: Text, page: Page) -> str:
    number = text.role == "number"
    runs = [run for paragraph in text.paragraphs for run in paragraph.runs]
    spoken = text.plain if runs and all(run.formula for run in runs) else ""  # equations are no text to most
    return (
        f"<p:sp><p:nvSpPr>{identity(next(page.numbers), text.id, alt=spoken)}"
        f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{transform(frame(text.box))}{_RECTANGLE}<a:noFill/></p:spPr>"
        f"<p:txBody>{body_properties(_insets(text), ANCHORS[text.anchor])}"
        f"{paragraphs(text.paragraphs, page.plain, page.sheet, number=number)}</p:txBody></p:sp>"
    )


def _shape(shape: Shape, page: Page) -> str:
    slots, label = page.sheet.slots, shape.label
    clicked = link(shape.href, page.sheet) if shape.href else ""
    quiet = label is None and not shape.alt
    if label is None:
        body = f"{body_properties((0, 0, 0, 0), 'ctr')}<a:p/>"
    else:
        body = _label(shape, label) + paragraphs(label.paragraphs, page.plain, page.sheet)
    named = identity(next(page.numbers), shape.id, alt=shape.alt, link=clicked, decorative=quiet)
    return (
        f"<p:sp><p:nvSpPr>{named}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{transform(frame(shape.box))}{_outline(shape)}{fill(shape.fill, slots)}"
        f"{line(shape.stroke, slots)}</p:spPr><p:txBody>{body}</p:txBody></p:sp>"
    )


def _rounding(shape: Shape) -> float:
    """The radius of the corners, as a share of the shorter side, at most a half."""
    shorter = min(shape.box.w, shape.box.h)
    if shape.outline == "pill":
        return 0.5
    if shape.outline == "round" and shorter > 0:
        return min(max(shape.radius / shorter, 0.0), 0.5)
    return 0.0


def _outline(shape: Shape) -> str:
    if shape.outline in ("rect", "ellipse"):
        return f'<a:prstGeom prst="{shape.outline}"><a:avLst/></a:prstGeom>'
    if form := FORMS.get(shape.outline):
        return f'<a:prstGeom prst="{form.preset}"><a:avLst/></a:prstGeom>'
    adjust = round(_rounding(shape) * 100000)
    return (
        f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {adjust}"/></a:avLst></a:prstGeom>'
    )


def _label(shape: Shape, label: Text) -> str:
    """`a:bodyPr` that puts the label where it was measured.

    A round outline keeps text out of its corners by itself (0.29289 of the radius, the text
    rectangles of presetShapeDefinitions.xml), which is taken off the insets. Where more is kept
    out than the label asks for, text that has no soft line break is let out of the rectangle.
    """
    box, inner = shape.box, label.box
    left, top, right, bottom = label.inset
    wanted = (
        inner.x - box.x + left,
        inner.y - box.y + top,
        box.right - inner.right + right,
        box.bottom - inner.bottom + bottom,
    )
    if shape.outline == "ellipse":
        kept = (box.w / 2 * 0.29289, box.h / 2 * 0.29289) * 2
    elif form := FORMS.get(shape.outline):
        inset = form.inner
        kept = (inset[0] * box.w, inset[1] * box.h, (1 - inset[2]) * box.w, (1 - inset[3]) * box.h)
    else:
        kept = (_rounding(shape) * min(box.w, box.h) * 0.29289,) * 4
    insets = [emu(max(want - own, 0.0)) for want, own in zip(wanted, kept, strict=True)]
    squeezed = max(kept[0] - wanted[0], kept[2] - wanted[2]) > 0.5
    hard = sum(1 + paragraph.plain.count("\n") for paragraph in label.paragraphs)
    wraps = not squeezed or len(label.lines) != hard
    return body_properties((insets[0], insets[1], insets[2], insets[3]), ANCHORS[label.anchor], wraps=wraps)


def _picture(picture: Picture, page: Page) -> str:
    embedded = page.sheet.relations.add("image", page.media.name(picture.data, picture.media))
    named = identity(next(page.numbers), picture.id, alt=picture.alt, decorative=not picture.alt)
    return (
        f"<p:pic><p:nvPicPr>{named}"
        f'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{embedded}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f"<p:spPr>{transform(frame(picture.box))}{_RECTANGLE}</p:spPr></p:pic>"
    )


def _group(group: Group, page: Page) -> str:
    at = _bounds(group)
    named = identity(
        next(page.numbers),
        group.id,
        alt=group.alt,
        title=group.title,
        decorative=not (group.alt or group.items),
    )
    return (
        f"<p:grpSp><p:nvGrpSpPr>{named}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f'<p:grpSpPr><a:xfrm><a:off x="{at.x}" y="{at.y}"/><a:ext cx="{at.w}" cy="{at.h}"/>'
        f'<a:chOff x="{at.x}" y="{at.y}"/><a:chExt cx="{at.w}" cy="{at.h}"/></a:xfrm></p:grpSpPr>'
        f"{shapes(group.items, page)}</p:grpSp>"
    )


def _bounds(group: Group) -> Frame:
    """What the frames of the items span; nothing for none."""
    frames = [_frame(item) for item in group.items]
    if not frames:
        return Frame(0, 0, 0, 0)
    left, top = min(at.x for at in frames), min(at.y for at in frames)
    return Frame(left, top, max(at.x + at.w for at in frames) - left, max(at.y + at.h for at in frames) - top)


def _frame(item: Item) -> Frame:
    match item:
        case Curve():
            return span(item)
        case Group():
            return _bounds(item)
        case Table():
            return _grid(item)[0]
        case _:
            return frame(item.box)


def _grid(table: Table) -> tuple[Frame, list[int], list[int]]:
    """The table's frame, column widths and row heights; the sums are the frame's size."""
    x, y = emu(table.box.x), emu(table.box.y)
    columns = list(_steps(table.box.x, table.columns))
    rows = list(_steps(table.box.y, [row.height for row in table.rows]))
    return Frame(x, y, sum(columns), sum(rows)), columns, rows


def _steps(start: float, lengths: tuple[float, ...] | list[float]) -> Iterator[int]:
    for length in lengths:
        yield emu(start + length) - emu(start)
        start += length


_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid": built into PowerPoint


def _table(table: Table, page: Page) -> str:
    at, columns, heights = _grid(table)
    named = identity(next(page.numbers), table.id, alt=table.alt, decorative=not table.alt)
    first = ' firstRow="1"' if table.header else ""
    widths = "".join(f'<a:gridCol w="{width}"/>' for width in columns)
    rows = "".join(
        f'<a:tr h="{height}">{_row(row, page, rule=table.rule, below=at > 0)}</a:tr>'
        for at, (row, height) in enumerate(zip(table.rows, heights, strict=True))
    )
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{named}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{transform(at, tag='p:xfrm')}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl><a:tblPr{first}><a:tableStyleId>{_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{widths}</a:tblGrid>{rows}"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(row: Row, page: Page, *, rule: Stroke | None, below: bool) -> str:
    """The cells; a rule between rows is the upper one's lower and the lower one's upper border."""
    return "".join(_cell(cell, page, rule=rule, below=below) for cell in row.cells)


def _cell(cell: Cell, page: Page, *, rule: Stroke | None, below: bool) -> str:
    slots, text = page.sheet.slots, cell.text
    left, top, right, bottom = _insets(text)
    look = (
        f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="{ANCHORS[text.anchor]}">'
        + line(None, slots, tag="lnL")
        + line(None, slots, tag="lnR")
        + line(rule if below else None, slots, tag="lnT")
        + line(rule, slots, tag="lnB")
        + f"{fill(cell.fill, slots)}</a:tcPr>"
    )
    said = paragraphs(text.paragraphs, page.plain, page.sheet)
    spans = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    own = f"<a:tc{spans}><a:txBody><a:bodyPr/><a:lstStyle/>{said}</a:txBody>{look}</a:tc>"
    covered = f'<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody>{look}</a:tc>'
    return own + covered * (cell.span - 1)
