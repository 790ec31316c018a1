"""Every kind of mistake by its code: what it is, why it comes, an example and the remedy."""

from __future__ import annotations

from slides.problems import looks, meaning, notes, reading, showing, values
from slides.problems.kind import Kind as Kind

CHAPTERS: dict[str, tuple[Kind, ...]] = {
    "Reading the file": reading.KINDS,
    "Keys and values": values.KINDS,
    "What the values say together": meaning.KINDS,
    "Slides and pictures": showing.KINDS,
    "Themes and templates": looks.KINDS,
    "Notes in Markdown": notes.KINDS,
}

EVERY: dict[str, Kind] = {kind.code: kind for kinds in CHAPTERS.values() for kind in kinds}
