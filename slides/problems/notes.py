"""What a note in Markdown says that a deck cannot hold: all are warnings, nothing is dropped in silence."""

from __future__ import annotations

from typing import Any

from slides.problems.kind import Kind

_NOTE: dict[str, Any] = {"severity": "warning", "language": "markdown"}

KINDS = (
    Kind(
        "front-matter",
        "The front matter is not quite YAML or TOML",
        "What stands between `---` (or `+++`) at the start of the note has a fault. Its lines are taken "
        "as keys and texts.",
        "Correct the line; most often a text needs quotes.",
        "---\ntitle: Models: a history\ntags: [a\n---\n\nWords.\n",
        **_NOTE,
    ),
    Kind(
        "character-left-out",
        "An invisible character is left out",
        "A control character came along, most likely by copying from a terminal or a PDF.",
        "Delete it.",
        "# A\n\nWords with a bell\x07 in them.\n",
        **_NOTE,
    ),
    Kind(
        "words-lost",
        "Words are not carried over",
        "The note has words that no slide and no note of the deck holds.",
        "Write them in plain Markdown, and report it: this should not happen.",
        **_NOTE,
    ),
    Kind(
        "link-as-words",
        "A link is shown as words",
        "The address is of a kind that a deck may not link to, or the heading it leads to is not there. "
        "Words and address stand in the text.",
        "Correct the address.",
        "# A\n\nRead [this](javascript:alert).\n",
        **_NOTE,
    ),
    Kind(
        "unused-link",
        "No text uses a link that is defined",
        "The note defines an address `[name]: …` and no text refers to it.",
        "Use it, or delete it.",
        "# A\n\nWords.\n\n[paper]: https://example.org/paper\n",
        **_NOTE,
    ),
    Kind(
        "dotted-unexplained",
        "A graph has dotted arrows that the note does not explain",
        "The graph becomes the road map. What its dotted arrows mean, an idea that was borrowed or a step "
        "that is in doubt, no sentence beside it says. They are shown as doubtful.",
        "Write a sentence beside the graph, such as: a dotted arrow means that only an idea was borrowed.",
        "# A\n\n## Road map\n\n```mermaid\ngraph TD\n  A --> B\n  A -.-> C\n```\n",
        **_NOTE,
    ),
    Kind(
        "bibliography-unread",
        "The bibliography cannot be read",
        "The front matter names a BibTeX file that is not beside the note, or is none. Marks such as "
        "`[@key]` stand in the text as they are written.",
        "Correct its name, or copy it beside the note.",
        "---\nbibliography: missing.bib\n---\n\n# A\n\nAs said [@key].\n",
        **_NOTE,
    ),
    Kind(
        "footnote-without-text",
        "A footnote has no text",
        "A text marks a footnote that the note does not define. The mark stands in the text.",
        "Write its text as a paragraph `[^1]: …`.",
        "# A\n\nWords[^1].\n",
        **_NOTE,
    ),
    Kind(
        "unused-footnote-text",
        "Nothing refers to a footnote",
        "The note defines a footnote that no text marks. Its text stands at the end.",
        "Mark the place with `[^1]`, or make it a paragraph.",
        "# A\n\nWords.\n\n[^1]: A footnote.\n",
        **_NOTE,
    ),
    Kind(
        "repeated-footnote",
        "A footnote is defined twice",
        "Two paragraphs begin with the same `[^1]:`.",
        "Number one of them anew.",
        "# A\n\nWords[^1].\n\n[^1]: One.\n\n[^1]: Two.\n",
        **_NOTE,
    ),
    Kind(
        "unknown-tag",
        "An unknown HTML tag",
        "The note has a tag that Markdown's HTML does not know, such as one of a site's own.",
        "Write it in backticks if it is meant as words, else delete it.",
        "# A\n\nA <blink>word</blink>.\n",
        **_NOTE,
    ),
    Kind(
        "tag-left-out",
        "What a tag holds is left out",
        "Scripts, styles, frames and the instructions of a site's generator show nothing on a slide.",
        "Delete it, or write in words what it shows.",
        "# A\n\nWords.\n\n<script>\nalert(1)\n</script>\n",
        **_NOTE,
    ),
    Kind(
        "picture-left-out",
        "A picture is left out",
        "The picture is written into the note itself (`data:`), or has no address.",
        "Save it as a file beside the note.",
        "# A\n\n![A dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=)\n",
        **_NOTE,
    ),
    Kind(
        "picture-outside",
        "A picture lies outside the spec's folder",
        "`slides import` writes the spec into another folder than the note's, and a spec reads pictures "
        "in its own folder only.",
        "Write the spec into the note's folder or above it, or copy the pictures.",
        **_NOTE,
    ),
    Kind(
        "badge-as-words",
        "A badge is shown as its words",
        "Pictures of a build server's state change every day and are not fetched.",
        "Delete it, or write the words.",
        "# A\n\n![build](https://img.shields.io/badge/build-passing-green)\n",
        **_NOTE,
    ),
    Kind(
        "embedded-file",
        "What another file holds is not taken in",
        "The note embeds another note with `![[name]]`.",
        "Copy what is wanted into the note.",
        "# A\n\n![[Another note]]\n",
        **_NOTE,
    ),
    Kind(
        "long-row",
        "A row has more cells than its table has columns",
        "Markdown cuts such cells off; here they stay, in a column without a title.",
        "Give the first row as many cells.",
        "# A\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n",
        **_NOTE,
    ),
)
