"""The data as a table of SQLite, for its program `sqlite3`."""
from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from generate import MILESTONE, PRIORITY

COLUMNS = ("number", "status", "type", "priority", "title", "labels", "assignee", "milestone", "author", "created",
           "body")
QUERY = (f"SELECT {', '.join(COLUMNS[:-1])} FROM issue WHERE status<>'closed' AND milestone='{MILESTONE}' "
         f"AND priority='{PRIORITY}' ORDER BY created DESC")


def load(lines: Path, database: Path) -> None:
    """Makes the table of the JSON lines, with an index for the filtered list; it is there when it is whole."""
    unfinished = database.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished)
    connection.execute(f"CREATE TABLE issue({COLUMNS[0]} INTEGER PRIMARY KEY, {', '.join(COLUMNS[1:])})")
    with open(lines) as file:
        connection.executemany(f"INSERT INTO issue VALUES({','.join('?' * len(COLUMNS))})", map(row, file))
    connection.execute("CREATE INDEX filtered ON issue(milestone, priority, created)")
    connection.commit()
    connection.close()
    unfinished.rename(database)


def row(line: str) -> list[str | int | None]:
    """An issue's values for the columns."""
    issue = json.loads(line)
    return [" ".join(issue[column]) if column == "labels" else issue[column] for column in COLUMNS]
