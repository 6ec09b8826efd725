"""Functions whose module is imported only when they are called, because most runs need only a few of the formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(module: str, function: str) -> Callable[..., Any]:
    """The named function; its module is imported when it is called.

    >>> later("json", "dumps")([1])
    '[1]'
    """

    def call(*arguments: object) -> object:
        return getattr(import_module(module), function)(*arguments)

    return call
