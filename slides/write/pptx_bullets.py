"""Numbers typed as bullets (`1.`, `a.`, `i.`) as the numbering that PowerPoint counts by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from slides.inline import roman
from slides.scene import Paragraph


@dataclass(frozen=True, slots=True)
class Numbered:
    """One entry of a numbered list: its scheme, the list's first number and its own."""

    scheme: str
    start: int
    value: int

    @property
    def element(self) -> str:
        start = f' startAt="{self.start}"' if self.start != 1 else ""
        return f'<a:buAutoNum type="{self.scheme}"{start}/>'


def numbered(said: tuple[Paragraph, ...]) -> list[Numbered | None]:
    """The place in its list of each paragraph; None for one whose bullet is no number.

    A list goes on over deeper paragraphs and ends with any other of its level or above.
    """
    lists: dict[int, Numbered] = {}
    found: list[Numbered | None] = []
    for paragraph in said:
        for deeper in [level for level in lists if level > paragraph.level]:
            del lists[deeper]
        before = lists.pop(paragraph.level, None)
        entry = _entry(paragraph.bullet.text.strip(), before) if paragraph.bullet else None
        if entry is not None:
            lists[paragraph.level] = entry
        found.append(entry)
    return found


def _entry(text: str, before: Numbered | None) -> Numbered | None:
    readings = _readings(text)
    for entry in readings:
        if before and (entry.scheme, entry.value) == (before.scheme, before.value + 1):
            return replace(entry, start=before.start)
    return readings[0] if readings else None


def _readings(text: str) -> list[Numbered]:
    """What the text may count, the likeliest first: `i.` is one before it is the ninth letter."""
    found = re.fullmatch(r"([1-9]\d{0,3}|[a-z]+)\.", text)
    if not found:
        return []
    sign = found[1]
    if sign.isdigit():
        return [Numbered("arabicPeriod", int(sign), int(sign))]
    roman = [Numbered("romanLcPeriod", _ROMAN[sign], _ROMAN[sign])] if sign in _ROMAN else []
    if len(sign) > 1:
        return roman
    letter = Numbered("alphaLcPeriod", ord(sign) - 96, ord(sign) - 96)
    return [*roman, letter] if sign == "i" else [letter, *roman]


_ROMAN = {roman(value): value for value in range(1, 90)}
