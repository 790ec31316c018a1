"""A .pptx as people can read it: what python-pptx finds on each slide, one shape a line.

Boxes are left, top, width and height in pt; connectors name what they are glued to and at which site.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

EMU = 12700  # in a point
NOTE_LINES = 2  # of each slide are shown


def shapes_text(data: bytes) -> str:
    """The deck in `data`, slide by slide."""
    from pptx import Presentation

    deck = Presentation(BytesIO(data))
    lines: list[str] = []
    for number, slide in enumerate(deck.slides, start=1):
        choose_as_powerpoint(slide.element)
        lines.append(f"{number}. {slide.element.cSld.get('name')} ({slide.slide_layout.name})")
        names = {shape.shape_id: shape.name for shape in _all(slide.shapes)}
        lines += _shapes(slide.shapes, names, depth=1)
        lines += _notes(slide)
        lines.append("")
    return "\n".join(lines)


def choose_as_powerpoint(element: Any) -> None:
    """What PowerPoint reads of alternatives in the place of both: the first choice."""
    for either in element.xpath("//*[local-name()='AlternateContent']"):
        for chosen in reversed(list(either[0])):
            either.addnext(chosen)
        either.getparent().remove(either)


def _all(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from _all(shape.shapes)


def _shapes(shapes: Any, names: dict[int, str], depth: int) -> Iterator[str]:
    indent = "   " * depth
    for shape in shapes:
        yield f"{indent}{shape.shape_id} {_kind(shape)} {shape.name!r} {_box(shape)}{_more(shape, names)}"
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, names, depth + 1)
        elif getattr(shape, "has_table", False):
            yield from _rows(shape.table, indent + "   ")
        elif getattr(shape, "has_text_frame", False):
            said = [_said(paragraph) for paragraph in shape.text_frame.paragraphs]
            yield from (f"{indent}   | {words}" for words in said if words.strip())


def _kind(shape: Any) -> str:
    if shape.is_placeholder:
        return f"placeholder:{shape.placeholder_format.type.name.lower()}"
    tag = shape.element.tag.rpartition("}")[2]
    found = shape.element.find(".//{*}prstGeom")
    geometry = "" if found is None or tag not in ("sp", "cxnSp") else f":{found.get('prst')}"
    free = ":free" if shape.element.find(".//{*}custGeom") is not None and tag != "grpSp" else ""
    names = {"sp": "shape", "cxnSp": "connector", "grpSp": "group", "graphicFrame": "table", "pic": "picture"}
    return f"{names[tag]}{geometry}{free}"


def _box(shape: Any) -> str:
    values = (shape.left, shape.top, shape.width, shape.height)
    return "inherits its place" if None in values else " ".join(f"{value / EMU:.1f}" for value in values)


def _more(shape: Any, names: dict[int, str]) -> str:
    facts: list[str] = []
    for side in ("stCxn", "endCxn"):
        found = shape.element.find(f".//{{*}}{side}") if not hasattr(shape, "shapes") else None
        if found is not None:
            facts.append(f"{names[int(found.get('id'))]!r}@{found.get('idx')}")
    shown = " " + " -> ".join(facts) if facts else ""
    alt = shape.element.xpath("./*[1]/p:cNvPr")[0].get("descr")
    return shown + (f" alt {alt.splitlines()[0][:60]!r}" if alt else "")


def _rows(table: Any, indent: str) -> Iterator[str]:
    yield f"{indent}columns {' '.join(f'{column.width / EMU:.1f}' for column in table.columns)}"
    for row in table.rows:
        cells = [
            cell.text.replace("\n", " / ").replace("\v", " / ") for cell in row.cells if not cell.is_spanned
        ]
        yield f"{indent}{row.height / EMU:.1f} | {' | '.join(cells)}"


def _said(paragraph: Any) -> str:
    """The text, links with their address."""
    said = ""
    for run in paragraph.runs:
        address = run.hyperlink.address
        said += f"[{run.text}]({_short(address)})" if address else run.text
    return "  " * paragraph.level + said.replace("\v", " / ")


def _short(address: str) -> str:
    return address if len(address) <= 40 else f"{address[:37]}..."


def _notes(slide: Any) -> Iterator[str]:
    said = slide.notes_slide.notes_text_frame.text.splitlines() if slide.has_notes_slide else []
    yield f"   notes, {len(said)} lines:"
    yield from (f"   > {line[:100]}" for line in said[:NOTE_LINES])
