"""Files that come out: all of a spec or none, whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path


class OutputError(OSError):
    """An output could not be written; the message is one line for people."""


def save(contents: Mapping[str, bytes], spec: Path, out: Path) -> list[Path]:
    """Write the files of a spec, all or none: each to a temporary name first, then renamed.

    `contents` maps a file's ending to its bytes. Raises OutputError.
    """
    folder = _folder(out)
    targets = {folder / f"{spec.stem}.{ending}": data for ending, data in contents.items()}
    for target in targets:
        if target.exists() and spec.exists() and target.samefile(spec):
            raise OutputError(f"cannot write {target}: it is the spec itself")
    waiting: dict[Path, Path] = {}
    try:
        for target, data in targets.items():
            waiting[target] = _written(target, data)
        for target, temporary in waiting.items():
            _replace(temporary, target)
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                temporary.unlink()
    return list(targets)


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"cannot write to {out}: it is a file, not a folder") from None
    except OSError as error:
        raise OutputError(f"cannot make the folder {out}: {_reason(error)}") from None
    return out


def _written(target: Path, data: bytes) -> Path:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        with temporary.open("xb") as file:
            file.write(data)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise OutputError(f"cannot write {target}: {_reason(error)}") from None
    return temporary


def _replace(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError:
        raise OutputError(f"cannot replace {target}: if it is open in PowerPoint, close it there") from None
    except OSError as error:
        raise OutputError(f"cannot write {target}: {_reason(error)}") from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
