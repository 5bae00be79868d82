#!/usr/bin/env python3
"""Has `vireo show`, `wiki show` and `site` read each bomb of Markdown at a megabyte; see script/test-bombs.

Each is the text of an issue in one tracker and a page in another. Prints the slowest, in seconds of processor time, and
ends with `N passed, N failed`: what takes over a second fails.
"""
from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

BOUND = 1.0
SHOWN = 12


def taken(command: list[object], folder: Path) -> float:
    """The processor time of a program with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(part) for part in command], cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tracker(program: Path, folder: Path, path: str, text: bytes) -> Path:
    """A tracker with one text."""
    file = folder / ".tracker" / path
    file.parent.mkdir(parents=True)
    file.write_bytes(text)
    for command in (["git", "init", "-q"], [program, "init"], ["git", "add", "-A"], ["git", "commit", "-q", "-m", "One"]):
        subprocess.run([str(part) for part in command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def seconds(program: Path, text: bytes) -> dict[str, float]:
    """How long each command takes for a text."""
    with tempfile.TemporaryDirectory() as scratch:
        issue = tracker(program, Path(scratch, "issue"), "issues/1-a.md", b"---\ntitle: A\n---\n\n" + text)
        page = tracker(program, Path(scratch, "page"), "wiki/A.md", text)
        return {
            "show": taken([program, "show", 1], issue), "wiki show": taken([program, "wiki", "show", "A"], page),
            "site of an issue": taken([program, "site", "out"], issue),
            "site of a page": taken([program, "site", "out"], page),
        }


def main() -> int:
    """Reads all bombs of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vireo", type=Path, required=True)
    parser.add_argument("folder", type=Path, help="files 0.md, 1.md and so on, and names.txt with a name a line")
    options = parser.parse_args()
    os.environ.update(GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org", GIT_CONFIG_GLOBAL="/dev/null")
    os.environ.update(GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.org")
    program = options.vireo.resolve()
    rows = []
    for index, name in enumerate((options.folder / "names.txt").read_text().splitlines()):
        rows.append((name, seconds(program, (options.folder / f"{index}.md").read_bytes())))
    for command in rows[0][1]:
        rows.sort(key=lambda row: -row[1][command])
        print(f"{command}: " + ", ".join(f"{row[1][command]:.2f} s for {row[0]}" for row in rows[:SHOWN // 4]))
    rows.sort(key=lambda row: -max(row[1].values()))
    for name, row in rows[:SHOWN]:
        print("  " + ", ".join(f"{value:.2f}" for value in row.values()) + f"  {name}")
    failed = sum(max(row.values()) > BOUND for _, row in rows)
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
