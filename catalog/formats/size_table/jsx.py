"""The markup in source code of React (JSX, TSX) and in the strings of a script; nothing of the code is run.

`className` becomes `class`, components become elements without a meaning (those called like parts of a table become
those), comments go, and an expression stays as it is written: `{row.calf}`.
"""

from __future__ import annotations

import html
import re
from typing import Final

from .gathering import DEEPEST, Gathering
from .html import may_hold_tables

SIGNS: Final = (
    "className=", "export default", "export const", "=> (", "return (", "return <", "module.exports", " = `", "=`",
    "(`",
)  # fmt: skip
IN_CODE: Final = re.compile(r"[\"'`{}<]|//|/\*")
STARTS: Final = "(,?:&|=>{};["
"""What stands before an element in code; anything else before `<` compares."""
NAME: Final = re.compile(r"[A-Za-z][\w.:-]*")
ATTRIBUTE: Final = re.compile(r"\s*([A-Za-z_][\w:.-]*)\s*(=?)\s*|\s*(/?>)|\s*(\{)|\s*(\S)")
RENAMED: Final = {"classname": "class", "htmlfor": "for"}
VOID: Final = frozenset({"br", "img", "input", "hr", "col", "meta", "link", "wbr"})
TABLE_PARTS: Final = {
    "table": "table", "thead": "thead", "tbody": "tbody", "tfoot": "tfoot", "tr": "tr", "th": "th", "td": "td",
    "tablehead": "thead", "tablebody": "tbody", "tablefooter": "tfoot", "tablerow": "tr", "tablecell": "td",
    "tablecaption": "caption",
}  # fmt: skip
"""Components of the usual libraries that stand for elements of tables."""
WITH_HEADER: Final = TABLE_PARTS | {"tablehead": "th", "tableheader": "thead"}
"""The same where a library has a `TableHeader`: there a `TableHead` is a cell."""


def looks_like_code(text: str) -> bool:
    """Whether a text is source code with markup in it, and not markup.

    >>> looks_like_code("export default () => <table/>"), looks_like_code("<table></table>")
    (True, False)
    """
    return not text.lstrip().startswith("<") and any(sign in text for sign in SIGNS)


def markup_of_code(source: str, gathering: Gathering) -> str:
    """The markup of all elements of a source text, one after the other. Raises: BadInput (nested too deep)."""
    return _Jsx(source, gathering).markup()


