"""Source code → lines of coloured pieces, by Pygments' lexers; the colours are names of the theme."""

from __future__ import annotations

from functools import lru_cache

Piece = tuple[str, str]  # characters, the name of their colour
Lines = tuple[tuple[Piece, ...], ...]

PLAIN = "ink"
LARGEST = 30_000  # characters; more is shown in one colour, since lexers are not made for strangers' files
WIDEST = 500  # characters of a line; some lexers take quadratic time for longer ones
TAB = 4

# The first that a token stands in decides, so the narrower ones come first.
_COLOURS = (
    ("Token.Comment.Preproc", "code-keyword"),
    ("Token.Comment", "code-comment"),
    ("Token.Literal.String.Doc", "code-comment"),
    ("Token.Literal.String", "code-string"),
    ("Token.Literal.Number", "code-number"),
    ("Token.Literal", "code-number"),
    ("Token.Keyword.Constant", "code-number"),
    ("Token.Keyword.Type", "code-type"),
    ("Token.Keyword", "code-keyword"),
    ("Token.Operator.Word", "code-keyword"),
    ("Token.Name.Tag", "code-keyword"),
    ("Token.Name.Builtin", "code-type"),
    ("Token.Name.Class", "code-type"),
    ("Token.Name.Exception", "code-type"),
    ("Token.Name.Decorator", "code-type"),
    ("Token.Name.Function", "code-name"),
    ("Token.Name.Attribute", "code-name"),
    ("Token.Name.Constant", "code-number"),
    ("Token.Generic.Deleted", "loss"),
    ("Token.Generic.Inserted", "gain"),
    ("Token.Generic.Heading", "code-name"),
    ("Token.Generic.Subheading", "code-name"),
    ("Token.Generic.Prompt", "code-comment"),
    ("Token.Generic.Output", "code-comment"),
)


@lru_cache(maxsize=256)
def coloured(text: str, language: str | None) -> Lines:
    """The lines of `text` in pieces of one colour each, tabs set to every fourth column.

    A language that is not named or not known means one colour: nothing is guessed. Pure.
    """
    text = text.rstrip("\n").expandtabs(TAB)
    small = len(text) <= LARGEST and max(map(len, text.split("\n"))) <= WIDEST
    found = _lexed(text, language) if language and small else None
    lines: list[list[Piece]] = [[]]
    for part, colour in found or [(text, PLAIN)]:
        for at, piece in enumerate(part.split("\n")):
            if at:
                lines.append([])
            if piece:
                _put(lines[-1], piece, colour)
    return tuple(tuple(line) for line in lines)


def _lexed(text: str, language: str) -> list[Piece] | None:
    """The text in pieces; None for a language nobody knows, or where a character went missing."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language.strip().lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    found = [(value, _colour(str(kind))) for kind, value in lexer.get_tokens(text)]
    return found if "".join(value for value, _ in found) == text else None


def _put(line: list[Piece], piece: str, colour: str) -> None:
    """Blanks take the colour of what stands before them, so that fewer runs are needed."""
    if line and (line[-1][1] == colour or piece.isspace()):
        line[-1] = (line[-1][0] + piece, line[-1][1])
    else:
        line.append((piece, colour))


@lru_cache(maxsize=512)
def _colour(kind: str) -> str:
    return next((name for start, name in _COLOURS if kind.startswith(start)), PLAIN)
