"""Scenes made larger or smaller as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from slides.geometry import Box, Point, rounded
from slides.scene import Curve, Group, Item, Line, Picture, Row, Scene, Shape, Stroke, Table, Text, TextRun


def scaled(scene: Scene, factor: float) -> Scene:
    """The scene `factor` times as large, with its lines, corners, text and tables."""
    items = tuple(_scaled(item, factor) for item in scene.items)
    return replace(
        scene, width=rounded(scene.width * factor), height=rounded(scene.height * factor), items=items
    )


def _scaled(item: Item, by: float) -> Item:
    match item:
        case Group():
            return replace(item, items=tuple(_scaled(one, by) for one in item.items))
        case Curve():
            return _curve(item, by)
        case Shape():
            return replace(
                item,
                box=_larger(item.box, by),
                radius=item.radius * by,
                stroke=_thicker(item.stroke, by) if item.stroke else None,
                label=_text(item.label, by) if item.label else None,
            )
        case Text():
            return _text(item, by)
        case Picture():
            return replace(item, box=_larger(item.box, by))
        case Table():
            return replace(
                item,
                box=_larger(item.box, by),
                columns=tuple(rounded(width * by) for width in item.columns),
                rows=tuple(_row(row, by) for row in item.rows),
                rule=_thicker(item.rule, by) if item.rule else None,
            )
        case _:
            assert_never(item)


def _curve(curve: Curve, by: float) -> Curve:
    points = tuple(Point(rounded(x * by), rounded(y * by)) for x, y in curve.points)
    return replace(curve, points=points, stroke=_thicker(curve.stroke, by))


def _row(row: Row, by: float) -> Row:
    cells = tuple(replace(cell, text=_text(cell.text, by)) for cell in row.cells)
    return Row(rounded(row.height * by), cells)


def _text(text: Text, by: float) -> Text:
    left, top, right, bottom = text.inset
    return replace(
        text,
        box=_larger(text.box, by),
        inset=(left * by, top * by, right * by, bottom * by),
        paragraphs=tuple(
            replace(
                one,
                runs=tuple(_run(run, by) for run in one.runs),
                indent=one.indent * by,
                hanging=one.hanging * by,
                before=one.before * by,
                bullet=_run(one.bullet, by) if one.bullet else None,
            )
            for one in text.paragraphs
        ),
        lines=tuple(
            Line(
                rounded(line.y * by),
                tuple(
                    replace(
                        piece,
                        x=rounded(piece.x * by),
                        width=rounded(piece.width * by),
                        run=_run(piece.run, by),
                        rise=rounded(piece.rise * by),
                    )
                    for piece in line.pieces
                ),
                tuple(_curve(curve, by) for curve in line.curves),
            )
            for line in text.lines
        ),
    )


def _run(run: TextRun, by: float) -> TextRun:
    return replace(run, size=rounded(run.size * by))


def _thicker(stroke: Stroke, by: float) -> Stroke:
    return replace(stroke, width=rounded(stroke.width * by))


def _larger(box: Box, by: float) -> Box:
    return Box(rounded(box.x * by), rounded(box.y * by), rounded(box.w * by), rounded(box.h * by))
