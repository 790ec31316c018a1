from __future__ import annotations

import time

import pytest

from slides.source import Problem, SpecError
from slides.spec import links
from slides.spec.read import read
from slides.spec.texts import texts, values


def problems(text: str) -> tuple[Problem, ...]:
    try:
        return read("deck: {title: T}\n" + text, "x.yaml").warnings
    except SpecError as error:
        return error.problems


def messages(text: str) -> list[str]:
    return [problem.message for problem in problems(text)]


def tree(steps: str, more: str = "") -> str:
    models = ", ".join(f"{{id: {name}, name: {name.upper()}}}" for name in "abcd")
    return f"roadmap:\n  models: [{models}]\n  steps: [{steps}]\n{more}"


WHOLE = "{from: a, to: [b, c, d]}"


def test_a_tree_without_faults_has_no_problems() -> None:
    assert problems(tree(WHOLE)) == ()


def test_a_step_without_a_method_is_fine() -> None:
    assert problems(tree("{to: a, method: M}, {from: a, to: [b, c, d]}")) == ()


def test_a_step_to_an_unknown_model_names_the_nearest() -> None:
    models = "{id: gateway, name: G}, {id: b, name: B}"
    text = f"roadmap:\n  models: [{models}]\n  steps: [{{from: b, to: [gatway, gateway]}}]\n"
    (problem,) = problems(text)
    assert (problem.message, problem.hint) == ('no model "gatway" in the road map', 'did you mean "gateway"?')


def test_a_circle_names_the_models_on_it() -> None:
    assert messages(tree("{from: d, to: b}, {from: b, to: c}, {from: c, to: [a, d]}")) == [
        'the steps lead in a circle: "b" → "c" → "d" → "b"'
    ]


def test_each_circle_is_reported() -> None:
    assert messages(tree("{from: a, to: b}, {from: b, to: a}, {from: c, to: d}, {from: d, to: c}")) == [
        'the steps lead in a circle: "a" → "b" → "a"',
        'the steps lead in a circle: "c" → "d" → "c"',
    ]


def test_a_step_to_itself_is_no_circle() -> None:
    assert messages(tree(f"{WHOLE}, {{from: b, to: b}}")) == ['a step leads from "b" to itself']


def test_a_very_long_line_of_steps_is_checked() -> None:
    models = "\n".join(f"    - {{id: m{at}, name: M}}" for at in range(2000))
    steps = "\n".join(f"    - {{from: m{at}, to: m{(at + 1) % 2000}}}" for at in range(2000))
    start = time.process_time()
    (message,) = messages(f"roadmap:\n  models:\n{models}\n  steps:\n{steps}\n")
    assert message.startswith('the steps lead in a circle: "m0" → "m1"')
    assert time.process_time() - start < 10


def test_very_many_unknown_names_do_not_take_very_long() -> None:
    models = "\n".join(f"    - {{id: m{at}, name: M}}" for at in range(500))
    steps = "\n".join(f"    - {{from: m{at % 500}, to: unknown-{at}}}" for at in range(5000))
    start = time.process_time()
    assert messages(f"roadmap:\n  models:\n{models}\n  steps:\n{steps}\n")
    assert time.process_time() - start < 10


def test_models_and_steps_share_their_ids_and_series_do_not() -> None:
    text = tree("{id: a, from: a, to: [b, c, d]}").replace(
        "roadmap:\n", "roadmap:\n  series: [{id: a, name: S}]\n"
    )
    assert sorted(messages(text)) == ['no model is of the series "a"', 'the id "a" stands twice']


def test_caveats_are_on_models_or_steps() -> None:
    text = tree(
        "{id: s, from: a, to: [b, c, d]}",
        "  caveats: [{on: s, text: x}, {on: a, text: x}, {on: z, text: x}]\n",
    )
    assert messages(text) == ['no model or step "z"']


def test_a_model_without_steps_is_a_warning_where_there_are_steps() -> None:
    assert [(p.message, p.severity) for p in problems(tree("{from: a, to: [b, c]}"))] == [
        ('no step leads to or from "d"', "warning")
    ]
    assert problems(tree("")) == ()


def test_abilities_are_of_models_in_the_tree() -> None:
    row = "abilities: [{model: e, changes: [Talk]}]\n"
    assert messages(tree(WHOLE, row)) == ['no model "e" in the road map']
    assert problems(row)[0].hint == 'it needs a "roadmap" with this model'


