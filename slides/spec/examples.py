"""What docs/spec.md says and shows beside the tables of keys: an introduction, and an example a section."""

from __future__ import annotations

from slides.spec import blocks, model
from slides.spec.model import Part

INTRODUCTION = """
<!-- Written by `python -m slides.spec.reference` from slides/spec/model.py; change it there. -->

# The spec

A spec is one YAML file (UTF-8, at most 2 MB). `slides new` writes a commented one to start from, `slides
check` says what is wrong with one. With this as its first line, editors complete and check the file as you
type; the path is that of [spec.schema.json](spec.schema.json), which `slides schema` prints:

    # yaml-language-server: $schema=../docs/spec.schema.json

An unknown key is an error. So is a footnote that nothing names, a step to a model that is not there, steps
that lead in a circle. Values are taken as they are written: a `no` or `2020-07` without quotes stays what it
is. A text that begins with `[`, `{`, `*`, `&`, `!`, `|`, `>`, `%`, `@` or a backtick, or that
holds `: ` or ` #`, needs quotes; so does one that is only a `-`.

## Markdown in texts

| written | gives |
|---|---|
| `**bold**`, `*italic*`, `` `code` ``, `~~struck~~` | as in CommonMark |
| `==highlight==` | a coloured ground |
| `[words](https://example.org)` | a link: http, https, mailto; a path (`other.md`) is shown in words |
| `[words](@key)` | a link to the address of a reference |
| `[words](#summary)` | a link to that part of the deck: `#` and a key of the file that makes slides |
| `[@key]`, `[@key, p. 3]`, `[@key; @other]` | the number of a reference, linked; a place; several |
| `[^id]` | the number of a footnote; its text stands at the foot of the slide |
| `$x_i^2$`, `\\(x_i^2\\)` | a formula in LaTeX; a blank within the dollars or a digit behind: money |
| `<sub>`, `<sup>`, `<u>`, `<kbd>` | lowered, raised, underlined, a key; also `<mark>`, `<b>`, `<i>`, `<s>` |
| `<br>` | a new line |
| `\\*` | the character itself |

Where a table below says *Markdown*, a text may hold this, and up to 20,000 characters; where it says *text*,
characters stand for themselves. An *id* has lower-case letters, digits, `.`, `_` and `-`, at most 64 of them;
the key of a reference may also look as in BibTeX (`Vaswani2017:attention`).

`references: refs.bib` takes them from a BibTeX file in the spec's folder (or `[one.bib, two.bib]`); then only
those that the spec names are shown.

## Certainty

How sure a source is, is a value of its own: `stated` (the default, shown as nothing), `highly likely`,
`likely`, `probably`, `possibly`, `hypothesis`, `disputed`, `unknown`. All but the first show: the word in the
colour of doubt behind the text, in the notes as well. On the road map a step or model in doubt has a dashed
line and the mark `?` before its word, a disputed one dashes and dots and the mark `!`. The same mark stands
in tables, points and details that speak of such a model, unless a caveat's number stands there. A dotted line
with an open arrowhead is no doubt: it is a step that passed on an idea only (`kind: idea`).
"""

