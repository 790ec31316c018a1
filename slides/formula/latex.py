"""LaTeX → Formula, by way of MathML: math-core reads the one and writes the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from slides.formula.tree import (
    LARGE,
    Accent,
    Align,
    Fenced,
    Formula,
    Fraction,
    Gap,
    Mark,
    Node,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from math_core import LatexToMathML

LONGEST = 4_000  # characters of LaTeX
DEEPEST = 40  # elements within elements; each is a few frames of the stack
MOST = 1_500  # elements of a formula


class FormulaError(ValueError):
    """Why a formula cannot be read, in words for its author."""


@lru_cache(maxsize=4096)
def read(latex: str, *, display: bool = False) -> Formula:
    """The formula that `latex` stands for; raises FormulaError. Pure, and linear in its length."""
    from xml.etree.ElementTree import ParseError, fromstring

    from math_core import LatexError

    if len(latex) > LONGEST:
        raise FormulaError(f"it is longer than {LONGEST} characters")
    try:
        written = _converter().convert_with_local_state(_usual(latex), displaystyle=display)
        root = fromstring(written.replace("&ApplyFunction;", "\u2061"))
    except LatexError as error:
        raise FormulaError(_reason(str(error))) from None
    except ParseError:
        raise FormulaError("it holds what no formula can") from None
    _check_size(root)
    items = _items(root, display)
    if not items:
        raise FormulaError("it shows nothing")
    return Formula(latex, Row(items), display)


def fault(latex: str, *, display: bool = False) -> str | None:
    """Why the formula cannot be read; None if it can."""
    try:
        read(latex, display=display)
    except FormulaError as error:
        return str(error)
    return None


@cache
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML

    macros = {  # what authors write for MathJax, beyond what math-core knows
        "substack": r"\begin{matrix}#1\end{matrix}",
        "tag": r"\qquad(\text{#1})",
        "bm": r"\boldsymbol{#1}",
        "label": "",
        "nonumber": "",
        "notag": "",
    }
    return LatexToMathML(fancy_error=False, macros=macros)


_LABEL = re.compile(r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
_NUMBERED = re.compile(r"(\\(?:begin|end)\{(?:align|equation|gather|multline|alignat|eqnarray))\}")


def _usual(latex: str) -> str:
    """Without the numbers that a paper would give it."""
    return _NUMBERED.sub(r"\1*}", _LABEL.sub("", latex))


def _reason(message: str) -> str:
    """math-core's words: `12: Unknown command "\\foo".` → `unknown command "\\foo"`."""
    said = re.sub(r"^\d+:\s*", "", message.strip()).split("\n")[0].rstrip(".")
    return said[:1].lower() + said[1:160]


def _check_size(root: Element) -> None:
    """Refuses what is nested too deep or grew too large, before anything calls itself."""
    level, depth, count = [root], 0, 1
    while level:
        level = [child for element in level for child in element]
        depth, count = depth + 1, count + len(level)
        if depth > DEEPEST:
            raise FormulaError(f"it is nested more than {DEEPEST} deep")
        if count > MOST:
            raise FormulaError(f"it has more than {MOST} parts")


def _items(element: Element, display: bool) -> tuple[Node, ...]:
    """The children of an element that is a row."""
    return _flat([_node(child, display) for child in element])


def _flat(nodes: list[Node]) -> tuple[Node, ...]:
    """Rows within rows mean nothing of their own."""
    return tuple(
        inner for node in nodes for inner in (_flat(list(node.items)) if isinstance(node, Row) else (node,))
    )


def _row(element: Element, display: bool) -> Row:
    return Row(_flat([_node(element, display)]))


def _node(element: Element, display: bool) -> Node:
    known = _READERS.get(element.tag)
    if known is None:
        raise FormulaError(f'"{element.tag}" is not supported')
    return known(element, display)


