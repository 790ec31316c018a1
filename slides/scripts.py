"""What the characters of a text say of its script: direction, language, and who draws them."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import bidirectional

_WIDE = re.compile(  # East Asian letters and their punctuation, as wide as they are tall; not emoji
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


def is_wide(text: str) -> bool:
    """Whether the text holds East Asian characters."""
    return not text.isascii() and bool(_WIDE.search(text))


@lru_cache(maxsize=16384)
def runs_left(text: str) -> bool:
    """Whether the text is read from right to left: its first letter is (UAX #9, P2).

    >>> runs_left("שלום, world"), runs_left("the word שלום"), runs_left("1. שלום")
    (True, False, True)
    """
    if text.isascii() or not _TURNED.search(text):
        return False
    return next((kind != "L" for char in text if (kind := bidirectional(char)) in ("L", "R", "AL")), False)


def has_turned(text: str) -> bool:
    """Whether letters stand in the text that run from right to left."""
    return not text.isascii() and bool(_TURNED.search(text))


_BRACKETS = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))


def mirrored(char: str) -> str:
    """A bracket as it looks among letters that run from right to left."""
    return _BRACKETS.get(char, char)


@lru_cache(maxsize=16384)
def drawn(text: str) -> str:
    """The characters of a part of one direction in the order in which they are drawn, left to right.

    >>> drawn("שלום"), drawn("a(b)")
    ('םולש', 'a(b)')
    """
    if not has_turned(text):
        return text
    clusters: list[str] = []
    for char in text:
        if clusters and bidirectional(char) == "NSM":
            clusters[-1] += char
        else:
            clusters.append(mirrored(char))
    return "".join(reversed(clusters))


@lru_cache(maxsize=16384)
def language(text: str, own: str) -> tuple[str, str]:
    """The language a text is to be drawn in, and the one beside it for its other letters (or none);
    `own` is the deck's. Programs choose their fonts by it.

    >>> language("预训练 BERT", "en-US"), language("예", "en"), language("words", "de")
    (('zh-CN', 'en-US'), ('ko-KR', 'en'), ('de', ''))
    """
    if text.isascii():
        return own, ""
    if _WIDE.search(text):
        asian = own.lower().startswith(("zh", "ja", "ko"))
        found = "ja-JP" if _KANA.search(text) else "ko-KR" if _HANGUL.search(text) else "zh-CN"
        if asian and (found == "zh-CN" or own.lower()[:2] == found[:2]):
            found = own
        return found, "en-US" if asian or not own else own
    if _TURNED.search(text):
        found = "he-IL" if _HEBREW.search(text) else "ar-SA"
        return (own if own.lower()[:2] in (found[:2], "fa", "ur", "yi") else found), ""
    return own, ""


_WEAK = frozenset("“”‘’…—·")  # drawn by the font of what stands beside them
_SPACING = 0.2  # em that LibreOffice puts between East Asian letters and others
_EMOJI = 0.5  # em by which a sign drawn as an emoji is wider


@lru_cache(maxsize=65536)
def extra(text: str, before: str = "", after: str = "") -> float:
    """How much wider other programs may set the text, in em, standing between these two characters.

    LibreOffice keeps a distance between East Asian letters and others; quotes and dashes beside East
    Asian letters are drawn as wide as those; U+FE0F makes an emoji of a sign.
    """
    if text.isascii() and before.isascii() and after.isascii():
        return 0.0
    seen = [char for char in text if not char.isspace()]
    total = _EMOJI * seen.count("\ufe0f")
    last = is_wide(before) if before else None
    for at, char in enumerate(seen):
        wide = is_wide(char)
        if char in _WEAK:
            following = seen[at + 1] if at + 1 < len(seen) else after
            wide = bool(last) or is_wide(following)
            total += 0.7 if wide else 0.0
        total += _SPACING if last is not None and wide != last else 0.0
        last = wide
    return total
