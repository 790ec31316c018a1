"""How it looks: colours by name, the type scale, and the boxes of each slide layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from slides.geometry import Box
from slides.look import assets
from slides.scene import Align, Anchor, Colour, Face


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A step-wise type size (pt, largest first) and the look that goes with it."""

    sizes: tuple[float, ...]
    colour: Colour
    bold: bool = False
    face: Face = "sans"
    leading: float = 1.2
    before: float = 0.0
    align: Align = "left"
    anchor: Anchor = "top"


@dataclass(frozen=True, slots=True)
class Theme:
    """`dark` and `slots` map a colour's name to its dark hex and to its PowerPoint theme slot."""

    name: str
    template: str
    width: float
    height: float
    fonts: Mapping[str, str]
    colours: Mapping[str, Colour]
    dark: Mapping[str, str]
    slots: Mapping[str, str]
    series: tuple[str, ...]
    text: Mapping[str, TextStyle]
    layouts: Mapping[str, Mapping[str, Box]]

    def colour(self, name: str) -> Colour:
        return self.colours[name]

    def tint(self, name: str) -> Colour:
        return self.colours[f"{name}-tint"]


@cache
def load(name: str) -> Theme:
    """The theme of that name; reads `assets/themes/<name>.yaml`."""
    text = assets.theme_file(name).read_text(encoding="utf-8")
    return _theme(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _theme(found: Mapping[str, Any]) -> Theme:
    colours = {name: Colour(entry["light"], name) for name, entry in found["colours"].items()}
    return Theme(
        name=found["name"],
        template=found["template"],
        width=float(found["page"][0]),
        height=float(found["page"][1]),
        fonts=found["fonts"],
        colours=colours,
        dark={name: entry["dark"] for name, entry in found["colours"].items()},
        slots={name: entry["slot"] for name, entry in found["colours"].items() if "slot" in entry},
        series=tuple(found["series"]),
        text={name: _style(entry, colours) for name, entry in found["text"].items()},
        layouts={
            name: {role: Box(*map(float, box)) for role, box in boxes.items()}
            for name, boxes in found["layouts"].items()
        },
    )


def _style(entry: Mapping[str, Any], colours: Mapping[str, Colour]) -> TextStyle:
    return TextStyle(
        **{
            **entry,
            "sizes": tuple(float(size) for size in entry["sizes"]),
            "colour": colours[entry["colour"]],
        }
    )
