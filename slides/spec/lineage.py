"""What the road map implies: who descends from whom, and what each model can do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from typing import Literal

from slides.inline import plain_text
from slides.spec.model import DOUBTFUL, Caveat, Certainty, Change, Delta, Model, Roadmap, Spec, Step

Inherited = Literal["", "=", "++", "+", "-", "--", "??", "±"]


def edges(roadmap: Roadmap) -> Iterator[tuple[str, str, Step]]:
    """Each arrow between two known models: from, to, and the step that it belongs to."""
    known = {model.id for model in roadmap.models}
    for step in roadmap.steps:
        for target in step.to:
            for source in step.sources:
                if source in known and target in known:
                    yield source, target, step


def parents(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """The models that each model was made from, each once, in the order of the steps."""
    found: dict[str, dict[str, None]] = {model.id: {} for model in roadmap.models}
    for source, target, _ in edges(roadmap):
        found[target][source] = None
    return {model: tuple(above) for model, above in found.items()}


def incoming(roadmap: Roadmap) -> dict[str, tuple[Step, ...]]:
    """The steps that lead to each model, also those that start from none."""
    found: dict[str, list[Step]] = {model.id: [] for model in roadmap.models}
    for step in roadmap.steps:
        for target in dict.fromkeys(step.to):
            if target in found:
                found[target].append(step)
    return {model: tuple(steps) for model, steps in found.items()}


def order(roadmap: Roadmap) -> tuple[str, ...]:
    """The ids with parents before children; among those that are free to stand, as the spec has them.

    Raises ValueError for a road map whose steps lead in a circle.
    """
    above = parents(roadmap)
    place = {model: at for at, model in enumerate(above)}
    names = tuple(above)
    missing = {model: len(found) for model, found in above.items()}
    below = _children(above)
    free = [place[model] for model, count in missing.items() if not count]
    heapify(free)
    ordered: list[str] = []
    while free:
        ordered.append(names[heappop(free)])
        for child in below[ordered[-1]]:
            missing[child] -= 1
            if not missing[child]:
                heappush(free, place[child])
    if len(ordered) < len(above):
        raise ValueError("the steps lead in a circle")
    return tuple(ordered)


def circles(roadmap: Roadmap, most: int = 20) -> Iterator[tuple[str, ...]]:
    """Circles among the steps, up to `most`: the ids on each from its first model in the spec, once round."""
    above = {model: [one for one in found if one != model] for model, found in parents(roadmap).items()}
    place = {model: at for at, model in enumerate(above)}
    for _ in range(most):
        try:
            TopologicalSorter(above).prepare()
        except CycleError as error:
            *circle, _ = error.args[1]
            first = min(range(len(circle)), key=lambda at: place[circle[at]])
            circle = circle[first:] + circle[:first]
            above[circle[0]].remove(circle[-1])
            yield tuple(circle)
        else:
            return


def caveats(roadmap: Roadmap) -> dict[str, tuple[int, ...]]:
    """The numbers, from 1, of the caveats on each model that has some, or on a step into it."""
    ends = {step.id: step.to for step in roadmap.steps if step.id}
    found: dict[str, tuple[int, ...]] = {}
    for number, caveat in enumerate(roadmap.caveats, start=1):
        for model in dict.fromkeys(ends.get(caveat.on, (caveat.on,))):
            found[model] = (*found.get(model, ()), number)
    return found


def sentence(roadmap: Roadmap, stubs: Collection[str] = ()) -> str:
    """The tree in one sentence: how much of what there is, and where it begins and ends.

    `stubs` are models that only stand for what is shown elsewhere.
    """
    models = [model for model in roadmap.models if model.id not in stubs]
    series = {model.series for model in models} & {series.id for series in roadmap.series}
    arrows = [step for _, _, step in edges(roadmap)]
    parts = [_counted(len(models), "model") + _unsure(models)]
    parts += [f"in {len(series)} series"] if series else []
    parts += [f"and {_counted(len(arrows), 'step')}{_unsure(arrows)}"] if arrows else []
    parts += [f"with {_counted(len(roadmap.caveats), 'caveat')}"] if roadmap.caveats else []
    said = re.sub(r"(in doubt) (?=\w)", r"\1, ", " ".join(parts))
    return f"Road map of {said}{_ends(roadmap, models)}."


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


def _unsure(parts: Sequence[Model | Step]) -> str:
    count = sum(part.certainty in DOUBTFUL for part in parts)
    return f", {count:,} in doubt" if count else ""


def _ends(roadmap: Roadmap, models: Sequence[Model]) -> str:
    """`, from A to B and C`: the models that come from none and those that lead to none."""
    above = parents(roadmap)
    leading = {source for found in above.values() for source in found}
    first = [model for model in models if model.id in leading and not above[model.id]]
    last = [model for model in models if above[model.id] and model.id not in leading]
    if not first or not last:
        return ""
    return f", from {_few(first)} to {_few(last)}"


_NAMED = 3  # models in a sentence; of more, the rest is a number


def _few(models: Sequence[Model]) -> str:
    names = [_name(model) for model in models]
    if len(names) <= _NAMED:
        return listed(names)
    return listed([*names[: _NAMED - 1], f"{len(names) - _NAMED + 1:,} more"])


def outline(roadmap: Roadmap, numbers: Sequence[int] = ()) -> str:
    """The tree as an indented text, a model a line, each below what it was made from.

    A model of several parents stands once, below the last of them, and names the others.
    `numbers` are those of the caveats, if not from 1.
    """
    counted = tuple(zip(numbers or range(1, len(roadmap.caveats) + 1), roadmap.caveats, strict=True))
    above, steps = parents(roadmap), incoming(roadmap)
    ordered = order(roadmap)
    rank = {model: at for at, model in enumerate(ordered)}
    models = {model.id: model for model in roadmap.models}
    home = {model: max(found, key=rank.__getitem__) for model, found in above.items() if found}
    below: dict[str, list[str]] = {model: [] for model in above}
    for model in reversed(ordered):
        if model in home:
            below[home[model]].append(model)
    lines: list[str] = []
    waiting = [(model, 0) for model in reversed(ordered) if model not in home]
    while waiting:
        model, depth = waiting.pop()
        others = [_name(models[source]) for source in above[model] if source != home.get(model)]
        lines += _lines(models[model], steps[model], counted, others=others, depth=depth)
        waiting += [(child, depth + 1) for child in below[model]]
    return "\n".join(lines)


def _children(above: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {model: [] for model in above}
    for model, found in above.items():
        for source in found:
            below[source].append(model)
    return below


def _lines(
    model: Model,
    steps: tuple[Step, ...],
    caveats: Sequence[tuple[int, Caveat]],
    *,
    others: list[str],
    depth: int,
) -> Iterator[str]:
    indent = "  " * depth
    also = f" (also from {listed(others)})" if others else ""
    yield f"{indent}{known(model)}{_methods(steps)}{also}"
    on = {model.id, *(step.id for step in steps if step.id)}
    for number, caveat in caveats:
        if caveat.on in on:
            yield f"{indent}  {doubted(number, caveat)}"


def known(model: Model) -> str:
    """What is known of a model by itself: `Codex [Code-davinci-001; 2021-07]`."""
    facts = [", ".join(model.api), model.date or "", doubt(model.certainty)]
    said = "; ".join(fact for fact in facts if fact)
    return _name(model) + (f" [{said}]" if said else "")


def doubted(number: int, caveat: Caveat) -> str:
    """A caveat in words, with its number."""
    unsure = doubt(caveat.certainty)
    return f"Caveat {number}: {plain_text(caveat.text).strip()}" + (f" ({unsure})" if unsure else "")


def _methods(steps: Iterable[Step]) -> str:
    said: dict[str, None] = {}
    for step in steps:
        method, unsure = step.method and plain_text(step.method), remarks(step)
        if method or unsure:
            said[(method or "a step") + (f" ({unsure})" if unsure else "")] = None
    return f", by {'; '.join(said)}" if said else ""


def doubt(certainty: Certainty) -> str:
    """The certainty where it is a doubt, else nothing."""
    return certainty if certainty in DOUBTFUL else ""


Form = Literal["sure", "doubtful", "disputed"]


def form(certainty: Certainty) -> Form:
    """How what has this certainty is drawn: a claim that others contest looks otherwise than one that
    nobody is sure of."""
    if certainty == "disputed":
        return "disputed"
    return "doubtful" if certainty in DOUBTFUL else "sure"


def remarks(step: Step) -> str:
    """What a step bears besides its method: that it passed on an idea only, where the method does not
    say so, and its certainty."""
    return ", ".join(filter(None, (idea(step), doubt(step.certainty))))


def idea(step: Step) -> str:
    """`idea only` for a step of that kind whose method does not speak of ideas itself, else nothing."""
    told = "idea" in plain_text(step.method or "").casefold()
    return "idea only" if step.kind == "idea" and not told else ""


def _name(model: Model) -> str:
    return plain_text(model.name)


def listed(words: list[str]) -> str:
    """Words in a row, the last after an `and`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


