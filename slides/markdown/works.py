"""One entry of a list of references → its authors, year, title, venue and address, where they are clear.

What is not clear stays word for word, as the title.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from slides.inline import plain_text
from slides.markdown.lost import words
from slides.spec import links


@dataclass(frozen=True, slots=True)
class Work:
    """A source as a note names it: `label` is what marks in the text call it by, `12` or `Vas17`."""

    title: str
    label: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    date: str = ""
    venue: str = ""
    link: str = ""


_LABEL = re.compile(
    r"^(?:\*\*)?\\?\[(@?[\w.:+/-]{1,60}|[^\W\d][\w.,&' -]{1,60}\d\d[a-z]?)\\?\](?:\*\*)?:?\s+(?!\()"
)


def label(text: str) -> str:
    """What an entry begins with in brackets: `12`, `Vas17`, `Doe et al. 02`; nothing where it does not."""
    found = _LABEL.match(text)
    return found[1].lstrip("@") if found else ""


def work(text: str, *, labelled: bool = True) -> Work:
    """The entry that `text`, inline Markdown, is; `labelled`: what stands in brackets before it is its label.

    >>> work("[1] LeCun et al., *Document recognition*, 1998, <https://example.org>").authors
    ('LeCun', 'others')
    >>> work("Fu, Yao and Peng, Hao. (Dec 2022). How? A tale. Notion. https://example.org/a").date
    'Dec 2022'
    >>> work("see the book by Ada").title
    'see the book by Ada'
    """
    found = _LABEL.match(text) if labelled else None
    label = found[1].lstrip("@") if found else ""
    body = text[found.end() :].strip() if found else text.strip()
    cut, link, venue = _address(body)
    for style in (_by_date, _by_title, _by_initials):
        made = style(cut)
        if made and _whole(body, made, link, venue):
            kept = ", ".join(part for part in (made.venue, venue) if part)
            return Work(made.title, label, made.authors, made.year, made.date, kept, link)
    if alone := _ALONE.fullmatch(body):
        href = alone[2].strip("<>")
        if links.fault(href) is None:
            return Work(alone[1], label, link=href)
    return Work(body, label)


_LINK = r"\[((?:[^\[\]\\]|\\.)*)\]\((<[^<>]*>|[^()\s]*)\)"
_ALONE = re.compile(_LINK + r"\.?")
_END = re.compile(
    rf"[,.;]?\s*(?:(?:available (?:at|from)|url|link|doi|arxiv|in):?\s*)?(?:{_LINK}|<(https?://[^<>\s]+)>|"
    r"(https?://[^\s<>]+?))[.,]?\s*$",
    re.IGNORECASE,
)


def _address(body: str) -> tuple[str, str, str]:
    """The entry without the address at its end; the address; what the words of its link name."""
    found = _END.search(body)
    if not found:
        return body, "", ""
    href = (found[2] or found[3] or found[4] or "").strip("<>")
    if links.fault(href) is not None or not body[: found.start()].strip():
        return body, "", ""
    said = found[1] or ""
    named = said if not set(words(plain_text(said))) <= set(words(href)) or ":" in said else ""
    return body[: found.start()].rstrip(" ,;"), href, named


@dataclass(slots=True)
class _Made:
    title: str
    authors: tuple[str, ...]
    year: str = ""
    date: str = ""
    venue: str = ""
    dropped: list[str] = field(default_factory=list)


_DATED = re.compile(
    r"^(?P<who>[^()]{2,400}?)[.,]?\s*"
    r"\((?P<date>(?:[A-Z][a-z]+\.? (?:\d{1,2}, ?)?)?(?P<year>[12]\d{3})[a-z]?)\)[.,:]?\s+"
    r"(?P<rest>.+)$"
)


def _by_date(body: str) -> _Made | None:
    """`Authors (2020). Title. Venue.`"""
    found = _DATED.match(body)
    authors = _authors(_closed(found["who"])) if found else None
    if not found or not authors:
        return None
    title, venue = _cut_title(found["rest"])
    date = found["date"] if found["date"] != found["year"] else ""
    return _Made(title, authors, found["year"], date, venue)


def _closed(people: str) -> str:
    """The text with the full stop of a last initial, which ended the list of people as well."""
    return f"{people}." if re.search(r"\b[A-Z]$", people) else people


def _cut_title(rest: str) -> tuple[str, str]:
    """Title and venue. A title ends with its emphasis, its quotes or the last full stop before a venue."""
    if marked := _MARKED.match(rest):
        return marked["title"].strip(" ,."), marked["rest"].strip(" ,.;")
    parts = re.split(r"(?<=[^\W\d_]{2})\.\s+(?=[*_]?[A-Z])|(?<=[?!])\s+(?=\*)", rest.rstrip(". "))
    if len(parts) == 1:
        return parts[0], ""
    return ". ".join(parts[:-1]), parts[-1].strip()


_MARKED = re.compile(
    r"^(?:\*\*(?P<a>[^*]+)\*\*|\*(?P<b>[^*]+)\*|_(?P<c>[^_]+)_|[“\"](?P<d>[^”\"]+)[”\"])(?P<rest>.*)$"
)
_TITLED = re.compile(r"^(?P<who>[^*_\"“\[\]()]{2,400}?)[,.:]\s+(?=\*|_|“|\")(?P<rest>.+)$")


def _by_title(body: str) -> _Made | None:
    """`Authors, *Title*, venue, 2020` and `Authors. "Title." Venue, 2020`."""
    found = _TITLED.match(body)
    authors = _authors(_closed(found["who"])) if found else None
    marked = _MARKED.match(found["rest"]) if found else None
    if not found or not authors or not marked:
        return None
    title = next(marked[one] for one in "abcd" if marked[one]).strip(' ,."“”')
    rest = marked["rest"].strip(" ,.;")
    years = re.findall(r"(?<![\d.:/-])(?:19|20)\d{2}(?![\d.:/-])", rest)
    year = years[-1] if len(set(years)) == 1 else ""
    venue = re.sub(rf"[\s,(]*\b{year}\b[)\s,]*$", "", rest) if year else rest
    venue = re.sub(r"^(?:in:?|In:?)\s+", "", venue.strip(" ,.;"))
    return _Made(title, authors, year, "", venue)


_INITIALS = re.compile(
    r"^(?P<who>(?:[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)? [A-Z]{1,3}(?:, )?)+(?:et al)?)\. (?P<rest>.+)$"
)


def _by_initials(body: str) -> _Made | None:
    """`Doe J, Roe RA, et al. Title. Venue, 2020.`"""
    found = _INITIALS.match(body[:1000])
    years = re.findall(r"(?<![\d.:/-])(?:19|20)\d{2}(?![\d:/-])", found["rest"]) if found else []
    authors = _authors(found["who"]) if found else None
    if not found or not authors or len(set(years)) != 1:
        return None
    authors = tuple(re.sub(r" ([A-Z]{1,3})$", r", \1", name) for name in authors)
    title, stop, venue = found["rest"].partition(". ")
    venue = re.sub(rf"[\s,(]*\b{years[0]}\b[)\s,.]*$", "", venue)
    return _Made(title, authors, years[0], "", venue) if stop else None


_WORDS = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)*"
_NAME = re.compile(rf"{_WORDS}(?:, {_WORDS})?")


def _authors(text: str) -> tuple[str, ...] | None:
    """The people of a text; None where one of them does not look like one.

    >>> _authors("Fu, Yao; Peng, Hao and Khot, Tushar"), _authors("LeCun et al.")
    (('Fu, Yao', 'Peng, Hao', 'Khot, Tushar'), ('LeCun', 'others'))
    >>> _authors("Smith, J., & Doe, A. B."), _authors("this is a sentence")
    (('Smith, J.', 'Doe, A. B.'), None)
    """
    text = text.strip(" .,;") + "." * text.rstrip(" ,;").endswith(".")
    cut = re.sub(r"[,;]?\s*\bet al\b\.?$|[,;]\s*others$", "", text).rstrip(" ,;")
    more = ("others",) if cut != text.rstrip(" ,;") else ()
    if ";" in cut:
        names = re.split(r"\s*;\s*|\s+(?:and|&)\s+", cut)
    elif re.match(r"(?![A-Z]\.)[^\s,]+(?: [^\s,]+)?, (?:[A-Z]\.[ -]?)+", cut):
        names = re.findall(
            r"[^,&]+?, (?:[A-Z]\.?[ -]?)+(?=,|\s|$)", re.sub(r"\s*(?:,\s*)?(?:&|\band\b)\s*", ", ", cut)
        )
        names = [name.strip(" ,") for name in names]
    else:
        names = re.split(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+", cut)
    names = [name.strip() for name in names if name.strip()]
    sound = all(
        _NAME.fullmatch(name.rstrip("."))
        and len(name.split()) <= 5
        and (name[0].isupper() or name[0] > "\u2e80" or " " in name)
        for name in names
    )
    lower = any(name.islower() or _NO_NAME.search(name) for name in names)
    # "Doe, J. Things": the second is no person, and where the first ends is not clear
    lower |= any(" " not in name for name in names) and any(re.match(r"[A-Z]\. ", name) for name in names)
    return (*names, *more) if names and sound and not lower else None


_NO_NAME = re.compile(r"\b(?:et al|[Tt]he|of|[Ff]or|[Ww]ith|[Ff]rom|[Aa]n|[Oo]n|[Ii]n|[Tt]o|is|are)\b")
_LEFT_OUT = frozenset(["and", "et", "al", "in", "doi", "arxiv", "url", "available", "at", "from", "link"])


def _whole(body: str, made: _Made, link: str, venue: str) -> bool:
    """Every word of the entry is in one of its parts."""
    parts = " ".join((made.title, *made.authors, made.year, made.date, made.venue, link, venue))
    left = Counter(words(plain_text(body))) - Counter(words(plain_text(parts)))
    return not set(left) - _LEFT_OUT - set(words(link)) and len(made.title) > 2
