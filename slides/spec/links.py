"""Which addresses a deck may link to: http, https, mailto and files beside it, written without tricks."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST = 2083  # characters; PowerPoint cuts what is longer
ALLOWED = ("http", "https", "mailto")


def fault(href: str) -> tuple[str, str | None] | None:
    """What is wrong with an address and the remedy, if known; None for an address that may be linked.

    The address is judged as written: nothing is stripped or decoded first, so that what is
    checked here is what a browser or PowerPoint will see.

    >>> fault("https://arxiv.org/abs/2005.14165")
    >>> fault("JaVaScript:alert(1)")[0]
    'links of the kind "javascript:" are not allowed'
    >>> fault("www.example.org")
    ('a link needs its "https://"', 'write "https://www.example.org"')
    >>> fault("../training/recipes.md#mixup")
    """
    if not href:
        return "the link has no address", None
    if len(href) > LONGEST:
        return f"a link can be no longer than {LONGEST:,} characters", None
    if not href.isprintable() or any(char.isspace() for char in href):
        return "a link cannot hold blanks or invisible characters", "write %20 for a blank"
    if found := re.search(r'["<>\\`]|%(?![0-9A-Fa-f]{2})', href):
        return f'a link cannot hold "{found[0]}" as it is', f"write %{ord(found[0]):02X}"
    if href.startswith("#"):
        return 'a link within the deck ("#…") can stand in a text only', None
    scheme, colon, rest = href.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+-]*", scheme):
        return _without_scheme(href)
    if scheme.lower() not in ALLOWED:
        return f'links of the kind "{scheme.lower()}:" are not allowed', "allowed: http, https, mailto"
    return _mail_fault(rest) if scheme.lower() == "mailto" else _web_fault(href, rest)


def _without_scheme(href: str) -> tuple[str, str | None] | None:
    looks_like_host = re.match(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?=[:/?#]|$)", href)
    path = re.split("[?#]", href)[0]
    beside = href.startswith(("./", "../")) or not looks_like_host or re.search(_DOCUMENT, path)
    if beside and _is_path(path):
        return None
    return 'a link needs its "https://"', f'write "https://{href}"' if looks_like_host else None


_DOCUMENT = re.compile(
    r"(?<!^www)\.(md|markdown|mdx?|html?|pdf|txt|rst|tex|bib|ipynb|ya?ml|json|csv|tsv|py|js|png|jpe?g|gif|svg|webp|"
    r"docx?|pptx?|xlsx?|odt|odp|zip|mp4)$",
    re.IGNORECASE,
)


def _is_path(path: str) -> bool:
    """A path from the deck's folder, without a host, a drive or a scheme; at least one letter of a name."""
    return not path.startswith("/") and ":" not in path and bool(re.search(r"[^./]", path))


def _mail_fault(rest: str) -> tuple[str, str | None] | None:
    if re.fullmatch(r"[^@/?#,;:]+@[^@/?#,;:]+\.[^@/?#,;:]+", rest.partition("?")[0]):
        return None
    return "a mailto link needs one address", "write it like mailto:name@example.org"


def _web_fault(href: str, rest: str) -> tuple[str, str | None] | None:
    if not rest.startswith("//"):
        return "a web link has two slashes after the colon", None
    try:
        parts = urlsplit(href)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "the link is not a web address", None
    if "@" in parts.netloc:
        return "a link cannot name a user before its host", "delete everything up to the @"
    if not host or "%" in host or host.strip(".") != host or ".." in host:
        return "the link names no host", None
    return None
