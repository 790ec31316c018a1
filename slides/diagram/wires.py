"""Steps → wires: the lines from card to method and from method to card that make up each connector.

A method that says nothing is no more than a point that Graphviz kept: its step is one wire, from
card to card. Where nothing stands between, a wire goes level into or out of the side of its
method, or hidden behind it, and needs no track of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from slides.diagram.cards import BADGE_PITCH
from slides.diagram.columns import SAME, Wire
from slides.diagram.graph import method_id
from slides.diagram.ranks import CLEAR, Rank, Ranks
from slides.geometry import Box
from slides.spec import lineage
from slides.spec.model import Roadmap, Step


@dataclass(frozen=True, slots=True)
class Pair:
    """One connector: its id, the nodes it joins and its wires by number; `method` if it passes one."""

    id: str
    source: str
    target: str
    method: str | None
    wires: tuple[int, ...]


def ghosts(roadmap: Roadmap, nodes: Mapping[str, Box]) -> frozenset[str]:
    """The methods that stand for nothing but the way past them."""
    return frozenset(
        method_id(number)
        for number, step in enumerate(roadmap.steps)
        if _is_ghost(step, nodes[method_id(number)])
    )


def _is_ghost(step: Step, method: Box) -> bool:
    return max(method.w, method.h) < 1.5 and (not step.sources or 1 in (len(step.sources), len(step.to)))


def wired(
    roadmap: Roadmap, nodes: Mapping[str, Box], left_out: frozenset[str]
) -> tuple[list[Pair], list[Wire]]:
    """The connectors and their wires. A step from nothing by nothing has none."""
    pairs: list[Pair] = []
    wires: list[Wire] = []
    lone = _lone(roadmap, left_out)
    numbers: dict[tuple[int, str, str], int] = {}
    for number, step in enumerate(roadmap.steps):
        method = method_id(number)
        for source, target in product(step.sources or (method,), step.to):
            found: list[int] = []
            fans = len(step.sources) == 1 and (source, target) not in lone
            for wire in _wires_of(number, step, source, target, nodes, direct=method in left_out, fans=fans):
                key = number, wire.source, wire.target
                if key not in numbers:
                    numbers[key] = len(wires)
                    wires.append(wire)
                found.append(numbers[key])
            if found:
                passes = method if len(found) > 1 else None
                pairs.append(Pair(f"step/{number}/{source}>{target}", source, target, passes, tuple(found)))
    return pairs, wires


def _lone(roadmap: Roadmap, direct: frozenset[str]) -> set[tuple[str, str]]:
    """The pairs of models whose line is the only one that leaves the source straight for a model, and one
    of several that come so to the target: those run together at the target's end."""
    pairs = [
        (source, target, _form(step))
        for number, step in enumerate(roadmap.steps)
        if method_id(number) in direct
        for source, target in product(step.sources, step.to)
    ]
    leaving = Counter((source, form) for source, _, form in pairs)
    arriving = Counter((target, form) for _, target, form in pairs)
    return {
        (source, target)
        for source, target, form in pairs
        if leaving[source, form] == 1 and arriving[target, form] > 1
    }


def _form(step: Step) -> str:
    """A dashed line cannot be told on a solid one."""
    return f"{step.kind} {lineage.form(step.certainty)}"


def _wires_of(
    number: int, step: Step, source: str, target: str, nodes: Mapping[str, Box], *, direct: bool, fans: bool
) -> Iterator[Wire]:
    method = method_id(number)
    form = _form(step)

    def wire(start: str, end: str, *, fans: bool) -> Wire:
        kin = f"out {start} {form}" if fans else f"in {end} {form}"
        return Wire(start, end, kin, fans, nodes[start].centre.x, nodes[end].centre.x)

    if direct:
        if step.sources:
            yield wire(source, target, fans=fans)
        return
    if step.sources:
        yield wire(source, method, fans=len(step.sources) == 1)
    yield wire(method, target, fans=len(step.to) > 1)


