from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.spec import lineage
from slides.spec.lineage import State
from slides.spec.model import Roadmap, Spec


def roadmap(models: str, *steps: dict[str, Any], **more: Any) -> Roadmap:
    named = [{"id": name, "name": name.upper()} for name in models.split()]
    return Roadmap.model_validate({"models": named, "steps": list(steps), **more})


def step(sources: str, to: str, **more: Any) -> dict[str, Any]:
    return {"from": sources.split(), "to": to.split(), **more}


def spec(tree: Roadmap, **rows: list[Any]) -> Spec:
    table = [{"model": model, "changes": changes} for model, changes in rows.items()]
    return Spec.model_validate({"deck": {"title": "T"}, "roadmap": tree, "abilities": table})


def change(ability: str, delta: str | None = None, **more: str) -> dict[str, Any]:
    return {"ability": ability, "delta": delta, **more}


def test_parents_are_each_named_once_in_the_order_of_steps() -> None:
    tree = roadmap("a b c", step("b", "c"), step("a b", "c"), step("", "a"))
    assert lineage.parents(tree) == {"a": (), "b": (), "c": ("b", "a")}


def test_incoming_holds_steps_from_nothing_too() -> None:
    tree = roadmap("a b", step("", "a"), step("a", "b"))
    assert [[found.sources for found in steps] for steps in lineage.incoming(tree).values()] == [
        [()],
        [("a",)],
    ]


def test_order_is_that_of_the_spec_where_the_steps_allow_it() -> None:
    assert lineage.order(roadmap("d a b c", step("c", "d"), step("a", "b"))) == ("a", "b", "c", "d")


def test_a_circle_has_no_order() -> None:
    with pytest.raises(ValueError, match="circle"):
        lineage.order(roadmap("a b", step("a", "b"), step("b", "a")))


def test_outline_reads_as_a_tree() -> None:
    tree = Roadmap.model_validate(
        {
            "models": [
                {"id": "a", "name": "**A**", "api": "a-1", "date": "2020-07"},
                {"id": "b", "name": "B"},
                {"id": "c", "name": "C", "certainty": "likely"},
                {"id": "d", "name": "D"},
            ],
            "steps": [
                {"to": "a", "method": "Pretraining"},
                {"from": "a", "to": ["b", "c"], "method": "Tuning *twice*"},
                {"id": "s", "from": ["b", "c"], "to": "d", "method": "Merging", "certainty": "likely"},
            ],
            "caveats": [{"on": "s", "text": "Perhaps not.", "certainty": "probably"}],
        }
    )
    assert lineage.outline(tree).splitlines() == [
        "A [a-1; 2020-07], by Pretraining",
        "  B, by Tuning twice",
        "  C [likely], by Tuning twice",
        "    D, by Merging (likely) (also from B)",
        "      Caveat 1: Perhaps not. (probably)",
    ]
    assert "Caveat 7: Perhaps not." in lineage.outline(tree, (7,))
    assert lineage.caveats(tree) == {"d": (1,)}
    assert lineage.sentence(tree) == (
        "Road map of 4 models, 1 in doubt, and 4 steps, 2 in doubt, with 1 caveat, from A to D."
    )


def test_a_sentence_names_few_ends_and_leaves_out_stubs() -> None:
    models = [{"id": f"m{at}", "name": f"M{at}", "series": "s" if at else None} for at in range(7)]
    steps = [{"from": "m0", "to": [f"m{at}" for at in range(1, 7)]}]
    tree = Roadmap.model_validate({"series": [{"id": "s", "name": "S"}], "models": models, "steps": steps})
    assert lineage.sentence(tree) == (
        "Road map of 7 models in 1 series and 6 steps, from M0 to M1, M2 and 4 more."
    )
    assert lineage.sentence(tree, {"m0"}) == "Road map of 6 models in 1 series and 6 steps."
    assert lineage.sentence(Roadmap.model_validate({"models": models[:1]})) == "Road map of 1 model."


def test_an_idea_is_told_and_hands_on_no_abilities() -> None:
    models = [{"id": name, "name": name.upper()} for name in ("a", "b", "c")]
    steps = [
        {"from": "a", "to": "b", "kind": "idea", "method": "Copying", "certainty": "likely"},
        {"from": "a", "to": "c", "kind": "idea", "method": "Only an *idea*"},
    ]
    rows = [{"model": "a", "changes": [{"ability": "Talk", "delta": "+"}]}]
    spec = Spec.model_validate(
        {"deck": {"title": "T"}, "roadmap": {"models": models, "steps": steps}, "abilities": rows}
    )
    assert spec.roadmap is not None
    assert lineage.outline(spec.roadmap).splitlines()[1:] == [
        "  B, by Copying (idea only, likely)",
        "  C, by Only an idea",
    ]
    (row,) = lineage.states(spec)
    assert [state.present for state in row.states] == [True, False, False]


CHAIN = (step("a", "b"), step("b", "c"))


def test_a_change_is_inherited_until_the_next() -> None:
    (row,) = lineage.states(spec(roadmap("a b c", *CHAIN), a=[change("Talk", "+")], c=[change("talk", "--")]))
    assert row.ability == "Talk"
    assert row.states == (
        State("+", present=True),
        State(None, present=True, inherited="+"),
        State("--", present=False, inherited="+"),
    )


def test_an_ability_without_a_delta_is_there_from_the_start() -> None:
    (row,) = lineage.states(spec(roadmap("a b c", *CHAIN), b=["Talk"]))
    assert row.states == (State(), State(None, present=True), State(None, present=True, inherited="="))


