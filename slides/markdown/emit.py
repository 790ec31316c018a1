"""The tree of a spec as YAML that a person likes to read and to go on with."""

from __future__ import annotations

import json
import re
import textwrap

from slides.spec.nodes import Mapping, Node, Scalar, Sequence

WIDTH = 110
HEAD = "# yaml-language-server: $schema=../docs/spec.schema.json\n"


def yaml_text(root: Mapping) -> str:
    """The text of a spec that reads as `root`: a line for each key and point, short rows in brackets."""
    parts = []
    for key, value in root.entries:
        lines = _entry(str(key.value), value, 0)
        if key.value == "sections" and isinstance(value, Sequence):
            lines = _apart(lines)
        parts.append("\n".join(lines))
    return HEAD + "\n" + "\n\n".join(parts) + "\n"


def _apart(lines: list[str]) -> list[str]:
    """A blank line before each section but the first; a line of a section begins where its dash does."""
    return [f"\n{line}" if line.startswith("  - ") and at > 1 else line for at, line in enumerate(lines)]


def _entry(key: str, value: Node, indent: int) -> list[str]:
    pad = " " * indent
    name = _scalar(key)
    match value:
        case Scalar():
            return _text(f"{pad}{name}: ", value, indent + 2)
        case Sequence(items=()):
            return [f"{pad}{name}: []"]
        case Mapping(entries=()):
            return [f"{pad}{name}: {{}}"]
        case Sequence() if (flow := _flow(value, indent + len(name) + 2)) is not None:
            return [f"{pad}{name}: {flow}"]
        case _:
            return [f"{pad}{name}:", *_node(value, indent + 2)]


def _node(node: Node, indent: int) -> list[str]:
    if isinstance(node, Mapping):
        return [line for key, value in node.entries for line in _entry(str(key.value), value, indent)]
    lines: list[str] = []
    for item in node.items if isinstance(node, Sequence) else ():
        lines += _item(item, indent)
    return lines


_SHORT = (
    ("title", "align"),
    ("text", "certainty"),
    ("text", "done"),
    ("on", "text"),
    ("on", "text", "certainty"),
)


def _short(item: Mapping, indent: int) -> str | None:
    """`{id: a, name: A}`: a column, a model, a step or a change in one line, where it has room there."""
    names = tuple(str(key.value) for key, _ in item.entries)
    if names not in _SHORT and names[0] not in ("id", "from", "to", "delta", "ability"):
        return None
    if "say" in names:
        return None
    cells = []
    for key, value in item.entries:
        shown = _flow(value, 0) if isinstance(value, Sequence) else None
        if isinstance(value, Scalar) and "\n" not in (value.value or ""):
            shown = _scalar(value.value, flow=True)
        if shown is None:
            return None
        cells.append(f"{key.value}: {shown}")
    text = f"{{{', '.join(cells)}}}"
    return text if len(text) + indent <= WIDTH else None


def _item(item: Node, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(item, Scalar):
        return _text(f"{pad}- ", item, indent + 2)
    if isinstance(item, Sequence) and (flow := _flow(item, indent + 2)) is not None:
        return [f"{pad}- {flow}"]
    if isinstance(item, Mapping) and not item.entries:
        return [f"{pad}- {{}}"]
    if isinstance(item, Mapping) and (short := _short(item, indent + 2)):
        return [f"{pad}- {short}"]
    first, *rest = _node(item, indent + 2)
    return [f"{pad}- {first.lstrip(' ')}", *rest]


def _flow(node: Sequence, indent: int) -> str | None:
    """`[a, b]` where all of it is short; None where it is not."""
    cells = []
    for item in node.items:
        if not isinstance(item, Scalar) or (item.value and "\n" in item.value):
            return None
        cells.append(_scalar(item.value, flow=True))
    text = f"[{', '.join(cells)}]"
    return text if len(text) + indent <= WIDTH and (len(cells) != 1 or len(text) < 30) else None


_BREAKS = re.compile("[\x85\u2028\u2029\t]")


def _text(start: str, node: Scalar, indent: int) -> list[str]:
    value = node.value
    if value is None:
        return [f"{start}null"]
    if "\n" in value and not re.search("[\x85\u2028\u2029\ufeff]", value):
        return _literal(start, value, indent)
    plain = _scalar(value)
    if len(start) + len(plain) <= WIDTH or not _folds(value):
        return [start + plain]
    wrapped = textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return [f"{start}>-", *(" " * indent + line for line in wrapped)]


def _folds(value: str) -> bool:
    """A text that reads the same once its lines are joined by single blanks."""
    return (
        value == " ".join(value.split(" "))
        and "  " not in value
        and value == value.strip()
        and not (_BREAKS.search(value) or re.search(r"[^\S ]", value))
    )


def _literal(start: str, value: str, indent: int) -> list[str]:
    body = value.rstrip("\n")
    if not body.strip(" \n") or value.endswith("\n\n"):
        return [start + _double(value)]
    chomp = "" if value.endswith("\n") else "-"
    hint = str(2) if body[0] in " \n" else ""
    lines = [" " * indent + line if line else "" for line in body.split("\n")]
    return [f"{start}|{hint}{chomp}", *lines]


_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=.<~][^\n\t\x85\u2028\u2029]*|(?:-\w|\.\w|\.\.?/)[^\n\t\x85\u2028\u2029]*"
)


def _scalar(value: str | None, *, flow: bool = False) -> str:
    """A text in one line, in quotes where YAML would take it for something else.

    >>> _scalar("a b"), _scalar("- b"), _scalar("it's: so"), _scalar("")
    ('a b', "'- b'", '"it\\'s: so"', "''")
    """
    if value is None:
        return "null"
    if re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", value):
        return _double(value)
    sound = _PLAIN.fullmatch(value) and value not in ("~", "null") and value == value.strip()
    if sound and not re.search(r":(\s|$)|\s#", value) and not (flow and re.search(r"[,\[\]{}:#]", value)):
        return value
    if "'" not in value or ('"' in value or "\\" in value):
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _double(value: str) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda hit: f"\\u{ord(hit[0]):04x}", text)
