"""Mistakes within a single value: what the spec format does not know or does not allow there."""

from __future__ import annotations

from slides.problems.kind import Kind

KINDS = (
    Kind(
        "unknown-key",
        "A key that the format does not know",
        "The key is misspelt, or stands in the wrong place. It is an error so that nothing an author "
        "wrote is dropped in silence.",
        "Write the key that the hint names; docs/spec.md lists all of them.",
        "deck:\n  title: Models\n  subtitel: A history\n",
    ),
    Kind(
        "missing-key",
        "A key is missing",
        "Some keys are needed: a deck has a title, a model an id and a name, a step a `from` or a `method`.",
        "Add the key.",
        "roadmap:\n  models:\n    - {id: base}\n",
    ),
    Kind(
        "empty-value",
        "A value is empty",
        "A key is there and nothing behind it, or an empty list where something is needed.",
        "Write the value, or delete the key.",
        "deck:\n  title:\n",
    ),
    Kind(
        "empty-key",
        "A key with nothing behind it",
        "A key that may be left out is there, and its value was forgotten.",
        "Write the value, or delete the key.",
        "deck:\n  title: Models\n  subtitle:\n",
        severity="warning",
    ),
    Kind(
        "wrong-type",
        "A value of another kind",
        "A list stands where a text is meant, a text where there should be keys, a word where `true` or "
        "`false` should stand.",
        "Write it as the message says; a text that begins with a bracket or a brace needs quotes.",
        "summary:\n  items: Only a text\n",
    ),
    Kind(
        "wrong-number",
        "Not a number, or out of its range",
        "The value has to be a whole number within the limits that the message names.",
        "Write such a number, without quotes or unit.",
        "references:\n  paper: {title: A paper, year: spring}\nsummary: ['Said in [@paper]']\n",
    ),
    Kind(
        "unknown-value",
        "A value that is none of those allowed",
        "The key takes one of a few words.",
        "Write one of those that the hint lists.",
        "roadmap:\n  direction: down\n  models: [{id: base, name: Base}]\n",
    ),
    Kind(
        "unknown-block",
        "A block of no known kind",
        "What stands in `blocks` is told by its key, and this one has none that is known, or several.",
        "Write a text, or one of the keys that the hint lists.",
        "sections:\n  - title: Results\n    blocks:\n      - tabel: [[A, B]]\n",
    ),
    Kind(
        "wrong-id",
        "A word that cannot be an id",
        "Ids become names of slides and shapes, so they have lower-case letters, digits, `.`, `_` and `-` "
        "only.",
        "Write the one that the hint gives, and the name for people under `name`.",
        "roadmap:\n  models: [{id: GPT 3, name: GPT-3}]\n",
    ),
    Kind(
        "wrong-language",
        "Not the name of a language",
        "`language` is the short name that PowerPoint's spelling check and screen readers know (BCP 47).",
        "Write it like `en`, `en-GB` or `zh-CN`.",
        "deck: {title: A, language: English}\n",
    ),
    Kind(
        "too-long",
        "A text is longer than allowed",
        "The key takes a text of limited length, which the message names.",
        "Shorten it, or move a part to the notes with `say`.",
        "deck: {title: A, date: in the spring of the year in which the first of them was published}\n",
    ),
    Kind(
        "too-many",
        "A list is longer than allowed",
        "The list takes a limited number of entries, which the message names.",
        "Divide it.",
    ),
    Kind(
        "wrong-value",
        "A value that does not fit",
        "The value is none that the format allows there.",
        "Write it as docs/spec.md says of this key.",
    ),
)
