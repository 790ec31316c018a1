"""The Markdown of notes as a tree of tokens; each inline token that is no plain text knows its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from slides import inline as rich
from slides.markdown.parts import Branch

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

DEEPEST = 100  # levels of blocks; two for each level of a list
DEEPEST_INLINE = 20  # brackets within brackets, each some frames of the stack


def parsed(text: str, env: dict[str, Any]) -> Branch:
    """The blocks of `text`; `env` holds afterwards what footnotes and links are defined."""
    tokens = _parser(DEEPEST).parse(text, env)
    for token in tokens:
        if token.type == "inline" and not _PLAIN.fullmatch(token.content):
            token.children = inline(token.content, env).children
    return _tree(tokens)


def inline(text: str, env: dict[str, Any]) -> Token:
    """A text of one paragraph, with its parts as children."""
    from markdown_it.token import Token

    found: list[Token] = []
    parser = _parser(DEEPEST_INLINE)
    parser.inline.parse(text, parser, env, found)
    return Token("inline", "", 0, content=text, children=found)


_PLAIN = re.compile(r"[^\\`*_=~\[\]<>&!$]*")  # nothing for the parser of inline text


@cache
def _parser(deepest: int) -> MarkdownIt:
    """CommonMark with tables, `~~struck~~`, footnotes, definitions, formulas and `!!!` remarks."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote.index import footnote_def

    made = MarkdownIt("commonmark", {"html": True, "maxNesting": deepest}).enable(["table", "strikethrough"])
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # judged later, and reported
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]  # kept as written
    made.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    deflist_plugin(made)
    dollarmath_plugin(made, allow_space=False, allow_digits=False, allow_labels=False, double_inline=True)
    made.inline.ruler.at("math_inline", rich.math)  # as in every text of a spec
    amsmath_plugin(made)
    admon_plugin(made)
    for rule in list(made.inline.ruler.__rules__):
        if rule.name in ("backticks", "link", "image", "autolink", "html_inline", "math_inline"):
            made.inline.ruler.at(rule.name, _placed(rule.fn))
    return made.disable("inline")  # done after the blocks, where there is something to do


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule, which notes in `meta["at"]` where what it found stands in the text."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > known:
            _mark(state, start, state.tokens[known + (state.tokens[known].type == "text") :])
        return True

    return placed


def _mark(state: StateInline, start: int, found: list[Token]) -> None:
    if not found or found[0].type == "text":
        return
    if found[0].type == "link_open" and len(found) > 1 and state.src[start] == "[":
        end = state.pos
        label_end = state.md.helpers.parseLinkLabel(state, start, True)
        found[0].meta["at"] = (start, start + 1)
        found[-1].meta["at"] = (label_end, end)
        state.pos = end
    elif found[0].type == "link_open":  # <https://…>
        found[0].meta["at"] = (start, state.pos)
        found[0].meta["auto"] = True
    else:
        found[0].meta["at"] = (start, state.pos)


def _tree(tokens: list[Token]) -> Branch:
    from markdown_it.token import Token

    stack: list[tuple[Token, list[Branch]]] = [(Token("root", "", 0), [])]
    for token in tokens:
        if token.nesting == 1:
            stack.append((token, []))
        elif token.nesting == -1:
            opened, children = stack.pop()
            stack[-1][1].append(Branch(opened, tuple(children)))
        else:
            stack[-1][1].append(Branch(token))
    return Branch(stack[0][0], tuple(stack[0][1]))
