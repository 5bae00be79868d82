"""Lists of exceptions to a check's rules: one a line, `path<TAB>rule<TAB>reason`; `#` begins a comment line."""

from __future__ import annotations

from pathlib import Path


class ExceptionList:
    def __init__(self, path: Path, root: Path) -> None:
        self.name = path.relative_to(root).as_posix()
        self.findings: list[str] = []
        self._line_of: dict[tuple[str, str], int] = {}
        self._used: set[tuple[str, str]] = set()
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            fields = line.split("\t")
            if len(fields) != 3 or not all(field.strip() for field in fields):
                self.findings.append(
                    f"{self.name}:{number}:1: error: a row is path, rule and reason, with a tab between them\n"
                    "fix: write the three fields"
                )
                continue
            self._line_of[fields[0], fields[1]] = number

    def allows(self, path: str, rule: str) -> bool:
        if (path, rule) not in self._line_of:
            return False
        self._used.add((path, rule))
        return True

    def unused(self) -> list[str]:
        """An exception that nothing needs any more is a finding, else the list only grows."""
        return [
            f"{self.name}:{line}:1: error: nothing in '{path}' needs the exception from '{rule}'\nfix: remove the row"
            for (path, rule), line in self._line_of.items()
            if (path, rule) not in self._used
        ]
