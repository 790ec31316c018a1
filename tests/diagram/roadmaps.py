"""Hypothesis strategy: road maps of every shape, and the seed's."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from slides.look import theme as themes
from slides.spec.model import Roadmap, Spec
from slides.spec.read import read_file
from tests.conftest import SEED

THEME = themes.load("light")
ROOM = (864.0, 406.0)

NAMES = st.sampled_from(
    ["GPT-3", "Codex", "ChatGPT", "é", "日本語モデル", "A model with a rather long name", "W" * 22]
)
METHODS = st.sampled_from(
    [
        None,
        None,
        "RLHF",
        "*Code*",
        "指示調整",
        "LM + code training then `instruction` tuning",
        "x" * 40,
        "all of what the paper tells of the training, at some length, in one sentence that goes on and on",
    ]
)
CERTAINTIES = st.sampled_from(["stated", "stated", "likely", "hypothesis", "disputed"])
KINDS = st.sampled_from(["derived", "derived", "idea"])


@st.composite
def roadmaps(draw: st.DrawFn, most: int = 14) -> Roadmap:
    """Up to `most` models in an order in which steps lead forward only: merges, forks, lone models,
    parallel steps, long words, words of other scripts."""
    count = draw(st.integers(1, most))
    ids = [f"m{at}" for at in range(count)]
    series = [f"s{at}" for at in range(draw(st.integers(0, 3)))]
    ordered = draw(st.booleans())  # then each series is a run of models, so that bands can be stacked
    models = [_model(draw, id, at, count, series, ordered) for at, id in enumerate(ids)]
    steps = [_step(draw, at, ids) for at in range(draw(st.integers(0, count)))]
    if steps and draw(st.booleans()):  # a second step between the same models
        twin = draw(st.sampled_from(steps))
        steps.append({**twin, "id": f"step-{len(steps)}", "method": "by another way"})
    names = [*ids, *(step["id"] for step in steps)]
    caveats = [
        {"on": on, "text": draw(st.sampled_from(["Not sure.", "A doubt that takes a line or two to tell."]))}
        for on in draw(st.lists(st.sampled_from(names), max_size=2))
    ]
    direction = draw(st.sampled_from(["TB", "LR"]))
    bands = [{"id": id, "name": f"Series {id}"} for id in series]
    found = {"direction": direction, "series": bands, "models": models, "steps": steps, "caveats": caveats}
    return Roadmap.model_validate(found)


def _model(draw: st.DrawFn, id: str, at: int, count: int, series: list[str], ordered: bool) -> dict[str, Any]:
    home = None
    if series:
        home = series[at * len(series) // count] if ordered else draw(st.sampled_from([None, *series]))
    api = draw(st.lists(st.sampled_from(["code-davinci-002", "davinci"]), max_size=2, unique=True))
    name, certainty = draw(NAMES), draw(CERTAINTIES)
    return {"id": id, "name": name, "api": api, "series": home, "certainty": certainty}


def _step(draw: st.DrawFn, number: int, ids: list[str]) -> dict[str, Any]:
    """A step from models before some place to models from there on."""
    cut = draw(st.integers(0, len(ids) - 1))
    some = st.lists(st.sampled_from(ids[cut:]), min_size=1, max_size=3, unique=True)
    before = st.lists(st.sampled_from(ids[:cut]), max_size=3, unique=True) if cut else st.just([])
    step = {"id": f"step-{number}", "from": draw(before), "to": draw(some)}
    method = draw(METHODS) or (None if step["from"] else "Pretraining")  # from nothing, by something
    return {**step, "method": method, "certainty": draw(CERTAINTIES), "kind": draw(KINDS)}


def seed() -> Spec:
    return read_file(SEED).spec


def seed_roadmap() -> Roadmap:
    found = seed().roadmap
    assert found is not None
    return found


def large_roadmap() -> Roadmap:
    """Three series of six models, one made from the other, and all from the first of the first."""
    series = ["one", "two", "three"]
    ids = [f"{home}-{at}" for home in series for at in range(6)]
    models = [{"id": id, "name": f"Model {id}", "series": id[:-2], "api": f"api-{id}"} for id in ids]
    steps = [
        {"from": ids[0] if id.endswith("-0") else ids[at - 1], "to": id, "method": "Tuning on more text"}
        for at, id in enumerate(ids)
        if at
    ]
    bands = [{"id": home, "name": f"Series {home}"} for home in series]
    return Roadmap.model_validate({"series": bands, "models": models, "steps": steps})
