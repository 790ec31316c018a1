"""What a YAML parser complains about, said in words for people."""

from __future__ import annotations

import re

from slides.source import Problem, Source, Span


def quotes(mark: str) -> str:
    """The remedy for most surprises."""
    return f'put quotes around a text that begins with "{mark}"'


def explain(source: Source, complaint: str, *, at: int, context: int) -> Problem:
    """The problem behind `complaint` ("context: problem", as libyaml or PyYAML say it) at offset `at`.

    `context` is the offset of what the parser was reading. What an author most likely meant
    is judged from the text at these places, since the complaint itself speaks of tokens.
    """
    at = min(at, len(source.text))
    start = min(context, at)
    if source.text[at : at + 1] == "\t" or "tab character" in complaint:
        return Problem(
            "yaml-syntax", "a tab in the indentation", Span(source, at, at + 1), "indent with spaces"
        )
    if "mapping values are" in complaint and ": " not in source.text[_line_start(source, at) : at]:
        return Problem(
            "yaml-syntax", "this line is indented deeper than the line above", _rest(source, at), _LINE_UP
        )
    for pattern, message, hint, from_context in _RULES:
        if re.search(pattern, complaint):
            where = start if from_context else at
            mark = source.text[where : where + 1]
            span = Span(source, where, where + 1)
            return Problem("yaml-syntax", message.format(mark=mark), span, hint.format(mark=mark) or None)
    opener = _opener(source, at)
    if opener is not None:
        mark = source.text[opener]
        message = f"the value that begins with {_named(mark)} ends before this"
        return Problem("yaml-syntax", message, _rest(source, at), _remedy(mark))
    if re.search("expected key|block end|'-' indicator", complaint):
        return Problem(
            "yaml-syntax", "this line does not line up with the lines above", _rest(source, at), _LINE_UP
        )
    return Problem("yaml-syntax", f"not valid YAML: {complaint.removeprefix(': ')}", Span(source, at, at + 1))


_QUOTE = 'put quotes around a text that begins with "{mark}"'
_BRACKETS = "check brackets and commas, or put quotes around a text that begins with a bracket"
_DEEPER = "indent the further lines of a text deeper than its key"
_DASH = 'put quotes around the text "-", or begin the list on the next line'
_LINE_UP = "the keys or points of one list begin in the same column"

_AT, _FROM = False, True  # whether the place is where the parser stopped, or where it began the value

# pattern in the complaint, message, hint, place
_RULES: tuple[tuple[str, str, str, bool], ...] = (
    ("quoted scalar: found unexpected", "a text in quotes is not closed", "close it with {mark}", _FROM),
    ("unknown escape", "an unknown escape in a text in double quotes", r"write \\ for a backslash", _AT),
    ("escape code|hexadecimal", "an escape that is no character", "write the character itself", _AT),
    ("flow (sequence|mapping|node): .*(expected|got)", "the brackets do not match", _BRACKETS, _FROM),
    ("block scalar|(alias|anchor): ", 'a text cannot begin with "{mark}"', _QUOTE, _FROM),
    ("cannot start any token", 'a text cannot begin with "{mark}"', _QUOTE, _AT),
    ("mapping values are", 'a second ": " in one line', 'put quotes around a text that holds ": "', _AT),
    ("simple key", 'neither a "key: value" nor a "- point"', _DEEPER, _FROM),
    ("sequence entries are not allowed", 'a list cannot begin here with "-"', _DASH, _AT),
    ("directive|incompatible YAML", 'a line cannot begin with "%"', "delete it", _AT),
    ("tag", 'a text cannot begin with "!"', _QUOTE.format(mark="!"), _FROM),
    ("document start", 'something follows after the end of the document ("...")', "delete it", _AT),
    ("expected (the )?node content", "a value is missing, or a bracket too many", "", _AT),
)

_VALUE = re.compile(r"[ ]*(?:- +)*(?:[^\s:\[{\"'*&!][^:\n]*: +)?(?=[\[{\"'*&!])")


def _opener(source: Source, at: int) -> int | None:
    """Where the value of the line at `at` begins, if it begins with a mark that YAML takes for its own."""
    found = _VALUE.match(source.text, _line_start(source, at), at)
    return found.end() if found and found.end() < at else None


def _line_start(source: Source, at: int) -> int:
    return source.starts[source.place(at)[0] - 1]


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
