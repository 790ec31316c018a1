"""Mistakes that keep a file from being read: files, and YAML itself."""

from __future__ import annotations

from slides.problems.kind import Kind

KINDS = (
    Kind(
        "unreadable-file",
        "The file cannot be read",
        "There is no file of that name, it is a folder, or this account may not read it.",
        "Check the name and the folder in which the command runs, and the rights of the file.",
    ),
    Kind(
        "file-too-large",
        "The file is too large",
        "A spec or a note has at most 2 MB; a larger file is most likely another one.",
        "Name the spec, or divide it into several decks.",
    ),
    Kind(
        "not-text",
        "The file is not UTF-8 text",
        "The file is no text (a picture, a PDF), or it was saved in another encoding, as Latin-1 or UTF-16.",
        "Save it as UTF-8; every editor can.",
    ),
    Kind(
        "empty-file",
        "The file is empty",
        "The file holds nothing, or comments only.",
        "Start from `slides new`, which writes a commented spec.",
        "# nothing here yet\n",
    ),
    Kind(
        "forbidden-character",
        "A character cannot stand in a text",
        "An invisible control character came along, most likely by copying from a terminal or a PDF. Neither "
        "YAML nor PowerPoint can hold it.",
        "Delete it where the line shows its number.",
        'deck: {title: "A bell\\a rings"}\n',
    ),
    Kind(
        "yaml-syntax",
        "The file is not valid YAML",
        "A bracket or a quote is not closed, a line does not line up, a tab indents, or a text without "
        "quotes begins with a mark that YAML takes for its own.",
        "Do as the hint says; quotes around the text are right in most cases.",
        "deck:\n  title: Models: a history\n",
    ),
    Kind(
        "yaml-key",
        "A key is no word",
        "What stands before the colon is a list, a pair of braces, or nothing.",
        'Put quotes around it, or write "key: value".',
        "deck:\n  title: A\n  {x: 1}: B\n",
    ),
    Kind(
        "duplicate-key",
        "A key stands twice",
        "The same key stands twice in one place. YAML would keep the last one and drop the first in silence.",
        "Delete one of them, or join both values.",
        "deck:\n  title: First\n  title: Second\n",
    ),
    Kind(
        "yaml-tag",
        "A YAML tag",
        "A value begins with `!`, which YAML takes for the name of a type. Types could run code when a "
        "file is read, so none is allowed.",
        "Put quotes around the text, or delete the tag.",
        "deck:\n  title: !important Read this\n",
    ),
    Kind(
        "yaml-anchor",
        "A YAML anchor or alias that leads nowhere",
        "A text begins with `&` or `*`, which YAML takes for the name of a value: nothing uses the name, "
        "nothing has it, or the value holds itself.",
        'Put quotes around the text; for bold words, too: `"**bold**"`.',
        "deck:\n  title: *bold\n",
    ),
    Kind(
        "second-document",
        "A second document begins",
        "A line `---` begins another YAML document. A spec is one.",
        "Delete the line.",
        "deck: {title: A}\n---\ndeck: {title: B}\n",
    ),
    Kind(
        "too-deep",
        "Too many levels within each other",
        "Lists and keys stand within each other more than 60 levels deep (blocks of a note more than 50): "
        "most likely brackets that nobody meant.",
        "Delete the brackets, or put quotes around the text.",
        "deck:\n  title: " + "[" * 64 + "A" + "]" * 64 + "\n",
    ),
    Kind(
        "too-many-values",
        "Too many values",
        "The file holds more than 100,000 values. What an alias repeats counts each time, so that a small "
        "file cannot fill the memory.",
        "Divide the spec into several decks.",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
        "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
        "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
        "e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n",
    ),
)