def test_a_loss_is_inherited_as_a_loss() -> None:
    (row,) = lineage.states(spec(roadmap("a b c", *CHAIN), a=["Talk"], b=[change("Talk", "-")]))
    assert row.states[2] == State(None, present=False, inherited="-")


@pytest.mark.parametrize(
    ("left", "right", "inherited"),
    [
        ("+", "-", "±"),
        ("+", "+", "+"),
        ("+", "++", "+"),
        ("-", "--", "-"),
        ("??", "+", "±"),
        (None, "++", "="),
    ],
)
def test_parents_that_disagree_leave_it_open(left: str | None, right: str, inherited: str) -> None:
    tree = roadmap("a b c", step("a b", "c"))
    (row,) = lineage.states(spec(tree, a=[change("Talk", left)], b=[change("Talk", right)]))
    assert row.states[2].inherited == inherited


def test_a_silent_parent_does_not_disagree() -> None:
    (row,) = lineage.states(spec(roadmap("a b c", step("a b", "c")), a=[change("Talk", "++")]))
    assert row.states[2] == State(None, present=True, inherited="++")


@pytest.mark.parametrize(
    "doubt", [{"doubt": "why?"}, {"certainty": "hypothesis"}], ids=["doubt", "certainty"]
)
def test_a_doubtful_change_is_doubtful_and_so_is_what_it_hands_down(doubt: dict[str, str]) -> None:
    (row,) = lineage.states(spec(roadmap("a b c", *CHAIN), a=[change("Talk", "+", **doubt)]))
    assert [state.doubtful for state in row.states] == [True, True, True]


def test_what_crosses_a_doubtful_step_is_doubtful_and_a_change_beyond_is_not() -> None:
    tree = roadmap("a b c d", step("a", "b", certainty="likely"), step("b", "c"), step("c", "d"))
    (row,) = lineage.states(spec(tree, a=[change("Talk", "+")], d=[change("Talk", "++")]))
    assert [state.doubtful for state in row.states] == [False, True, True, False]


def test_a_caveat_on_a_model_or_its_step_is_a_doubt() -> None:
    for on in ("b", "s"):
        tree = roadmap(
            "a b c", step("a", "b", id="s"), step("b", "c"), caveats=[{"on": on, "text": "Really?"}]
        )
        (row,) = lineage.states(spec(tree, a=[change("Talk", "+")]))
        assert [state.doubtful for state in row.states] == [False, True, True]


def test_the_same_words_are_the_same_ability() -> None:
    rows = lineage.states(
        spec(roadmap("a b", step("a", "b")), a=["**In-context** learning"], b=["In-Context Learning"])
    )
    assert [row.ability for row in rows] == ["**In-context** learning"]


def test_without_a_road_map_or_a_table_there_are_no_states() -> None:
    assert lineage.states(Spec.model_validate({"deck": {"title": "T"}})) == ()


DELTAS = st.sampled_from(["++", "+", "-", "--", "??", None])


@st.composite
def families(draw: st.DrawFn) -> Spec:
    """A road map without circles, its models in any order, with one ability."""
    names = [f"m{at}" for at in range(draw(st.integers(1, 8)))]
    steps: list[dict[str, Any]] = []
    for at, name in enumerate(names):
        above = draw(st.sets(st.sampled_from(names[:at]), max_size=3)) if at else set()
        if above:
            certainty = draw(st.sampled_from(["stated", "likely"]))
            steps.append({"from": sorted(above), "to": name, "certainty": certainty})
    tree = roadmap(" ".join(draw(st.permutations(names))), *draw(st.permutations(steps)))
    changed = draw(st.sets(st.sampled_from(names), min_size=1))
    return spec(tree, **{name: [change("Talk", draw(DELTAS))] for name in sorted(changed)})


@given(families())
def test_parents_come_before_children(family: Spec) -> None:
    assert family.roadmap
    ordered = lineage.order(family.roadmap)
    assert sorted(ordered) == sorted(model.id for model in family.roadmap.models)
    for model, above in lineage.parents(family.roadmap).items():
        assert all(ordered.index(parent) < ordered.index(model) for parent in above)


@given(families())
def test_the_outline_has_each_model_once(family: Spec) -> None:
    assert family.roadmap
    names = [
        line.strip().split(",")[0].split(" ")[0] for line in lineage.outline(family.roadmap).splitlines()
    ]
    assert sorted(names) == sorted(model.name for model in family.roadmap.models)


@given(families())
def test_states_follow_from_the_parents(family: Spec) -> None:
    assert family.roadmap
    ordered, parents = lineage.order(family.roadmap), lineage.parents(family.roadmap)
    (row,) = lineage.states(family)
    states = dict(zip(ordered, row.states, strict=True))
    changed = {found.model for found in family.abilities.rows} if family.abilities else set()
    for model, above in parents.items():
        state = states[model]
        heard = [
            parent
            for parent in above
            if states[parent].here or states[parent].inherited or states[parent].present
        ]
        assert bool(state.inherited) == bool(heard)
        assert not (state.present and state.here in ("-", "--", "??"))
        if len(heard) == 1 and states[heard[0]].here:
            assert state.inherited == states[heard[0]].here
        if len(heard) == 1 and model not in changed:
            assert not states[heard[0]].doubtful or state.doubtful


@given(families())
def test_a_road_map_without_circles_has_none(family: Spec) -> None:
    assert family.roadmap
    assert list(lineage.circles(family.roadmap)) == []
