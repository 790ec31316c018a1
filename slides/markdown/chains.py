"""Points that say what led to what, `GPT-3 → Codex: code`, below a heading such as "Road map" → a family."""

from __future__ import annotations

import re
from itertools import pairwise

from slides.inline import plain_text
from slides.markdown.families import Family, Model, Names, Step, dated, identifier, plain_name
from slides.markdown.parts import get, words_of
from slides.source import Span
from slides.spec.nodes import Node, Scalar, Sequence

_ARROW = re.compile(r"\s*(?:→|⟶|⇒|➔|➜|-{1,2}>|=>)\s*")
_TAIL = re.compile(r"^(.*?)(?:[:：]\s+(.+)|\s*[(（]([^()（）]+)[)）])?$", re.DOTALL)
_LONGEST_NAME = 40


def family(block: Node) -> Family | None:
    """The family of a flat list whose every point is a chain of names; None for any other list."""
    points = get(block, "list")
    items = points.items if isinstance(points, Sequence) else ()
    made, names = Family(), Names()
    for item in items:
        text = words_of(item)
        if not isinstance(item, Scalar) or not _ARROW.search(text) or "[^" in text or len(text) > 300:
            return None
        if not _chain(made, names, text, item.span):
            return None
    return made if len(made.steps) > 1 and made.sound() else None


def _chain(made: Family, names: Names, text: str, span: Span) -> bool:
    """Enters the steps of one point; False where a part of it is no name."""
    *first, last = _ARROW.split(text)
    found = _TAIL.match(last)
    assert found is not None  # every part of it may be missing
    when = bool(found[3]) and bool(dated(f"x ({found[3]})")[1])
    tail, method = (last, "") if when else (found[1], found[2] or found[3] or "")
    stations = [re.split(r"\s*(?:,|，|、|\s\+\s|\s&\s)\s*", one.strip()) for one in (*first, tail)]
    if any(not name or len(plain_text(name)) > _LONGEST_NAME for station in stations for name in station):
        return False
    ids = [[_model(made, names, name, span) for name in station] for station in stations]
    for at, (sources, targets) in enumerate(pairwise(ids)):
        said = method if at == len(ids) - 2 else ""
        made.steps += [Step(tuple(dict.fromkeys(sources)), target, span, said) for target in targets]
    return True


def _model(made: Family, names: Names, text: str, span: Span) -> str:
    name, date = dated(plain_name(text))
    if found := names.exact(name):
        return found
    id_ = identifier(name, made.models)
    made.models[id_] = Model(id_, name, span, date)
    names.add(id_, name)
    return id_
