"""Mistakes that show only when slides and pictures are laid out."""

from __future__ import annotations

from slides.problems.kind import Kind

KINDS = (
    Kind(
        "unknown-theme",
        "No such theme",
        "`deck.theme` names a theme that is not there.",
        "Write one of those that the hint lists.",
        "deck: {title: A, theme: drak}\n",
    ),
    Kind(
        "text-too-long",
        "Something does not fit on a slide",
        "The text of the title slide, a reference or a model of the road map is too large for a slide even "
        "at the smallest size that can be read. It is an error, since otherwise it would run over the edge.",
        "Shorten it, divide it, or move a part to the notes with `say`.",
        "deck:\n  title: An example\n  about: >-\n"
        + "    A sentence that goes on for a while, and still has not come to what it is about.\n" * 60,
    ),
    Kind(
        "title-cut",
        "A title is too long for a slide",
        "The slide shows its beginning at the smallest size, and its notes begin with all of it.",
        "Shorten it, or move a part of it to a paragraph.",
        "deck:\n  title: >-\n"
        + "    A title that says everything there is to say about the matter at hand,\n" * 8,
        severity="warning",
    ),
    Kind(
        "no-such-picture",
        "There is no such picture",
        "A page, or `slides embed`, asks for the road map of a spec that has none, or for a slide that the "
        "deck has not.",
        "Name one of the slides that the hint lists.",
    ),
    Kind(
        "wrong-request",
        "A page asks for a picture in a way that is not understood",
        "A fence or directive has an option that is not known, or neither names a spec nor holds one.",
        "See docs/embed.md for what can be written there.",
    ),
    Kind(
        "text-shortened",
        "A slide shows only the beginning of a text",
        "A paragraph or a point takes more than six lines across a slide. The slide shows its first "
        "sentences and says that the notes hold all of it; marks of footnotes and sources stay.",
        "Divide it into paragraphs, or write `shorten: false` in `deck`: more slides then show all.",
        "sections:\n  - title: The idea\n    blocks:\n      - >-\n"
        + "        A sentence that goes on for a while, and still has not come to what it is about.\n" * 12,
        severity="warning",
    ),
    Kind(
        "row-too-tall",
        "A row of a table is taller than a slide can show",
        "The cells of the row are cut, the notes hold all of them.",
        "Divide the row, or move a part of it to a paragraph of its own.",
        "sections:\n  - title: The table\n    blocks:\n      - columns: [Name, What it is]\n        table:\n"
        "          - - A name\n            - >-\n"
        + "              A sentence that goes on for a while, and still has not come to what it is about.\n"
        * 60,
        severity="warning",
    ),
    Kind(
        "picture-missing",
        "A picture is not there",
        "The file is not beside the spec, is no picture that can be read, lies outside the spec's folder, "
        "or is on the web and was not fetched. The slide shows its words and where it would be.",
        "Save it beside the spec and name it by its path from there; `--fetch-images` fetches it.",
        "sections:\n  - title: The block\n    blocks: [{picture: block.png, alt: A block}]\n",
        severity="warning",
    ),
    Kind(
        "diagram-as-code",
        "A diagram is shown as code",
        "It is of a kind that is not drawn (flowcharts of Mermaid's are, and all graphs of Graphviz), or it "
        "has a mistake that its own tool would not read past either.",
        "Mend what the message says, or save the diagram as a picture.",
        "sections:\n  - title: The loop\n    blocks:\n      - diagram: |\n          flowchart LR\n"
        "            A[Ask --> B\n            B --> A\n",
        severity="warning",
    ),
    Kind(
        "diagram-file",
        "A diagram beside the spec cannot be drawn",
        "The file that `diagram` names is not there, or does not hold what its ending says: `.mmd` a "
        "flowchart of Mermaid's, `.dot` or `.gv` a graph of Graphviz, `.json` what `slides.save` wrote. "
        "It is read with care, since it may come from a stranger: nothing in it is run, and no path in it "
        "is opened.",
        "Mend or save the file anew, in the spec's own folder or below it.",
        "sections:\n  - title: The service\n    blocks:\n      - diagram: service.mmd\n",
        severity="warning",
    ),
    Kind(
        "math-as-latex",
        "A formula is shown as LaTeX",
        "The formula holds a command that is not known, a bracket without a partner, or more than a slide "
        "could show. It stands there as it is written.",
        "Put it in commands of LaTeX itself; a command of your own is not known here. A dollar that opens no "
        "formula is written `\\$`.",
        "sections:\n  - title: The loss\n    blocks: ['It is $\\mathcal{L} + \\reg x$.']\n",
        severity="warning",
    ),
    Kind(
        "missing-glyph",
        "PNG and PDF cannot show a character",
        "Neither the fonts that come with the program have it, nor those it knows of on this machine. The "
        "deck and the SVG take a font of the reader's machine.",
        "Install a font that has it (Noto Sans CJK for Chinese, Japanese and Korean), or use other words.",
        "roadmap:\n  models: [{id: base, name: Luwian 𔐀}]\n",
        severity="warning",
    ),
    Kind(
        "unclear-roadmap",
        "Something on the road map covers something else",
        "The layout left two things on each other. It is checked after each layout, since a picture that "
        "looks right and is not would be worse than none.",
        "Shorten names, or try another `direction`.",
        severity="warning",
    ),
    Kind(
        "no-layout",
        "The road map could not be laid out",
        "Graphviz failed, took too long, or (with `--engine system`) is not installed.",
        "Leave out `--engine system`, or divide a very large road map.",
    ),
    Kind(
        "nothing-written",
        "There is nothing to write",
        "`--only` asks for pictures of the road map, and the spec has none.",
        "Leave out `--only`, or add a `roadmap`.",
        severity="warning",
    ),
    Kind(
        "not-written",
        "An output could not be written",
        "The folder cannot be made or written to, the file is open in PowerPoint, or (with `--rasteriser "
        "cairo`) libcairo is not installed. Outputs of an earlier build stay as they are.",
        "Close the file if it is open elsewhere, or name another folder with `-o`.",
    ),
)
