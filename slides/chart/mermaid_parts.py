"""The parts of Mermaid's flowcharts that stand within a line: nodes, the lines between them, labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from slides.chart import labels
from slides.chart.draft import Broken
from slides.chart.model import At, Edge, Form, Head, Kind

# Ids as flow.jison has them, and any letter beyond ASCII: a dash or dot belongs to one inside it only.
NAME = re.compile(r"(?:[\w!#$'*+?/\\`]|%(?!%)|(?!\s)[^\x00-\x7f]|[-.=](?=\w)|&(?=\w))+")

# What opens a label, what may close it, and the kind of node that says; longer ones first.
BRACKETS: tuple[tuple[str, tuple[tuple[str, Kind], ...]], ...] = (
    ("(((", ((")))", "double-circle"),)),
    ("((", (("))", "circle"),)),
    ("([", (("])", "pill"),)),
    ("(-", (("-)", "ellipse"),)),
    ("(", ((")", "round"),)),
    ("[[", (("]]", "subroutine"),)),
    ("[(", ((")]", "cylinder"),)),
    ("[/", (("/]", "parallelogram"), ("\\]", "trapezoid"))),
    ("[\\", (("\\]", "parallelogram-left"), ("/]", "trapezoid-down"))),
    ("[", (("]", "rect"),)),
    ("{{", (("}}", "hexagon"),)),
    ("{", (("}", "diamond"),)),
    (">", (("]", "flag"),)),
)

# Mermaid's own names of shapes and their short ones, where ours has a form for them.
_NAMED: Mapping[Kind, str] = {
    "round": "rounded event",
    "pill": "stadium pill terminal",
    "circle": "circle circ",
    "double-circle": "dbl-circ double-circle",
    "diamond": "diam diamond decision question",
    "hexagon": "hex hexagon prepare",
    "cylinder": "cyl db database cylinder lin-cyl disk lined-cylinder h-cyl das horizontal-cylinder",
    "subroutine": "subproc subprocess subroutine framed-rectangle fr-rect",
    "parallelogram": "lean-r lean-right in-out",
    "parallelogram-left": "lean-l lean-left out-in",
    "trapezoid": "trap-b trapezoid trapezoid-bottom priority",
    "trapezoid-down": "trap-t trapezoid-top manual inv-trapezoid",
    "flag": "odd",
    "document": "doc document docs documents lin-doc lined-document tag-doc tagged-document st-doc",
    "ellipse": "ellipse",
    "text": "text",
    "dot": "sm-circ small-circle start f-circ filled-circle junction fr-circ framed-circle stop",
}
KINDS: Mapping[str, Kind] = {name: kind for kind, names in _NAMED.items() for name in names.split()}

# Whole lines between nodes, and those that open before their label; the latter's ends by their kind.
LINK = re.compile(r"(?P<start>[xo<])?(?:--+(?P<a>[-xo>])|==+(?P<b>[=xo>])|-\.+-(?P<c>[xo>])?|~~~+)")
OPEN = re.compile(r"(?P<start>[xo<])?(?:--|==|-\.)")
CLOSE: Mapping[str, re.Pattern[str]] = {
    "-": re.compile(r"(?P<start>(?<=[\s\"])[xo<])?--+(?P<a>[-xo>])"),
    "=": re.compile(r"(?P<start>(?<=[\s\"])[xo<])?==+(?P<b>[=xo>])"),
    ".": re.compile(r"(?P<start>(?<=[\s\"])[xo<])?\.+-(?P<c>[xo>])?"),
}
EDGE_NAME = re.compile(r"([^\s\"@|&;]{1,200})@(?=[xo<]?(?:--|==|-\.|~~~))")

_HEADS: Mapping[str, Head] = {">": "arrow", "<": "arrow", "x": "cross", "o": "circle"}
_BLANKS = re.compile(r"[ \t\r]*")
_CLASS = re.compile(r":::([\w-]+)")
DATA = re.compile(r"@\{((?:[^{}\"]++|\"[^\"]*\")*+)\}")
_ENTRY = re.compile(r"([\w-]+)\s*:\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\n]*))")


@dataclass(frozen=True, slots=True)
class Said:
    """A node as one place speaks of it; `label` and `kind` are None where it only names it."""

    name: str
    label: str | None
    kind: Kind | None
    classes: tuple[str, ...]
    at: At


def node(text: str, at: int) -> Said | None:
    """The node that begins at `at`, if one does. Raises Broken for a label without an end."""
    named = NAME.match(text, at)
    if named is None:
        return None
    label, kind, end = _data(text, named) or _bracket(text, named) or (None, None, named.end())
    classes: list[str] = []
    while given := _CLASS.match(text, end):
        classes.append(given[1])
        end = given.end()
    if classes and label is None and (late := _bracket(text, named, end)):
        label, kind, end = late
    return Said(named[0], label, kind, tuple(classes), At(at, end))


_Labelled = tuple[str | None, Kind | None, int]


def _data(text: str, named: re.Match[str]) -> _Labelled | None:
    """`@{ shape: …, label: … }` after a name."""
    if not text.startswith("@{", named.end()):
        return None
    data = DATA.match(text, named.end())
    if data is None:
        raise Broken(f'the braces after "{named[0]}@" are not closed', At(named.start(), named.end() + 2))
    said = {entry[1]: entry[2] or entry[3] or (entry[4] or "").strip() for entry in _ENTRY.finditer(data[1])}
    words = label_of(said["label"], quoted=True) if "label" in said else None
    kind = KINDS.get(said.get("shape", ""), "rect" if "shape" in said else None)
    return ("" if kind == "dot" and words is None else words), kind, data.end()


def _bracket(text: str, named: re.Match[str], at: int | None = None) -> _Labelled | None:
    """A label in brackets after a name."""
    near = named.end() if at is None else at
    blanks = _BLANKS.match(text, near)
    start = blanks.end() if blanks else near
    for opener, closers in BRACKETS:
        if text.startswith(opener, start) and not (opener == ">" and start > near):
            words, closer, end = _enclosed(text, start + len(opener), [one for one, _ in closers], named)
            return words, dict(closers)[closer], end
    return None


def _enclosed(text: str, start: int, closers: list[str], named: re.Match[str]) -> tuple[str, str, int]:
    """The label up to the first of the closers, that closer, and where it ends."""
    opening = re.compile(r"\s*\"").match(text, start)
    if opening:
        words, after = _string(text, opening.end() - 1)
        blanks = re.compile(r"\s*").match(text, after)
        end = blanks.end() if blanks else after
        closer = next((one for one in closers if text.startswith(one, end)), None)
        if closer is not None:
            return label_of(words, quoted=True), closer, end + len(closer)
    if found := re.compile("|".join(map(re.escape, closers))).search(text, start):
        words = text[start : found.start()]
        if "\n" not in words or not re.search(r"[\[\](){}|]", words):
            return label_of(words, quoted=False), found[0], found.end()
    shown = " or ".join(f'"{one}"' for one in closers)
    raise Broken(f'the label of "{named[0]}" does not end: {shown} is missing', At(named.start(), start))


def _string(text: str, quote: int) -> tuple[str, int]:
    """The words in double quotes, and where they end."""
    end = text.find('"', quote + 1)
    if end < 0:
        raise Broken("a quote is not closed", At(quote, quote + 1))
    return text[quote + 1 : end], end + 1


_LEAD = re.compile(r"[ \t\r]*(?:\n\s*(?=[<\-=~]))?")  # a line may begin with the link to its first node


def link(text: str, at: int) -> tuple[Edge, int] | None:
    """The line that begins at `at`, without its ends, and where what it leads to begins."""
    lead = _LEAD.match(text, at)
    start = lead.end() if lead else at
    name = EDGE_NAME.match(text, start)
    begin = name.end() if name else start
    whole = LINK.match(text, begin)
    opening = None if whole else OPEN.match(text, begin)
    if whole is None and opening is None:
        return None
    words = ""
    if opening:
        words, whole = _within(text, opening)
    assert whole is not None
    end = whole.end()
    if piped := re.compile(r"\s*\|").match(text, end):
        words, end = _piped(text, piped.end())
    first = (opening or whole)["start"] or whole["start"]
    last = whole.groupdict().get("a") or whole.groupdict().get("b") or whole.groupdict().get("c") or ""
    shape, length = form(whole[0] if "~" in whole[0] or not opening else whole[0].lstrip("<xo"))
    heads = _HEADS.get(first or "", "none"), _HEADS.get(last, "none")
    edge = Edge("", "", words, shape, *heads, length, name[1] if name else "", at=At(start, end))
    blanks = re.compile(r"\s*").match(text, end)
    return edge, (blanks.end() if blanks else end)


def _within(text: str, opening: re.Match[str]) -> tuple[str, re.Match[str]]:
    """The label of `-- label -->`, and the end of that line."""
    close = CLOSE[opening[0][-1]]
    stop = text.find("\n", opening.end())
    quoted = re.compile(r"[ \t]*\"").match(text, opening.end())
    if quoted:
        words, start = _string(text, quoted.end() - 1)
        end = re.compile(r"\s*").match(text, start)
        found = close.match(text, end.end() if end else start)
    else:
        found = close.search(text, opening.end(), len(text) if stop < 0 else stop)
        words = text[opening.end() : found.start()] if found else ""
    if found is None:
        raise Broken(f'the line "{opening[0]}" has no end', At(*opening.span()), "such as -- label -->")
    return label_of(words, quoted=bool(quoted)), found


def _piped(text: str, start: int) -> tuple[str, int]:
    """The label of `-->|label|`, and where it ends."""
    quoted = re.compile(r"\s*\"").match(text, start)
    words, begin = _string(text, quoted.end() - 1) if quoted else ("", start)
    end = text.find("|", begin)
    if end < 0:
        raise Broken('the label of a line does not end: "|" is missing', At(start - 1, start))
    return label_of(words if quoted else text[start:end], quoted=bool(quoted)), end + 1


def form(link: str) -> tuple[Form, int]:
    """How a line looks, and how many ranks it asks to span: each further dash is one more."""
    bare = link.strip("<>xo")
    if "~" in bare:
        return "invisible", len(bare) - 2
    if "." in bare:
        return "dotted", bare.count(".")
    count = len(bare) - (0 if link[-1] in ">xo" else 1)
    return ("thick" if "=" in bare else "solid"), max(count - 1, 1)


_ENTITY = re.compile(r"#(\d{1,7}|[A-Za-z]\w{1,30});")
_ICON = re.compile(r"\bfa[a-z]?:fa-([\w-]+)")


def label_of(text: str, *, quoted: bool) -> str:
    """A label as inline Markdown; a quoted one between backticks is Markdown already."""
    text = _ENTITY.sub(lambda at: f"&#{at[1]};" if at[1].isdigit() else f"&{at[1]};", text.strip())
    if quoted and len(text) > 1 and text[0] == text[-1] == "`":
        lines = (" ".join(line.split()) for line in text[1:-1].split("\n"))
        return "<br>".join(line for line in lines if line)
    words = _ICON.sub("", text).strip() or _ICON.sub(lambda at: at[1].replace("-", " "), text)
    return labels.html(words.replace("\\n", "\n"))
