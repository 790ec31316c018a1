"""A formula as a tree: what stands over, beside and within what; nothing of sizes or files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "number", "sign", "words"]
Align = Literal["left", "center", "right"]
Mark = Literal["hat", "tilde", "bar", "vec", "dot", "ddot", "brace", "underbar", "underbrace"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name, a number, a sign or words; `text` is never empty."""

    text: str
    kind: Kind
    italic: bool = False
    bold: bool = False
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank, in em; less than nothing pulls together."""

    width: float


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """`bar` is the line between the two; a binomial has none."""

    above: Row
    below: Row
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    inside: Row
    degree: Row | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """What is raised and lowered behind a base; with `limits` it stands above and below it."""

    base: Row
    below: Row | None = None
    above: Row | None = None
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Accent:
    base: Row
    mark: Mark


@dataclass(frozen=True, slots=True)
class Fenced:
    """Brackets as tall as what they hold; one that is not seen is empty."""

    opening: str
    inside: Row
    closing: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length; `aligns` has one for each column."""

    rows: tuple[tuple[Row, ...], ...]
    aligns: tuple[Align, ...]

    @property
    def aligned(self) -> bool:
        """Whether its columns are the sides of equations, which touch, rather than those of a matrix."""
        sides = self.aligns[::2], self.aligns[1::2]
        return len(self.aligns) > 1 and all(one == "right" for one in sides[0]) and set(sides[1]) == {"left"}

    def line(self, row: tuple[Row, ...]) -> Row:
        """A row of sides of equations as one."""
        return Row(tuple(item for cell in row for item in cell.items))


Node = Symbol | Gap | Row | Fraction | Root | Scripts | Accent | Fenced | Table


@dataclass(frozen=True, slots=True)
class Formula:
    """`latex` as it was written; `display`: on a line of its own, with limits above and below."""

    latex: str
    root: Row
    display: bool = False


RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅∝≪≫⊂⊃⊆⊇∈∉∋→←↔⇒⇐⇔⟹⟸⟺↦⟶⟵∣⊢⊨≺≻≜≔⇌↪↠≲≳")
BINARY = frozenset("+−±∓×÷·⋅∗∘•⊗⊕⊖⊙⊘∪∩∧∨∖⊎⊔⊓⋆†")
LARGE = frozenset("∑∏∐⋃⋂⨁⨂⨀⋁⋀⨆∫∬∭∮")
OPENING = frozenset("([{⟨⌊⌈")
CLOSING = frozenset(")]}⟩⌋⌉")
STOPS = frozenset(",;")
PRIMES = frozenset("′″‴⁗")


def is_sign(node: Node, among: frozenset[str]) -> bool:
    return isinstance(node, Symbol) and node.kind == "sign" and node.text in among


def is_function(node: Node) -> bool:
    """Whether it is the name of a function: upright letters, with what stands below it at most."""
    if isinstance(node, Scripts):
        return len(node.base.items) == 1 and is_function(node.base.items[0])
    return isinstance(node, Symbol) and node.kind == "name" and not node.italic and len(node.text) > 1


def is_large(node: Node) -> bool:
    """Whether it is a sum, a product, an integral, with or without limits."""
    if isinstance(node, Scripts):
        return len(node.base.items) == 1 and is_large(node.base.items[0])
    return is_sign(node, LARGE)


def is_prime(row: Row | None) -> bool:
    """Whether what is raised are primes, which stand high by themselves."""
    return row is not None and all(is_sign(one, PRIMES) for one in row.items)


def is_infix(items: tuple[Node, ...], at: int) -> bool:
    """Whether the sign at `at` stands between two things that it joins, as in `a - b`, not in `-b`."""
    if at == 0 or at + 1 == len(items):
        return False
    before = items[at - 1]
    return not (
        is_sign(before, RELATIONS | BINARY | OPENING | STOPS)
        or is_large(before)
        or (isinstance(before, Symbol) and before.text == "|" and at == 1)
    )


def spaces(items: tuple[Node, ...], at: int) -> tuple[float, float]:
    """The blanks before and after an item of a row, in em (TeX's thick, medium and thin ones)."""
    item = items[at]
    last = at + 1 == len(items)
    if isinstance(item, Scripts) and item.limits and len(item.base.items) == 1 and not is_large(item):
        item = item.base.items[0]  # an arrow with words above it
    if is_sign(item, RELATIONS):
        return (0.28, 0.28) if at and not last else (0.0, 0.0)
    if is_sign(item, BINARY):
        return (0.22, 0.22) if is_infix(items, at) else (0.0, 0.0)
    if is_sign(item, STOPS):
        return (0.0, 0.0 if last else 0.2)
    if is_large(item):
        return (0.1 if at else 0.0, 0.0 if last else 0.17)
    if is_function(item):
        opens = last or is_sign(items[at + 1], OPENING | RELATIONS | CLOSING | STOPS | BINARY)
        opens = opens or isinstance(items[at + 1], Fenced)
        free = at == 0 or is_sign(items[at - 1], OPENING | RELATIONS | STOPS | BINARY)
        return (0.0 if free else 0.17, 0.0 if opens else 0.17)
    return (0.0, 0.0)
