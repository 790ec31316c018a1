"""Curves as connectors: presets where one draws exactly these points, custom paths elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from slides.geometry import Point
from slides.scene import Curve, Join
from slides.write.ooxml import Frame, emu, identity, line, newer, transform

_SAME = 0.02  # pt; a Scene is rounded to 0.01
_NEAR = 1.5  # pt by which a line may run elsewhere in another program
_LEAST = 0.1  # pt; a frame without width would leave bends nothing to be measured by


def connector(
    curve: Curve,
    number: int,
    numbers: Mapping[str, int],
    slots: Mapping[str, str],
    *,
    odd: frozenset[str] = frozenset(),
) -> str:
    """The `p:cxnSp` that draws `curve`, glued to the shapes of its joins.

    One that nothing holds is no connector but a free form (`p:sp`): LibreOffice draws these as they
    are, while it routes every connector by itself. So it gets a free form in place of a glued one as well,
    unless it would take the same way. It cannot where it ends at one of the shapes that are `odd`, whose
    sites it counts otherwise.
    `numbers` maps the ids of what can be glued to to shape numbers.
    Raises KeyError for a join to anything else.
    """
    glue = ""
    if curve.joins is not None:
        begin, end = curve.joins
        glue = _glue("stCxn", begin, curve, numbers) + _glue("endCxn", end, curve, numbers)
    named = identity(number, curve.id, alt=curve.alt, decorative=not curve.alt)
    lost = any(join.shape in odd for join in curve.joins or ())
    turns = lost or curve.route == "curve" or len(_corners(curve.points)) > 2
    head = "" if not curve.arrow else "arrow" if curve.open_head else "triangle"
    stroke = line(curve.stroke, slots, head=head, both=curve.both)
    exact = f"<p:spPr>{_free(curve)}{stroke}</p:spPr>"
    free = f"<p:sp><p:nvSpPr>{named}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>{exact}</p:sp>"
    if curve.joins is None:
        return free
    glued = (
        f"<p:cxnSp><p:nvCxnSpPr>{named}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{_geometry(curve)}{stroke}</p:spPr></p:cxnSp>"
    )
    return newer(glued, free) if turns and (lost or not _is_plain(curve)) else glued


def _is_plain(curve: Curve) -> bool:
    """Every program would take this way from site to site by itself: across half-way between the ends,
    or around a single corner."""
    points = _corners(curve.points)
    if curve.route == "curve" or len(points) > 4:
        return False
    if len(points) < 4:
        return True
    start, before, after, end = points
    u = 1 if abs(before.x - start.x) <= _SAME else 0
    level = abs(before[u] - after[u]) <= _SAME and abs(after[1 - u] - end[1 - u]) <= _SAME
    return level and abs(before[u] - (start[u] + end[u]) / 2) <= _NEAR


def span(curve: Curve) -> Frame:
    """The frame of a curve: what its ends span if it is a connector, else what all its points do."""
    return _between(*curve.points) if curve.joins is None else _between(curve.points[0], curve.points[-1])


def _glue(tag: str, join: Join, curve: Curve, numbers: Mapping[str, int]) -> str:
    if join.shape not in numbers:
        raise KeyError(f"curve {curve.id!r} joins {join.shape!r}, which is no shape of its slide")
    return f'<a:{tag} id="{numbers[join.shape]}" idx="{join.site}"/>'


def _geometry(curve: Curve) -> str:
    if curve.route == "curve":
        return _custom(curve.points, bezier=True)
    points = _corners(curve.points)
    if len(points) == 2:
        return transform(_between(*points), turn=_flips(*points)) + _preset("straightConnector1", [])
    return _bent(points) or _custom(points, bezier=False)


def _between(*points: Point) -> Frame:
    left, top = emu(min(point.x for point in points)), emu(min(point.y for point in points))
    right, bottom = emu(max(point.x for point in points)), emu(max(point.y for point in points))
    return Frame(left, top, right - left, bottom - top)


def _flips(start: Point, end: Point) -> str:
    return (' flipH="1"' if end.x < start.x else "") + (' flipV="1"' if end.y < start.y else "")


def _corners(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points without those at which nothing turns."""
    kept = [points[0]]
    for at, point in enumerate(points[1:-1], 1):
        before, after = kept[-1], points[at + 1]
        across = (point.x - before.x) * (after.y - point.y) - (point.y - before.y) * (after.x - point.x)
        reach = max(abs(after.x - before.x) + abs(after.y - before.y), 1)
        ahead = (point.x - before.x) * (after.x - point.x) + (point.y - before.y) * (after.y - point.y)
        if abs(across) > _SAME * reach or ahead < 0:
            kept.append(point)
    return (*kept, points[-1])


