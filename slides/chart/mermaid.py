"""Flowcharts in Mermaid's language → `Chart` (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from slides.chart import labels, looks
from slides.chart import mermaid_parts as parts
from slides.chart.draft import Broken, Draft
from slides.chart.model import MOST_FAULTS, At, Direction, Edge, Fault, Reading

_DIRECTIONS: Mapping[str, Direction] = {
    "TB": "TB",
    "TD": "TB",
    "v": "TB",
    "BT": "BT",
    "^": "BT",
    "LR": "LR",
    ">": "LR",
    "RL": "RL",
    "<": "RL",
}
_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*(?=\n|$)", re.DOTALL)
_ASIDE = re.compile(r"%%\{(?:(?!\}?%%).)*+\}%%|(?m:^[ \t]*%%(?!\{)[^\n]*)", re.DOTALL)
_HEADER = re.compile(r"\s*(?:graph|flowchart(?:-elk)?)(?![\w-])[ \t]*(TB|TD|BT|RL|LR|[<>^v](?=\s|;|$))?")


def read(text: str) -> Reading:
    """The flowchart that `text` is, or every reason why it is none. Pure; linear in the length of `text`."""
    title, bare = _front(text)
    header = _HEADER.match(bare)
    if header is None:
        return Reading(None, (_no_flowchart(bare),))
    return _Reader(bare, header.end()).read(_DIRECTIONS[header[1] or "TB"], title)


def _front(text: str) -> tuple[str, str]:
    """The title in the front matter, and the text with it, directives and comments blanked out."""
    title = ""
    if front := _FRONT.match(text):
        named = re.search(r"^title:[ \t]*(.*)$", front[1], re.MULTILINE)
        title = labels.plain(named[1].strip().strip("\"'")) if named else ""
        text = _blank(front[0]) + text[front.end() :]
    return title, _ASIDE.sub(lambda at: _blank(at[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _no_flowchart(text: str) -> Fault:
    first = re.search(r"\S+", text)
    if first is None:
        return Fault("the diagram is empty", At(0, 1))
    return Fault(
        f'no flowchart: it begins with "{first[0][:40]}"',
        At(*first.span()),
        'of Mermaid\'s diagrams those that begin with "flowchart" or "graph" are drawn',
    )


_KEYWORD = re.compile(
    r"(subgraph|end|direction|classDef|class|style|linkStyle|click|accTitle|accDescr)(?=[\s;:{]|$)"
)
_REST = re.compile(r"[^\n;]*")
_LINE = re.compile(r"[^\n]*")
_BETWEEN = re.compile(r"(?:[\s;]|%%[^\n]*)*")
_BLANKS = re.compile(r"[ \t\r]*")
_JOINT = re.compile(r"\s*&\s*")
_NAMES = re.compile(r"[ \t]+([^\s,;]+(?:[ \t]*,[ \t]*[^\s,;]+)*)[ \t]*")
_HREF = re.compile(r"[ \t]+([^\s,;]+)[ \t]+(?:href[ \t]+)?(?:\"([^\"\n]*)\"|(https?://[^\s;]+))")
_TITLE = re.compile(r"[ \t]*([^\[\n;\"]*)")


class _Reader:
    """Reads statement by statement; one that cannot be read is a fault, and the next line goes on."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._draft = Draft("rect")
        self._faults: list[Fault] = []
        self._paint = looks.Paint()
        self._links: dict[str, str] = {}
        self._edge_names: set[str] = set()
        self._title = ""
        self._direction: Direction | None = None

    def read(self, direction: Direction, title: str) -> Reading:
        while self._over(_BETWEEN) < len(self._text) and len(self._faults) < MOST_FAULTS:
            try:
                self._statement()
            except Broken as broken:
                self._faults.append(broken.fault)
                if broken.hopeless:
                    break
                self._over(_LINE)
        for name, _ in self._draft.inside:
            group = self._draft.groups[name]
            self._faults.append(Fault(f'subgraph "{name}" is not closed by "end"', group.at))
        if not self._faults and not self._draft.nodes and not self._draft.groups:
            self._faults.append(Fault("the flowchart has no nodes", At(0, 1)))
        if self._faults:
            return Reading(None, tuple(self._faults))
        chart = self._draft.chart(self._direction or direction, title or self._title)
        return Reading(self._paint.painted(chart, self._links))

    def _over(self, pattern: re.Pattern[str]) -> int:
        """Goes on past what matches here, perhaps nothing."""
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _statement(self) -> None:
        keyword = _KEYWORD.match(self._text, self._at)
        if keyword is None or parts.LINK.match(self._text, _after_blanks(self._text, keyword.end())):
            self._chain()
            return
        self._at = keyword.end()
        match keyword[1]:
            case "subgraph":
                self._subgraph(keyword.start())
            case "end":
                self._end(keyword)
            case "direction":
                self._turn()
            case "click":
                if found := _HREF.match(self._text, self._at):  # else it calls a script of a web page
                    self._links[found[1]] = found[2] or found[3]
                self._over(_LINE)
            case "accTitle" | "accDescr":
                self._describe(keyword[1])
            case kind:
                self._style(kind)

    def _chain(self) -> None:
        if self._edge_data():
            return
        tails = self._nodes(None)
        while found := parts.link(self._text, self._at):
            edge, self._at = found
            self._edge_names.add(edge.id)
            heads = self._nodes(edge)
            self._draft.connect(tails, heads, edge)
            tails = heads
        self._finish()

    def _edge_data(self) -> bool:
        """`e1@{ animate: true }` of a line is how it moves, which a slide does not."""
        name = parts.NAME.match(self._text, self._at)
        data = parts.DATA.match(self._text, name.end()) if name else None
        if not (name and data and name[0] in self._edge_names):
            return False
        self._at = data.end()
        return True

    def _nodes(self, after: Edge | None) -> list[str]:
        """The nodes joined by `&`."""
        names: dict[str, None] = {}
        while True:
            said = parts.node(self._text, self._at)
            if said is None:
                raise self._nameless(after)
            self._draft.mention(
                said.name, said.at, label=said.label, kind=said.kind, usual_label=labels.plain(said.name)
            )
            self._paint.classify([said.name], said.classes)
            names[said.name] = None
            self._at = said.at.end
            if not _JOINT.match(self._text, self._at):
                return list(names)
            self._over(_JOINT)

    def _nameless(self, after: Edge | None) -> Broken:
        if after:
            return Broken("a line leads to no node", after.at, "name a node after it")
        rest = _shown(self._text, self._at)
        return Broken(f'cannot read "{rest}"', At(self._at, self._at + len(rest)))

    def _finish(self) -> None:
        """A statement ends at a line end, a semicolon or a comment."""
        self._over(_BLANKS)
        rest = _shown(self._text, self._at)
        if rest and not rest.startswith((";", "%%")):
            raise Broken(
                f'cannot read "{rest}"',
                At(self._at, self._at + len(rest)),
                "a line such as --> or the end of the statement is expected here; a label that holds "
                "brackets stands in quotes",
            )

    def _subgraph(self, start: int) -> None:
        found = _TITLE.match(self._text, self._at)
        assert found is not None
        words, *classes = found[1].strip().split(":::")
        self._at = found.end()
        label = labels.html(words)
        if self._text.startswith("[", self._at):
            said = parts.node("_" + self._text[self._at : self._line_end()], 0)
            assert said is not None
            label, self._at = said.label or "", self._at + said.at.end - 1
            classes += list(said.classes)
        elif self._text.startswith('"', self._at):
            quote = self._text.find('"', self._at + 1, self._line_end())
            if quote < 0:
                raise Broken("a quote is not closed", At(self._at, self._at + 1))
            words = words or self._text[self._at + 1 : quote]
            label, self._at = parts.label_of(self._text[self._at + 1 : quote], quoted=True), quote + 1
        name = words or f"subgraph {len(self._draft.groups) + 1}"
        self._draft.enter(name, label, At(start, self._at))
        self._paint.classify([name], classes)
        self._finish()

    def _line_end(self) -> int:
        end = self._text.find("\n", self._at)
        return len(self._text) if end < 0 else end

    def _end(self, keyword: re.Match[str]) -> None:
        if not self._draft.inside:
            raise Broken('"end" closes no subgraph', At(*keyword.span()))
        self._draft.leave()
        self._finish()

    def _turn(self) -> None:
        asked = self._rest(_REST).strip()
        direction = _DIRECTIONS.get(asked)
        if direction is None:
            raise Broken(f'direction "{asked}" is not known', At(self._at - len(asked), self._at))
        if self._draft.inside:
            group = self._draft.inside[-1][0]
            self._draft.groups[group] = replace(self._draft.groups[group], direction=direction)
        else:
            self._direction = direction

    def _describe(self, keyword: str) -> None:
        if self._text.startswith("{", self._over(_BLANKS)):
            end = self._text.find("}", self._at)
            self._at = len(self._text) if end < 0 else end + 1
            return
        words = self._rest(_LINE).lstrip(": \t").strip()
        self._title = labels.plain(words) if keyword == "accTitle" else self._title

    def _style(self, kind: str) -> None:
        names = _NAMES.match(self._text, self._at)
        if names is None:
            raise Broken(f'"{kind}" names nothing', At(self._at - len(kind), self._at))
        self._at = names.end()
        rest = self._rest(_REST).strip()
        given = [name.strip() for name in names[1].split(",")]
        self._paint.add(kind, given, rest)

    def _rest(self, pattern: re.Pattern[str]) -> str:
        start = self._at
        return self._text[start : self._over(pattern)]


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _shown(text: str, at: int) -> str:
    """The beginning of what stands at `at` to the end of its line."""
    end = text.find("\n", at, at + 40)
    return text[at : at + 40 if end < 0 else end].rstrip()
