"""A template of anybody → the theme that it implies: places, fonts, sizes, and colours that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slides.geometry import Box, around
from slides.look import theme as themes
from slides.look.contrast import LARGE, TEXT, contrast, is_dark, luminance, mixed, readable
from slides.look.families import Family, family
from slides.look.theme import Theme
from slides.scene import Colour, Shape
from slides.source import Problem, Span
from slides.write import pptx_places
from slides.write.ooxml import A, P, points
from slides.write.pptx_colours import colours
from slides.write.pptx_layouts import Layout, Level, Placeholder
from slides.write.pptx_opened import xml
from slides.write.pptx_package import Part
from slides.write.pptx_paint import Paint, Seen, Sheet, background, filled, hex_of, is_busy, scheme
from slides.write.pptx_template import Template, read

_NAMES = {"a": A, "p": P}
_AROUND = 8.0  # pt that a panel reaches beyond its texts
_POINTS = 6  # a side of the grid of points at which a place is looked at
_TEXTS = ("title", "subtitle", "body", "figure")


def theme_of(data: bytes, name: str, span: Span | None) -> tuple[Theme, list[Problem]]:
    """The theme of the template in `data`, called `name`, and warnings about what it lacks, placed at `span`.

    Raises TemplateError where it cannot be used.
    """
    template = read(data)
    view = _View(template)
    places, lacks = pptx_places.places(template, view.covers)
    view.find_panels(places)
    box = {name: {role: Box(*at) for role, at in boxes.items()} for name, boxes in places.items()}
    paper = view.under("content", box["content"]["body"])
    base = themes.entries("dark" if is_dark(paper) else "light")
    own = {
        "title": view.shade("content", "title", box["content"]["title"]),
        "cover-title": view.shade("cover", "title", box["cover"]["title"]),
        "cover-text": view.shade("cover", "subtitle", box["cover"]["subtitle"]),
    }
    ink = view.shade("content", "body", box["content"]["body"])
    page = [points(template.page.w), points(template.page.h)]
    said: dict[str, Any] = {
        "name": name,
        "template": "",
        "page": page,
        "fonts": view.fonts(),
        "colours": colours(base["colours"], view.scheme("content"), paper=paper, ink=ink, own=own),
        "text": _styles(template, view, base, min(page[0] / 720, page[1] / 540)),
        "layouts": places,
    }
    theme = themes.built(
        themes.merged(base, said),
        package=data,
        grounds=view.grounds(paper, places),
        backdrops=view.backdrops(),
        panels=view.panels,
    )
    return theme, [*_lacking(template, lacks, span), *_fonts(theme, span)]


def _lacking(template: Template, lacks: Mapping[str, str], span: Span | None) -> Iterator[Problem]:
    if template.macros:
        message = "the template holds macros, which are left out"
        yield Problem("template-macros", message, span, None, "warning")
    for what, instead in lacks.items():
        yield Problem("template-part-missing", f"the template has {what}", span, instead, "warning")


def _fonts(theme: Theme, span: Span | None) -> Iterator[Problem]:
    from slides.look.theme_file import guessed

    seen = {one.name: one for face, one in theme.families.items() if face != "mono"}
    for one in seen.values():
        if not (one.known and one.stretch == 1.0):
            yield guessed(one, span)


class _View:
    """What the layouts in use look like: their colours, and what covers the page."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._parts = {part.name: part for part in template.parts}
        self._sheets = {name: self._both(layout) for name, layout in template.layouts.items()}
        self.covers = {name: list(self._covers(name)) for name in self._sheets}
        self.panels: dict[str, Box] = {}

    def _seen(self, name: str, box: Box) -> Seen:
        """What is behind a place, told by some of its points: the colour on which text is hardest to read."""
        colours, busy = set[str](), False
        for at in range(_POINTS):
            for down in range(_POINTS):
                x, y = box.x + box.w * (at + 0.5) / _POINTS, box.y + box.h * (down + 0.5) / _POINTS
                for cover, seen in reversed(self.covers[name]):
                    if cover.holds(Box(x, y, 0, 0)):
                        colours.add(seen.colour)
                        busy |= seen.busy
                        if seen.whole:
                            break
        dark, light = min(colours, key=luminance), max(colours, key=luminance)
        return Seen(light if is_dark(dark) and is_dark(light) else dark, busy or is_busy(dark, light))

    def _plain(self, name: str) -> str:
        """The colour of a panel: nearly white, or nearly black where the template's texts are light."""
        text = self.scheme(name).get("tx1", "#000000")
        return mixed(self.covers[name][0][1].colour, "#FFFFFF" if is_dark(text) else "#000000", 0.08)

    def find_panels(self, places: pptx_places.Places) -> None:
        """Where texts would stand on a picture, or on shapes, of many colours they get a plain ground."""
        for name, boxes in places.items():
            texts = [Box(*box) for role, box in boxes.items() if role in _TEXTS]
            if any(self._seen(name, box).busy for box in texts):
                self.panels[name] = around([box.inset(-_AROUND) for box in texts])

    def _both(self, layout: Layout) -> tuple[Sheet, Sheet]:
        """Master and layout."""
        master = self._parts[layout.master]
        root = xml(master.data, master.name)
        look = self._theme(master)
        mapping = root.find("p:clrMap", _NAMES)
        known = {} if mapping is None else {str(key): str(value) for key, value in mapping.attrib.items()}
        own = dict(known)
        part = self._parts[layout.part]
        tree = xml(part.data, part.name)
        other = tree.find("p:clrMapOvr/a:overrideClrMapping", _NAMES)
        if other is not None:
            own |= {str(key): str(value) for key, value in other.attrib.items()}
        return (
            Sheet(root, scheme(look, known), self._pictures(master)),
            Sheet(tree, scheme(look, own), self._pictures(part)),
        )

    def _theme(self, master: Part) -> Any:
        target = next((one.target for one in master.relations if one.kind.endswith("/theme")), "")
        return xml(self._parts[target].data, target) if target in self._parts else xml(b"<theme/>")

    def _pictures(self, part: Part) -> dict[str, bytes]:
        return {
            one.id: self._parts[one.target].data
            for one in part.relations
            if one.target in self._parts and one.kind.endswith("/image")
        }

    def _covers(self, name: str) -> Iterator[tuple[Box, Seen]]:
        """What is filled, from back to front: places in pt, colours. The first is the page itself."""
        master, layout = self._sheets[name]
        page = self._template.page
        white = Seen(master.scheme.get("bg1", "#FFFFFF"))
        yield Box(0, 0, points(page.w), points(page.h)), background(layout, background(master, white))
        hidden = layout.root.get("showMasterSp") in ("0", "false")
        for sheet in (layout,) if hidden else (master, layout):
            for box, colour in filled(sheet):
                yield Box(points(box.x), points(box.y), points(box.w), points(box.h)), colour

    def scheme(self, name: str) -> Mapping[str, str]:
        return self._sheets[name][1].scheme

    def under(self, name: str, box: Box) -> str:
        """The colour behind a place."""
        panel = self.panels.get(name)
        return self._plain(name) if panel and panel.holds(box) else self._seen(name, box).colour

    def shade(self, name: str, role: str, box: Box) -> str:
        """The colour of a placeholder's text, readable where it stands."""
        known, spot = self.scheme(name), self._template.layouts[name].placeholders.get(role)
        written = (spot.look.paint if spot else None) or Paint("schemeClr", "tx1")
        ground = self.under(name, box)
        own = hex_of(written, known, known.get("tx1", "#000000"))
        if contrast(own, ground) >= LARGE:
            return own
        plain = [known[slot] for slot in ("tx1", "bg1") if slot in known]
        return next((one for one in plain if contrast(one, ground) >= TEXT), readable(own, [ground]))

    def backdrops(self) -> dict[str, tuple[Shape, ...]]:
        """What stands below the slides of each layout, as plain boxes, but for the page's own ground."""
        return {
            name: tuple(
                Shape(f"backdrop-{at}", box, fill=Colour(seen.colour, ""))
                for at, (box, seen) in enumerate(covers[1:], start=1)
            )
            for name, covers in self.covers.items()
            if len(covers) > 1
        }

    def grounds(self, paper: str, places: pptx_places.Places) -> dict[str, dict[str, str]]:
        """Where the ground is another than the theme's paper; "" is what slides stand on elsewhere."""
        found: dict[str, dict[str, str]] = {}
        for name, boxes in places.items():
            own = {role: self.under(name, Box(*box)) for role, box in boxes.items()}
            main = own.get("figure") or own.get("body") or own["subtitle"]
            if set(own.values()) != {paper}:
                found[name] = {**own, "": main}
        return found

    def fonts(self) -> dict[str, Family | str]:
        layout = self._template.layouts["content"]
        look = self._theme(self._parts[layout.master])
        named = {}
        for mark, path in (("+mj-lt", "majorFont"), ("+mn-lt", "minorFont")):
            latin = look.find(f".//a:fontScheme/a:{path}/a:latin", _NAMES)
            named[mark] = (
                ("Arial", None) if latin is None else (latin.get("typeface") or "Arial", _kind(latin))
            )
        title = layout.placeholders.get("title")
        asked = (title.look.font if title else "") or "+mj-lt"
        found: dict[str, Family | str] = {"sans": family(*named["+mn-lt"])}
        head = family(*named.get(asked, (asked, None)))
        return found if head == found["sans"] else {**found, "title": head}


