"""How it looks: colours by name, the type scale, and the boxes of each slide layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import yaml

from slides.geometry import Box
from slides.look import assets
from slides.look.contrast import is_dark
from slides.look.families import SINGLE, Family, family
from slides.look.grounds import PANEL, Grounds
from slides.scene import Align, Anchor, Colour, Face, Paragraph, Shape, TextRun


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
    """`colours` are what slides show; `light` and `dark` map a colour's name to its hex on a light and
    on a dark page, `slots` to its PowerPoint theme colour (`bg1`, `tx1`, `accent1`, …).

    `template` names a file in `assets/templates/`; empty: made from the theme itself, unless `package`
    holds the bytes of one. `grounds` are those of its layouts that are other than `paper`, and
    `backdrops` what it draws below its slides, for outputs that do not have it; `panels` are the plain
    grounds that slides get where a picture is behind them.
    """

    name: str
    template: str
    width: float
    height: float
    fonts: Mapping[str, str]
    colours: Mapping[str, Colour]
    light: Mapping[str, str]
    dark: Mapping[str, str]
    slots: Mapping[str, str]
    series: tuple[str, ...]
    text: Mapping[str, TextStyle]
    layouts: Mapping[str, Mapping[str, Box]]
    families: Mapping[str, Family]
    package: bytes = field(default=b"", repr=False)
    grounds: Grounds = field(default_factory=dict)
    backdrops: Mapping[str, tuple[Shape, ...]] = field(default_factory=dict)
    panels: Mapping[str, Box] = field(default_factory=dict)

    def colour(self, name: str) -> Colour:
        return self.colours[name]

    def tint(self, name: str) -> Colour:
        return self.colours[f"{name}-tint"]

    @property
    def heading(self) -> tuple[Colour, Colour]:
        """Ground and ink of a table's headings: on dark pages a light bar would outshine the table."""
        if is_dark(self.colour("paper").hex):
            return self.tint("blue"), self.colour("ink")
        return self.colour("navy"), self.colour("paper")

    def ground(self, layout: str) -> Colour:
        """What slides of that layout stand on."""
        own = self.grounds.get(layout, {}).get("")
        return Colour(own, "ground") if own else self.colour("paper")

    def panel(self, layout: str) -> tuple[Shape, ...]:
        """The plain ground of the texts of that layout, where they need one."""
        box = self.panels.get(layout)
        return (Shape(PANEL, box, "round", 6.0, self.ground(layout)),) if box else ()

    @property
    def single(self) -> float:
        """The tallest line that PowerPoint takes for single in any of the fonts, in em."""
        return max(SINGLE, *(family.line for family in self.families.values()))

    @property
    def is_light(self) -> bool:
        """Slides show the colours of a light page: what is printed looks the same."""
        return all(colour.hex == self.light[name] for name, colour in self.colours.items())

    def printed(self, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        """The paragraphs in the colours of a light page: notes stay on white paper in every theme."""
        if self.is_light:
            return paragraphs
        return tuple(
            replace(
                one,
                runs=tuple(self._printed(run) for run in one.runs),
                bullet=self._printed(one.bullet) if one.bullet else None,
            )
            for one in paragraphs
        )

    def _printed(self, run: TextRun) -> TextRun:
        return replace(run, colour=self.on_paper(run.colour), mark=run.mark and self.on_paper(run.mark))

    def on_paper(self, colour: Colour) -> Colour:
        """The colour of that name on a light page."""
        return replace(colour, hex=self.light.get(colour.name, colour.hex))


Entries = Mapping[str, Any]
"""A theme file as it is written."""


@cache
def load(name: str) -> Theme:
    """The theme of that name; reads `assets/themes/<name>.yaml`, and that of the theme it builds on."""
    return built(entries(name))


@cache
def entries(name: str) -> Entries:
    """What the file of that theme says, on top of what its `base` does."""
    text = assets.theme_file(name).read_text(encoding="utf-8")
    own: Entries = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return merged(entries(own["base"]), own) if "base" in own else own


def merged(base: Entries, own: Entries) -> Entries:
    """`base` with what `own` says instead, key by key down to single values."""
    both = {
        name: merged(base[name], value)
        for name, value in own.items()
        if isinstance(value, Mapping) and isinstance(base.get(name), Mapping)
    }
    return {**base, **own, **both}


def built(
    found: Entries,
    *,
    package: bytes = b"",
    grounds: Grounds | None = None,
    backdrops: Mapping[str, tuple[Shape, ...]] | None = None,
    panels: Mapping[str, Box] | None = None,
) -> Theme:
    """The theme that these entries describe; they are taken to be complete and sound. `package` is the
    template that they were read from, if any."""
    shows = found.get("shows", "light")
    colours = {name: Colour(entry[shows], name) for name, entry in found["colours"].items()}
    families = {face: _family(face, said) for face, said in found["fonts"].items()}
    own = {name: {"face": "title"} for name in ("title", "cover") if "title" in families}
    return Theme(
        name=found["name"],
        template=found["template"],
        width=float(found["page"][0]),
        height=float(found["page"][1]),
        fonts={face: family.name for face, family in families.items()},
        colours=colours,
        light={name: entry["light"] for name, entry in found["colours"].items()},
        dark={name: entry["dark"] for name, entry in found["colours"].items()},
        slots={name: entry["slot"] for name, entry in found["colours"].items() if entry.get("slot")},
        series=tuple(found["series"]),
        text={name: _style({**own.get(name, {}), **entry}, colours) for name, entry in found["text"].items()},
        layouts={
            name: {role: Box(*map(float, box)) for role, box in boxes.items()}
            for name, boxes in found["layouts"].items()
        },
        families=families,
        package=package,
        grounds=grounds or {},
        backdrops=backdrops or {},
        panels=panels or {},
    )


def _family(face: str, said: str | Family) -> Family:
    if isinstance(said, Family):
        return said
    return family(said, "mono" if face == "mono" else None)


def _style(entry: Mapping[str, Any], colours: Mapping[str, Colour]) -> TextStyle:
    return TextStyle(
        **{
            **entry,
            "sizes": tuple(float(size) for size in entry["sizes"]),
            "colour": colours[entry["colour"]],
        }
    )