@dataclass(frozen=True, slots=True)
class State:
    """One ability at one model.

    `here` is the change made at this model, None for none. `inherited` is the last word on the
    ability among the models that it descends from: a change, "=" for there from the start,
    "±" where several parents disagree, "" for none. `present`: the ability is said to be
    there, here or above, and the last word is no loss. `doubtful`: that last word is not certain.
    """

    here: Delta | None = None
    present: bool = False
    inherited: Inherited = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class AbilityStates:
    """An ability as its row first writes it, and its state at each model in tree order."""

    ability: str
    states: tuple[State, ...]


def states(spec: Spec) -> tuple[AbilityStates, ...]:
    """What each model can do, an ability a row in order of first appearance, a model a column as in `order`.

    Abilities of the same words, case aside, are one. At a model the last word on an ability is
    its own change if it has one, else what it inherits: the last word at its parent. Of several parents
    those count that have one; several gains are the weakest of them, so are losses, all else is "±".
    Listed without a delta it is there: "=" to those below, unless they inherit a gain already.
    Nothing is inherited over a step that passed on an idea only. What is inherited over a doubtful step,
    or by a model in doubt (by its certainty or by a caveat on it or on its step), is doubtful; so is a
    doubtful change of its own.
    """
    if spec.roadmap is None or spec.abilities is None:
        return ()
    ordered = order(spec.roadmap)
    derived = tuple(step for step in spec.roadmap.steps if step.kind != "idea")
    handed = parents(spec.roadmap.model_copy(update={"steps": derived}))
    shaky = _shaky(spec.roadmap)
    shown: dict[str, str] = {}
    changes: dict[tuple[str, str], Change] = {}
    for row in spec.abilities.rows:
        for change in row.changes:
            key = plain_text(change.ability).casefold()
            shown.setdefault(key, change.ability)
            changes[key, row.model] = change
    rows = []
    for key, text in shown.items():
        found: dict[str, State] = {}
        for model in ordered:
            heritage = [found[parent] for parent in handed[model]]
            found[model] = _state(changes.get((key, model)), heritage, shaky=model in shaky)
        rows.append(AbilityStates(text, tuple(found.values())))
    return tuple(rows)


