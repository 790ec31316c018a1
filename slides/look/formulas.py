"""A formula laid out in two dimensions: its characters, and the lines that are drawn beside them.

Lengths in pt from the left end of its baseline, y up. The proportions are TeX's, rounded (The TeXbook,
appendix G), on the letters of the text's own font.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import assert_never

from slides.formula.tree import (
    BINARY,
    RELATIONS,
    Accent,
    Fenced,
    Formula,
    Fraction,
    Gap,
    Node,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    is_function,
    is_infix,
    is_large,
    is_prime,
    is_sign,
    spaces,
)
from slides.look import fonts
from slides.look.drawn_signs import Stroke, bracket, line, over, polyline
from slides.scene import TextRun


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters of one look, their left end and how far above the baseline they stand."""

    x: float
    rise: float
    width: float
    run: TextRun


@dataclass(frozen=True, slots=True)
class Laid:
    """A part of a formula and how far it reaches from its baseline."""

    width: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    glyphs: tuple[Glyphs, ...] = ()
    strokes: tuple[Stroke, ...] = ()

    def moved(self, x: float, rise: float) -> Laid:
        """Further right and higher up, as a part of something larger."""
        glyphs = tuple(replace(one, x=one.x + x, rise=one.rise + rise) for one in self.glyphs)
        strokes = tuple(
            replace(one, points=tuple((px + x, py + rise) for px, py in one.points)) for one in self.strokes
        )
        return Laid(self.width + x, self.ascent + rise, self.descent - rise, glyphs, strokes)


_AXIS = 0.29  # of the size above the baseline: the middle of Liberation Sans' plus and minus
_RULE = 0.055  # of the size: thickness of bars
_SMALLER = 0.72  # each level of scripts
_SMALLEST = 0.5  # of the text's size
_LEADING = 1.35  # of rows in tables
_HIGH, _LOW = 0.73, 0.0  # about what a line of letters reaches, in em


@dataclass(frozen=True, slots=True)
class _Hand:
    """How parts are set: the look of the text around, its size and whether limits have room."""

    base: TextRun
    size: float
    display: bool

    @property
    def smaller(self) -> _Hand:
        size = max(self.size * _SMALLER, self.base.size * _SMALLEST)
        return replace(self, size=size, display=False)

    @property
    def beside(self) -> _Hand:
        """For the parts of a fraction: smaller in a line of text."""
        return replace(self, display=False) if self.display else replace(self.smaller, display=False)

    @property
    def axis(self) -> float:
        return _AXIS * self.size

    @property
    def rule(self) -> float:
        return max(_RULE * self.size, 0.5)


def laid(run: TextRun) -> Laid:
    """The formula of a run, whole. Raises ValueError for a run without one."""
    if run.formula is None:
        raise ValueError("the run holds no formula")
    return _laid(run, run.formula, fonts.font_of(run))


@lru_cache(maxsize=8192)
def _laid(run: TextRun, formula: Formula, font: fonts.Font) -> Laid:
    """`font` is what the run is set in while the theme is: one more thing to remember it by."""
    return _row(formula.root, _Hand(run, fonts.set_size(run), formula.display))


@lru_cache(maxsize=8192)
def chunks(run: TextRun) -> tuple[TextRun, ...]:
    """The formula in parts between which a line may end: behind relations and infix signs that stand in
    no bracket. One that stands on a line of its own stays whole."""
    formula = run.formula
    if formula is None or formula.display:
        return (run,)
    items, parts, start, depth = formula.root.items, [], 0, 0
    for at, item in enumerate(items):
        depth += is_sign(item, frozenset("([{⟨")) - is_sign(item, frozenset(")]}⟩"))
        infix = is_sign(item, RELATIONS) or (is_sign(item, BINARY) and is_infix(items, at))
        if depth <= 0 and infix and start < at < len(items) - 1:
            parts.append(items[start : at + 1])
            start = at + 1
    parts.append(items[start:])
    if len(parts) == 1:
        return (run,)
    return tuple(_part(run, formula, part, last=at + 1 == len(parts)) for at, part in enumerate(parts))


def _part(run: TextRun, formula: Formula, items: tuple[Node, ...], *, last: bool) -> TextRun:
    """A part with the blank that stands between its sign and the next part."""
    from slides.formula.words import readable

    kept = items if last else (*items, Gap(0.0))  # so that the sign is not the last, and has its blanks
    part = replace(formula, root=Row(kept))
    return replace(run, text=readable(part), formula=part)


def _row(row: Row, hand: _Hand) -> Laid:
    parts: list[Laid] = []
    for at, item in enumerate(row.items):
        before, after = spaces(row.items, at)
        tight = hand.size < hand.base.size * 0.9 and not is_function(item) and not is_large(item)
        before, after = (0.0, 0.0) if tight else (before, after)
        one = _node(item, hand)
        shifted = one.moved(before * hand.size, 0.0)
        parts.append(replace(shifted, width=shifted.width + after * hand.size))
    return _beside(parts)


def _beside(parts: Sequence[Laid]) -> Laid:
    x, found = 0.0, []
    for part in parts:
        found.append(part.moved(x, 0.0))
        x += part.width
    return _together(found, max(x, 0.0))


