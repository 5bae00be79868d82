"""Reading Swift files without a compiler: what the check scripts share."""

from __future__ import annotations

import re
from pathlib import Path

_STRING_START = re.compile(r'(#*)("""|")')
_REGEX_START = re.compile(r"(#+)/")
# A bare regex literal: a slash where a value may begin, closed on the same line.
_BARE_REGEX = re.compile(r"/(?![\s/*=])(?:\\.|[^/\\\n])+/")
_BEFORE_VALUE = re.compile(r"(?:^|[(,=:\[{!&|?;\n]|\b(?:return|in|try|case))\Z")


def swift_files(folder: Path) -> list[Path]:
    """The Swift files below a folder in a fixed order, without those in hidden folders."""
    files = (path for path in folder.rglob("*.swift") if path.is_file())
    return sorted(f for f in files if not any(part.startswith(".") for part in f.relative_to(folder).parts))


def read(path: Path) -> str:
    # Bytes that are not UTF-8 must not end the check; line ends stay as they are.
    return path.read_bytes().decode("utf-8", errors="replace")


def code_only(text: str) -> str:
    """The text with comments and literals blanked out: every character left stands where it stood.

    Code inside an interpolation is code, and stays.
    """
    return _Blanker(text).result()


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1, the column in Unicode scalars."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _Blanker:
    def __init__(self, text: str) -> None:
        self.text = text
        self.out = list(text)

    def result(self) -> str:
        self._code(0, nested=False)
        return "".join(self.out)

    def _blank(self, start: int, end: int) -> int:
        for i in range(start, min(end, len(self.out))):
            if self.out[i] != "\n":
                self.out[i] = " "
        return end

    def _find_end(self, needle: str, start: int) -> int:
        found = self.text.find(needle, start)
        return len(self.text) if found < 0 else found + len(needle)

    def _code(self, i: int, nested: bool) -> int:
        """Goes over code; when nested, as far as the parenthesis that closes the interpolation."""
        text, depth = self.text, 0
        while i < len(text):
            c = text[i]
            if c == "/" and text.startswith("//", i):
                end = text.find("\n", i)
                i = self._blank(i, len(text) if end < 0 else end)
            elif c == "/" and text.startswith("/*", i):
                i = self._comment(i)
            elif c in '"#' and (start := _STRING_START.match(text, i)):
                i = self._string(i, start)
            elif c == "#" and (start := _REGEX_START.match(text, i)):
                i = self._blank(i, self._find_end("/" + start[1], start.end()))
            elif c == "/" and (literal := _BARE_REGEX.match(text, i)) and self._value_may_begin(i):
                i = self._blank(i, literal.end())
            else:
                if nested and c == "(":
                    depth += 1
                elif nested and c == ")":
                    if depth == 0:
                        return i + 1
                    depth -= 1
                i += 1
        return i

    def _value_may_begin(self, i: int) -> bool:
        before = self.text[max(0, i - 200) : i].rstrip(" \t")
        return bool(_BEFORE_VALUE.search(before))

    def _comment(self, i: int) -> int:
        start, depth = i, 0
        for mark in re.compile(r"/\*|\*/").finditer(self.text, i):
            depth += 1 if mark[0] == "/*" else -1
            if depth == 0:
                return self._blank(start, mark.end())
        return self._blank(start, len(self.text))

    def _string(self, i: int, start: re.Match[str]) -> int:
        escape, end, one_line = "\\" + start[1], start[2] + start[1], start[2] == '"'
        i = self._blank(i, start.end())
        while i < len(self.text):
            if self.text.startswith(end, i):
                return self._blank(i, i + len(end))
            if self.text.startswith(escape, i):
                i = self._blank(i, i + len(escape))
                if self.text.startswith("(", i):
                    i = self._code(i + 1, nested=True)
                else:
                    i = self._blank(i, i + 1)
            elif one_line and self.text[i] == "\n":
                return i  # Not closed: the compiler will say so.
            else:
                i = self._blank(i, i + 1)
        return i
