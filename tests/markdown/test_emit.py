"""YAML that a person likes to read, and that reads as what it was written from."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from slides.markdown.emit import WIDTH, yaml_text
from slides.source import Source, Span
from slides.spec.nodes import Mapping, Node, Scalar, Sequence, compose

SPAN = Span(Source("x", ""), 0, 0)
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\ufffe\uffff")
TEXTS = st.one_of(
    st.text(LETTERS, max_size=20),
    st.text(st.sampled_from(list("ab -:#'\"\\|>[]{}&*!%@`,?~=.\t\n\x85\u2028 1<")), max_size=30),
    st.lists(st.text(st.sampled_from(list("ab#:-'")), min_size=1, max_size=9), min_size=20, max_size=60).map(
        " ".join
    ),
    st.sampled_from(
        ["null", "~", "", "yes", "12:30", "---", "...", "- x", "a: b", "a #b", "  lead\nx\n\n", "\n", "x\n"]
    ),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    TEXTS.map(lambda text: Scalar(SPAN, text)),
    lambda below: st.one_of(
        st.lists(below, max_size=4).map(lambda items: Sequence(SPAN, tuple(items))),
        st.dictionaries(st.sampled_from(["title", "align", "list", "a key"]), below, max_size=3).map(
            lambda found: Mapping(SPAN, tuple((Scalar(SPAN, key), value) for key, value in found.items()))
        ),
    ),
    max_leaves=12,
)


def root(node: Node, key: str = "sections") -> Mapping:
    return Mapping(SPAN, ((Scalar(SPAN, key), node),))


@settings(max_examples=150, deadline=None)
@given(NODES)
def test_what_is_written_is_read_again(node: Node) -> None:
    tree = root(node)
    assert compose(Source("x", yaml_text(tree))).value == tree.value


def test_code_stands_as_it_is() -> None:
    code = "def f(x):\n    return x\n"
    text = yaml_text(root(Mapping(SPAN, ((Scalar(SPAN, "code"), Scalar(SPAN, code)),)), "deck"))
    assert "  code: |\n    def f(x):\n        return x\n" in text


def test_long_words_are_folded_within_the_width() -> None:
    text = yaml_text(root(Scalar(SPAN, "word " * 60 + "end")))
    assert ">-" in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_the_first_line_names_the_schema() -> None:
    assert yaml_text(root(Scalar(SPAN, "x"))).startswith("# yaml-language-server: $schema=")
