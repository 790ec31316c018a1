"""What is known of one kind of mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake under its stable `code`: its title, its cause and its remedy in whole sentences.

    `example` is a part of a spec, or a note in Markdown, that has the mistake; empty where none can be
    shown. `severity` is that of every problem with this code.
    """

    code: str
    title: str
    cause: str
    remedy: str
    example: str = ""
    severity: Literal["error", "warning"] = "error"
    language: Literal["yaml", "markdown"] = "yaml"
