"""Where our slides put their texts in a template: inside its placeholders, and in free room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slides.geometry import Box
from slides.write.ooxml import points
from slides.write.pptx_layouts import Layout, Placeholder
from slides.write.pptx_paint import Seen
from slides.write.pptx_template import Template

Places = dict[str, dict[str, tuple[float, float, float, float]]]
Cover = tuple[Box, Seen]  # a filled shape of a layout, and its colour

_LINE = 20.0  # height of a footer of ours, pt
_GAP = 8.0  # between what stands above each other
_TALL = 200.0  # pt that the text below the cover's title may take


def places(template: Template, covers: Mapping[str, Sequence[Cover]]) -> tuple[Places, dict[str, str]]:
    """The places of each layout by role, in pt, and what the template lacks, with what is done instead."""
    page = Box(0, 0, points(template.page.w), points(template.page.h))
    own = {
        name: {role: inner(spot) for role, spot in layout.placeholders.items()}
        for name, layout in template.layouts.items()
    }
    lacks = _lacks(own, page)
    margin = page.w * 0.05
    first = own["content"]
    _settle(first, template.layouts["content"], page)
    _lines(first, page, margin)
    first.setdefault("title", Box(margin, page.h * 0.05, page.w - 2 * margin, page.h * 0.11))
    bottom = min(first["footer"].y, first["number"].y) - _GAP
    top = first["title"].bottom + _GAP
    first.setdefault("body", Box(margin, top, page.w - 2 * margin, max(bottom - top, 60.0)))
    first["body"] = _above(first["body"], bottom)
    for name in ("statement", "figure"):
        other = own[name]
        _lines(other, page, margin)
        if "title" not in other or not _fits("title", other["title"], page):
            other["title"] = first["title"]
    own["statement"].setdefault("body", first["body"])
    own["figure"]["figure"] = _free(own["figure"], first["body"], page)
    cover = own["cover"]
    cover.setdefault("title", Box(margin, page.h * 0.2, page.w - 2 * margin, page.h * 0.3))
    cover["subtitle"] = _below(cover, page, covers["cover"])
    return {
        name: {role: _rounded(box) for role, box in boxes.items() if role in _ROLES[name]}
        for name, boxes in own.items()
    }, lacks


_SMALL = {"footer", "number", "date"}
_ROLES = {
    "cover": {"title", "subtitle"},
    "content": {"title", "body", *_SMALL},
    "statement": {"title", "body", *_SMALL},
    "figure": {"title", "figure", *_SMALL},
}


def _settle(boxes: dict[str, Box], layout: Layout, page: Box) -> None:
    """Title and body where their layout has them, if there is room there; else where its master has them."""
    for role, kinds in (("title", ("title",)), ("body", ("body", "obj"))):
        above = [inner(spot) for spot in layout.above if spot.kind in kinds]
        tried = ([boxes[role]] if role in boxes else []) + above
        fitting = [box for box in tried if _fits(role, box, page)]
        if fitting:
            boxes[role] = fitting[0]
        else:
            boxes.pop(role, None)


def _fits(role: str, box: Box, page: Box) -> bool:
    """A title in the upper half, a body that takes a fifth of the page."""
    if role == "title":
        return box.bottom <= page.h * 0.5
    return box.w * box.h >= 0.2 * page.w * page.h


def _lacks(own: Mapping[str, Mapping[str, Box]], page: Box) -> dict[str, str]:
    found: dict[str, str] = {}
    content = own["content"]
    if "title" not in own["cover"] or "subtitle" not in own["cover"]:
        found["no layout with a title and a subtitle"] = "the title slide gets text boxes of its own"
    if not all(role in content and _fits(role, content[role], page) for role in ("title", "body")):
        found["no layout with a title and a large text below it"] = "texts are put where there is room"
    elif "title" not in own["figure"]:
        found["no layout with a title"] = "slides get text boxes for their titles"
    for role, words in (("footer", "footer"), ("number", "slide number")):
        if any(role not in own[name] for name in ("content", "figure")):
            found[f"no placeholder for the {words} on some layouts"] = "it stands in a text box at the bottom"
    return found


def inner(spot: Placeholder) -> Box:
    """A placeholder without its insets, in pt."""
    left, top, right, bottom = map(points, spot.insets)
    x, y, w, h = map(points, spot.at)
    return Box(x + left, y + top, max(w - left - right, 10.0), max(h - top - bottom, 6.0))


def _lines(boxes: dict[str, Box], page: Box, margin: float) -> None:
    """Footer and number at the bottom, where the layout has none."""
    y = page.h - _LINE - 12
    taken = [boxes[role] for role in ("number", "date") if role in boxes]
    left = max((box.right + _GAP for box in taken if box.centre.x < page.w / 3), default=margin)
    ends = [box.x - _GAP for box in taken if box.centre.x > page.w * 2 / 3]
    right = min(ends, default=page.w - margin - 80)
    boxes.setdefault("footer", Box(left, y, max(right - left, 60.0), _LINE))
    boxes.setdefault("number", Box(page.w - margin - 72, y, 72, _LINE))


def _above(box: Box, bottom: float) -> Box:
    """The box, ending above the footer."""
    return box if box.bottom <= bottom else Box(box.x, box.y, box.w, max(bottom - box.y, 60.0))


def _free(boxes: Mapping[str, Box], body: Box, page: Box) -> Box:
    """The room between title and footer, as wide as the body; the body's where the title is not above it."""
    title, foot = boxes["title"], min(boxes["footer"].y, boxes["number"].y)
    bottom = foot - _GAP if foot > page.h / 2 else page.h - 24
    if title.bottom > body.y + body.h / 3:
        return _above(body, bottom)
    top = min(max(title.bottom + _GAP, 0.0), body.y)
    return Box(body.x, top, body.w, bottom - top)


def _below(boxes: Mapping[str, Box], page: Box, covers: Sequence[Cover]) -> Box:
    """The room for the cover's smaller text: the subtitle's, widened to the title's and to what is below."""
    title = boxes["title"]
    found = boxes.get("subtitle") or Box(title.x, title.bottom + _GAP, title.w, 60.0)
    bottom = page.h - 24  # a cover has no footer
    inside = [box for box, _ in covers if not box.holds(found)]
    inside = [box for box in inside if box.x < found.right and box.right > found.x]
    blocks = [box.y for box in inside if box.y >= found.bottom - 1]
    if title.y >= found.bottom:
        blocks.append(title.y)
    bottom = min([bottom, *(y - _GAP for y in blocks)])
    if found.h >= _TALL:
        return found
    left, right = min(found.x, title.x), max(found.right, title.right)
    return Box(left, found.y, right - left, max(found.h, bottom - found.y))


def _rounded(box: Box) -> tuple[float, float, float, float]:
    return round(box.x, 2), round(box.y, 2), round(box.w, 2), round(box.h, 2)