def _group(element: Element, display: bool) -> Node:
    """A row; brackets at both its ends that grow with it make it fenced."""
    children = list(element)
    if len(children) > 2 and _grows(children[0]) and _grows(children[-1]):
        inside = _flat([_node(child, display) for child in children[1:-1]])
        return Fenced(_bracket(children[0]), Row(inside), _bracket(children[-1]))
    return Row(_items(element, display))


_INVISIBLE = "\u2061\u2062\u2063\u2064"
_BRACKETS = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉∣∥<>/\\↑↓")


def _grows(element: Element) -> bool:
    text = (element.text or "").strip()
    plain = element.tag == "mo" and element.get("stretchy") != "false" and element.get("minsize") is None
    return plain and (text in _BRACKETS or text == "\u2063")


def _bracket(element: Element) -> str:
    text = (element.text or "").strip(_INVISIBLE + " ")
    return {"∣": "|", "∥": "‖", "<": "⟨", ">": "⟩"}.get(text, text)


def _identifier(element: Element, display: bool) -> Node:
    text = "".join(element.itertext()).strip(_INVISIBLE).replace("\ufe00", "").replace("\ufe01", "")
    if not text:
        return Row(())
    found = [_letter(char) for char in text]
    text = "".join(char for char, _ in found)
    styles = found[0][1]
    one = len(text) == 1 and text.isalpha() and unicodedata.east_asian_width(text) not in "WF"
    slanted = one and element.get("mathvariant") != "normal" and not _DRAWN.match(text)
    if styles is not None:
        slanted = "italic" in styles
    if not one and not any(char.isalpha() for char in text):
        return Symbol(text, "sign")
    return Symbol(text, "name", slanted, "bold" in (styles or ()), "mono" in (styles or ()))


_DRAWN = re.compile("[ℝℕℤℚℂℙℍℒℓℏℑℜ℘ℬℰℱℋℐℳℛ\U0001d400-\U0001d7ff]")  # letters that have their look already


def _letter(char: str) -> tuple[str, tuple[str, ...] | None]:
    """A mathematical letter as a plain one and its styles; script and double-struck ones stay.

    >>> _letter("𝐖"), _letter("𝔼"), _letter("x")
    (('W', ('bold',)), ('𝔼', None), ('x', None))
    """
    if not "\U0001d400" <= char <= "\U0001d7ff":
        return char, None
    name = unicodedata.name(char, "").lower()
    if "script" in name or "double-struck" in name or "fraktur" in name:
        return char, None
    styles = [style for style in ("bold", "italic") if style in name]
    styles += ["mono"] if "monospace" in name else []
    return unicodedata.normalize("NFKC", char), tuple(styles)


def _number(element: Element, display: bool) -> Node:
    text = "".join(element.itertext()).strip()
    found = [_letter(char) for char in text]
    bold = "bold" in (found[0][1] or ()) if found else False
    return Symbol("".join(char for char, _ in found), "number", bold=bold) if text else Row(())


def _operator(element: Element, display: bool) -> Node:
    text = "".join(element.itertext()).strip(_INVISIBLE + " \ufe00\ufe01")
    text = {"-": "−", "~": "∼", "*": "∗"}.get(text, text)
    return Symbol(text, "sign") if text else Row(())


def _words(element: Element, display: bool) -> Node:
    text = re.sub(r"\s+", " ", "".join(element.itertext()).replace("\u00a0", " "))
    inner = {child.tag for child in element.iter()}
    return Symbol(text, "words", "i" in inner or "em" in inner, "b" in inner) if text else Row(())


def _blank(element: Element, display: bool) -> Node:
    found = re.search(r"(-?\d*\.?\d+)em", element.get("width", "") or element.get("style", ""))
    return Gap(max(-1.0, min(float(found[1]), 4.0))) if found else Row(())


def _phantom(element: Element, display: bool) -> Node:
    return Gap(min(0.55 * len("".join(element.itertext())), 20.0))


