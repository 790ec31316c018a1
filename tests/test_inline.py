from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.inline import Run, markdown, parse, plain, plain_text


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("words", (Run("words"),)),
        ("**bold** *it*", (Run("bold", bold=True), Run(" "), Run("it", italic=True))),
        ("***both***", (Run("both", bold=True, italic=True),)),
        ("`a*b*`", (Run("a*b*", code=True),)),
        ("==marked==", (Run("marked", mark=True),)),
        ("==a **b**==", (Run("a ", mark=True), Run("b", mark=True, bold=True))),
        ("~~gone~~", (Run("gone", strike=True),)),
        ("a == b == c", (Run("a == b == c"),)),
        ("a ===b=== c =d=", (Run("a ===b=== c =d="),)),
        ("[GPT 3](@gpt-3)", (Run("GPT 3", href="@gpt-3"),)),
        (
            "[**a** b](http://x.org)",
            (Run("a", bold=True, href="http://x.org"), Run(" b", href="http://x.org")),
        ),
        ("<https://x.org>", (Run("https://x.org", href="https://x.org"),)),
        ("see[^1][@fu-2022].", (Run("see"), Run("", footnote="1"), Run("", cite="fu-2022"), Run("."))),
        ("[@a; @b]", (Run("", cite="a"), Run(" "), Run("", cite="b"))),
        ("[@a, p. 3;@b]", (Run("", cite="a", locator="p. 3"), Run(" "), Run("", cite="b"))),
        ("[@a, pp. 3, 5]", (Run("", cite="a", locator="pp. 3, 5"),)),
        ("[@a and others]", (Run("[@a and others]"),)),
        (r"\[@a; @b]", (Run("[@a; @b]"),)),
        ("**a[^1]**", (Run("a", bold=True), Run("", bold=True, footnote="1"))),
        ("a<br>b<br/>c", (Run("a\nb\nc"),)),
        ("a\nb", (Run("a b"),)),
        (r"\*not\* \[x\]", (Run("*not* [x]"),)),
        ("&lt;b&gt; AT&T", (Run("<b> AT&T"),)),
        ("</text><script>x</script>", (Run("</text><script>x</script>"),)),
        ("[words](java&#115;cript:x)", (Run("words", href="javascript:x"),)),
        ("H<sub>2</sub>O", (Run("H"), Run("2", lowered=True), Run("O"))),
        ("x<SUP>2</SUP> <u>a</u>", (Run("x"), Run("2", raised=True), Run(" "), Run("a", underline=True))),
        ("<ins>b</ins>", (Run("b", underline=True),)),
        ("<kbd>Ctrl</kbd>", (Run("Ctrl", key=True),)),
        ("<mark>a **b**</mark>", (Run("a ", mark=True), Run("b", mark=True, bold=True))),
        ("a <sub>b", (Run("a <sub>b"),)),
        ("a</sub> b", (Run("a</sub> b"),)),
        ("是**“词”**的", (Run("是"), Run("“词”", bold=True), Run("的"))),
        ("**词。**然后", (Run("词。", bold=True), Run("然后"))),
        ("a **(b)**c", (Run("a **(b)**c"),)),
        ("2 * 3 * 4", (Run("2 * 3 * 4"),)),
        ("~9 to ~12, x^2^", (Run("~9 to ~12, x^2^"),)),
        ("$x_i$", (Run("x_i", math=True),)),
        ("($a$, $b$)", (Run("("), Run("a", math=True), Run(", "), Run("b", math=True), Run(")"))),
        (r"\(x^2\) $$y$$", (Run("x^2", math=True), Run(" "), Run("y", math=True))),
        (r"$\$5$", (Run(r"\$5", math=True),)),
        ("the $n$th", (Run("the "), Run("n", math=True), Run("th"))),
        ("`$x$`", (Run("$x$", code=True),)),
        ("", ()),
    ],
)
def test_inline_markdown_becomes_runs(text: str, runs: tuple[Run, ...]) -> None:
    assert parse(text) == runs


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "$20k–$30k",
        "a $ b $ c",
        "US$5-$7",
        "$HOME/bin:$PATH",
        "${A}${B}",
        r"\$x\$",
        r"\(see this\)",
        "$",
    ],
)
def test_money_and_variables_are_no_formulas(text: str) -> None:
    assert not any(run.math for run in parse(text))
    assert plain_text(text) == text.replace("\\", "")


def test_plain_text_has_no_marks() -> None:
    assert plain_text("**Code** *understanding* [paper](@x)[^1]") == "Code understanding paper"


WORDS = st.text(alphabet="abcé日😀.,;:!?()", min_size=1, max_size=8).filter(lambda word: word[0].isalpha())


FLAGS = ["bold", "italic", "mark", "strike", "underline", "lowered", "raised", "key"]


@st.composite
def rich(draw: st.DrawFn) -> tuple[Run, ...]:
    """Words of one look each, with plain blanks between: what an author writes."""
    runs: list[Run] = []
    for _ in range(draw(st.integers(1, 5))):
        flags = draw(st.sets(st.sampled_from(FLAGS), max_size=3))
        look: dict[str, Any] = dict.fromkeys(flags, True)
        href = draw(st.sampled_from(["", "", "@fu-2022", "https://x.org/a_(b)?c=d&e"]))
        text = draw(WORDS).rstrip(".,;:!?()") or "a"
        kind = draw(st.sampled_from(["", "", "code", "math"]))
        text = draw(st.sampled_from([r"x_i^2", r"\frac{a}{b}", r"\$5", "a < b"])) if kind == "math" else text
        look |= {kind: True} if kind else {}
        runs += [Run(text, href=href, **look), Run(" ")]
    return tuple(runs[:-1])


@given(rich())
def test_runs_written_as_markdown_read_back_the_same(runs: tuple[Run, ...]) -> None:
    assert _characters(parse(markdown(runs))) == _characters(runs)


def _characters(runs: tuple[Run, ...]) -> list[tuple[str, Run]]:
    """Each character with its look, so that it does not matter how runs are cut."""
    return [(char, replace(run, text="")) for run in runs for char in run.text]


@given(st.text(alphabet="ab *_`=~[]()<>!\\&^@#\n-1.$", max_size=60))
def test_plain_characters_survive_markdown(text: str) -> None:
    runs = (Run(" ".join(text.split())),)
    assert plain(parse(markdown(runs))) == runs[0].text


@given(st.text(max_size=200))
def test_parsing_never_fails(text: str) -> None:
    for run in parse(text):
        assert run.text or run.footnote or run.cite


@pytest.mark.parametrize("mark", ["*", "==", "[", "`", "[^", "](", "<", "**a ", "$", "$a ", "<sub>"])
def test_a_long_run_of_marks_keeps_its_characters(mark: str) -> None:
    text = (mark * 5_000).strip()
    assert plain(parse(text)) == text
