"""What was found in files as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from slides import __version__
from slides.batch import Built
from slides.problems import EVERY, Kind
from slides.problems.page import explained
from slides.reports import place
from slides.source import Problem, remedy

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(every: Sequence[Built], docs: str) -> str:
    """The log of one run; `docs` is the address of docs/problems.md.

    Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0, the sections named below; of what
    GitHub asks beyond them, every result has a line, and a fingerprint that holds when lines move.
    """
    found = [(problem, one.path) for one in every for problem in one.problems]
    rules = [kind for code, kind in EVERY.items() if any(problem.code == code for problem, _ in found)]
    numbers = {kind.code: number for number, kind in enumerate(rules)}
    driver = {
        "name": "slides",
        "fullName": "roadmap-slides",
        "semanticVersion": __version__,
        "rules": [_rule(kind, docs) for kind in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",  # 3.14.17: our columns count characters
        "invocations": [{"executionSuccessful": True}],
        "results": _results(found, numbers),
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(kind: Kind, docs: str) -> dict[str, Any]:
    """3.49, reportingDescriptor."""
    return {
        "id": kind.code,
        "name": "".join(word.capitalize() for word in kind.code.split("-")),
        "shortDescription": {"text": kind.title},
        "fullDescription": {"text": kind.cause},
        "help": {"text": f"{kind.cause} {kind.remedy}", "markdown": explained(kind)},
        "helpUri": f"{docs}#{kind.code}",
        "defaultConfiguration": {"level": kind.severity},
    }


def _results(found: Sequence[tuple[Problem, Path]], numbers: dict[str, int]) -> list[dict[str, Any]]:
    """3.27, result. Equal mistakes in one file are counted, so that each has a fingerprint of its own."""
    results: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for problem, path in found:
        at = place(problem, path)
        print_ = sha256(
            f"{at['file']}\n{problem.code}\n{problem.message}".encode(errors="replace")
        ).hexdigest()[:32]
        seen[print_] = seen.get(print_, 0) + 1
        said = f"{problem.message}; {remedy(problem)}"
        result = {
            "ruleId": problem.code,
            "ruleIndex": numbers[problem.code],
            "level": problem.severity,
            "message": {"text": _unlinked(said)},
            "locations": [{"physicalLocation": _location(problem, at)}],
            "partialFingerprints": {"problem/v1": f"{print_}:{seen[print_]}"},
        }
        results.append(result)
    return results


def _unlinked(text: str) -> str:
    """3.11.6: words in brackets before an address would be a link that the author of a spec puts there.

    >>> _unlinked("no [words](https://example.org) of [@key]")
    'no \\\\[words](https://example.org) of [@key]'
    """
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", text)


def _location(problem: Problem, at: dict[str, Any]) -> dict[str, Any]:
    """3.29, physicalLocation: a path from the folder in which the command ran, or a whole address."""
    region: dict[str, Any] = {"startLine": 1}
    if problem.span is not None:
        region = {
            "startLine": at["line"],
            "startColumn": at["column"],
            "endLine": at["end_line"],
            "endColumn": at["end_column"],
            "snippet": {"text": problem.span.source.line(at["line"])[:400]},
        }
    return {"artifactLocation": _artifact(at["file"]), "region": region}


def _artifact(name: str) -> dict[str, Any]:
    """3.4, artifactLocation.

    >>> _artifact("spec/a b.yaml")
    {'uri': 'spec/a%20b.yaml', 'uriBaseId': '%SRCROOT%'}
    """
    path = PurePath(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix(), safe="/"), "uriBaseId": "%SRCROOT%"}