def test_two_rows_of_one_model_are_a_warning() -> None:
    rows = "abilities: [{model: a, changes: [Talk]}, {model: a, changes: [Code]}]\n"
    assert [(p.message, p.severity) for p in problems(tree(WHOLE, rows))] == [
        ('"a" has a row already', "warning")
    ]


def test_references_are_used_by_sources_links_and_citations() -> None:
    references = "references: {one: {title: A}, two: {title: B}, three: {title: C}, four: {title: D}}\n"
    points = 'summary:\n  source: one\n  items: ["[@two]", {text: "[x](@three)", say: "**[@four]**"}]\n'
    assert problems(points + references) == ()
    assert messages(references) == [
        f'nothing names the reference "{key}"' for key in ("one", "two", "three", "four")
    ]


def test_the_decks_source_is_a_use() -> None:
    assert read("deck: {title: T, source: p}\nreferences: {p: {title: P}}\n", "x").warnings == ()


def test_a_misspelt_reference_is_not_also_unused() -> None:
    text = 'summary: ["[@fu-2202]"]\nreferences: {fu-2022: {title: A}}\n'
    assert messages(text) == ['no reference "fu-2202"']


def test_unknown_references_are_marked_where_they_stand() -> None:
    (problem,) = problems(
        "summary: [some words with [@nobody] here]\n".replace("[some", '["some').replace("here]", 'here"]')
    )
    assert problem.span
    assert problem.span.source.text[problem.span.start : problem.span.end] == "[@nobody]"


def test_footnotes_and_their_marks_belong_together() -> None:
    assert messages('summary: ["a[^x]"]\nfootnotes: {y: text}\n') == [
        'footnote "x" has no text',
        'no text marks the footnote "y"',
    ]
    assert problems('summary: ["a[^x]"]\nfootnotes: {x: text}\n') == ()


def test_marks_in_code_are_not_marks() -> None:
    assert problems('summary: ["`a[^x] [@y] [z](javascript:w)`"]\n') == ()


@pytest.mark.parametrize(
    "href",
    [
        "https://arxiv.org/abs/2005.14165",
        "http://example.org:8080/a_(b)?c=d&e#f",
        "HTTPS://Example.org",
        "https://example.org/caf%C3%A9",
        "https://日本.example/道",
        "http://[::1]/",
        "mailto:someone@example.org?subject=x",
    ],
)
def test_good_links_pass(href: str) -> None:
    assert links.fault(href) is None


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVa\nScript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "java\u200bscript:alert(1)",
        "data:text/html,<script>x</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "\\\\host\\share",
        "//host/share",
        "ms-msdt:/id",
        "ppaction://program?x",
        "https://bank.example@evil.example/",
        "https://user:word@evil.example/",
        "https:\\\\evil.example",
        "http://a b/",
        "https://example.org/%zz",
        "https://%65vil.example/",
        "https:///path",
        "https://",
        "https:example.org",
        "https://[",
        "https://example.org:port/",
        "https://example.org/\u202egpj.exe",
        'https://example.org/"onload="x',
        "mailto:",
        "mailto:nobody",
        "mailto:a@b.example,c@d.example",
        "www.example.org",
        "C:\\x.txt",
        "#slide",
        "",
    ],
)
def test_tricky_links_are_refused(href: str) -> None:
    assert links.fault(href) is not None


def test_links_are_checked_in_keys_and_texts() -> None:
    text = 'roadmap: {models: [{id: a, name: "[x](data:x)", link: "file:///x"}]}\n'
    assert messages(text) == [
        'links of the kind "data:" are not allowed',
        'links of the kind "file:" are not allowed',
    ]
    assert messages('references: {p: {title: x, link: "JaVa\\nScript:x"}}\ndeep: 1\n')[-2:] == [
        "a link cannot hold blanks or invisible characters",
        'unknown key "deep" in a spec',
    ]


def test_an_unknown_theme_names_the_known_ones() -> None:
    with pytest.raises(SpecError) as caught:
        read("deck: {title: T, theme: lihgt}\n", "x")
    assert caught.value.problems[0].hint == 'did you mean "light"?'


