from __future__ import annotations

import os
import signal

import pytest

from slides.background import started

PARENT = os.getpid()


def test_the_result_of_the_work_comes_back_whole() -> None:
    data = bytes(range(256)) * 4096  # more than a pipe holds
    assert started(lambda: data)() == data
    assert started(lambda: b"")() == b""


def test_several_at_once_can_be_asked_in_any_order() -> None:
    waiting = [started(str(number).encode) for number in range(5)]
    assert [waiting[at]() for at in (4, 0, 2, 1, 3)] == [b"4", b"0", b"2", b"1", b"3"]


def test_work_that_fails_raises_where_its_result_is_asked_for() -> None:
    def fails() -> bytes:
        raise ValueError("not to be done")

    waiting = started(fails)
    with pytest.raises(ValueError, match="not to be done"):
        waiting()


def test_work_whose_process_is_stopped_is_done_here() -> None:
    def only_here() -> bytes:
        if os.getpid() != PARENT:
            os.kill(os.getpid(), signal.SIGTERM)
        return b"done"

    assert started(only_here)() == b"done"
