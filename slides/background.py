"""Work in a process of its own, beside this one, where the system can fork cheaply."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable


def started(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start `work` and return the function that waits for its result.

    `work` has to be free of effects: where it cannot run beside this process, or fails there,
    it runs (and raises) here when the result is asked for.
    """
    # Linux only: macOS' frameworks do not survive a fork, Windows has none. A child costs about 2 ms.
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return work
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns of threads of libraries, which the child does not touch.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _child(work, writing)
    os.close(writing)

    def result() -> bytes:
        with os.fdopen(reading, "rb") as pipe:
            found = pipe.read()
        _, status = os.waitpid(child, 0)
        return found if status == 0 else work()

    return result


def _child(work: Callable[[], bytes], writing: int) -> None:
    """The work, its result into the pipe, and an end without any of the parent's clean-up."""
    status = 1
    try:
        found = work()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(found)
        status = 0
    finally:
        os._exit(status)
