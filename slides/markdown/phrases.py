"""Words of several languages as one pattern, written over several lines."""

from __future__ import annotations

import re


def phrases(words: str) -> re.Pattern[str]:
    """A pattern of alternatives, each without the blanks and line ends around it; case does not count.

    >>> bool(phrases("a|\\n  b c").fullmatch("B C"))
    True
    """
    return re.compile("|".join(part.strip() for part in words.split("|")), re.IGNORECASE)