def _fraction(element: Element, display: bool) -> Node:
    above, below = (_row(child, display) for child in element)
    return Fraction(above, below, bar=element.get("linethickness") not in ("0", "0px", "0pt"))


def _square_root(element: Element, display: bool) -> Node:
    return Root(Row(_items(element, display)))


def _root(element: Element, display: bool) -> Node:
    inside, degree = (_row(child, display) for child in element)
    return Root(inside, degree)


def _scripts(element: Element, display: bool) -> Node:
    base, *others = (_row(child, display) for child in element)
    match element.tag:
        case "msub":
            return Scripts(base, others[0])
        case "msup":
            return Scripts(base, None, others[0])
        case _:
            return Scripts(base, others[0], others[1])


_MARKS: dict[str, Mark] = {
    "ˆ": "hat", "^": "hat", "\u0302": "hat", "ˇ": "hat", "~": "tilde", "˜": "tilde", "\u0303": "tilde",
    "¯": "bar", "\u0304": "bar", "\u0305": "bar", "\u0332": "bar", "‾": "bar", "_": "bar",
    "→": "vec", "\u20d7": "vec", "˙": "dot", "\u0307": "dot", "¨": "ddot", "\u0308": "ddot",
    "⏞": "brace", "⏟": "underbrace",
}  # fmt: skip


def _around(element: Element, display: bool) -> Node:
    """What stands above and below: an accent, a brace, limits, or words on an arrow."""
    base, *others = list(element)
    if len(others) == 1:
        mark = _MARKS.get("".join(others[0].itertext()).strip())
        flagged = element.get("accent") == "true" or element.get("accentunder") == "true"
        if mark and (flagged or mark in ("brace", "underbrace")):
            mark = "underbar" if mark == "bar" and element.tag == "munder" else mark
            return Accent(_row(base, display), mark)
    inner = _row(base, display)
    rows = [_shown(_row(child, display)) for child in others]
    below = rows[0] if element.tag != "mover" else None
    above = rows[-1] if element.tag != "munder" else None
    if below is None and above is None:
        return inner
    beside = not display and len(inner.items) == 1 and isinstance(inner.items[0], Symbol)
    large = beside and inner.items[0].text in LARGE  # type: ignore[union-attr]  # a Symbol, as just seen
    return Scripts(inner, below, above, limits=not large)


def _shown(row: Row) -> Row | None:
    """The row without the distances that math-core keeps above arrows; None where there is no more."""
    kept = [at for at, item in enumerate(row.items) if not isinstance(item, Gap)]
    return Row(row.items[kept[0] : kept[-1] + 1]) if kept else None


def _table(element: Element, display: bool) -> Node:
    rows = [[cell for cell in row if "width" not in cell.get("style", "")] for row in element]
    count = max((len(row) for row in rows), default=0)
    cells = tuple(
        tuple(Row(_items(row[at], display)) if at < len(row) else Row(()) for at in range(count))
        for row in rows
    )
    aligns = tuple(_align(rows, at) for at in range(count))
    return Table(cells, aligns) if count else Row(())


def _align(rows: list[list[Element]], at: int) -> Align:
    style = next((row[at].get("style", "") for row in rows if at < len(row)), "")
    return "right" if "text-align: right" in style else "left" if "text-align: left" in style else "center"


def _as_row(element: Element, display: bool) -> Node:
    return Row(_items(element, display))


_READERS: dict[str, Callable[[Element, bool], Node]] = {
    "mrow": _group, "mstyle": _as_row, "mpadded": _as_row, "menclose": _as_row, "mphantom": _phantom,
    "mi": _identifier, "mn": _number, "mo": _operator, "mtext": _words, "mspace": _blank,
    "mfrac": _fraction, "msqrt": _square_root, "mroot": _root,
    "msub": _scripts, "msup": _scripts, "msubsup": _scripts,
    "munder": _around, "mover": _around, "munderover": _around, "mtable": _table,
}  # fmt: skip