def _kind(latin: Any) -> Any:
    """What `pitchFamily` tells of a font (its higher four bits, as LOGFONT of Windows has them)."""
    given = latin.get("pitchFamily", "")
    return {16: "serif", 32: None, 48: "mono"}.get(int(given) & 0xF0) if given.isdecimal() else None


# Text


def _styles(template: Template, view: _View, base: themes.Entries, factor: float) -> dict[str, Any]:
    """The text styles: sizes, weight and alignment of placeholders, our own steps below them; everything
    larger or smaller on pages that are."""
    factor = 1.0 if 0.93 <= factor <= 1.07 else factor
    found: dict[str, Any] = {
        name: {"sizes": [max(round(size * factor * 2) / 2, min(size, 10.0)) for size in style["sizes"]]}
        for name, style in base["text"].items()
    }
    content, cover = template.layouts["content"].placeholders, template.layouts["cover"].placeholders
    statement = template.layouts["statement"].placeholders
    for name, colour, spot in (
        ("title", "title", content.get("title")),
        ("cover", "cover-title", cover.get("title")),
    ):
        found[name]["colour"] = colour
        if spot:
            found[name] |= _style(spot, view, 16)
    if "subtitle" in cover:
        found["cover-sub"] |= _style(cover["subtitle"], view, 12)
        found["cover-sub"] |= {"bold": False, "colour": "cover-text"}
    if "body" in content:
        level = content["body"].look
        largest = _size(level, 20.0, most=40.0)
        smaller = [size for size in found["body"]["sizes"] if size < largest]
        found["body"]["sizes"] = [largest, *smaller] if smaller else [largest, largest * 0.9, largest * 0.8]
        if level.spacing > 0:
            found["body"]["leading"] = _leading(level, view)
    if "body" in statement and statement["body"] != content.get("body"):
        spot = statement["body"]
        found["statement"]["anchor"] = _ANCHORS.get(spot.anchor, "middle")
        found["statement"]["align"] = _ALIGNS.get(spot.look.align, "left")
    if "footer" in content:
        found["footer"]["align"] = _ALIGNS.get(content["footer"].look.align, "left")
    return found


