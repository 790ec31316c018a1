"""A chart in either language."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from slides.chart import dot, mermaid
from slides.chart.model import Reading

Language = Literal["mermaid", "dot"]


@lru_cache(maxsize=256)
def read(text: str, language: Language) -> Reading:
    """What the text says, or why it is no chart. Pure; remembers what it has read."""
    return mermaid.read(text) if language == "mermaid" else dot.read(text)
