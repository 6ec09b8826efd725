"""Signals that end the program: they wait while a result is put in place; the caller has its handlers back."""

from __future__ import annotations

import os
import signal

import pytest

from aligner.signals import Stopped, held, raised

NAMES = ["SIGINT", "SIGTERM", "SIGHUP"]


@pytest.fixture(autouse=True)
def not_ignored():
    """No signal is ignored, as it is in the background of a shell or under nohup."""
    before = {number: signal.signal(number, _fail) for number in map(signal.Signals.__getitem__, NAMES)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _fail(number: int, _frame: object) -> None:
    raise AssertionError(f"signal {number} was not raised as it should be")


@pytest.mark.parametrize("name", NAMES)
def test_a_signal_is_raised_with_its_exit_code(name):
    number = signal.Signals[name]
    with pytest.raises(Stopped) as stopped, raised():
        os.kill(os.getpid(), number)
    assert stopped.value.exit_code == 128 + number
    assert signal.getsignal(number) is _fail


def test_a_signal_waits_until_the_work_is_done():
    done = []
    with pytest.raises(Stopped), raised():
        with held():
            with held():
                os.kill(os.getpid(), signal.SIGTERM)
                done.append("inner")
            done.append("outer")
        done.append("after")
    assert done == ["inner", "outer"]


def test_a_signal_that_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with raised():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
