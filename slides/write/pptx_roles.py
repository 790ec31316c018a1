"""Which layout of a template does what: told by kind and place of its placeholders, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from slides.write.ooxml import Frame, emu
from slides.write.pptx_layouts import Layout, Placeholder

TITLES = ("title", "ctrTitle")
CONTENT = ("body", "obj", "tbl", "chart", "dgm", "media", "clipArt", "pic", "subTitle")
_TEXT = ("body", "obj")
_SMALL = {"ftr": "footer", "sldNum": "number", "dt": "date"}
_LEAST = 0.2  # of the page's area, for a body that a slide's text goes into
_STATEMENT = (0.08, emu(60))  # the same for a statement, and its height in EMU


def assigned(layouts: Sequence[Layout], page: Frame) -> dict[str, Layout]:
    """The layouts for `cover`, `content`, `statement` and `figure`, each with the placeholders that its
    slides fill, by role. All come from one master, the first that has the most of what is needed."""
    sets = [list(of) for _, of in groupby(layouts, key=lambda one: one.master)]
    every = [_assigned(of, page) for of in sets]
    return max(every, key=_fullness)


def _fullness(found: Mapping[str, Layout]) -> int:
    return sum(len({"title", "subtitle", "body"} & set(layout.placeholders)) for layout in found.values())


def _assigned(layouts: Sequence[Layout], page: Frame) -> dict[str, Layout]:
    level = [one for one in layouts if not _vertical(one)] or list(layouts)
    alone = _best(level, lambda one: _figure(one, page))
    content = _best(level, lambda one: _content(one, page)) or _best(level, _loosely) or _emptiest(level)
    figure = alone or content
    cover = _best(level, _cover) or content
    statement = _best(level, lambda one: _statement(one, page)) or content
    return {
        "cover": _filling(
            cover, _spot(cover, TITLES), _spot(cover, ("subTitle",)) or _largest(cover), "subtitle"
        ),
        "content": _filling(content, _spot(content, TITLES), _largest(content), "body"),
        "statement": _filling(statement, _spot(statement, TITLES), _largest(statement), "body"),
        "figure": _filling(figure, _spot(figure, TITLES), None, ""),
    }


def _filling(layout: Layout, title: Placeholder | None, main: Placeholder | None, role: str) -> Layout:
    """The layout with the placeholders that are filled: title, main text, footer, number and date."""
    small = {_SMALL[one.kind]: one for one in reversed(layout.spots) if one.kind in _SMALL}
    chosen = {"title": title, role: main, **small}
    return replace(layout, placeholders={name: one for name, one in chosen.items() if one and name})


def _content(layout: Layout, page: Frame) -> float | None:
    """How well the layout suits a title with text below it; None where it does not."""
    body, title = _largest(layout), _spot(layout, ("title",))
    if body is None or title is None or share(body.at, page) < _LEAST:
        return None
    others = sum(one.kind in CONTENT for one in layout.spots) - 1
    return share(body.at, page) - 0.5 * others + (0.2 if layout.kind in ("obj", "tx") else 0.0)


def _loosely(layout: Layout) -> float | None:
    """A title, and a text that can be moved to where there is room: the fewer others, the better."""
    if _spot(layout, TITLES) is None:
        return None
    others = sum(one.kind in CONTENT for one in layout.spots)
    return (0.5 if _largest(layout) else 0.0) - abs(others - 1)


def _figure(layout: Layout, page: Frame) -> float | None:
    """A title alone, in the upper half, and all the rest is free."""
    title = _spot(layout, ("title",))
    if title is None or any(one.kind in CONTENT for one in layout.spots):
        return None
    if title.at.y + title.at.h > page.h * 0.5:
        return None
    return 1.0 if layout.kind == "titleOnly" else 0.5


def _cover(layout: Layout) -> float | None:
    if _spot(layout, TITLES) is None or _spot(layout, ("subTitle",)) is None:
        return 0.1 if layout.kind == "title" and _spot(layout, TITLES) else None
    pictures = sum(one.kind in ("pic", "obj", "tbl", "chart") for one in layout.spots)
    typed = (layout.kind == "title") + 0.5 * (_spot(layout, ("ctrTitle",)) is not None)
    return 1.0 + typed - 0.5 * pictures


def _statement(layout: Layout, page: Frame) -> float | None:
    """A section header, if its text has room for a sentence or two, below its title."""
    body, title = _largest(layout), _spot(layout, TITLES)
    if layout.kind != "secHead" or body is None or title is None or title.at.y > body.at.y:
        return None
    least, tall = _STATEMENT
    return 1.0 if share(body.at, page) >= least and body.at.h >= tall else None


def share(at: Frame, page: Frame) -> float:
    """How much of the page a place takes."""
    return at.w * at.h / (page.w * page.h)


def _spot(layout: Layout, kinds: Iterable[str]) -> Placeholder | None:
    wanted = tuple(kinds)
    return next((one for one in layout.spots if one.kind in wanted and one.at.w and one.at.h), None)


def _largest(layout: Layout) -> Placeholder | None:
    """The largest placeholder for text; of equal ones the first."""
    bodies = [one for one in layout.spots if one.kind in _TEXT and one.at.w and one.at.h]
    return max(bodies, key=lambda one: one.at.w * one.at.h, default=None)


def _vertical(layout: Layout) -> bool:
    return layout.kind.startswith("vert") or any('orient="vert"' in one.attributes for one in layout.spots)


def _emptiest(layouts: Sequence[Layout]) -> Layout:
    return min(layouts, key=lambda one: sum(spot.kind in (*TITLES, *CONTENT) for spot in one.spots))


def _best(layouts: Sequence[Layout], rate: Callable[[Layout], float | None]) -> Layout | None:
    rated = [(mark, -at, layout) for at, layout in enumerate(layouts) if (mark := rate(layout)) is not None]
    return max(rated, key=lambda one: one[:2])[2] if rated else None