@pytest.mark.parametrize(
    "name", ["red}*{background:url(http://evil.example/)", 'x";@import "y', "a~b", "../light"]
)
def test_names_are_names_and_no_style_or_path(name: str) -> None:
    quoted = "'" + name + "'"
    assert messages(f"roadmap: {{models: [{{id: {quoted}, name: M}}]}}\n") == [f'"{name}" cannot be an id']
    with pytest.raises(SpecError, match="no theme"):
        read(f"deck: {{title: T, theme: {quoted}}}\n", "x")


def test_points_go_four_levels_deep() -> None:
    four = "summary: [{text: a, items: [{text: b, items: [{text: c, items: [d]}]}]}]\n"
    assert problems(four) == ()
    assert messages(four.replace("[d]", "[{text: d, items: [e, f]}]")) == ["points go 4 levels deep at most"]


@pytest.mark.parametrize("char", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_characters_that_turn_text_are_a_warning(char: str) -> None:
    (problem,) = problems(f"summary: [abc{char}def]\n")
    assert problem.severity == "warning"
    assert problem.span
    assert problem.span.source.text[problem.span.start : problem.span.end] == char


def test_every_text_is_walked_with_its_path() -> None:
    document = read(
        "deck: {title: T, keywords: [k]}\nsummary: [a, {text: b, items: [c]}]\n"
        "roadmap: {models: [{id: m, name: M, api: x}], steps: [{to: m, method: Z}]}\n",
        "x",
    )
    assert list(texts(document.spec)) == [
        (("deck", "title"), "T"),
        (("deck", "keywords", 0), "k"),
        (("roadmap", "title"), "Road map"),
        (("roadmap", "models", 0, "name"), "M"),
        (("roadmap", "steps", 0, "method"), "Z"),
        (("summary", "items", 0, "text"), "a"),
        (("summary", "items", 1, "text"), "b"),
        (("summary", "items", 1, "items", 0, "text"), "c"),
    ]
    assert ("roadmap", "steps", 0, "to", 0) in [value.path for value in values(document.spec)]


def test_a_link_within_the_deck_names_a_part_that_is_there() -> None:
    assert problems('summary: ["see [more](#questions)"]\nquestions: [Why?]\n') == ()
    (found,) = problems('summary: ["see [more](#question)"]\nquestions: [Why?]\n')
    assert (found.message, found.hint) == ('no slide "#question"', 'did you mean "questions"?')


def test_a_step_from_nothing_needs_a_method() -> None:
    (found,) = problems(tree("{to: a}, {from: a, to: [b, c, d]}"))
    assert found.message == 'a step needs "from" or "method"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'roadmap: {models: [{id: a, name: "A[^n]"}]}\nfootnotes: {n: x}\n',
            "a footnote cannot be marked here",
        ),
        ('summary: {lead: "L[^n]", items: [i]}\nfootnotes: {n: x}\n', "a footnote cannot be marked here"),
        ('summary: {title: "<br>", items: [i]}\n', "this text shows nothing"),
        ('summary: ["\\u200b"]\n', "this text shows nothing"),
        ('summary: ["a&#0;b"]\n', "a character of this text cannot be shown"),
        ('summary: ["a [](https://example.org) b"]\n', "the link has no words"),
        (
            "roadmap: {series: [{id: s, name: S}], models: [{id: a, name: A}]}\n",
            'no model is of the series "s"',
        ),
        ("roadmap: {align: date, models: [{id: a, name: A}]}\n", "no model has a date to align by"),
        ("roadmap: {reveal_as: slides, models: [{id: a, name: A}]}\n", "nothing is revealed"),
    ],
)
def test_what_would_be_lost_in_silence_is_said(text: str, message: str) -> None:
    assert [problem.message for problem in problems(text)] == [message]


def test_footnotes_may_be_marked_in_points_caveats_and_rows() -> None:
    text = (
        'roadmap: {models: [{id: a, name: A}], caveats: [{on: a, text: "C[^n]"}]}\n'
        'summary: ["P[^n]", {text: "Q[^n]", items: ["R[^n]"]}]\n'
        'abilities: [{model: a, changes: ["X[^n]"], api: "Y[^n]", remark: "Z[^n]"}]\n'
        "footnotes: {n: x}\n"
    )
    assert problems(text) == ()
