"""Strings for XML and for links: escaped text, short numbers, unique ids, addresses safe to follow."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production Char
_SPECIAL = re.compile('[&<>"\t\r\n\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]")
_LINK = re.compile(r"https?://[^\s/]|mailto:[^\s]", re.IGNORECASE)
_BESIDE = re.compile(r"(?!/|[^/?#]*:)[^\s\\]+$")  # a path from where the file lies: no scheme, no host
_UNSAFE = re.compile(r"[\s\x00-\x1f\ud800-\udfff<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")


def escape(text: str) -> str:
    """`text` for element content; what XML forbids becomes U+FFFD.

    >>> escape("a < b ]]>\\x00")
    'a &lt; b ]]&gt;\ufffd'
    """
    if not _SPECIAL.search(text):
        return text
    text = clean(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def clean(text: str) -> str:
    """`text` without the characters that neither XML nor PDF can hold: they become U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def attribute(text: str) -> str:
    """`text` for a double-quoted attribute; line ends and tabs survive.

    >>> attribute('say "hi"')
    'say &quot;hi&quot;'
    """
    if not _SPECIAL.search(text):
        return text
    return escape(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


@lru_cache(maxsize=65536)  # places come again: lines share theirs with cards, cards with their row
def number(value: float) -> str:
    """`value` to 0.01, as short as it gets; raises ValueError where it is not finite.

    >>> number(12.0), number(0.456), number(-0.001)
    ('12', '0.46', '0')
    """
    text = f"{value:.2f}"
    if text[-3:-2] != ".":
        raise ValueError(f"not a finite number: {value}")
    text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def identifier(text: str) -> str:
    """`text` with every character outside A-Z a-z 0-9 _ - replaced: fit for CSS names and as a part of an id.

    >>> identifier("intro/body")
    'intro-body'
    """
    return _FOREIGN.sub("-", text)


class Names:
    """Hands out XML ids, each once; the same asks in the same order get the same answers."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = identifier(prefix)
        self._taken: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """An id like `wanted`, with a number added where it is taken already."""
        base = self._prefix + identifier(wanted)
        if not base[:1].isalpha():
            base = "_" + base
        name, count = base, self._taken.get(base, 0)
        while name in self._taken:
            count += 1
            name = f"{base}-{count + 1}"
        self._taken[base] = count
        self._taken.setdefault(name, 0)
        return name


def address(href: str) -> str:
    """A link's target, with what an address may not hold percent-encoded.

    Empty for no link, and for one between slides. Raises ValueError for anything but http, https, mailto
    and a path from where the file lies.

    >>> address("https://arxiv.org/abs/2005.14165"), address("#summary")
    ('https://arxiv.org/abs/2005.14165', '')
    """
    if not href or href.startswith("#"):
        return ""
    if not _LINK.match(href) and not _BESIDE.match(href):
        raise ValueError(f"not a web or mail address: {href!r}")
    return _UNSAFE.sub(lambda found: quote(found[0], safe="", errors="replace"), href)
