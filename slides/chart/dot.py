"""Graphs in Graphviz' language → `Chart` (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from slides.chart import dot_looks as meant
from slides.chart.dot_looks import Attributes, Sort, Token
from slides.chart.draft import Broken, Draft
from slides.chart.model import At, Chart, Direction, Reading

_SPACE = re.compile(r"(?:\s++|//[^\n]*+|/\*.*?\*/|#[^\n]*+)++", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<name>(?:[^\W\d]|[^\x00-\x7f])(?:\w|[^\x00-\x7f])*|-?(?:\.\d+|\d+(?:\.\d*)?))"
    r"|(?P<quoted>\"(?:[^\"\\]++|\\.)*+\")|(?P<edge>->|--)|(?P<sign>[{}\[\];,:=+])",
    re.DOTALL,
)
_ANGLE = re.compile(r"[<>]")
_DIRECTIONS: Mapping[str, Direction] = {"TB": "TB", "BT": "BT", "LR": "LR", "RL": "RL"}

_DEEPEST = 40  # braces within braces


def read(text: str) -> Reading:
    """The graph that `text` is, or why it is none. Pure; linear in the length of `text`."""
    try:
        return Reading(_Reader(list(_tokens(text))).graph())
    except Broken as broken:
        return Reading(None, (broken.fault,))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while True:
        if space := _SPACE.match(text, at):
            at = space.end()
        if at >= len(text):
            yield Token("end", "", At(max(len(text) - 1, 0), len(text)))
            return
        found = _TOKEN.match(text, at)
        if found:
            sort: Sort = found.lastgroup  # type: ignore[assignment]  # the names of the groups are sorts
            yield Token(sort, _unquoted(found[0]) if sort == "quoted" else found[0], At(*found.span()))
            at = found.end()
        elif text[at] == "<":
            end = _angle_end(text, at)
            yield Token("html", text[at + 1 : end - 1], At(at, end))
            at = end
        else:
            hint = "a quote is not closed" if text[at] == '"' else None
            raise Broken(f'cannot read "{text[at]}"', At(at, at + 1), hint)


def _unquoted(quoted: str) -> str:
    r"""What a text in quotes holds: `\"` is a quote, a backslash at a line's end joins lines; all other
    backslashes are for the attribute to tell."""
    return quoted[1:-1].replace("\\\n", "").replace('\\"', '"')


def _angle_end(text: str, start: int) -> int:
    depth = 0
    for found in _ANGLE.finditer(text, start):
        depth += 1 if found[0] == "<" else -1
        if depth == 0:
            return found.end()
    raise Broken('the label in "<" and ">" does not end', At(start, start + 1))


@dataclass(slots=True)
class _Scope:
    """A graph or subgraph that is open: the defaults in it, its own attributes, what it speaks of."""

    name: str
    usual: dict[str, Attributes]
    attrs: Attributes = field(default_factory=dict)
    members: dict[str, None] = field(default_factory=dict)


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._draft = Draft("ellipse")
        self._nodes: dict[str, Attributes] = {}
        self._clusters: dict[str, Attributes] = {}
        self._members: dict[str, dict[str, None]] = {}
        self._depth = 0

    def graph(self) -> Chart:
        strict = self._token.word("strict") and bool(self._take())
        kind = self._take()
        if not kind.word("graph", "digraph"):
            if kind.sort == "end":
                raise Broken("the graph is empty", kind.at)
            hint = 'it begins with "graph" or "digraph"'
            raise Broken(f'no graph: it begins with "{kind.text[:40]}"', kind.at, hint)
        if self._token.is_id:
            self._id()
        self._expect("{")
        root = _Scope("", {"graph": {}, "node": {}, "edge": {}})
        self._statements(root)
        if self._token.sort != "end":
            raise Broken("a second graph begins here", self._token.at, "write it in a diagram of its own")
        if not self._draft.nodes:
            raise Broken("the graph has no nodes", kind.at)
        return self._chart(root.attrs, strict=strict)

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += token.sort != "end"
        return token

    def _expect(self, *signs: str) -> Token:
        if not self._token.sign(*signs):
            raise self._odd(" or ".join(f'"{sign}"' for sign in signs))
        return self._take()

    def _odd(self, wanted: str) -> Broken:
        token = self._token
        found = f'"{token.text[:40]}" stands' if token.sort != "end" else "the graph ends"
        return Broken(f"{found} where {wanted} is expected", token.at)

    def _id(self) -> Token:
        """A name, or texts joined by `+`."""
        if not self._token.is_id:
            raise self._odd("a name")
        parts = [self._take()]
        while parts[-1].sort == "quoted" and self._token.sign("+"):
            self._take()
            if self._token.sort != "quoted":
                raise self._odd("a text in quotes")
            parts.append(self._take())
        text = "".join(part.text for part in parts)
        return Token(parts[0].sort, text, At(parts[0].at.start, parts[-1].at.end))

    def _statements(self, scope: _Scope) -> None:
        """All of a pair of braces; its end is taken, too."""
        while not self._token.sign("}"):
            if self._token.sort == "end":
                raise self._odd('"}"')
            if self._token.sign(";", ","):
                self._take()
            else:
                self._statement(scope)
        self._take()

    def _statement(self, scope: _Scope) -> None:
        if self._token.word("graph", "node", "edge"):
            kind = self._take().text.lower()
            given = self._attributes()
            scope.usual[kind] = {**scope.usual[kind], **given}
            scope.attrs = {**scope.attrs, **given} if kind == "graph" else scope.attrs
            return
        if self._token.is_id and self._tokens[self._next + 1].sign("="):
            name = self._id().text
            self._take()
            given = {name: self._id()}
            scope.usual["graph"] = {**scope.usual["graph"], **given}
            scope.attrs = {**scope.attrs, **given}
            return
        self._chain(scope)

    def _chain(self, scope: _Scope) -> None:
        """Nodes or subgraphs, one alone or joined by edges, and attributes."""
        start, alone = self._token.at.start, self._token.is_id
        ends = [self._operand(scope)]
        operators: list[Token] = []
        while self._token.sign("->", "--"):
            operators.append(self._take())
            ends.append(self._operand(scope))
        given = self._attributes()
        at = At(start, self._tokens[self._next - 1].at.end)
        if not operators:
            for name in ends[0] if alone and given else ():
                self._nodes[name] = {**self._nodes[name], **given}
                self._draft.nodes[name] = replace(self._draft.nodes[name], at=at)
            return
        attrs = {**scope.usual["edge"], **given}
        for operator, tails, heads in zip(operators, ends, ends[1:], strict=False):
            like = meant.edge(attrs, arrow="arrow" if operator.text == "->" else "none")
            self._draft.connect(tails, heads, replace(like, at=at))

    def _operand(self, scope: _Scope) -> list[str]:
        """The nodes that an end of an edge stands for."""
        if self._token.word("subgraph") or self._token.sign("{"):
            return self._subgraph(scope)
        name = self._id()
        while self._token.sign(":"):  # a port, a compass point
            self._take()
            self._id()
        self._draft.mention(name.text, name.at)
        self._nodes.setdefault(name.text, scope.usual["node"])
        scope.members[name.text] = None
        return [name.text]

    def _subgraph(self, scope: _Scope) -> list[str]:
        start, name = self._token.at, ""
        if self._token.word("subgraph"):
            self._take()
            name = self._id().text if self._token.is_id else ""
        if name and not self._token.sign("{"):
            return list(self._members.get(name, {}))
        self._expect("{")
        if self._depth >= _DEEPEST:
            raise Broken(f"braces deeper than {_DEEPEST} are not read", start)
        inner = _Scope(name, dict(scope.usual), {**scope.usual["graph"]})
        cluster = name.startswith("cluster")
        if cluster:
            self._draft.enter(name, "", start)
        self._depth += 1
        inner.attrs = {key: value for key, value in inner.attrs.items() if key != "label"}
        self._statements(inner)
        self._depth -= 1
        if cluster:
            self._draft.leave()
            self._clusters[name] = {**self._clusters.get(name, {}), **inner.attrs}
        self._members.setdefault(name, {}).update(inner.members)
        scope.members.update(inner.members)
        return list(inner.members)

    def _attributes(self) -> Attributes:
        """Any number of lists in square brackets; a name alone is true."""
        found: dict[str, Token] = {}
        while self._token.sign("["):
            self._take()
            while not self._token.sign("]"):
                if self._token.sign(";", ","):
                    self._take()
                    continue
                name = self._id()
                value = name
                if self._token.sign("="):
                    self._take()
                    value = self._id()
                found[name.text] = value
            self._take()
        return found

    def _chart(self, attrs: Attributes, *, strict: bool) -> Chart:
        chart = self._draft.chart(_DIRECTIONS.get(meant.word(attrs, "rankdir").upper(), "TB"), "")
        edges = chart.edges
        if strict:
            edges = tuple({(one.tail, one.head): one for one in edges}.values())
        return replace(
            chart,
            title=meant.text(attrs, "label", ""),
            nodes=tuple(meant.node(one, self._nodes[one.id]) for one in chart.nodes),
            groups=tuple(meant.group(one, self._clusters[one.id]) for one in chart.groups),
            edges=edges,
        )
