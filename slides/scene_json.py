"""Scene → plain JSON that people can read as a diff: what is seen and where, colours by name.

Values that are an item's own default are left out. Line breaks follow the content: what fits
on one line stands on one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Any, assert_never

from slides.geometry import Box
from slides.scene import (
    Cell,
    Curve,
    Deck,
    Group,
    Item,
    Line,
    Paragraph,
    Picture,
    Row,
    Scene,
    Shape,
    Slide,
    Stroke,
    Table,
    Text,
    TextRun,
)

WIDEST = 118  # characters of a line


def scene_json(scene: Scene) -> str:
    """The scene as JSON text with a line end; lengths in pt as the Scene has them."""
    return _laid_out(_scene(scene)) + "\n"


def deck_json(deck: Deck) -> str:
    """The deck as JSON text with a line end: its facts, then its slides in order."""
    facts = {field.name: getattr(deck, field.name) for field in fields(deck) if field.name != "slides"}
    return _laid_out({**_kept(facts), "slides": [_slide(slide) for slide in deck.slides]}) + "\n"


def _slide(slide: Slide) -> dict[str, Any]:
    notes = [paragraph.plain for paragraph in slide.notes]
    facts = {"slide": slide.id, "layout": slide.layout, "section": slide.section}
    return {**_kept({**facts, "notes": notes}), **_scene(slide.scene)}


def _scene(scene: Scene) -> dict[str, Any]:
    facts = {"title": scene.title, "desc": scene.desc, "ground": scene.ground and scene.ground.name}
    size = [scene.width, scene.height]
    return {"size": size, **_kept(facts), "items": [_item(item) for item in scene.items]}


def _item(item: Item) -> dict[str, Any]:
    match item:
        case Group():
            return _named(item, title=item.title, alt=item.alt, items=[_item(one) for one in item.items])
        case Curve():
            joins = [f"{join.shape} @{join.site}" for join in item.joins or ()]
            points = [[point.x, point.y] for point in item.points]
            look = {"stroke": _stroke(item.stroke), "arrow": item.arrow, "alt": item.alt}
            look |= {"open_head": True} if item.open_head else {}
            look |= {"both": True} if item.both else {}
            return _named(item, route=item.route, joins=joins, points=points, **look)
        case Shape():
            look = {"fill": item.fill and item.fill.name, "stroke": _stroke(item.stroke)}
            more = {"label": _label(item), "href": item.href, "alt": item.alt}
            return _named(item, outline=item.outline, radius=item.radius, box=_box(item.box), **look, **more)
        case Text():
            place = {"box": _box(item.box), "anchor": item.anchor, "inset": _inset(item)}
            said = [_paragraph(paragraph) for paragraph in item.paragraphs]
            lines = [_line(line) for line in item.lines]
            return _named(item, role=item.role, **place, paragraphs=said, lines=lines)
        case Table():
            place = {"box": _box(item.box), "columns": list(item.columns)}
            rows = [_row(row) for row in item.rows]
            look = {"rule": _stroke(item.rule), "header": item.header}
            return _named(item, alt=item.alt, **place, **look, rows=rows)
        case Picture():
            data = f"{len(item.data)} bytes, {sha256(item.data).hexdigest()[:12]}"
            return _named(item, box=_box(item.box), media=item.media, data=data, alt=item.alt)
        case _:
            assert_never(item)


def _label(shape: Shape) -> dict[str, Any]:
    """The label, its box only where it is not that of its shape."""
    found = _item(shape.label) if shape.label else {}
    return {name: value for name, value in found.items() if name != "box" or value != _box(shape.box)}


def _row(row: Row) -> dict[str, Any]:
    return {"height": row.height, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    return _kept({"fill": cell.fill and cell.fill.name, "span": cell.span, "text": _item(cell.text)})


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    place = {name: getattr(paragraph, name) for name in ("level", "indent", "hanging", "before")}
    bullet = _run(paragraph.bullet) if paragraph.bullet else None
    facts = {**place, "align": paragraph.align if paragraph.align != "left" else "", "bullet": bullet}
    return {**_kept(facts), "leading": paragraph.leading, "runs": [_run(run) for run in paragraph.runs]}


_LOOKS = ("bold", "italic", "underline", "strike", "raised", "lowered")


def _run(run: TextRun) -> list[str]:
    """The characters, their look in words, the address if they are a link, and the LaTeX of a formula."""
    looks = [name for name in _LOOKS if getattr(run, name)]
    face = [] if run.face == "sans" else [run.face]
    mark = [f"on {run.mark.name}"] if run.mark else []
    look = " ".join((f"{run.size:g}", run.colour.name, *face, *looks, *mark))
    more = [run.href] if run.href else []
    return [run.text, look, *more, *([f"${run.formula.latex}$"] if run.formula else [])]


def _line(line: Line) -> list[Any]:
    """The baseline, then left edge, width and characters of each piece, and the points of curves."""
    pieces = [
        [piece.x, piece.width, piece.run.text, *([piece.rise] if piece.rise else [])] for piece in line.pieces
    ]
    return [line.y, *pieces, *([[x, y] for x, y in curve.points] for curve in line.curves)]


def _named(item: Item, **facts: Any) -> dict[str, Any]:
    return {type(item).__name__.lower(): item.id, **_kept(facts)}


def _kept(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that say something: neither empty nor nothing."""
    return {name: value for name, value in facts.items() if value or value is False}


def _box(box: Box) -> list[float]:
    return [box.x, box.y, box.w, box.h]


def _inset(text: Text) -> list[float]:
    return list(text.inset) if any(text.inset) else []


def _stroke(stroke: Stroke | None) -> str:
    return f"{stroke.colour.name} {stroke.width:g} {stroke.dash}" if stroke else ""


def _laid_out(value: Any, depth: int = 0, room: int = WIDEST) -> str:
    """JSON that breaks only where a value is wider than a line.

    >>> print(_laid_out({"a": [1, 2], "b": {"c": "far too long"}}, room=20))
    {
      "a": [1, 2],
      "b": {
        "c": "far too long"
      }
    }
    """
    whole = json.dumps(value, ensure_ascii=False)
    if len(whole) + 2 * depth <= room or not isinstance(value, dict | list | tuple) or not value:
        return whole
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        entries = [f"{json.dumps(key)}: {_laid_out(found, depth + 1, room)}" for key, found in value.items()]
        return _listed("{", entries, "}", inner, outer)
    return _listed("[", [_laid_out(found, depth + 1, room) for found in value], "]", inner, outer)


def _listed(start: str, entries: Iterable[str], end: str, inner: str, outer: str) -> str:
    body = ",\n".join(inner + entry for entry in entries)
    return f"{start}\n{body}\n{outer}{end}"
