"""What a note points at: addresses that a deck may link to, and pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import east_asian_width
from urllib.parse import unquote

from slides.inline import plain_text
from slides.markdown.parts import Note, block
from slides.source import Span
from slides.spec import links
from slides.spec.nodes import Mapping

_ADDRESS_MARKS = re.compile(r'[\s"<>\\`]|%(?![0-9A-Fa-f]{2})')


def address(href: str) -> tuple[str, str | None]:
    """An address as a deck may link to it, and what is wrong with it, if it may not."""
    href = href.strip()
    href = f"https://{href}" if href.lower().startswith("www.") else href
    href = _ADDRESS_MARKS.sub(lambda hit: f"%{ord(hit[0]):02X}", href) if "\\\\" not in href else href
    if href.startswith("#"):
        return href, None if len(href) > 1 else "it has no address"
    if href.startswith("@"):
        return href, "it is no address"
    fault = links.fault(href)
    if fault and fault[1] and links.fault(f"https://{href}") is None and "https://" in fault[1]:
        return f"https://{href}", None
    return href, fault[0] if fault else None


def escaped(text: str) -> str:
    """Characters that stand for themselves."""
    return re.sub(r"([\\`*_\[\]<>~$])", r"\\\1", text)


LONGEST_TITLE = 150  # columns, as a terminal counts them, that every slide's title has room for
_SHORT_TITLE = 90


def shortened(title: str, longest: int = LONGEST_TITLE) -> str | None:
    """The beginning of a title that is too long for a slide; None for any other title.

    >>> shortened("a title"), shortened("word " * 60)[-8:]
    (None, 'rd word…')
    """
    plain = plain_text(title)
    if len(plain) <= longest // 2 or _columns(plain) <= longest:
        return None
    end = next(at for at in range(len(plain)) if _columns(plain[: at + 1]) > _SHORT_TITLE)
    blank = plain.rfind(" ", end // 2, end + 1)
    return escaped(plain[: blank if blank > 0 else end].rstrip(" ,;:")) + "…"


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as a note names it."""

    src: str
    alt: str = ""
    title: str = ""
    width: str = ""

    @property
    def words(self) -> str:
        """What stands for it where it cannot be shown."""
        said = " ".join(part for part in (self.alt, self.title) if part)
        name = "" if self.src.startswith("data:") else self.src.partition("?")[0].rpartition("/")[2]
        return said or name


_BADGE = re.compile(r"^(?:https?:)?//[^?#]*(?:shields\.io/|badge)", re.IGNORECASE)


def picture_of(note: Note, image: Image, span: Span) -> Mapping | None:
    """The block of a picture; None, with a warning, where it names no file."""
    src = image.src.strip()
    if not src or len(src) > 2000 or src.lower().startswith("data:"):
        what = "a picture within the text" if src else "a picture without an address"
        note.warn("picture-left-out", f"{what} is left out", span, "save it as a file beside the note")
        return None
    if _BADGE.search(src):
        note.warn("badge-as-words", "the badge is shown as its words", span)
        return None
    remote = re.match(r"[a-z][a-z0-9+.-]*:|//", src, re.IGNORECASE)
    src = src if remote else unquote(src.partition("?")[0].partition("#")[0] or src)
    note.linked.add(image.src)
    width = re.match(r"0*([1-9]\d{0,3})(?:px)?$", image.width.strip())
    alt = " ".join(image.alt.split())
    caption = " ".join(image.title.split())
    return block(
        span,
        picture=src,
        alt=alt[:2000] or None,
        caption=escaped(caption) if caption else (alt[2000:] or None),
        width=width[1] if width else None,
    )
