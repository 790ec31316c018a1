"""HTML tags that stand in a text: what each means there."""

from __future__ import annotations

import html
import re

KEPT = frozenset({"br", "sub", "sup", "u", "kbd"})  # slides/inline.py reads them itself
MARKS = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "var": "*", "dfn": "*",
    "s": "~~", "del": "~~", "strike": "~~", "mark": "==", "code": "`", "tt": "`", "samp": "`",
}  # fmt: skip
KNOWN = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "marquee",
        "menu",
        "meta",
        "meter",
        "nav",
        "nobr",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "picture",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "section",
        "select",
        "slot",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "path",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    ]
)

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