def _together(parts: Sequence[Laid], width: float) -> Laid:
    return Laid(
        width,
        max((part.ascent for part in parts), default=0.0),
        max((part.descent for part in parts), default=0.0),
        tuple(one for part in parts for one in part.glyphs),
        tuple(one for part in parts for one in part.strokes),
    )


def _node(node: Node, hand: _Hand) -> Laid:
    match node:
        case Symbol():
            return _sign(node, hand) if is_large(node) else _symbol(node, hand)
        case Gap():
            return Laid(node.width * hand.size)
        case Row():
            return _row(node, hand)
        case Fraction():
            return _fraction(node, hand)
        case Root():
            return _root(node, hand)
        case Scripts():
            return _limits(node, hand) if node.limits and hand.display else _scripts(node, hand)
        case Accent():
            return _accent(node, hand)
        case Fenced():
            return _fenced(node, hand)
        case Table():
            return _table(node, hand)
        case _:
            assert_never(node)


def _symbol(symbol: Symbol, hand: _Hand) -> Laid:
    look = replace(
        hand.base,
        text=symbol.text,
        size=round(hand.size, 2),
        bold=hand.base.bold or symbol.bold,
        italic=symbol.italic,
        face="mono" if symbol.mono else hand.base.face,
        raised=False,
        lowered=False,
        formula=None,
    )
    return _glyphs(look)


def _glyphs(look: TextRun, rise: float = 0.0) -> Laid:
    font = fonts.font_of(look)
    extents = [font.extent(char) for char in look.text if not char.isspace()]
    low = min((one for one, _ in extents), default=0.0) * look.size
    high = max((one for _, one in extents), default=0.0) * look.size
    width = font.width(look.text) * look.size
    kern = 0.06 * look.size if look.italic else 0.0  # a slanted letter leans over its right end
    return Laid(width + kern, high + rise, -low - rise, (Glyphs(0.0, rise, width, look),))


def _sign(symbol: Symbol, hand: _Hand) -> Laid:
    """A sum or an integral: larger than the text, its middle on the axis."""
    grown = _symbol(symbol, replace(hand, size=hand.size * (1.5 if hand.display else 1.1)))
    return grown.moved(0.0, hand.axis - (grown.ascent - grown.descent) / 2)


def _fraction(node: Fraction, hand: _Hand) -> Laid:
    above, below = _row(node.above, hand.beside), _row(node.below, hand.beside)
    side = 0.1 * hand.size
    width = max(above.width, below.width) + 2 * side
    gap = (0.19 if hand.display else 0.12) * hand.size + hand.rule / 2
    over = above.moved((width - above.width) / 2, hand.axis + gap + max(above.descent, 0.0))
    under = below.moved((width - below.width) / 2, hand.axis - gap - below.ascent)
    bar = (line(0.0, width, hand.axis, hand.rule),) if node.bar else ()
    found = _together([over, under], width)
    return _padded(replace(found, strokes=(*found.strokes, *bar)), 0.08 * hand.size)


def _padded(part: Laid, side: float) -> Laid:
    shifted = part.moved(side, 0.0)
    return replace(shifted, width=shifted.width + side)


def _root(node: Root, hand: _Hand) -> Laid:
    inside = _row(node.inside, hand)
    top = max(inside.ascent, 0.6 * hand.size) + 0.14 * hand.size
    foot = -max(inside.descent, 0.05 * hand.size)
    wide = 0.55 * hand.size
    hook = foot + 0.55 * (top - foot) if top - foot < 1.6 * hand.size else foot + 0.75 * hand.size
    right = wide + inside.width + 0.08 * hand.size
    sign = polyline(
        (0.02 * hand.size, hook - 0.06 * hand.size),
        (0.16 * hand.size, hook),
        (0.32 * hand.size, foot),
        (wide - 0.03 * hand.size, top),
        (right, top),
    )
    parts = [inside.moved(wide, 0.0)]
    left = 0.0
    if node.degree:
        degree = _row(node.degree, hand.smaller.smaller)
        left = max(degree.width - 0.2 * hand.size, 0.0)
        parts.append(degree.moved(-left, hook + 0.12 * hand.size + max(degree.descent, 0.0)))
    found = _together(parts, right)
    drawn = replace(
        found,
        ascent=max(found.ascent, top + hand.rule),
        descent=max(found.descent, -foot),
        strokes=(*found.strokes, Stroke(sign, hand.rule)),
    )
    return _padded(drawn.moved(left, 0.0), 0.04 * hand.size)


def _scripts(node: Scripts, hand: _Hand) -> Laid:
    base, small = _row(node.base, hand), hand.smaller
    x = base.width + 0.02 * hand.size
    parts = [base]
    if is_prime(node.above) and node.above and node.below is None:
        return _beside([base, _row(node.above, hand)])
    if node.above:
        above = _row(node.above, small)
        low = max(0.36 * hand.size, base.ascent - 0.38 * hand.size)
        parts.append(above.moved(x, max(low, above.descent + 0.2 * hand.size)))
    if node.below:
        below = _row(node.below, small)
        drop = max(0.18 * hand.size, base.descent + 0.06 * hand.size, below.ascent - 0.42 * hand.size)
        lean = 0.06 * hand.size if node.above else 0.0
        parts.append(below.moved(x - lean, -drop))
    return _together(parts, max(part.width for part in parts) + 0.04 * hand.size)