class _Jsx:
    """A source text while it is read: code, or the text of an element, whichever was entered last."""

    def __init__(self, source: str, gathering: Gathering) -> None:
        self._source, self._gathering = source, gathering
        self._parts = WITH_HEADER if "TableHeader" in source else TABLE_PARTS
        self._at = 0
        self._pieces: list[str] = []
        self._frames: list[list[int]] = [[1, 0]]
        """For each place that was entered: whether it is code, and how many braces or elements are open in it."""

    def markup(self) -> str:
        """Read to the end."""
        while self._at < len(self._source):
            in_code, _ = self._frames[-1]
            if len(self._frames) > DEEPEST:
                raise self._gathering.too_many("too_deep", "tables_depth", DEEPEST)
            if in_code:
                self._code()
            else:
                self._text()
        return "".join(self._pieces)

    def _code(self) -> None:
        match = IN_CODE.search(self._source, self._at)
        if match is None:
            self._at = len(self._source)
            return
        start, sign = match.start(), match[0]
        self._at = match.end()
        if sign in ("//", "/*"):
            self._at = _behind(self._source, "\n" if sign == "//" else "*/", self._at)
        elif sign in "\"'`":
            self._at = _behind_string(self._source, start)
            if may_hold_tables(text := self._source[start + 1 : self._at - 1]):
                self._pieces.append(text.replace("\\n", "\n").replace('\\"', '"').replace("\\/", "/") + "\n")
        elif sign == "{":
            self._frames[-1][1] += 1
        elif sign == "}":
            self._close_brace()
        elif self._begins_element(start):
            self._frames.append([0, 0])
            self._at = start

    def _close_brace(self) -> None:
        if self._frames[-1][1] == 0 and len(self._frames) > 1:
            self._frames.pop()
        else:
            self._frames[-1][1] -= 1

    def _begins_element(self, at: int) -> bool:
        following = self._source[at + 1 : at + 2]
        if not (following.isalpha() or following == ">"):
            return False
        before = self._source[max(at - 200, 0) : at].rstrip()
        return not before or before[-1] in STARTS or before.endswith(("return", "default"))

    def _text(self) -> None:
        """Text between tags, up to the next tag or expression."""
        source, start = self._source, self._at
        ends = [at for at in (source.find("<", start), source.find("{", start)) if at >= 0]
        end = min(ends, default=len(source))
        self._pieces.append(source[start:end])
        self._at = end
        if end < len(source):
            if source[end] == "{":
                self._expression()
            else:
                self._tag()

    def _expression(self) -> None:
        end = _behind_braces(self._source, self._at)
        inner = self._source[self._at + 1 : end - 1].strip()
        if re.search(r"<[A-Za-z>]", inner) or inner.startswith(("/*", "//")) or not inner:
            self._frames.append([1, 0])
            self._at += 1
            return
        quoted = len(inner) > 1 and inner[0] in "\"'`" and _behind_string(inner, 0) == len(inner)
        self._pieces.append(html.escape(inner[1:-1] if quoted else f"{{{inner}}}"))
        self._at = end

    def _tag(self) -> None:
        """A tag at this place: its markup, and one element more or fewer that is open."""
        source = self._source
        closing = source.startswith("</", self._at)
        match = NAME.match(source, self._at + 1 + closing)
        name = match[0] if match else ""
        self._at = match.end() if match else self._at + 1 + closing
        attributes, inner, empty = self._attributes()
        tag = self._element(name)
        if closing:
            self._pieces.append(f"</{tag}>" if tag else "")
            self._frames[-1][1] -= 1
        elif not empty:
            self._pieces.append(f"<{tag}{attributes}>{inner}" if tag else "")
            self._frames[-1][1] += 1
        elif tag:
            self._pieces.append(f"<{tag}{attributes}>" + ("" if tag in VOID else f"{inner}</{tag}>"))
        if self._frames[-1][1] <= 0:
            self._frames.pop()

    def _element(self, name: str) -> str:
        if name[:1].islower() and "." not in name:
            return name
        last = name.rpartition(".")[2].lower()
        return self._parts.get(last, f"x-{last}") if last else ""

    def _attributes(self) -> tuple[str, str, bool]:
        """The attributes of the tag that is being read, markup that one of them holds, whether the tag ends itself."""
        texts: list[str] = []
        inner = ""
        while (match := ATTRIBUTE.match(self._source, self._at)) is not None:
            self._at = match.end()
            if match[3]:
                return "".join(texts), inner, match[3] == "/>"
            if match[4]:
                self._at = _behind_braces(self._source, self._at - 1)
            elif match[1] and match[2]:
                value = self._value()
                if may_hold_tables(value):
                    inner = value
                elif value and not value.startswith("{"):
                    name = match[1].lower()
                    texts.append(f' {RENAMED.get(name, name)}="{html.escape(value)}"')
        self._at = len(self._source)
        return "".join(texts), inner, True

    def _value(self) -> str:
        """The value of an attribute: a string, a number in braces, or an expression with its braces."""
        source, start = self._source, self._at
        if start < len(source) and source[start] in "\"'":
            self._at = _behind(source, source[start], start + 1)
            return source[start + 1 : self._at - 1]
        if start < len(source) and source[start] == "{":
            self._at = _behind_braces(source, start)
            inner = source[start + 1 : self._at - 1].strip()
            if inner.isdigit():
                return inner
            if len(inner) > 1 and inner[0] in "\"'`" and inner[-1] == inner[0]:
                return inner[1:-1]
            return _html_of(inner) or "{"
        return ""


def _html_of(expression: str) -> str:
    """The string of `{__html: "…"}`; empty for any other expression."""
    name, _, value = expression.strip("{} \n").partition(":")
    value = value.strip()
    return value[1:-1] if name.strip() == "__html" and value[:1] in ("'", '"', "`") else ""


def _behind(source: str, end: str, at: int) -> int:
    """Where a text goes on behind the next occurrence of another one; its end where there is none."""
    place = source.find(end, at)
    return len(source) if place < 0 else place + len(end)


def _behind_string(source: str, at: int) -> int:
    """Where code goes on behind the string that begins here; one in single or double quotes ends with its line."""
    quote, at = source[at], at + 1
    stop = re.compile(rf"\\.|{quote}" + ("" if quote == "`" else "|\n"), re.DOTALL)
    while (match := stop.search(source, at)) is not None:
        if match[0][0] != "\\":
            return match.end()
        at = match.end()
    return len(source)


def _behind_braces(source: str, at: int) -> int:
    """Where code goes on behind the braces that open here, strings and comments in them passed over."""
    depth = 0
    while (match := IN_CODE.search(source, at)) is not None:
        sign = match[0]
        at = match.end()
        if sign in ("//", "/*"):
            at = _behind(source, "\n" if sign == "//" else "*/", at)
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth <= 0:
                return at
        elif sign in "\"'`" and not source[match.start() - 1].isalpha():
            at = _behind_string(source, match.start())
    return len(source)