def levelled(
    roadmap: Roadmap, nodes: Mapping[str, Box], ranks: Ranks, wires: Sequence[Wire], *, down: bool
) -> list[Wire]:
    """The wires, those moved to the far end's place that go level into or out of a method.

    What they take of the ranks is marked there.
    """
    level = _Level(roadmap, nodes, ranks, down=down)
    found = list(wires)
    kins: dict[str, list[int]] = {}
    for at, wire in enumerate(wires):
        kins.setdefault(wire.kin, []).append(at)
    for enters in (True, False):
        for numbers in kins.values():
            group = [wires[at] for at in numbers]
            sides = [level.side(wire, enters=enters) for wire in group]
            if sides.count("straight") == len(sides):
                continue
            beside = level.claimed(group, sides, enters=enters)
            for at, side in zip(numbers, sides, strict=True):
                if side == "hidden" or (beside and side in ("left", "right")):
                    wire = found[at]
                    start, end = (wire.start, wire.start) if enters else (wire.end, wire.end)
                    found[at] = Wire(wire.source, wire.target, wire.kin, wire.fans, start, end)
    return found


class _Level:
    """What may go level at the height of methods."""

    def __init__(self, roadmap: Roadmap, nodes: Mapping[str, Box], ranks: Ranks, *, down: bool) -> None:
        self._nodes = nodes
        self._ranks = ranks
        self._badge: dict[str, float] = {}
        ids = {step.id: method_id(number) for number, step in enumerate(roadmap.steps) if step.id}
        for caveat in roadmap.caveats:
            if caveat.on in ids:
                before = self._badge.get(ids[caveat.on], 0.0)
                self._badge[ids[caveat.on]] = before + BADGE_PITCH if down else BADGE_PITCH
        # A step from nothing starts at its method's foot.
        self._starts = {method_id(number) for number, step in enumerate(roadmap.steps) if not step.sources}
        self._entered: set[tuple[str, str]] = set()

    def side(self, wire: Wire, *, enters: bool) -> str:
        """How the wire could do without a track: "straight", "hidden" behind the method, from
        "left" or "right"; "" if not at all."""
        name, place = (wire.target, wire.start) if enters else (wire.source, wire.end)
        if abs(wire.start - wire.end) < SAME:
            return "straight"
        if (
            not name.startswith("method/")
            or name in self._starts
            or self._ranks.of[wire.target] != self._ranks.of[wire.source] + 1
        ):
            return ""
        clear = self._ranks.clear
        box, badge = self._nodes[name], self._badge.get(name, 0.0)
        if box.x + badge + CLEAR <= place <= box.right - badge - CLEAR:
            return "hidden"
        if badge or box.x - clear < place < box.right + clear:
            return ""
        return "left" if place < box.x else "right"

    def claimed(self, group: Sequence[Wire], sides: Sequence[str], *, enters: bool) -> bool:
        """Every wire of one kin does without a track, and from now on what they need is taken."""
        if "" in sides:
            return False
        wanted = [(wire, side) for wire, side in zip(group, sides, strict=True) if side in ("left", "right")]
        methods = [(wire.target if enters else wire.source, side) for wire, side in wanted]
        if not enters and any(one in self._entered for one in methods):
            return False
        spans = list(self._spans(wanted, enters=enters))
        if not all(rank.lane.is_free(low, high) for rank, low, high in spans):
            return False
        for rank, low, high in spans:
            rank.lane.take(low - CLEAR, high + CLEAR)
        self._entered.update(methods)
        return True

    def _spans(
        self, wanted: Sequence[tuple[Wire, str]], *, enters: bool
    ) -> Iterator[tuple[Rank, float, float]]:
        for wire, side in wanted:
            name, place = (wire.target, wire.start) if enters else (wire.source, wire.end)
            clear = self._ranks.clear
            box, rank = self._nodes[name], self._ranks.all[self._ranks.of[name]]
            if side == "left":
                yield rank, place - CLEAR, box.x - clear
            else:
                yield rank, box.right + clear, place + CLEAR
