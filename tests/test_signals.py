"""Signals that end the program: they wait while a result is put in place; the caller has its handlers back."""

from __future__ import annotations

import os
import signal

import pytest

from aligner.signals import Stopped, held, raised

NAMES = ["SIGINT", "SIGTERM", "SIGHUP"]


@pytest.mark.parametrize("name", NAMES)
def test_a_signal_is_raised_with_its_exit_code(name):
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with pytest.raises(Stopped) as stopped, raised():
        os.kill(os.getpid(), number)
        signal.pause()
    assert stopped.value.exit_code == 128 + number
    assert signal.getsignal(number) is before


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
