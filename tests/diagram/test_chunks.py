"""Models are cut into runs that a slide holds, with few questions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from slides.diagram.chunks import Names, chunks, longest

GROUPS = st.lists(st.integers(1, 30), min_size=1, max_size=6)


def named(sizes: list[int]) -> list[Names]:
    return [tuple(f"{group}-{at}" for at in range(size)) for group, size in enumerate(sizes)]


@given(GROUPS, st.integers(1, 12))
def test_every_name_is_in_one_run_in_order_and_every_run_fits(sizes: list[int], most: int) -> None:
    groups = named(sizes)
    found, lost = chunks(groups, lambda names: len(names) <= most)
    assert [name for run in found for name in run] == [name for group in groups for name in group]
    assert all(len(run) <= most for run in found)
    assert not lost
    assert len(found) <= sum(-(-size // most) for size in sizes)


@given(GROUPS)
def test_what_no_slide_holds_is_told(sizes: list[int]) -> None:
    groups = named(sizes)
    found, lost = chunks(groups, lambda names: not any(name.startswith("0-") for name in names))
    assert lost == list(groups[0])
    assert sorted(name for run in found for name in run) == sorted(name for group in groups for name in group)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 30))
def test_the_longest_run_is_found_from_any_guess(count: int, most: int, guess: int) -> None:
    names = tuple(str(at) for at in range(count))
    assert longest(names, lambda run: len(run) <= most, guess) == min(most, count)


def test_a_good_guess_costs_two_questions() -> None:
    asked: list[int] = []

    def holds(names: Names) -> bool:
        asked.append(len(names))
        return len(names) <= 7

    longest(tuple("abcdefghijklmnop"), holds, 7)
    assert asked == [7, 8]
