"""A formula as Office Math (OMML, ECMA-376 part 1, 22.1): an equation that PowerPoint edits.

Other programs get the formula in a row of characters ([MS-ODRAWXML] 2.4, `m`, within `mc:AlternateContent`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from slides.formula.tree import (
    BINARY,
    CLOSING,
    OPENING,
    RELATIONS,
    STOPS,
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
    is_sign,
)
from slides.write.ooxml import escaped, quoted

_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

# LibreOffice takes the prefix a14, by its letters, for formulas that it knows, and then leaves them out of
# a line of text. By another name for the same namespace it takes the fallback; PowerPoint minds no names.
_PREFIX = "eq"


def equation(formula: Formula, look: Callable[[bool, bool], str], fallback: str, *, alone: bool) -> str:
    """The content of a paragraph: the equation, else `fallback` (runs).

    `look(italic, bold)` is the `a:rPr` of characters; `alone`: it is all that its paragraph holds.
    """
    pen = _Pen(look, formula.display)
    math = f"<m:oMath {_MATH}>{pen.row(formula.root)}</m:oMath>"
    if alone and formula.display:
        math = f"<m:oMathPara {_MATH}>{math}</m:oMathPara>"
    return (
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:a14="{_A14}" xmlns:{_PREFIX}="{_A14}"'
        f' Requires="{_PREFIX}"><a14:m>{math}</a14:m></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes the parts of one formula in its look."""

    look: Callable[[bool, bool], str]
    display: bool

    def row(self, row: Row) -> str:
        return "".join(self._items(row.items))

    def _items(self, items: tuple[Node, ...]) -> Iterator[str]:
        """The items; a sum and a function's name take what they stand before along."""
        at = 0
        while at < len(items):
            end = _operand(items, at)
            if end > at + 1:
                inside = "".join(self._items(items[at + 1 : end]))
                yield (
                    self._large(items[at], inside)
                    if is_large(items[at])
                    else self._function(items[at], inside)
                )
            else:
                yield self._node(items[at])
            at = max(end, at + 1)

    def _node(self, node: Node) -> str:
        match node:
            case Symbol():
                return self._symbol(node)
            case Gap():
                return self._run(_blank(node.width), "p") if node.width > 0.1 else ""
            case Row():
                return self.row(node)
            case Fraction():
                bar = "" if node.bar else '<m:type m:val="noBar"/>'
                over = f"<m:num>{self._filled(node.above)}</m:num><m:den>{self._filled(node.below)}</m:den>"
                return f"<m:f><m:fPr>{bar}{self._control}</m:fPr>{over}</m:f>"
            case Root():
                hidden = "" if node.degree else '<m:degHide m:val="1"/>'
                degree = f"<m:deg>{self.row(node.degree) if node.degree else ''}</m:deg>"
                return (
                    f"<m:rad><m:radPr>{hidden}{self._control}</m:radPr>{degree}{self._e(node.inside)}</m:rad>"
                )
            case Scripts():
                return self._limits(node) if node.limits else self._scripts(node)
            case Accent():
                return self._accent(node)
            case Fenced():
                return self._fenced(node.opening, self._e(node.inside), node.closing)
            case Table():
                return self._table(node)
            case _:
                assert_never(node)

    @property
    def _control(self) -> str:
        """The look of what has no characters: bars, roots, brackets."""
        return f"<m:ctrlPr>{self.look(True, False)}</m:ctrlPr>"

    def _run(self, text: str, style: str, *, words: bool = False) -> str:
        own = "<m:nor/>" if words else f'<m:sty m:val="{style}"/>' if style != "i" else ""
        properties = f"<m:rPr>{own}</m:rPr>" if own else ""
        return f"<m:r>{properties}{self.look('i' in style, 'b' in style)}<m:t>{escaped(text)}</m:t></m:r>"

    def _symbol(self, symbol: Symbol) -> str:
        style = ("b" if symbol.bold else "") + ("i" if symbol.italic else "")
        if symbol.kind == "sign" and not symbol.bold:
            style = "i"  # signs are upright in any style; "p" would tell PowerPoint nothing
        return self._run(symbol.text, style or "p", words=symbol.kind == "words")

    def _e(self, row: Row) -> str:
        return f"<m:e>{self._filled(row)}</m:e>"

    def _filled(self, row: Row) -> str:
        """A row; where it is empty, a blank without width: else PowerPoint shows a dotted box."""
        return self.row(row) or self._run("\u200b", "p")

    def _scripts(self, node: Scripts) -> str:
        below = f"<m:sub>{self._filled(node.below)}</m:sub>" if node.below else ""
        above = f"<m:sup>{self._filled(node.above)}</m:sup>" if node.above else ""
        if not below and not above:
            return self.row(node.base)
        name = "sSubSup" if below and above else "sSub" if below else "sSup"
        return (
            f"<m:{name}><m:{name}Pr>{self._control}</m:{name}Pr>{self._e(node.base)}{below}{above}</m:{name}>"
        )

    def _limits(self, node: Scripts) -> str:
        found = self._filled(node.base)
        for name, row in (("limLow", node.below), ("limUpp", node.above)):
            if row:
                limit = f"<m:lim>{self._filled(row)}</m:lim>"
                found = (
                    f"<m:{name}><m:{name}Pr>{self._control}</m:{name}Pr><m:e>{found}</m:e>{limit}</m:{name}>"
                )
        return found

    def _large(self, node: Node, inside: str) -> str:
        """A sum, a product, an integral over `inside`."""
        scripts = node if isinstance(node, Scripts) else None
        sign = scripts.base.items[0] if scripts else node
        text = sign.text if isinstance(sign, Symbol) else ""
        below, above = (scripts.below, scripts.above) if scripts else (None, None)
        place = "undOvr" if scripts and scripts.limits else "subSup"
        hidden = ("" if below else '<m:subHide m:val="1"/>') + ("" if above else '<m:supHide m:val="1"/>')
        properties = f'<m:chr m:val="{quoted(text)}"/><m:limLoc m:val="{place}"/>{hidden}{self._control}'
        ends = "".join(
            f"<m:{name}>{self.row(row) if row else ''}</m:{name}>"
            for name, row in (("sub", below), ("sup", above))
        )
        return f"<m:nary><m:naryPr>{properties}</m:naryPr>{ends}<m:e>{inside}</m:e></m:nary>"

    def _function(self, node: Node, inside: str) -> str:
        name = f"<m:fName>{self._node(node)}</m:fName>"
        return f"<m:func><m:funcPr>{self._control}</m:funcPr>{name}<m:e>{inside}</m:e></m:func>"

    def _accent(self, node: Accent) -> str:
        inside = self._e(node.base)
        match node.mark:
            case "bar" | "underbar":
                place = "top" if node.mark == "bar" else "bot"
                pose = f'<m:pos m:val="{place}"/>'
                return f"<m:bar><m:barPr>{pose}{self._control}</m:barPr>{inside}</m:bar>"
            case "brace" | "underbrace":
                top = node.mark == "brace"
                sign = f'<m:chr m:val="{"⏞" if top else "⏟"}"/><m:pos m:val="{"top" if top else "bot"}"/>'
                lean = f'<m:vertJc m:val="{"bot" if top else "top"}"/>'
                pose = f"<m:groupChrPr>{sign}{lean}{self._control}</m:groupChrPr>"
                return f"<m:groupChr>{pose}{inside}</m:groupChr>"
            case _:
                sign = f'<m:chr m:val="{_ACCENTS[node.mark]}"/>'
                return f"<m:acc><m:accPr>{sign}{self._control}</m:accPr>{inside}</m:acc>"

    def _fenced(self, opening: str, inside: str, closing: str) -> str:
        ends = f'<m:begChr m:val="{quoted(opening)}"/><m:endChr m:val="{quoted(closing)}"/>'
        return f"<m:d><m:dPr>{ends}{self._control}</m:dPr>{inside}</m:d>"

    def _table(self, table: Table) -> str:
        if table.aligned:
            rows = "".join(f"<m:e>{self._sides(row)}</m:e>" for row in table.rows)
            return f"<m:eqArr><m:eqArrPr>{self._control}</m:eqArrPr>{rows}</m:eqArr>"
        columns = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{align}"/></m:mcPr></m:mc>'
            for align in table.aligns
        )
        properties = f'<m:plcHide m:val="1"/><m:mcs>{columns}</m:mcs>{self._control}'
        rows = "".join(f"<m:mr>{''.join(map(self._e, row))}</m:mr>" for row in table.rows)
        return f"<m:m><m:mPr>{properties}</m:mPr>{rows}</m:m>"

    def _sides(self, row: tuple[Row, ...]) -> str:
        """Sides of an equation, `&` where they are aligned: it counts in an `m:eqArr` alone."""
        return self._run("&", "p").join(self.row(cell) for cell in row) or self._run("\u200b", "p")


