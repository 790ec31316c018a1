"""What attributes in Graphviz' language mean for nodes, edges and clusters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Literal, NamedTuple

from slides.chart import labels
from slides.chart.model import At, Edge, Form, Group, Head, Kind, Look, Node

Sort = Literal["name", "quoted", "html", "edge", "sign", "end"]


class Token(NamedTuple):
    """A piece of DOT; `text` is without the quotes around it."""

    sort: Sort
    text: str
    at: At

    def word(self, *words: str) -> bool:
        """One of the language's own words: in either case, never in quotes."""
        return self.sort == "name" and self.text.lower() in words

    def sign(self, *signs: str) -> bool:
        return self.sort in ("sign", "edge") and self.text in signs

    @property
    def is_id(self) -> bool:
        return self.sort in ("name", "quoted", "html") and not self.word(*_WORDS)


_WORDS = ("graph", "digraph", "subgraph", "node", "edge", "strict")

Attributes = Mapping[str, Token]

# The shapes of Graphviz (doc/info/shapes.html) that have a form of ours; all others are boxes.
_SHAPES: Mapping[Kind, str] = {
    "ellipse": "ellipse oval egg",
    "circle": "circle Mcircle",
    "double-circle": "doublecircle",
    "diamond": "diamond Mdiamond",
    "hexagon": "hexagon octagon doubleoctagon tripleoctagon septagon",
    "cylinder": "cylinder",
    "parallelogram": "parallelogram",
    "trapezoid": "trapezium",
    "trapezoid-down": "invtrapezium",
    "document": "note",
    "flag": "cds",
    "round": "Mrecord",
    "text": "plaintext plain none underline",
    "dot": "point",
}
_KINDS: Mapping[str, Kind] = {name: kind for kind, names in _SHAPES.items() for name in names.split()}


def word(attrs: Attributes, *names: str) -> str:
    """The first of the attributes that says something, as it is written."""
    return next((attrs[name].text for name in names if name in attrs and attrs[name].text), "")


def text(attrs: Attributes, name: str, called: str) -> str:
    """A label as inline Markdown; `called` is what `\\N` stands for."""
    token = attrs.get(name)
    if token is None:
        return ""
    return labels.html(token.text) if token.sort == "html" else labels.plain(_plain(token.text, called))


def _plain(said: str, called: str) -> str:
    """A text with its escapes and entities resolved (doc/info/attrs, escString)."""

    def meant(found: re.Match[str]) -> str:
        letter = found[1]
        return "\n" if letter in "nlr" else called if letter in "NGEL" else "" if letter in "TH" else letter

    return unescape(re.sub(r"\\(.)", meant, said))


_FIELD = re.compile(r"\\.|[{}|]|<[^<>]*>|[^\\{}|<]+|<", re.DOTALL)


def _record(said: str, called: str) -> str:
    """A record's fields: on lines of their own where braces stack them, else beside each other."""
    fields = [""]
    for found in _FIELD.finditer(said):
        piece = found[0]
        if piece == "|":
            fields.append("")
        elif piece not in ("{", "}") and not (piece.startswith("<") and piece.endswith(">")):
            fields[-1] += piece
    between = "\n" if "{" in said else labels.BETWEEN_CELLS
    return between.join(filter(None, (_plain(one, called).strip() for one in fields)))


def node(bare: Node, attrs: Attributes) -> Node:
    """The node with all that its attributes say of it."""
    shape = word(attrs, "shape") or "ellipse"
    kind = _KINDS.get(shape, "rect")
    styles = _styles(attrs)
    if kind == "rect" and "rounded" in styles:
        kind = "round"
    label = text(attrs, "label", bare.id) if "label" in attrs else labels.plain(bare.id)
    if shape in ("record", "Mrecord") and "label" in attrs and attrs["label"].sort != "html":
        label = labels.plain(_record(attrs["label"].text, bare.id))
    if kind == "dot":
        label = ""
    label = _joined(label, text(attrs, "xlabel", bare.id))
    classes = tuple(word(attrs, "class").split())
    look = _look(attrs, filled="filled" in styles)
    return replace(bare, label=label, kind=kind, link=word(attrs, "URL", "href"), classes=classes, look=look)


def group(bare: Group, attrs: Attributes) -> Group:
    look = _look(attrs, filled="filled" in _styles(attrs))
    look = replace(
        look, fill=look.fill or word(attrs, "bgcolor"), stroke=word(attrs, "pencolor") or look.stroke
    )
    return replace(bare, label=text(attrs, "label", bare.id), look=look)


def edge(attrs: Attributes, *, arrow: Head) -> Edge:
    """An edge that is still without ends; `arrow` is the head that its kind of graph gives it."""
    styles = _styles(attrs)
    way = word(attrs, "dir") or ("forward" if arrow != "none" else "none")
    label = _joined(
        text(attrs, "taillabel", ""),
        text(attrs, "label", ""),
        text(attrs, "xlabel", ""),
        text(attrs, "headlabel", ""),
    )
    width = _number(word(attrs, "penwidth"))
    form: Form = "solid"
    if "invis" in styles:
        form = "invisible"
    elif styles & {"dashed", "dotted"}:
        form = "dotted"
    elif "bold" in styles or width >= 2:
        form = "thick"
    length = min(max(int(_number(word(attrs, "minlen"))), 1), 20)
    start = _head(word(attrs, "arrowtail")) if way in ("back", "both") else "none"
    end = _head(word(attrs, "arrowhead")) if way in ("forward", "both") else "none"
    look = replace(_look(attrs, filled=False), dashed="dashed" in styles)
    return Edge("", "", label, form, start, end, length, look=look)


def _joined(*lines: str) -> str:
    return "<br>".join(filter(None, lines))


def _head(asked: str) -> Head:
    if asked in ("none", "dot", "odot", "tee"):
        return "none" if asked == "none" else "cross" if asked == "tee" else "circle"
    return "arrow"


def _styles(attrs: Attributes) -> set[str]:
    return {style.strip() for style in word(attrs, "style").split(",")}


def _look(attrs: Attributes, *, filled: bool) -> Look:
    """Colours asked for; of a list of colours the first."""
    names = ("color", "fillcolor", "fontcolor")
    stroke, fill, ink = (re.split("[:;]", word(attrs, name))[0].strip() for name in names)
    ground = (fill or stroke or "lightgrey") if filled else ""
    return Look(ground, stroke, ink, _number(word(attrs, "penwidth")), "dashed" in _styles(attrs))


def _number(said: str) -> float:
    found = re.match(r"\d{1,4}(?:\.\d{1,4})?", said)
    return float(found[0]) if found else 0.0