def _preset(name: str, adjusts: list[float]) -> str:
    named = [f"adj{at}" for at in range(1, len(adjusts) + 1)]
    guides = "".join(
        f'<a:gd name="{name}" fmla="val {round(value * 100000)}"/>'
        for name, value in zip(named, adjusts, strict=True)
    )
    values = f"<a:avLst>{guides}</a:avLst>" if guides else "<a:avLst/>"
    return f'<a:prstGeom prst="{name}">{values}</a:prstGeom>'


def _bent(points: tuple[Point, ...]) -> str:
    """`bentConnector2` to `5` through these corners; empty where none of them can.

    A bent connector leaves to the right and ends at the far corner of its frame; adjustments are
    its turns as shares of the frame's width and height by turns (presetShapeDefinitions.xml).
    One that leaves up or down is the same, turned by a quarter.
    """
    start = points[0]
    upright = abs(points[1].x - start.x) <= _SAME
    along = [(point.y, point.x) if upright else (point.x, point.y) for point in points]
    if len(points) > 6 or not _alternate(along):
        return ""
    (u0, v0), (u1, v1) = along[0], along[-1]
    width, height = max(abs(u1 - u0), _LEAST), max(abs(v1 - v0), _LEAST)
    forth, down = (-1 if u1 < u0 else 1), (-1 if v1 < v0 else 1)
    adjusts = [
        (u - u0) * forth / width if at % 2 == 0 else (v - v0) * down / height
        for at, (u, v) in enumerate(along[1:-2] if len(along) > 3 else [])
    ]
    shape = _preset(f"bentConnector{len(points) - 1}", adjusts)
    far = (u0 + forth * width, v0 + down * height)
    end = Point(far[1], far[0]) if upright else Point(far[0], far[1])
    across = _between(start, end)
    if not upright:
        return transform(across, turn=_flips(start, end)) + shape
    # Turned by 90 degrees, right is down and down is left; by 270, right is up and down is right.
    turn = ' rot="5400000"' if down < 0 else ' rot="16200000"'
    turn += ' flipH="1"' if (forth > 0) == (down > 0) else ""
    left, top = across.x + (across.w - across.h) // 2, across.y + (across.h - across.w) // 2
    return transform(Frame(left, top, across.h, across.w), turn=turn) + shape


def _alternate(along: list[tuple[float, float]]) -> bool:
    """The segments run along u, v, u, … by turns, the last one as the number of corners asks."""
    return all(
        abs(after[1 - at % 2] - before[1 - at % 2]) <= _SAME
        for at, (before, after) in enumerate(pairwise(along))
    )


def _custom(points: tuple[Point, ...], *, bezier: bool) -> str:
    """The path itself, in EMU of the frame that the two ends span; it may leave that frame."""
    start, end = points[0], points[-1]
    right, down = (-1 if end.x < start.x else 1), (-1 if end.y < start.y else 1)
    steps = [(emu((point.x - start.x) * right), emu((point.y - start.y) * down)) for point in points]
    at = _between(start, end)
    # The path's own size would scale it with the frame, but a frame without width or height cannot scale.
    size = f' w="{at.w}" h="{at.h}"' if at.w and at.h else ""
    return transform(at, turn=_flips(start, end)) + _path(steps, size, bezier=bezier)


def _free(curve: Curve) -> str:
    """The path in the frame that all its points span."""
    at = _between(*curve.points)
    at = Frame(at.x, at.y, max(at.w, 1), max(at.h, 1))  # LibreOffice scales by what is 0 otherwise
    steps = [(emu(point.x) - at.x, emu(point.y) - at.y) for point in curve.points]
    return transform(at) + _path(steps, f' w="{at.w}" h="{at.h}"', bezier=curve.route == "curve")


def _path(steps: list[tuple[int, int]], size: str, *, bezier: bool) -> str:
    spots = [f'<a:pt x="{x}" y="{y}"/>' for x, y in steps]
    if bezier:
        drawn = "".join(
            f"<a:cubicBezTo>{''.join(spots[at : at + 3])}</a:cubicBezTo>" for at in range(1, len(spots), 3)
        )
    else:
        drawn = "".join(f"<a:lnTo>{spot}</a:lnTo>" for spot in spots[1:])
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path{size} fill="none"><a:moveTo>{spots[0]}</a:moveTo>{drawn}</a:path></a:pathLst>'
        "</a:custGeom><a:noFill/>"
    )
