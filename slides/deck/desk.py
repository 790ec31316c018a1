"""What the blocks of a section are laid out with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from slides.deck.frame import Setting
from slides.look import styled
from slides.scene import Paragraph, TextRun


@dataclass(frozen=True, slots=True)
class Desk:
    """What all blocks are laid out with: the text size, the width and the height there is, in pt."""

    setting: Setting
    size: float
    width: float
    room: float

    @property
    def base(self) -> TextRun:
        return styled.plain_run("", self.setting.style("body"), self.size)

    def runs(self, text: str, base: TextRun | None = None) -> tuple[TextRun, ...]:
        return styled.runs(text, base or self.base, self.setting.theme, self.setting.marks)

    def paragraph(self, runs: tuple[TextRun, ...], **look: float) -> Paragraph:
        return replace(styled.paragraph(runs, self.setting.style("body")), **look)  # type: ignore[arg-type]
