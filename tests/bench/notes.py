"""Made-up notes in Markdown of about 100 lines each: every kind of block, and what import recognises."""

from __future__ import annotations

from random import Random

from samples import WORDS

LINES = 100


def note(number: int) -> str:
    """A note of about `LINES` lines; the same number is the same note."""
    chance = Random(number)
    lines = ["---", f"title: Note {number}", f"date: 2024-01-{1 + number % 28:02}", "tags: [a, b]", "---", ""]
    lines += ["## Summary", "", *_points(chance, 6), "", "## Road map", "", "```mermaid", "graph TD"]
    lines += [f'  m{at}["Model {at}<br>20{10 + at}"]' for at in range(5)]
    lines += [f"  m{at} -->|{_words(chance, 2)}| m{at + 1}" for at in range(4)]
    lines += ["```", "", "## What they can do", "", "| Gain | Model | Training |", "|---|---|---|"]
    lines += [
        f"| ++ {_words(chance, 2)}<br>- {_words(chance, 2)} | Model {at} | {_words(chance, 3)} |"
        for at in range(5)
    ]
    while len(lines) < LINES - 14:
        lines += ["", f"## {_words(chance, 3).title()}", "", _sentence(chance), ""]
        lines += _points(chance, 4)
        lines += ["", "```python", f"def f_{len(lines)}(x):", "    return x", "```"]
    lines += ["", "## Limitations", "", *_points(chance, 4), "", "## References", ""]
    lines += [f"[{at}] Doe et al., *{_words(chance, 4).title()}*, 20{10 + at}  " for at in range(1, 4)]
    return "\n".join(lines) + "\n"


def _words(chance: Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _sentence(chance: Random) -> str:
    said, cited = _words(chance, 12).capitalize(), chance.randint(1, 3)
    return f"{said} [{cited}], **{_words(chance, 2)}** and `{_words(chance, 1)}`."


def _points(chance: Random, count: int) -> list[str]:
    return [f"{'  ' * (at % 2)}- {_sentence(chance)}" for at in range(count)]
