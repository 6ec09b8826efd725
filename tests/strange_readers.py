"""Readers that do what no reader should, for `aligner.read.apart` to end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from aligner.errors import InputError
from aligner.model import Block

GotOn = Callable[[], None]


def repeats(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    return Block(data.decode("utf-8", "surrogateescape"), "heading", "line 1", 2), Block("")


def refuses(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    raise InputError("is not like that", where="line 3", remedy="make it so")


def fails(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    raise LookupError("a mistake of ours")


def crashes(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(60)
    return ()


def gives_up(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    """As pdfium does when it gets no more memory."""
    os.abort()


def fills_memory(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    kept = [bytes(10_000_000)]
    while True:
        kept.append(bytes(10_000_000) + kept[-1][:1])


def computes(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    while True:
        pass


def gets_on(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    """Computes for two seconds, with a step after each tenth of one."""
    for step in range(1, 21):
        while time.process_time() < step / 10:
            pass
        got_on()
    return (Block("done"),)


def sleeps(data: bytes, got_on: GotOn) -> tuple[Block, ...]:
    """Computes nothing, and makes the file that is named longer, twenty times a second."""
    while True:
        time.sleep(0.05)
        if data:
            with Path(data.decode()).open("ab") as file:
                file.write(b".")