def _state(change: Change | None, above: list[State], *, shaky: bool) -> State:
    inherited = _merged({_last(state) for state in above})
    if change is not None:
        doubtful = bool(change.doubt) or change.certainty in DOUBTFUL or change.delta == "??"
        return State(change.delta, change.delta in _THERE, inherited, doubtful)
    doubtful = bool(inherited) and (shaky or any(state.doubtful for state in above))
    return State(None, inherited in _THERE, inherited, doubtful)


_THERE = (None, "=", "+", "++")
_RANKS: tuple[tuple[Inherited, ...], ...] = (("=", "+", "++"), ("-", "--"), ("??",))


def _merged(words: set[Inherited]) -> Inherited:
    """One word for those of several parents, of which the silent ones do not count."""
    said = words - {""}
    if not said:
        return ""
    kind = next((rank for rank in _RANKS if said <= set(rank)), None)
    return min(said, key=kind.index) if kind else "±"


def _last(state: State) -> Inherited:
    """The last word on an ability at a model, as those below inherit it."""
    if state.here is not None:
        return state.here
    return "=" if state.present and state.inherited not in _THERE else state.inherited


def doubts(roadmap: Roadmap) -> dict[str, Certainty]:
    """How sure models in doubt are: what their own box says, else the first doubtful step into them."""
    found: dict[str, Certainty] = {}
    into = incoming(roadmap)
    for model in roadmap.models:
        said = (model.certainty, *(step.certainty for step in into.get(model.id, ())))
        doubtful = next((one for one in said if one in DOUBTFUL), None)
        if doubtful:
            found[model.id] = doubtful
    return found


def _shaky(roadmap: Roadmap) -> set[str]:
    """The models whose descent is in doubt."""
    questioned = {caveat.on for caveat in roadmap.caveats}
    doubtful = {model.id for model in roadmap.models if model.id in questioned or model.certainty in DOUBTFUL}
    for model, steps in incoming(roadmap).items():
        if any(step.certainty in DOUBTFUL or step.id in questioned for step in steps):
            doubtful.add(model)
    return doubtful
