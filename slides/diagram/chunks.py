"""Models in order, cut into runs that a slide holds each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

Names = tuple[str, ...]
Holds = Callable[[Names], bool]


def chunks(groups: Sequence[Names], holds: Holds) -> tuple[list[Names], list[str]]:
    """The groups (series), neighbours together where a slide holds them, cut where it does not
    hold one; also the names that no slide holds, not even alone.

    `holds` is asked as seldom as may be: it lays out what it is asked about.
    """
    found: list[Names] = []
    lost: list[str] = []
    guess, largest = _FIRST_GUESS, 0
    for group in groups:
        together = (*found[-1], *group) if found else ()
        if together and (not largest or len(together) <= 2 * largest) and holds(together):
            found[-1] = together
            continue
        runs, left = _cut(group, holds, len(group), guess)
        if len(runs) > 1 and len(runs[-1]) * len(runs) * 2 < len(group):
            runs = _evener(group, holds, runs)
        if len(runs) > 1:
            guess = largest = max(len(run) for run in runs)
        found += runs
        lost += left
    return found, lost


def _evener(names: Names, holds: Holds, runs: list[Names]) -> list[Names]:
    """As many runs, but of more equal length, where slides hold them; else those given."""
    most = -(-len(names) // len(runs))
    cut, left = _cut(names, holds, most, most, limit=len(runs))
    return runs if left else cut


_FIRST_GUESS = 6


def _cut(
    names: Names, holds: Holds, most: int, guess: int, limit: int = sys.maxsize
) -> tuple[list[Names], list[str]]:
    """The names in runs that a slide holds, none longer than `most`, and those that none holds;
    what more than `limit` runs would hold counts among the latter."""
    runs: list[Names] = []
    lost: list[str] = []
    rest = names
    while rest and len(runs) < limit:
        count = longest(rest[:most], holds, guess)
        if not count:
            lost.append(rest[0])
        guess = max(count, 1)
        runs.append(rest[:guess])
        rest = rest[guess:]
    return runs, [*lost, *rest]


def longest(names: Names, holds: Holds, guess: int) -> int:
    """How many of the names, from the first on, a slide holds: from `guess` in growing steps,
    then by halves.

    >>> longest(tuple("abcdefgh"), lambda run: len(run) <= 5, 2)
    5
    """
    low, high, step = 0, len(names) + 1, max(1, guess // 4)
    at = min(max(guess, 1), len(names))
    while high - low > 1:
        if holds(names[:at]):
            low, at = at, at + step
        else:
            high, at = at, at - step
        if low and high <= len(names):
            at = (low + high) // 2
        at = min(max(at, low + 1), high - 1)
        step *= 2
    return low
