"""HTML tags that stand in a text: what each means there."""

from __future__ import annotations

import html
import re

KEPT = frozenset({"br", "sub", "sup", "u", "ins", "kbd"})  # stay as written; slides/inline.py reads them
MARKS = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "var": "*", "dfn": "*",
    "s": "~~", "del": "~~", "strike": "~~", "mark": "==", "code": "`", "tt": "`", "samp": "`",
}  # fmt: skip
FRAMES = frozenset((
    "div", "p", "center", "section", "article", "figure", "figcaption", "blockquote", "aside", "details",
    "summary", "ul", "ol", "li", "table", "tr", "td", "th", "caption", "pre", "h1", "h2", "h3", "h4", "h5",
    "h6", "dl", "dt", "dd",
))  # fmt: skip
"""Elements that hold blocks."""
KNOWN = FRAMES | frozenset((
    "a", "abbr", "acronym", "address", "audio", "b", "base", "bdi", "bdo", "big", "body", "br", "button",
    "canvas", "cite", "code", "col", "colgroup", "data", "datalist", "del", "dfn", "dialog", "dir", "em",
    "embed", "fieldset", "font", "footer", "form", "frame", "frameset", "head", "header", "hgroup", "hr",
    "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "link", "main", "map", "mark",
    "marquee", "menu", "meta", "meter", "nav", "nobr", "noscript", "object", "optgroup", "option",
    "output", "param", "picture", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "select",
    "slot", "small", "source", "span", "strike", "strong", "style", "sub", "sup", "svg", "path", "tbody",
    "template", "textarea", "tfoot", "thead", "time", "title", "track", "tt", "u", "var", "video", "wbr",
))  # fmt: skip

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def tag_of(source: str) -> tuple[str, bool]:
    """The name of a tag in lower case, and whether it closes; no name for a comment.

    >>> tag_of("</B>"), tag_of("<!-- x -->")
    (('b', True), ('', False))
    """
    found = _TAG.match(source)
    return (found[2].lower(), bool(found[1])) if found else ("", False)


def attributes(source: str) -> dict[str, str]:
    """The attributes of a tag.

    >>> attributes('<img src="a.png" width=20>')
    {'src': 'a.png', 'width': '20'}
    """
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(source)}