_ACCENTS = {"hat": "\u0302", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308"}


def _blank(width: float) -> str:
    """The blank of Unicode nearest to a width in em."""
    if width >= 1.5:
        return "\u2003\u2003"
    return "\u2003" if width >= 0.8 else "\u2002" if width >= 0.4 else "\u205f" if width >= 0.2 else "\u2009"


def _operand(items: tuple[Node, ...], at: int) -> int:
    """The end of what the sum or function at `at` stands before: `at + 1` where it stands alone.

    A function takes one thing; a sum goes on to the next relation, infix sign or bracket that closes.
    """
    if is_function(items[at]):
        following = items[at + 1 : at + 2]
        stops = RELATIONS | BINARY | OPENING | CLOSING | STOPS | {"|"}
        return (
            at
            + 1
            + bool(following and not is_sign(following[0], stops) and not isinstance(following[0], Gap))
        )
    if not is_large(items[at]):
        return at + 1
    depth = 0
    for end in range(at + 1, len(items)):
        depth += is_sign(items[end], OPENING) - is_sign(items[end], CLOSING)
        infix = (
            is_sign(items[end], BINARY)
            and is_infix(items, end)
            and not is_sign(items[end], frozenset("·⋅×∗"))
        )
        if depth < 0 or (depth == 0 and (infix or is_sign(items[end], RELATIONS | STOPS))):
            return end
    return len(items)
