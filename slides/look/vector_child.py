"""SVG from standard input → PNG on standard output, run by vector.py as a program of its own.

An SVG may take forever, all memory, or the whole process with it: here it takes this one alone.
"""

from __future__ import annotations

import contextlib
import sys

SECONDS = 20  # of the processor, should the process that waits be gone
MOST_BYTES = 2_000_000_000


def limit() -> None:
    """Where the system can, bound time and memory of this process."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MOST_BYTES)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    import resvg_py

    limit()
    text = sys.stdin.buffer.read().decode("utf-8")
    drawn = resvg_py.svg_to_bytes(svg_string=text, width=int(sys.argv[1]), dpi=96)
    sys.stdout.buffer.write(bytes(drawn))


if __name__ == "__main__":
    main()
