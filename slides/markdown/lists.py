"""Points with their depth → the lists of a spec: four levels deep, divided around what is no point."""

from __future__ import annotations

from dataclasses import dataclass, field

from slides.markdown import folded
from slides.markdown.parts import Head, Piece, Point, block, flat_heads, listed
from slides.source import Span
from slides.spec.nodes import Node, Scalar
from slides.spec.sections import DEEPEST_ITEM


@dataclass(slots=True)
class _Item:
    point: Point
    words: str
    style: str
    below: list[_Item] = field(default_factory=list)


def grouped(pieces: list[Piece]) -> list[Node]:
    """Each run of points as a list; a point less deep than the first of its list begins another one."""
    made: list[Node] = []
    run: list[Point] = []
    for piece in pieces:
        if isinstance(piece, Point):
            if run and _begins(run, piece):
                made.append(_list(run))
                run = []
            run.append(piece)
            continue
        if run:
            made.append(_list(run))
            run = []
        made += flat_heads([piece])
    return [*made, _list(run)] if run else made


def _begins(run: list[Point], point: Point) -> bool:
    """A list counts its points or does not, from its first number on."""
    first = run[0]
    if point.depth != first.depth:
        return point.depth < first.depth
    return (point.number is None) != (first.number is None)


def _list(points: list[Point]) -> Node:
    first, last = points[0], points[-1]
    counts = first.number is not None
    top: list[_Item] = []
    stack: list[tuple[int, _Item]] = []
    for point in points:
        while stack and stack[-1][0] >= point.depth:
            stack.pop()
        level, style = len(stack), ""  # from 0
        words = point.words if counts or point.number is None else f"{point.number}. {point.words}"
        if level >= DEEPEST_ITEM:  # folded: below the last level that a slide shows, marked by a dash each
            words, style = folded.marked(words, level - DEEPEST_ITEM + 1)
        item = _Item(point, words, style)
        home = stack[min(level, DEEPEST_ITEM - 1) - 1][1].below if level else top
        home.append(item)
        stack.append((point.depth, item))
    span = Span(first.span.source, first.span.start, max(first.span.end, last.span.end))
    start = str(first.number) if counts and first.number not in (1, None) else None
    return block(
        span,
        list=listed(span, [_node(item) for item in top]),
        numbered="true" if counts else None,
        start=start if start and int(start) <= 100_000 else None,
    )


def _node(item: _Item) -> Node:
    span, done = item.point.span, item.point.done
    words = Scalar(span, item.words, item.style)
    if done is None and not item.below:
        return words
    below = listed(span, [_node(one) for one in item.below]) if item.below else None
    return block(span, text=words, done=None if done is None else str(done).lower(), items=below)


def deeper(pieces: list[Piece]) -> list[Piece]:
    """What stands in a point, one level below it."""
    return [
        Point(piece.depth + 1, piece.words, piece.span, piece.number, piece.done)
        if isinstance(piece, Point)
        else block(piece.span, heading=piece.words)
        if isinstance(piece, Head)
        else piece
        for piece in pieces
    ]
