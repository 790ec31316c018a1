"""What a note's sections say that a key of the spec stands for."""

from __future__ import annotations

from slides.source import Problem
from slides.spec.nodes import Mapping


def recognised(root: Mapping) -> tuple[Mapping, list[Problem]]:
    """The tree of a note with what is recognised under its own key; nothing is yet."""
    return root, []
