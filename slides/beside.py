"""Files beside a spec: what a spec names is read from its own folder and from nowhere else."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

_DRIVE = re.compile(r"^[A-Za-z]:")


def path(folder: Path, name: str, within: Path | None = None) -> Path:
    """The regular file that `name` means, seen from `folder`.

    Raises ValueError, with the reason, for a name that leads out of the folder, or out of the folder `within`
    around it (also through a link), for an address, and for what is no file.
    """
    if "\0" in name or not name.strip():
        raise ValueError("it is no name of a file")
    if _DRIVE.match(name) or name.startswith(("/", "\\", "~")) or ":" in name.split("/")[0]:
        raise ValueError("only files in the spec's own folder are read; name it by its path from there")
    base = folder.resolve()
    bounds = within.resolve() if within else base
    try:
        found = (base / name.replace("\\", "/")).resolve(strict=True)
        regular = stat.S_ISREG(found.stat().st_mode)
    except FileNotFoundError:
        outside = not _within(bounds, Path(os.path.normpath(base / name)))
        raise ValueError("it leads out of the spec's folder" if outside else "no such file") from None
    except (OSError, RuntimeError) as error:  # a name too long, a circle of links, a folder we may not enter
        raise ValueError((getattr(error, "strerror", None) or "it cannot be opened").lower()) from None
    if not _within(bounds, found):
        raise ValueError("it leads out of the spec's folder")
    if not regular:
        raise ValueError("it is not a file")
    return found


def data(folder: Path, name: str, most: int) -> bytes:
    """The content of that file; raises ValueError as `path` does, and for more than `most` bytes."""
    found = path(folder, name)
    try:
        with found.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise ValueError((error.strerror or "it cannot be opened").lower()) from None
    if len(content) > most:
        raise ValueError(f"it is larger than {most // 1_000_000} MB")
    return content


def _within(base: Path, found: Path) -> bool:
    return found == base or base in found.parents
