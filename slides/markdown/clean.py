"""A note's text made ready for the parser: odd characters, and what site generators write around Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from slides.source import Problem, Source, Span

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_HARMLESS = "\ufeff\x0c\x0b"  # a mark of byte order, a page's end: no word is lost with them


def cleaned(source: Source) -> tuple[Source, list[Problem]]:
    """The text with `\\n` as its only line end and without what no text can hold; lines stay."""
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not _FORBIDDEN.search(text):
        return (source if text == source.text else Source(source.name, text)), []
    hits = [hit for hit in _FORBIDDEN.finditer(text) if hit[0] not in _HARMLESS]
    clean = Source(source.name, _FORBIDDEN.sub("", text))
    problems = []
    for hit in hits[:20]:
        at = len(_FORBIDDEN.sub("", text[: hit.start()]))
        message = f"the invisible character U+{ord(hit[0]):04X} is left out"
        problems.append(Problem("character-left-out", message, Span(clean, at, at + 1), None, "warning"))
    return clean, problems


@dataclass(slots=True)
class Body:
    """The lines that the parser reads; `numbers` are their lines in the source, from 0."""

    source: Source
    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def put(self, number: int, *lines: str) -> None:
        self.lines += lines
        self.numbers += [number] * len(lines)

    def text(self) -> str:
        return "\n".join(self.lines)


_FENCE = re.compile(r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}(?=[^`]*$)|~{3,})")
_WATCHED = re.compile(r"[%{\\:]|\]\]|\[toc|=\d*x\d*\)|%%", re.IGNORECASE)


def prepared(source: Source, first: int) -> Body:
    """The lines of `source` from line `first` on, with what other programs mean by them said in Markdown."""
    body = Body(source)
    lines = source.text.split("\n")
    last = {mark: _last(lines, mark) for mark in ("%%", "\\]")}
    fence, hidden, math = "", False, False
    for number in range(first, len(lines)):
        line = lines[number]
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence == _LIQUID:
            ends = _CLOSES.match(line)
            body.put(number, f"{ends[1]}~~~" if ends else line)
            fence = "" if ends else fence
            continue
        if fence:
            closes = found and found[1].startswith(fence) and not line[found.end() :].strip()
            fence = "" if closes else fence
            body.put(number, line)
            continue
        if found and not hidden:
            fence = found[1]
            body.put(number, line)
            continue
        if hidden or (line.strip() == "%%" and number < last["%%"]):
            hidden = not hidden if line.strip() == "%%" else hidden
            body.put(number, "")
            continue
        if math or (line.strip() == "\\[" and number < last["\\]"]):
            closes = line.strip() == ("\\]" if math else "\\[")
            math = not math if closes else math
            body.put(number, line.replace("\\[" if math else "\\]", "$$") if closes else line)
            continue
        if number + 1 < len(lines) and lines[number + 1].startswith("{:toc"):
            body.put(number, "")
            continue
        if not _WATCHED.search(line):
            body.put(number, line)
            continue
        fence = _rewritten(body, number, line)
    return body


def _last(lines: list[str], mark: str) -> int:
    return max((at for at, line in enumerate(lines) if line.strip() == mark), default=-1)


_LIQUID = "{% highlight %}"  # a fence that has an end of its own
_OPENS = re.compile(
    r"^(\s*)(?:\{%-?\s*highlight\s+([\w+#-]*)[^%]*%\}|\{\{[<%]\s*highlight\s+\"?([\w+#-]*)[^}]*\}\})\s*$"
)
_CLOSES = re.compile(r"^(\s*)(?:\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\})\s*$")
_NOTHING = re.compile(
    r"^\s*(?:\{%-?\s*(?:end)?raw\s*-?%\}|\{:[^}]*\}|\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|\{\{\s*toc\s*\}\}|"
    r"\{[.#][\w .#=\"-]*\})\s*$",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"^\s*(?:\{\{[<%]\s*(?:figure|img|image)\s(.*?)/?[>%]\}\}|\{%\s*include\s+\S*(?:figure|image)\S*\s(.*?)%\})\s*$"
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_SIZED = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\s+=(\d*)x\d*\)")
_PATH = re.compile(  # an address that a generator would put in
    r"\{%-?\s*(?:link|post_url)\s+(\S+)\s*-?%\}|\{\{[<%]?\s*(?:(?:rel)?ref\s+)?[\"']([^\"'{}]*)[\"']\s*"
    r"(?:\|\s*(?:relative|absolute)_url\s*)?[>%]?\}\}|(?<=\()\{\{\s*site\.(?:base)?url\s*\}\}/?"
)
_COLONS = re.compile(r"^\s*:{3,}\s*(?:\{?\.?([\w-]+)\}?)?[ \t]*(.*?)\s*$")
_MATH = re.compile(r"^\s*\\\[(.+)\\\]\s*$")


def _rewritten(body: Body, number: int, line: str) -> str:
    """Puts what `line` means; returns the fence that it opens, if it does."""
    if found := _OPENS.match(line):
        body.put(number, f"{found[1]}~~~{found[2] or found[3] or ''}")
        return _LIQUID
    if _NOTHING.match(line):
        body.put(number, "")
    elif found := _FIGURE.match(line):
        body.put(number, "", _figure(found[1] or found[2] or "") or line, "")
    elif found := _MATH.match(line):
        body.put(number, f"$${found[1]}$$")
    elif line.lstrip().startswith(":::") and (found := _COLONS.match(line)):
        title = " ".join(part for part in ((found[1] or "").capitalize(), found[2]) if part)
        body.put(number, "", *(["<aside>", "", f"**{title}**", ""] if title else ["</aside>", ""]))
    else:
        line = _PATH.sub(lambda hit: hit[1] or hit[2] or "", line)
        body.put(number, _SIZED.sub(_with_size, line))
    return ""


def _figure(attributes: str) -> str:
    """A shortcode of a picture as Markdown; nothing where it names none."""
    known = {name: a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
    path = known.get("src") or known.get("path") or known.get("image_path") or known.get("url") or ""
    if not path or "{{" in path:
        return ""
    caption = known.get("caption") or known.get("title") or ""
    target = f"<{path}>" if re.search(r"[\s()]", path) else path
    picture = f"![{known.get('alt', '')}]({target})"
    picture = f"[{picture}]({known['link']})" if known.get("link") else picture
    return f"{picture}<br>{caption}" if caption else picture


def _with_size(found: re.Match[str]) -> str:
    return f"![{found[1]}{'|' + found[3] if found[3] else ''}]({found[2]})"
