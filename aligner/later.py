"""Functions whose module is imported when they are called: most runs need few of the formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(module: str, function: str) -> Callable[..., Any]:
    """The function of that name, found on the first call.

    >>> later("json", "dumps")([1])
    '[1]'
    """

    def call(*arguments: object) -> object:
        return getattr(import_module(module), function)(*arguments)

    return call
