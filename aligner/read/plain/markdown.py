"""Markdown -> blocks: what a reader of the page sees, without the markup.

Link texts and the alternative texts of images are kept, since they are translated; URLs, HTML tags, comments, heading
anchors and front matter are not. Quotations become paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from aligner.model import Block
from aligner.read.refusals import too_much_markup
from aligner.read.texts import text_of

if TYPE_CHECKING:
    from markdown_it.token import Token

# Texts with more marks are refused: each takes up to 25 millionths of a second. Manuals have 20,000 in a megabyte.
MAX_MARKS = 400_000
_MARKS = "[*_<`~&\\"

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?=[^\n]*:|---)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# The anchor that many generators put at the end of a heading.
_ANCHOR = re.compile(r"\s*\{\s*#[^{}\s]+\s*\}\s*$")
# "{/* comment or anchor */}" of MDX; Markdown would take the asterisks for emphasis.
_MDX_COMMENT = re.compile(r"\{/\*?[^{}]*\*?/\}")
# Lines that open or close a box in some generators' dialects: ":::", "/// note | Title".
_FENCE = re.compile(r"(?:/{3,}|:{3,})(?:\s*[\w-]+)?(?:\s*\|\s*(?P<title>.+))?")
_TASK = re.compile(r"\[[ xX]\]\s+")
# Every other tag ends a paragraph, also a component that is not HTML (<Intro>) and encloses a part of the page.
_INLINE_TAGS = frozenset(
    re.findall(r"\w+", "a abbr b bdi cite code em font i kbd mark q s samp small span strong sub sup u var")
)
_HIDDEN_TAGS = frozenset({"script", "style", "template"})
# What HTML does not show. If its end is missing, it goes on to the end of the text; Python's parser would look for that
# end from every beginning, in time that grows with the square of the length.
_UNSEEN_HTML = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?].*?(?:>|\Z)", re.DOTALL)
# Tags, and among their attributes the one of kramdown, PHP Markdown Extra and Python-Markdown by which an element's
# content is Markdown.
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][\w-]*)(?P<attributes>[^<>]*)>")
# A "<" with no ">" before the next one: text, or part of an attribute. The parser of HTML takes time by the square
# of their number, so that they are taken for text if there are more than this.
_LONE = re.compile("<(?![^<>]*>)")
_MOST_LONE = 1_000
_IS_MARKDOWN = re.compile(r"""(?<![\w-])markdown(?![\w-])(?!\s*=\s*["']?0)""", re.IGNORECASE)


def read_markdown(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a Markdown file; see `blocks_of_markdown`."""
    return blocks_of_markdown(text_of(data, encoding))


def blocks_of_markdown(text: str) -> tuple[Block, ...]:
    """The blocks of a CommonMark text with tables; the `place` of each is its first line.

    Raises `InputError` if there are more marks of markup than a document holds.

    >>> blocks_of_markdown("# A [link](x)")[0].text
    'A link'
    """
    if sum(map(text.count, _MARKS)) > MAX_MARKS:
        raise too_much_markup()
    front = _FRONT_MATTER.match(text)
    if front:  # replaced by empty lines, so that line numbers stay those of the file
        text = "\n" * front.group().count("\n") + text[front.end() :]
    return tuple(_blocks(_parsed(text)))


def _parsed(text: str, first: int = 0) -> list[Token]:
    """The tokens of a text whose first line has this number, counted from 0."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for token in tokens:
        token.map = [first + line for line in token.map] if token.map else None
    return tokens


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    depth, heading, row, cell = 0, 0, "", False
    elements: set[str] = set()  # that hold Markdown
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type in ("heading_open", "heading_close"):
            heading = int(token.tag[1]) if token.nesting == 1 else 0
        elif token.type == "tr_open":
            row = _place(token)
        elif token.type in ("td_open", "th_open", "td_close", "th_close"):
            cell = token.nesting == 1
        elif token.type == "inline" and cell:
            yield Block(_visible(token.children or ()), "cell", row)
        elif token.type == "inline":
            yield from _text_block(token, heading, depth)
        elif token.type in ("fence", "code_block"):
            yield from _if_text(token.content.strip("\n"), "code", _place(token))
        elif token.type == "html_block":
            markdown = _without_tags(token.content, elements)
            if markdown == token.content:
                yield from _html_blocks(token)
            else:
                yield from _blocks(_parsed(markdown, token.map[0] if token.map else 0))


def _without_tags(content: str, elements: set[str]) -> str:
    """The content without the tags of elements that hold Markdown; the names of these are added to `elements`.

    >>> _without_tags('<aside markdown="1">\\n*Note*\\n</aside>', set())
    '\\n*Note*\\n'
    """

    def kept(tag: re.Match[str]) -> str:
        name = tag["name"].lower()
        if tag["closing"]:
            return "" if name in elements else tag.group()
        if _IS_MARKDOWN.search(tag["attributes"]):
            elements.add(name)
            return _line_ends(tag)
        return tag.group()

    return _TAG.sub(kept, content)


def _text_block(token: Token, heading: int, depth: int) -> Iterator[Block]:
    text = _visible(token.children or ())
    fence = _FENCE.fullmatch(text)
    if fence:
        text = fence["title"] or ""
    if heading:
        yield from _if_text(_ANCHOR.sub("", text), "heading", _place(token), heading)
    elif depth:
        yield from _if_text(_TASK.sub("", text, count=1) if _TASK.match(text) else text, "item", _place(token), depth)
    else:
        yield from _if_text(text, "paragraph", _place(token))


def _if_text(text: str, kind: str, place: str, level: int = 0) -> Iterator[Block]:
    if text.strip():
        yield Block(text if kind == "code" else text.strip(), kind, place, level)


def _place(token: Token) -> str:
    return f"line {token.map[0] + 1}" if token.map else ""


def _visible(children: Sequence[Token]) -> str:
    """The text of inline tokens; line ends of the file become spaces, but explicit line breaks are kept."""
    parts = []
    for token in children:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content.lower().startswith("<br")):
            parts.append("\n")
        elif token.type == "image":
            parts.append(_visible(token.children or ()))
    return _MDX_COMMENT.sub("", "".join(parts)).strip()


def _html_blocks(token: Token) -> Iterator[Block]:
    first = token.map[0] + 1 if token.map else 0
    stripper = _Stripper()
    seen = _UNSEEN_HTML.sub(_line_ends, token.content)
    if len(_LONE.findall(seen)) > _MOST_LONE:
        seen = _LONE.sub("&lt;", seen)
    stripper.feed(_MDX_COMMENT.sub(_line_ends, seen))
    stripper.close()
    for offset, text in stripper.paragraphs():
        yield from _if_text(text, "paragraph", f"line {first + offset}" if first else "")


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


class _Stripper(HTMLParser):
    """Collects the text between tags: for each paragraph, its pieces and the line on which it begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[tuple[int, list[str]]] = [(0, [])]
        self._hidden = 0

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        for offset, parts in self._parts:
            text = " ".join("".join(parts).split())
            if text:
                yield offset, text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN_TAGS:
            self._hidden += 1
        if tag == "img":  # its alternative text is not part of the sentence beside it
            self._new_part()
            self.handle_data(next((value or "" for name, value in attrs if name == "alt"), ""))
            self._new_part()
        elif tag not in _INLINE_TAGS:
            self._new_part()

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN_TAGS:
            self._hidden = max(0, self._hidden - 1)
        if tag not in _INLINE_TAGS:
            self._new_part()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        parts = self._parts[-1][1]
        if not any(part.strip() for part in parts):
            blank = len(data) - len(data.lstrip())
            self._parts[-1] = (self.getpos()[0] - 1 + data.count("\n", 0, blank), parts)
        parts.append(data)

    def _new_part(self) -> None:
        self._parts.append((self.getpos()[0] - 1, []))
