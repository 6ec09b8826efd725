"""Small FictionBook files."""

from __future__ import annotations


def fb2(body: str, after: str = "", encoding: str = "utf-8") -> bytes:
    """A book with this in its body, and with further elements after it."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">'
        f"<description><title-info><book-title>A title</book-title></title-info></description><body>{body}</body>"
        f"{after}</FictionBook>"
    )
    return text.encode(encoding)
