"""What a YAML parser complains about, said in words for people."""

from __future__ import annotations

import re

from slides.source import Problem, Source, Span


def quotes(mark: str) -> str:
    """The remedy for most surprises."""
    return f'put quotes around a text that begins with "{mark}"'


def explain(source: Source, complaint: str, *, at: int, context: int | None) -> Problem:
    """The problem behind `complaint` ("context: problem", as libyaml or PyYAML say it) at offset `at`.

    `context` is the offset of what the parser was reading. What an author most likely meant
    is judged from the text at these places, since the complaint itself speaks of tokens.
    """
    at = min(at, len(source.text))
    start = at if context is None else min(context, at)
    if source.text[at : at + 1] == "\t" or "tab character" in complaint:
        return Problem("a tab in the indentation", Span(source, at, at + 1), "indent with spaces")
    for pattern, message, hint, from_context in _RULES:
        if re.search(pattern, complaint):
            where = start if from_context else at
            mark = source.text[where : where + 1]
            span = Span(source, where, where + 1)
            return Problem(message.format(mark=mark), span, hint.format(mark=mark) or None)
    opener = _opener(source, at)
    if opener is not None:
        mark = source.text[opener]
        return Problem(f'the value that begins with {_named(mark)} ends before this', _rest(source, at), _remedy(mark))
    if re.search("expected key|block end|'-' indicator", complaint):
        return Problem("this line does not line up with the lines above", _rest(source, at), _LINE_UP)
    return Problem(f"not valid YAML: {complaint.removeprefix(': ')}", Span(source, at, at + 1))


_QUOTE = 'put quotes around a text that begins with "{mark}"'
_LINE_UP = "the keys or points of one list begin in the same column"

# pattern in the complaint, message, hint, and whether the place is where the parser began
_RULES: tuple[tuple[str, str, str, bool], ...] = (
    ("quoted scalar: found unexpected", "a text in quotes is not closed", "close it with {mark}", True),
    ("unknown escape", "an unknown escape in a text in double quotes", r"write \\ for a backslash, or use single quotes", False),
    ("escape code|hexadecimal", "an escape that stands for no character", "write the character itself", False),
    ("flow (sequence|mapping|node): .*(expected|got)", "a list or group that begins with a bracket is not closed well",
     "check its brackets and commas, or put quotes around a text that begins with a bracket", True),
    ("block scalar", 'a text cannot begin with "{mark}"', _QUOTE, True),
    ("(alias|anchor): ", 'a text cannot begin with "{mark}"', _QUOTE, True),
    ("cannot start any token", 'a text cannot begin with "{mark}"', _QUOTE, False),
    ("mapping values are not allowed", 'a second ": " in one line', 'put quotes around a text that holds ": "', False),
    ("simple key", 'neither a "key: value" nor a "- point"',
     "indent the further lines of a text deeper than its key", True),
    ("sequence entries are not allowed", 'a list cannot begin here with "-"',
     'put quotes around the text "-", or begin the list on the next line', False),
    ("directive|incompatible YAML", 'a line cannot begin with "%"', "delete it", False),
    ("tag", 'a text cannot begin with "!"', 'put quotes around a text that begins with "!"', True),
    ("document start", 'something follows after the end of the document ("...")', "delete it", False),
    ("expected node content|expected the node content", "a value is missing, or a bracket too many", "", False),
)  # fmt: skip

_VALUE = re.compile(r"[ ]*(?:- +)*(?:[^\s:\[{\"'*&!][^:\n]*: +)?(?=[\[{\"'*&!])")


def _opener(source: Source, at: int) -> int | None:
    """Where the value of the line at `at` begins, if it begins with a mark that YAML takes for its own."""
    line = source.text.rfind("\n", 0, at) + 1
    found = _VALUE.match(source.text, line, at)
    return found.end() if found and found.end() < at else None


def _named(mark: str) -> str:
    return {'"': "a double quote", "'": "an apostrophe"}.get(mark, f'"{mark}"')


def _remedy(mark: str) -> str:
    if mark == "'":
        return "put double quotes around the whole text"
    if mark == '"':
        return "put single quotes around the whole text"
    return quotes(mark)


def _rest(source: Source, at: int) -> Span:
    end = source.text.find("\n", at)
    end = len(source.text) if end < 0 else end
    return Span(source, at, max(at + 1, at + len(source.text[at:end].rstrip())))
