"""A theme that an author wrote: YAML beside the spec → Theme, with every mistake in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from slides import beside
from slides.geometry import Box
from slides.look import assets, fonts, palette
from slides.look import theme as themes
from slides.look.families import Class, Family, family
from slides.look.theme import Theme
from slides.look.values import Values
from slides.scene import Align, Anchor
from slides.source import Problem, Source, Span
from slides.spec import nodes
from slides.spec.nodes import Mapping, Node

ENDINGS = (".yaml", ".yml")
_FONT_FILES = ("regular", "bold", "italic", "bold-italic")
_LARGEST_FONT = 30_000_000  # bytes; a font for Chinese takes up to 20 MB


def read(source: Source, folder: Path | None, shown_as: str) -> tuple[Theme | None, list[Problem]]:
    """The theme in `source`, and what is wrong with it; None where it cannot be used.

    Font files are read from `folder`, that of the spec. `shown_as` names the theme if the file does not.
    """
    composed = nodes.parse(source)
    problems = list(composed.problems)
    if composed.root is None:
        return None, problems
    found = _File(folder, Values(problems))
    said = found.all(composed.root, shown_as)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    theme = themes.built(said)
    problems += _weak(theme, found.colours)
    return theme, problems


def _weak(theme: Theme, places: Map[str, Span]) -> Iterator[Problem]:
    hexes = {name: colour.hex for name, colour in theme.colours.items()}
    for one in palette.weak(hexes, places):
        message = (
            f'"{one.text}" ({hexes[one.text]}) on "{one.ground}" ({hexes[one.ground]}) has a contrast of'
            f" {one.ratio:.1f}:1, less than 4.5:1"
        )
        other = "a theme on a ground of this kind needs its other colours too, or another `base`"
        hint = f'for instance {one.named}: "{one.instead}"' if one.instead else other
        yield Problem("low-contrast", message, places[one.named], hint, "warning")


@dataclass(slots=True)
class _File:
    """Reads the nodes of one theme; the state is what was found wrong, and where colours stand."""

    folder: Path | None
    values: Values
    colours: dict[str, Span] = field(default_factory=dict)

    def all(self, root: Node, name: str) -> dict[str, Any]:
        """What the file says on top of its base, as a theme file of ours would."""
        known = ("name", "base", "colours", "fonts", "text", "layouts")
        entries = dict(self.values.entries(root, "a theme", known))
        base = self.values.word(entries.get("base"), assets.theme_names()) or "light"
        start = themes.entries(base)
        said = {"name": self.values.text(entries.get("name")) or name, "template": ""}
        own = {
            "colours": self._colours(entries.get("colours"), start),
            "fonts": self._fonts(entries.get("fonts")),
            "text": self._styles(entries.get("text"), start),
            "layouts": self._layouts(entries.get("layouts"), start),
        }
        return dict(themes.merged(start, {**said, **own}))

    def _colours(self, node: Node | None, base: themes.Entries) -> dict[str, dict[str, str]]:
        shows, named = base.get("shows", "light"), dict[str, dict[str, str]]()
        for name, value in self.values.entries(node, '"colours"', base["colours"]):
            columns = [(shows, value)]
            if isinstance(value, Mapping):
                columns = list(self.values.entries(value, f'"{name}"', ("light", "dark")))
            sound = {column: found for column, one in columns if (found := self.values.hex(one))}
            if sound:
                self.colours[name] = value.span
                named[name] = {shows: base["colours"][name][shows], **sound}
        return palette.completed(base["colours"], named, shows)

    def _fonts(self, node: Node | None) -> dict[str, Family | str]:
        found: dict[str, Family | str] = {}
        for face, value in self.values.entries(node, '"fonts"', ("sans", "title", "mono")):
            one = self._font(face, value)
            if one:
                found[face] = one
                if not one.files and not (one.known and one.stretch == 1.0):
                    self.values.problems.append(guessed(one, value.span))
        return found

    def _font(self, face: str, node: Node) -> Family | None:
        kind: Class | None = "mono" if face == "mono" else None
        if not isinstance(node, Mapping):
            name = self.values.text(node)
            return family(name, kind) if name else None
        parts = dict(self.values.entries(node, f'"{face}"', ("name", *_FONT_FILES)))
        name = self.values.text(parts.get("name"))
        if not name:
            self.values.wrong("a font needs its name, as PowerPoint lists it", node.span, "name: Inter")
            return None
        files = [self._file(parts.get(look)) for look in _FONT_FILES]
        if files[0] is None:
            return None if "regular" in parts else family(name, kind)
        try:
            return fonts.own(name, family(name, kind).kind, tuple(files))
        except ValueError as error:
            self.values.problems.append(Problem("font-unreadable", f"{error}", node.span, _FONT_HINT))
        return None

    def _file(self, node: Node | None) -> Path | None:
        name = self.values.text(node)
        if not node or not name:
            return None
        try:
            if self.folder is None:
                raise ValueError("font files can be read for a spec in a file only")
            if not name.lower().endswith((".ttf", ".otf")):
                raise ValueError("it is neither .ttf nor .otf")
            beside.data(self.folder, name, _LARGEST_FONT)
            return beside.path(self.folder, name)
        except ValueError as error:
            message = f'cannot read the font "{name[:80]}": {error}'
            self.values.problems.append(Problem("font-unreadable", message, node.span, _FONT_HINT))
            return None

    def _styles(self, node: Node | None, base: themes.Entries) -> dict[str, dict[str, Any]]:
        readers: dict[str, Callable[[Node], Any]] = {
            "sizes": self.values.sizes,
            "bold": self.values.flag,
            "colour": lambda value: self.values.word(value, base["colours"]),
            "leading": lambda value: self.values.number(value, 0.8, 2.5),
            "before": lambda value: self.values.number(value, 0.0, 60.0),
            "align": lambda value: self.values.word(value, get_args(Align)),
            "anchor": lambda value: self.values.word(value, get_args(Anchor)),
        }
        found: dict[str, dict[str, Any]] = {}
        for name, style in self.values.entries(node, '"text"', base["text"]):
            said = self.values.entries(style, f'"{name}"', readers)
            values = {key: readers[key](value) for key, value in said}
            found[name] = {key: value for key, value in values.items() if value is not None}
        return found

    def _layouts(self, node: Node | None, base: themes.Entries) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        width, height = base["page"]
        page = Box(0, 0, float(width), float(height))
        for name, layout in self.values.entries(node, '"layouts"', base["layouts"]):
            boxes = {role: Box(*map(float, box)) for role, box in base["layouts"][name].items()}
            places: dict[str, Node] = {}
            for role, value in self.values.entries(layout, f'"{name}"', boxes):
                numbers = self.values.numbers(value, "left, top, width and height", 0.0, 2000.0)
                if numbers and len(numbers) == 4 and page.holds(Box(*numbers)):
                    boxes[role], places[role] = Box(*numbers), value
                elif numbers:
                    hint = f"left, top, width, height in pt, on a page of {width} x {height}"
                    self.values.wrong("this is no place on the page", value.span, hint)
            for role, value in places.items():
                for other, box in boxes.items():
                    if other != role and box.meets(boxes[role]):
                        self.values.wrong(f'"{role}" lies on "{other}"', value.span, "move one of them")
            found[name] = {role: (box.x, box.y, box.w, box.h) for role, box in boxes.items()}
        return found


_FONT_HINT = "name .ttf or .otf files in the spec's folder, which may be embedded"


def guessed(one: Family, span: Span | None) -> Problem:
    """The warning for a font that is measured by another."""
    stand_in = {"sans": "Liberation Sans", "serif": "Liberation Serif", "mono": "Liberation Mono"}[one.kind]
    known = "made as wide as it is" if one.known else "whose widths are a guess on the safe side"
    message = f'the font "{one.name}" is not at hand: PNG and PDF show {stand_in}, {known}'
    hint = "name its files under `fonts` in a theme: {name: …, regular: ….ttf, bold: ….ttf}"
    return Problem("font-not-at-hand", message, span, hint, "warning")
