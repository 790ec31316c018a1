"""Fonts of this machine for characters that the fonts of `assets/fonts` lack.

PowerPoint and browsers find such fonts for themselves; PNG and PDF are drawn here and would show squares.
Only what the shipped fonts cannot draw is looked for, so all else stays the same on every machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from slides.look.fonts import Font, opened

# Widespread fonts, most wanted first: file, bold file, number in a collection. Han characters have
# the forms of mainland China where a font has several.
_WANTED: tuple[tuple[str, str, int], ...] = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", 2),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", 0),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf", 0),
    ("wqy-microhei.ttc", "wqy-microhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf", 0),
    ("msyh.ttc", "msyhbd.ttc", 0),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc", 0),
    ("PingFang.ttc", "PingFang.ttc", 0),
    ("YuGothM.ttc", "YuGothB.ttc", 0),
    ("malgun.ttf", "malgunbd.ttf", 0),
    ("AppleSDGothicNeo.ttc", "AppleSDGothicNeo.ttc", 0),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", 0),
    ("segoeui.ttf", "segoeuib.ttf", 0),
    ("seguisym.ttf", "seguisym.ttf", 0),
    ("Arial Unicode.ttf", "Arial Unicode.ttf", 0),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", 0),
    ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf", 0),
    ("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf", 0),
    ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf", 0),
    ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf", 0),
    ("NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf", 0),
    ("NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf", 0),
    ("NotoEmoji-Regular.ttf", "NotoEmoji-Bold.ttf", 0),
    ("Symbola.ttf", "Symbola.ttf", 0),
    ("seguiemj.ttf", "seguiemj.ttf", 0),
)


@cache
def font_for(char: str, bold: bool = False) -> Font | None:
    """The first of the widespread fonts on this machine that draws `char`; None: there is none."""
    return next((font for at in range(len(_WANTED)) if (font := _font(at, bold)) and font.has(char)), None)


@cache
def _font(at: int, bold: bool) -> Font | None:
    """The font of that number in the list; None where this machine does not have it, or cannot read it."""
    plain, heavy, number = _WANTED[at]
    path = _installed().get(heavy if bold else plain) or _installed().get(plain)
    return opened(path, number) if path else None


@cache
def _installed() -> dict[str, Path]:
    """Where each wanted file lies; the first folder wins."""
    wanted = {name for plain, bold, _ in _WANTED for name in (plain, bold)}
    found: dict[str, Path] = {}
    for folder in _folders():
        for parent, below, files in os.walk(folder):
            below.sort()
            for name in wanted.intersection(files):
                found.setdefault(name, Path(parent, name))
    return found


def _folders() -> Iterator[Path]:
    """Where systems keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
        yield home / "AppData/Local/Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    else:
        yield Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share", "fonts")
        yield from (home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