EXAMPLES: dict[type[Part], str] = {
    model.DeckInfo: """
deck:
  title: How the models came about
  subtitle: Notes for the reading group
  presenter: Ada Example
  date: "2026-01-15"
  keywords: [pretraining, instruction tuning]
  licence: CC BY 4.0
  order: [references, roadmap]      # then what is left, as it always comes
  silence: [lonely-model]
  shorten: false                    # long paragraphs in full, on as many slides as they take
  about: Notes on [the paper](@paper-2020), with *our* remarks.
  source: paper-2020
  say: Welcome. Questions at any time.
""",
    model.Reference: """
references:
  paper-2020:
    authors: ["Family, Given", "Other, Ann"]
    year: 2020
    date: May 2020
    title: The paper of the base model
    venue: arXiv
    link: https://example.org/base
""",
    model.Roadmap: """
roadmap:
  title: Road map
  source: paper-2020
  direction: TB
  reveal: date                             # a click brings the next model, older ones first
  reveal_as: clicks
  align: date
  order: date                              # steps from left to right, older ones first
  details: true
  series:
    - {id: first, name: First series}
    - {id: second, name: Second series}
  models:
    - {id: base, name: Base model, series: first, date: 2020-05}
    - {id: chat, name: Chat model, series: second, date: 2022-11}
  steps:
    - {to: base, method: Pretraining}
    - {from: base, to: chat, method: Tuning on dialog}
  say: From the top to the bottom, older to newer.
""",
    model.Model: """
roadmap:
  series: [{id: first, name: First series}]
  models:
    - id: base
      name: Base **model**
      series: first
      api: base-001
      kind: base
      date: 2020-05
      source: paper-2020
      link: https://example.org/base
    - id: chat
      name: Chat model
      api: [chat-001, chat-002]
      date: 2022-04 to 2022-07
      certainty: likely
      say: Which of the two names is older is not known.
  steps:
    - {from: base, to: chat}
""",
    model.Step: """
roadmap:
  models:
    - {id: base, name: Base model}
    - {id: code, name: Code model}
    - {id: chat, name: Chat model}
    - {id: small, name: Small model}
  steps:
    - {to: base, method: Pretraining}          # no `from`: made from nothing
    - {from: base, to: code, method: Training on code, source: paper-2020}
    - {from: code, to: small, method: smaller, kind: idea}   # no code, no weights
    - id: merge                                # an id only where a caveat names the step
      from: [base, code]                       # two arrows become one
      to: chat
      method: Tuning on *dialog*
      certainty: likely
      say: The authors infer this.
""",
    model.Caveat: """
roadmap:
  models:
    - {id: base, name: Base model}
    - {id: chat, name: Chat model}
  steps:
    - {id: into-chat, from: base, to: chat, method: Tuning}
  caveats:
    - on: into-chat
      text: The base of the chat model is not confirmed.
      certainty: probably
      source: paper-2020
      say: Asked twice, no answer.
    - {on: chat, text: Its size is not published.}
""",
    model.Points: """
summary:
  title: What we learned
  lead: "The authors say:"
  source: paper-2020
  items:
    - The **base model** brings general ability.
    - The *reasoning* comes from code.

questions:
  numbered: true
  say: Take your time here.
  items:
    - Which data was it trained on[^data]?
    - Does it hold for [all of them](#summary)?

further:                       # a plain list stands for `items:`
  - Read the second paper.

footnotes:
  data: The paper names the sources, not their shares.
""",
    model.Item: """
limitations:
  - A plain text is a point.
  - text: A point with more to it.
    certainty: hypothesis
    source: paper-2020
    say: This goes to the notes only.
    done: false                  # a task, still to do
    items:
      - Points below it,
      - text: to four levels
        items: [a third, {text: and a fourth, items: [at most]}]
""",
    model.Abilities: """
abilities:
  title: Abilities
  changes_title: What changed at each model
  source: paper-2020
  headings: {api: API name}
  say: One row a model.
  rows:
    - {model: base, changes: [Generation]}
    - {model: chat, changes: [{delta: ++, ability: Dialog}]}
""",
    model.Ability: """
abilities:
  - model: base
    name: Base model (2020)
    remark: "**Much is there already**"
    changes: [Generation, {delta: +, ability: World knowledge}]
    method: Pretraining
    api: "-"
    papers: "[The paper](@paper-2020)"
    open_source: ["[One](https://example.org/one)", "[Two](https://example.org/two)"]
    say: Start here.
""",
    model.Change: """
abilities:
  - model: base
    changes:
      - Generation                                  # there from the start
      - {delta: +, ability: World knowledge}
  - model: chat
    changes:
      - {delta: ++, ability: Dialog, remark: on two tasks}
      - {delta: "-", ability: World knowledge, doubt: "*why?*", certainty: probably}
""",
    blocks.Section: """
sections:
  - title: Background
    id: background
    layout: one
    source: paper-2020
    say: Two minutes.
    blocks:
      - A plain text is a paragraph.
      - heading: What a model is
      - list: [A function, with *many* parameters]
    sections:
      - title: Words in use
        blocks:
          - definitions: [{term: model, means: what is trained}]
""",
    blocks.Text: """
sections:
  - title: Background
    blocks:
      - A plain text is a paragraph, with **Markdown**.
      - text: A paragraph with more to it.
        certainty: likely
        source: paper-2020
        say: This goes to the notes only.
""",
    blocks.List: """
sections:
  - title: To do
    blocks:
      - list: [Read the paper, {text: present it, done: false, items: [on Friday]}]
        numbered: true
        start: 3
""",
    blocks.Table: """
sections:
  - title: Results
    blocks:
      - columns: [Model, {title: Top-1, align: right}]
        table:
          - [LeNet, 56.1]
          - [After 2020, ""]             # the first cell alone: a heading among the rows
          - [ConvNeXt, "**82.0**"]
        caption: One crop.
""",
    blocks.Column: """
sections:
  - title: Results
    blocks:
      - columns: [Model, {title: Year, align: center}]
        table: [[LeNet, 1998]]
""",
    blocks.Code: """
sections:
  - title: The block
    blocks:
      - code: |
          def forward(x):
              return relu(f(x) + x)
        language: python
        caption: The residual block.
""",
    blocks.Quote: """
sections:
  - title: In their words
    blocks:
      - quote: Attention is all you need.
        by: Vaswani et al.
      - quote: [It is a long story., {list: [with two, points]}]
""",
    blocks.Diagram: """
sections:
  - title: The way of the data
    blocks:
      - diagram: |
          flowchart LR
            a[Crawl] --> b[Filter] -->|twice| c[Train]
        language: mermaid
        caption: From page to weights.
""",
    blocks.Math: """
sections:
  - title: The loss
    blocks:
      - math: L = -\\sum_i \\log p(x_i)
""",
    blocks.Definition: """
sections:
  - title: Words in use
    blocks:
      - definitions:
          - {term: token, means: a piece of a word}
          - {term: step, means: [an update of the weights, an arrow of the road map]}
""",
    blocks.Details: """
sections:
  - title: Training
    blocks:
      - details: How long it took
        blocks: [Three days., {list: [eight GPUs]}]
""",
}
