"""Mistakes that no single value can be blamed for: names that nothing has, circles, what nothing uses."""

from __future__ import annotations

from slides.problems.kind import Kind

_TWO = "  models: [{id: base, name: Base}, {id: chat, name: Chat}]\n"

KINDS = (
    Kind(
        "duplicate-id",
        "An id stands twice",
        "Models and steps share their ids, series have theirs, and so have sections; each names one thing.",
        "Give one of them another id.",
        "roadmap:\n  models: [{id: base, name: Base}, {id: base, name: Another}]\n",
    ),
    Kind(
        "reserved-id",
        "An id that is a key of the file",
        "The id of a section is what links and `deck.order` call it, and the keys of the file are called so "
        "already.",
        "Give the section another id.",
        "sections:\n  - {title: In short, id: summary, blocks: [A text.]}\n",
    ),
    Kind(
        "duplicate-entry",
        "A name stands twice in one list",
        "A step comes from the same model twice, or `deck.order` names the same slides twice.",
        "Delete one of them.",
        f"roadmap:\n{_TWO}  steps: [{{from: [base, base], to: chat}}]\n",
    ),
    Kind(
        "duplicate-row",
        "A model has two rows",
        "The ability table has two rows for the same model.",
        "Join them, unless two rows are meant.",
        "abilities:\n  - {model: base, changes: [Generation]}\n  - {model: base, changes: [Dialog]}\n",
        severity="warning",
    ),
    Kind(
        "unknown-model",
        "No such model or step",
        "A step, a caveat or a row of the ability table names an id that no model has (or no step).",
        "Write the id that the hint names, or add the model.",
        f"roadmap:\n{_TWO}  steps: [{{from: bas, to: chat}}]\n",
    ),
    Kind(
        "unknown-series",
        "No such series",
        "A model is of a series that the road map does not list.",
        "Write the id that the hint names, or add the series under `series`.",
        "roadmap:\n  models: [{id: base, name: Base, series: first}]\n",
    ),
    Kind(
        "cycle",
        "The steps lead in a circle",
        "A model would descend from itself. A road map is a lineage: later models come from earlier ones.",
        "Turn one of the steps round, or delete it.",
        f"roadmap:\n{_TWO}  steps:\n    - {{from: base, to: chat}}\n    - {{from: chat, to: base}}\n",
    ),
    Kind(
        "lonely-model",
        "No step leads to a model or from it",
        "The model stands on the road map without a line, most likely since a step was forgotten.",
        "Add the step; a model made from nothing has one without `from`.",
        "roadmap:\n"
        "  models: [{id: base, name: Base}, {id: chat, name: Chat}, {id: code, name: Code}]\n"
        "  steps: [{from: base, to: chat}]\n",
        severity="warning",
    ),
    Kind(
        "back-in-time",
        "A model is older than the one it was made from",
        "With `align: date` models stand on a time axis, and this one would stand before its origin.",
        "Correct a date, or turn the step round.",
        "roadmap:\n  align: date\n"
        "  models: [{id: base, name: Base, date: 2022-11}, {id: chat, name: Chat, date: 2020-05}]\n"
        "  steps: [{from: base, to: chat}]\n",
        severity="warning",
    ),
    Kind(
        "unknown-reference",
        "No such reference",
        "A `source`, a citation `[@key]` or a link `(@key)` names a key that `references` does not have.",
        "Write the key that the hint names, or add the reference.",
        "summary: ['As said in [@vaswani].']\n",
    ),
    Kind(
        "unused-reference",
        "Nothing names a reference",
        "The reference would stand on the last slide, and no slide would lead there. Most likely a "
        "citation was forgotten.",
        "Name it in a `source` or in a text as `[@key]`, or delete it.",
        "references:\n  paper: {title: A paper}\n",
        severity="warning",
    ),
    Kind(
        "unknown-footnote",
        "A footnote has no text",
        "A text marks a footnote `[^id]` that `footnotes` does not have.",
        "Add its text under `footnotes`.",
        "summary: ['A point[^1].']\n",
    ),
    Kind(
        "unused-footnote",
        "No text marks a footnote",
        "The footnote is there and no mark leads to it, so that no slide would show it.",
        "Mark the place with `[^id]`, or delete it.",
        "footnotes: {data: Where the numbers come from.}\n",
    ),
    Kind(
        "misplaced-footnote",
        "A footnote is marked where no slide has room for it",
        "Marks belong into points, captions, caveats, blocks of sections and rows of the ability table. A "
        "title or another footnote has no foot of its own.",
        "Move the mark into such a text.",
        'deck: {title: "Models[^1]"}\nfootnotes: {"1": A note.}\n',
    ),
    Kind(
        "blank-text",
        "A text shows nothing",
        "The text has blanks, comments or invisible characters only, or one that no font can show.",
        "Write something, or delete it.",
        'summary: ["&nbsp;"]\n',
    ),
    Kind(
        "unused-series",
        "No model is of a series",
        "The series would be a band without a model.",
        "Add `series` to a model, or delete the series.",
        "roadmap:\n  series: [{id: first, name: First}]\n  models: [{id: base, name: Base}]\n",
        severity="warning",
    ),
    Kind(
        "without-effect",
        "A key has no effect",
        "`reveal_as` without `reveal`, or `align: date` where no model has a date that can be read.",
        "Add what the hint names, or delete the key.",
        "roadmap:\n  reveal_as: slides\n  models: [{id: base, name: Base}]\n",
        severity="warning",
    ),
    Kind(
        "incomplete-link",
        "A link lacks its address or its words",
        "`[words]()` leads nowhere, and nobody can see or click `[](address)`.",
        "Write what is missing.",
        "summary: ['Read [the paper]().']\n",
    ),
    Kind(
        "refused-link",
        "An address that a deck may not link to",
        "Links are http, https, mailto, or a path, which is shown in words. Others could run something on a "
        "reader's machine, or are cut by PowerPoint.",
        "Write the address as the hint says.",
        "summary: ['Read [this](javascript:alert).']\n",
    ),
    Kind(
        "unknown-slide",
        "No such slides",
        "A link `(#name)` or an entry of `deck.order` names neither a key of the file that makes slides "
        "nor the id of a section.",
        "Write one of the names in the hint.",
        "deck: {title: A, order: [sumary]}\nsummary: [A point.]\n",
    ),
    Kind(
        "empty-section",
        "A section holds nothing",
        "The section has a title alone and would be a slide without content.",
        "Give it `blocks`, or `layout: opener` if a title slide is meant.",
        "sections: [{title: Results}]\n",
        severity="warning",
    ),
    Kind(
        "deep-list",
        "Points on too many levels",
        "A slide shows points on four levels at most.",
        "Move the points up, or into the text of the point above.",
        "summary: [{text: 1, items: [{text: 2, items: [{text: 3, items: [{text: 4, items: [5]}]}]}]}]\n",
    ),
    Kind(
        "text-direction",
        "An invisible character turns the direction of writing",
        "Such a character can make a text read as another than it is.",
        "Delete it, unless it is meant.",
        'summary: ["user\\u202Etxt.exe"]\n',
        severity="warning",
    ),
    Kind(
        "wrong-silence",
        "A code that cannot be silenced",
        "`deck.silence` names a code that no warning has, or that of an error.",
        "Write the code of a warning as it stands in brackets before the message; an error has to be "
        "corrected.",
        "deck: {title: A, silence: [unknown-key]}\n",
    ),
    Kind(
        "bibtex-file",
        "A BibTeX file cannot be read",
        "`references` names a file that is not there, lies outside the spec's folder, or does not end in "
        "`.bib`.",
        "Put the file beside the spec and name it by its path from there.",
        "references: papers.bib\n",
    ),
    Kind(
        "bibtex-key",
        "A BibTeX file has a key twice",
        "Two entries of the file have the same key; the first is used.",
        "Rename one of them.",
        severity="warning",
    ),
    Kind(
        "bibtex-entry",
        "An entry of a BibTeX file cannot be read",
        "Its braces or quotes do not come in pairs, or it has no key.",
        "Correct it in the file at the line that is named.",
        severity="warning",
    ),
)
