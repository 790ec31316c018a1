"""Makes the templates of the themes here, `light.pptx` and `dark.pptx`.

Run as `python assets/templates/make.py`; the same themes give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from slides.look import assets
from slides.look.theme import load
from slides.write.pptx_master import template

if __name__ == "__main__":
    for name in assets.theme_names():
        theme = load(name)
        assets.template_file(theme.template).write_bytes(template(theme))
        print(f"wrote {theme.template}")
