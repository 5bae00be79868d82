"""The folder where generated trackers are kept. What is not there yet is made when it is asked for."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import fossil
import table
from generate import Facts, make
from model import DATA_VERSION
from repository import environment, git

HERE = Path(__file__).resolve().parent


class Tracker:
    """A repository with a tracker, which can be put back to what it was made as."""

    def __init__(self, folder: Path) -> None:
        """The tracker that is kept in that folder."""
        self.folder = folder
        self.top = folder / "repository"
        self.cache = self.top / ".git/vireo/cache"
        values = json.loads((folder / "facts.json").read_text())
        self.facts = Facts(**values["facts"])

    def restore(self) -> None:
        """Takes back all that was done to files, history and numbers. Caches stay."""
        git(self.top, "reset", "--quiet", "--hard", self.facts.head)
        git(self.top, "clean", "-dffqx")
        shutil.rmtree(self.top / ".git/vireo/state", ignore_errors=True)


class Data:
    """All that is kept."""

    def __init__(self, folder: Path) -> None:
        """Uses the folder, which need not be there."""
        self.folder = folder.resolve()
        self.opened: dict[str, Tracker] = {}

    def tracker(self, count: int, kind: str = "") -> Tracker:
        """The tracker of so many issues: just these; `doubled` by closed ones; or with as many `commits`."""
        name = f"{count}-{kind}" if kind else str(count)
        if name not in self.opened:
            folder = self.folder / name
            if not is_current(folder):
                told(f"{count:,} issues {kind}".strip(), lambda: self.make(folder, count, kind))
            self.opened[name] = Tracker(folder)
            self.opened[name].restore()
        return self.opened[name]

    def make(self, folder: Path, count: int, kind: str) -> None:
        """Makes a tracker; its folder is there when it is whole."""
        unfinished = folder.with_name(folder.name + ".unfinished")
        for old in (folder, unfinished):
            shutil.rmtree(old, ignore_errors=True)
        unfinished.mkdir(parents=True)
        with open(unfinished / "issues.jsonl", "w") as lines:
            facts = make(count, unfinished / "repository", commits=count if kind == "commits" else 0,
                         more_closed=count if kind == "doubled" else 0, lines=None if kind else lines)
        values = {"version": DATA_VERSION, "facts": asdict(facts)}
        (unfinished / "facts.json").write_text(json.dumps(values) + "\n")
        unfinished.rename(folder)

    def fossil(self, count: int) -> Path:
        """The Fossil repository with the same issues."""
        tracker = self.tracker(count)
        repository = tracker.folder / "fossil/repository.fossil"
        if not repository.exists():
            told(f"{count:,} issues for Fossil", lambda: fossil.load(tracker.folder / "issues.jsonl", repository))
        return repository

    def fossil_with_commits(self, count: int) -> Path:
        """The Fossil repository with the same issues, and as many commits."""
        tickets, source = self.fossil(count), self.tracker(count, "commits").top
        repository = tickets.with_name("commits.fossil")
        if not repository.exists():
            unfinished = tickets.with_name("commits.unfinished")
            shutil.copyfile(tickets, unfinished)
            told(f"{count:,} commits for Fossil", lambda: fossil.add_commits(unfinished, source))
            unfinished.rename(repository)
        return repository

    def table(self, count: int) -> Path:
        """The table of SQLite with the same issues."""
        tracker = self.tracker(count)
        database = tracker.folder / "issues.sqlite"
        if not database.exists():
            told(f"{count:,} issues for SQLite", lambda: table.load(tracker.folder / "issues.jsonl", database))
        return database

    def history(self, source: Path) -> Path:
        """A clone of that repository, without its files, and with a tracker of one issue on top."""
        folder = self.folder / "history"
        shutil.rmtree(folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        git(self.folder, "clone", "--quiet", "--shared", "--no-checkout", str(source.resolve()), str(folder))
        git(folder, "read-tree", "--empty")
        issue = folder / ".tracker/issues/1-first.md"
        issue.parent.mkdir(parents=True)
        issue.write_text("---\nuid: a000000001\ntitle: First\nstatus: open\n---\n\nNothing.\n")
        git(folder, "add", ".tracker")
        git(folder, "commit", "--quiet", "--message=Begin a tracker")
        return folder

    def program(self, name: str) -> Path:
        """One of the programs in C, compiled anew."""
        folder = self.folder / "bin"
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-O2", "-pthread", "-o", folder / name, HERE / f"{name}.c"], check=True,
                       env=environment())
        return folder / name


def is_current(folder: Path) -> bool:
    """Whether there is a whole tracker of the present version of the data."""
    facts = folder / "facts.json"
    return facts.exists() and json.loads(facts.read_text())["version"] == DATA_VERSION


def told(what: str, work: Callable[[], object]) -> None:
    """Does something that takes long, and says so."""
    print(f"making {what} …", end="", file=sys.stderr, flush=True)
    start = time.monotonic()
    work()
    print(f" {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
