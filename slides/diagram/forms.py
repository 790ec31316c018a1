"""The forms of lines: what is in doubt, disputed or no more than an idea is told without its colour."""

from __future__ import annotations

from collections.abc import Mapping

from slides.look.theme import Theme
from slides.scene import Dash, Stroke
from slides.spec import lineage
from slides.spec.lineage import Form
from slides.spec.model import Certainty


def stroke(
    theme: Theme, certainty: Certainty, otherwise: str, width: float = 1.5, *, idea: bool = False
) -> Stroke:
    """What is in doubt is dashed, what is disputed dashed and dotted, both in the colour of doubt; an
    idea only is dotted."""
    form = lineage.form(certainty)
    dash: Dash = "dot" if idea else _DASHES[form]
    return Stroke(theme.colour(otherwise if form == "sure" else "doubt"), width, dash)


_DASHES: Mapping[Form, Dash] = {"sure": "solid", "doubtful": "dash", "disputed": "dashdot"}