_ANCHORS = {"t": "top", "ctr": "middle", "b": "bottom"}
_ALIGNS = {"l": "left", "ctr": "center", "r": "right"}
_STEPS = (1.0, 0.92, 0.84, 0.77, 0.7, 0.64)  # of a placeholder's own size
_SMALLEST = (20, 18, 16, 14, 12)  # pt, below those


def _style(spot: Placeholder, view: _View, least: float) -> dict[str, Any]:
    """The look of a placeholder's text; its sizes go down to `least` pt before something is too long."""
    level = spot.look
    own = _size(level, 28.0, most=72.0)
    steps = [round(own * step) for step in _STEPS]
    sizes = [size for size in steps if size >= least]
    sizes += [size for size in _SMALLEST if least <= size < min(sizes, default=100)]
    found: dict[str, Any] = {
        "sizes": sizes or [own],
        "bold": level.bold,
        "align": _ALIGNS.get(level.align, "left"),
        "anchor": _ANCHORS.get(spot.anchor, "top"),
    }
    if level.spacing > 0:
        found["leading"] = _leading(level, view)
    return found


def _size(level: Level, usual: float, *, most: float) -> float:
    """The size of a level in pt, within what a slide can hold."""
    return min(max(level.size / 100, 10.0), most) if level.size > 0 else usual


def _leading(level: Level, view: _View) -> float:
    """The line pitch that `a:lnSpc` asks for, in multiples of the size."""
    single = max(1.2, *(one.line for one in view.fonts().values() if isinstance(one, Family)))
    return min(max(level.spacing / 100_000 * single, 1.0), 1.6)