def _limits(node: Scripts, hand: _Hand) -> Laid:
    base, gap = _row(node.base, hand), 0.14 * hand.size
    above = _row(node.above, hand.smaller) if node.above else None
    below = _row(node.below, hand.smaller) if node.below else None
    width = max(base.width, above.width if above else 0.0, below.width if below else 0.0)
    parts = [base.moved((width - base.width) / 2, 0.0)]
    if above:
        parts.append(above.moved((width - above.width) / 2, base.ascent + gap + max(above.descent, 0.0)))
    if below:
        parts.append(below.moved((width - below.width) / 2, -base.descent - gap - below.ascent))
    return _together(parts, width)


def _accent(node: Accent, hand: _Hand) -> Laid:
    base, size, rule = _row(node.base, hand), hand.size, hand.rule
    strokes = over(
        node.mark,
        0.06 * size,
        base.width - 0.02 * size,
        top=base.ascent + 0.12 * size,
        low=-max(base.descent, 0.0),
        size=size,
        rule=rule,
    )
    highest = max((y for one in strokes for _, y in one.points), default=0.0)
    lowest = min((y for one in strokes for _, y in one.points), default=0.0)
    return replace(
        base,
        ascent=max(base.ascent, highest + rule),
        descent=max(base.descent, -lowest + rule),
        strokes=(*base.strokes, *strokes),
    )


def _fenced(node: Fenced, hand: _Hand) -> Laid:
    inside = _row(node.inside, hand)
    reach = max(inside.ascent - hand.axis, inside.descent + hand.axis, 0.0)
    if reach <= 0.62 * hand.size:  # letters only: brackets of the font are as tall
        ends = [
            _symbol(Symbol(text, "sign"), hand) if text else Laid() for text in (node.opening, node.closing)
        ]
    else:
        reach += 0.06 * hand.size
        ends = [
            _bracket(node.opening, reach, hand),
            _bracket(node.closing, reach, hand),
        ]
    return _beside([ends[0], inside, ends[1]])


def _bracket(text: str, reach: float, hand: _Hand) -> Laid:
    """A bracket `reach` above and below the axis, drawn; empty for none."""
    low, high = hand.axis - reach, hand.axis + reach
    width = min(0.34 * hand.size + 0.06 * reach, 0.7 * hand.size)
    lines = bracket(text, width, low, high)
    if lines is None:
        return _symbol(Symbol(text, "sign"), hand) if text else Laid(0.05 * hand.size)
    strokes = tuple(Stroke(line, hand.rule * 1.1) for line in lines)
    return Laid(width, high, -low, (), strokes)


def _table(table: Table, hand: _Hand) -> Laid:
    inner = hand if table.aligned else replace(hand, display=False)
    cells = [[_cell(table, row, at, inner) for at in range(len(row))] for row in table.rows]
    widths = [max(row[at].width for row in cells) for at in range(len(table.aligns))]
    lefts: list[float] = []
    x = 0.0
    for at, width in enumerate(widths):
        x += (0.0 if at % 2 or not table.aligned else 1.2 * hand.size) if at else 0.0
        x += 0.0 if not at or table.aligned else 0.9 * hand.size
        lefts.append(x)
        x += width
    baselines, tall = _baselines(cells, hand)
    shift = tall / 2 + hand.axis
    parts = []
    for y, row in zip(baselines, cells, strict=True):
        for left, width, align, cell in zip(lefts, widths, table.aligns, row, strict=True):
            free = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * (width - cell.width)
            parts.append(cell.moved(left + free, shift - y))
    return _padded(replace(_together(parts, x), ascent=shift, descent=tall - shift), 0.06 * hand.size)


def _cell(table: Table, row: tuple[Row, ...], at: int, hand: _Hand) -> Laid:
    """A cell; the right side of an equation keeps the blank before its sign."""
    cell = _row(row[at], hand)
    starts = table.aligned and at % 2 and row[at].items and is_sign(row[at].items[0], RELATIONS | BINARY)
    if not starts:
        return cell
    first, *others = (_node(item, hand) for item in row[at].items[:1])
    rest = _row(Row(row[at].items[1:]), hand)
    return _beside([Laid(0.28 * hand.size), first, *others, Laid(0.28 * hand.size), rest])


def _baselines(cells: Sequence[Sequence[Laid]], hand: _Hand) -> tuple[list[float], float]:
    """How far below the top each row's baseline stands, and how tall all rows are."""
    found: list[float] = []
    y = 0.0
    for row in cells:
        above = max(max((cell.ascent for cell in row), default=0.0), _HIGH * hand.size)
        below = max(max((cell.descent for cell in row), default=0.0), 0.22 * hand.size)
        y += (_LEADING - _HIGH - 0.22) * hand.size * 0.5 if found else 0.0
        y += above
        found.append(y)
        y += below
    return found, y
