"""docs/problems.md, from what is known of each kind of mistake."""

from __future__ import annotations

import re

from slides.problems import CHAPTERS, Kind

_INTRODUCTION = """
<!-- Written by `python -m slides.spec.reference` from slides/problems/; change it there. -->

# Problems

Every message of `slides check` and `slides build` carries a code in brackets, `error[unknown-key]`, which
names the kind of mistake and stays the same when the words of the message change. An error keeps the deck
from being built; a warning is about a result that is right but probably not wanted.
"""


def page() -> str:
    """The page: a table of all codes, then each with its cause, an example and the remedy."""
    kinds = [kind for chapter in CHAPTERS.values() for kind in chapter]
    rows = [f"| [`{kind.code}`](#{kind.code}) | {kind.severity} | {kind.title} |" for kind in kinds]
    table = "\n".join(["| code | is | means |", "|---|---|---|", *rows])
    chapters = [
        part for name, chapter in CHAPTERS.items() for part in (f"## {name}", *map(_section, chapter))
    ]
    return "\n\n".join([_INTRODUCTION.strip(), table, *chapters]) + "\n"


def _section(kind: Kind) -> str:
    """One kind; a heading that is the code alone gets the code as its anchor."""
    return f"### {kind.code}\n\n**{kind.title}** ({kind.severity}). {explained(kind)}"


def explained(kind: Kind) -> str:
    """Cause, example and remedy of a kind, in Markdown."""
    parts = [kind.cause]
    if kind.example:
        fence = "````" if "```" in kind.example else "```"
        shown = re.sub(r"[\x00-\x08]", lambda hit: chr(0x2400 + ord(hit[0])), kind.example.rstrip())
        parts.append(f"{fence}{kind.language}\n{shown}\n{fence}")
    parts.append(f"Remedy: {kind.remedy[0].lower()}{kind.remedy[1:]}")
    return "\n\n".join(parts)
