"""Writes what came out: a page with the table, and the single runs as JSON."""
from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import place
from rows import Row

HEAD = ("| what : beside it | ours | beside it | ratio | at most | |", "| --- | --- | --- | --- | --- | --- |")
PAGE = """# Performance

`script/bench` writes this page. It builds a release, makes the trackers that it needs, always the same ones, and times
the program beside what it is held to, in one run: whole processes, in turn, with warm pages, medians. Times are in
milliseconds. Read the ratios; the times depend on the machine. A row without a limit is for information.
[Benchmarks/README.md](../Benchmarks/README.md) says what is compared and why.

{when}, {machine}. {versions}.

{table}

{history}To repeat it: `{command}`. All runs are in [runs.json](../Benchmarks/results/runs.json).
"""


@dataclass(frozen=True)
class Run:
    """What there is to tell of a whole run."""
    rows: Sequence[tuple[str, Row]]  # with the names of their bars
    sizes: list[int]
    program: Path
    with_history: bool


def line(row: Row) -> str:
    """A row of the table."""
    unit = "" if row.unit == "ms" else f" {row.unit}"
    ratio = f"{row.ratio:.2f}" + (f" ({row.spread[0]:.2f}–{row.spread[2]:.2f})" if row.spread else "")
    limit = "" if row.limit is None else f"{row.limit:g}" + (", within the spread" if row.spread else "")
    return (f"| {row.what} | {row.ours:,.1f}{unit} | {row.beside:,.1f}{unit} | {ratio} | {limit} | {row.verdict} |")


def table(rows: Iterable[Row]) -> str:
    """The whole table."""
    return "\n".join([*HEAD, *map(line, rows)])


def page(run: Run) -> str:
    """The page for people."""
    missing = "" if run.with_history else "The rows of a long history are missing: no repository was named.\n\n"
    command = "script/bench" + (" --history-repo FOLDER" if run.with_history else "")
    return PAGE.format(when=time.strftime("%Y-%m-%d", time.gmtime()), machine=machine(),
                       versions=versions(run.program), table=table(row for _, row in run.rows), history=missing,
                       command=command)


def raw(run: Run) -> str:
    """All runs as JSON, in milliseconds."""
    rows = [{"bar": name, "what": row.what, "ours": round(row.ours, 3), "beside": round(row.beside, 3),
             "ratio": round(row.ratio, 4), "limit": row.limit, "verdict": row.verdict, "unit": row.unit,
             "runs": {key: [round(value, 2) for value in values] for key, values in row.runs.items()}}
            for name, row in run.rows]
    heading = {"date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "machine": machine(),
               "versions": versions(run.program), "sizes": run.sizes}
    parts = [json.dumps(heading)[:-1] + ', "rows": [', ",\n".join(json.dumps(row) for row in rows), "]}"]
    return "\n".join(parts) + "\n"


def machine() -> str:
    """The machine in some words."""
    try:
        system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        system = f"{platform.system()} {platform.release()}"
    return f"{system}, {platform.machine()}, {os.cpu_count()} cores"


def versions(program: Path) -> str:
    """Which versions were compared."""
    here = place(Path.cwd())
    first = {"Vireo": here.text([program, "--version"]), "git": here.text(["git", "--version"]),
             "Fossil": here.text(["fossil", "version"]), "ripgrep": here.text(["rg", "--version"]),
             "SQLite": here.text(["sqlite3", "--version"])}
    return ", ".join(f"{name} {number(text)}" for name, text in first.items())


def number(text: str) -> str:
    """The first word with a digit and a full stop in it, which is the version."""
    return next((word for word in text.split() if "." in word and any(map(str.isdigit, word))), text.strip())
