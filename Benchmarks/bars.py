"""What is timed, beside what, and how long it may take at most."""
from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import commands
import fossil
import table
from data import Data, Tracker
from files import ISSUES
from generate import MILESTONE, PRIORITY
from measure import BenchmarkError, Command, Place, Runs, alternate, differences, median, place, timed
from model import COMMON_WORD
from repository import git
from rows import Row, even, pair

STAT_SHARE = 1.2  # of the bare stat, as an allowance for asking the file system
MEMORY = 60.0  # MB
TIMELINE_MEMORY = 100.0  # MB
MILLISECONDS = 10.0  # that looking at a history with nothing or little new may take
HISTORY = ["log", "--format=%H%n%B"]
CAT = ["sh", "-c", "find .tracker/issues -type f -print0 | xargs -0 cat"]


@dataclass(frozen=True)
class Bench:
    """What all bars are measured with."""
    program: Path
    data: Data
    sizes: list[int]
    history: Path | None

    def ours(self, command: Command) -> list[str | Path]:
        """A command of the program."""
        return [self.program, *command]


@dataclass(frozen=True)
class Bar:
    """A measurement, and the sizes that it is made at; without a size it is made once."""
    measure: Callable[[Bench, int], Iterator[Row]]
    sizes: Callable[[list[int]], list[int]]


BARS: dict[str, Bar] = {}


def once(sizes: list[int]) -> list[int]:
    """No matter at which size."""
    return sizes[:1]


def every(sizes: list[int]) -> list[int]:
    """At each size."""
    return sizes


def large(sizes: list[int]) -> list[int]:
    """At sizes from 10,000 on."""
    return [size for size in sizes if size >= 10_000]


def largest(sizes: list[int]) -> list[int]:
    """At the largest size."""
    return sizes[-1:]


def ten_thousand(sizes: list[int]) -> list[int]:
    """At 10,000, if that was asked for."""
    return [size for size in sizes if size == 10_000]


def bar(name: str, sizes: Callable[[list[int]], list[int]]) -> Callable[
        [Callable[[Bench, int], Iterator[Row]]], Callable[[Bench, int], Iterator[Row]]]:
    """Puts a measurement under a name, which `--only` takes."""
    def put(measure: Callable[[Bench, int], Iterator[Row]]) -> Callable[[Bench, int], Iterator[Row]]:
        """Keeps it."""
        BARS[name] = Bar(measure, sizes)
        return measure
    return put


# Commands of others, and checks that they answer the same.

def shown(command: Command) -> str:
    """One of the program's commands as people type it, for the table."""
    words = [f"'{word}'" if " " in str(word) else str(word) for word in command]
    return f"`vireo {' '.join(words)}`"


def served(repository: Path) -> Place:
    """Where commands of Fossil run."""
    return place(repository.parent, **fossil.variables(repository.parent))


def report(repository: Path) -> list[str | Path]:
    """Fossil's command for the filtered list."""
    return ["fossil", "ticket", "show", str(fossil.REPORT), "-R", repository]


def query(bench: Bench, size: int) -> list[str | Path]:
    """SQLite's command for the filtered list."""
    return ["sqlite3", bench.data.table(size), table.QUERY]


def expect(what: str, found: int, wanted: int) -> None:
    """Refuses to compare answers that differ."""
    if found != wanted:
        raise BenchmarkError(f"{what} gives {found} issues; the data has {wanted}")


@contextmanager
def restored(tracker: Tracker) -> Iterator[Place]:
    """The tracker's folder for commands that change it; afterwards it is as before."""
    try:
        yield place(tracker.top)
    finally:
        tracker.restore()


# The bars, in the order of the table.

@bar("start-up", once)
def start_up(bench: Bench, size: int) -> Iterator[Row]:
    """The start of the program beside that of git."""
    here = place(bench.data.tracker(size).top)
    runs = alternate(ours=here.task(bench.ours(commands.VERSION)), git=here.task(["git", "--version"]))
    yield pair("`vireo --version` : `git --version`", runs, "ours", "git", 5)


@bar("list", large)
def filtered(bench: Bench, size: int) -> Iterator[Row]:
    """The filtered list, beside Fossil's report and the bare stat together."""
    tracker, repository = bench.data.tracker(size), bench.data.fossil(size)
    here, there = place(tracker.top), served(repository)
    expect("the filtered list", here.lines(bench.ours(commands.FILTERED)), tracker.facts.filtered)
    expect("Fossil's report", there.lines(report(repository)) - 1, tracker.facts.filtered)
    stat = bench.data.program("stat")
    runs = alternate(ours=here.task(bench.ours(commands.FILTERED)), fossil=there.task(report(repository)),
                     stat=here.task([stat, "."]), folders=here.task([stat, ".", "--comments"]))
    ours, theirs, floor = (median(runs[name]) for name in ("ours", "fossil", "stat"))
    what = f"{shown(commands.FILTERED)} of {size:,} issues"
    yield Row(f"{what} : Fossil's report ({theirs:.1f}) + {STAT_SHARE} × the bare stat of the issues' files "
              f"({floor:.1f})", ours, theirs + STAT_SHARE * floor, 1, runs=runs)
    yield pair(f"{what} : the bare stat of the issues' files and folders", runs, "ours", "folders")


@bar("show", every)
def show(bench: Bench, size: int) -> Iterator[Row]:
    """One issue, beside Fossil's ticket."""
    repository, number = bench.data.fossil(size), size // 2
    where = f"tkt_uuid='{fossil.ticket_id(number)}'"
    theirs: Command = ["fossil", "ticket", "show", "0", where, "-R", repository]
    expect("Fossil's ticket", served(repository).text(theirs).count(fossil.ticket_id(number)), 1)
    runs = alternate(ours=place(bench.data.tracker(size).top).task(bench.ours(commands.show(number))),
                     fossil=served(repository).task(theirs))
    yield pair(f"{shown(commands.show(number))} of {size:,} issues : `fossil ticket show 0 \"tkt_uuid='…'\"`", runs,
               "ours", "fossil", 3)


@bar("new", largest)
def new(bench: Bench, size: int) -> Iterator[Row]:
    """A new issue without a commit, beside a new ticket."""
    runs = creations(bench, size, commands.NEW)
    yield pair(f"`vireo new` in {size:,} issues : `fossil ticket add`", runs, "ours", "fossil", 1)


@bar("new-commit", largest)
def new_committed(bench: Bench, size: int) -> Iterator[Row]:
    """A new issue that is committed, beside a new ticket."""
    runs = creations(bench, size, commands.NEW_COMMITTED)
    yield pair(f"`vireo new --commit` in {size:,} issues : `fossil ticket add`", runs, "ours", "fossil", 1)


def creations(bench: Bench, size: int, command: list[str]) -> Runs:
    """Makes issues and tickets in turn. Those of Fossil go into a copy, which is thrown away."""
    tracker, repository = bench.data.tracker(size), bench.data.fossil(size)
    copy = repository.with_name("copy.fossil")
    shutil.copyfile(repository, copy)
    add: Command = ["fossil", "ticket", "add", "title", commands.TITLE, "status", "Open", "priority", PRIORITY,
                    "milestone", MILESTONE, "comment", commands.BODY, "-R", copy]
    os.sync()
    try:
        with restored(tracker) as here:
            return alternate(ours=here.task(bench.ours(command)), fossil=served(repository).task(add))
    finally:
        copy.unlink()


@bar("search", largest)
def search(bench: Bench, size: int) -> Iterator[Row]:
    """A common word, beside Fossil's page of results and ripgrep."""
    tracker, repository = bench.data.tracker(size), bench.data.fossil(size)
    here = place(tracker.top)
    expect("the search", here.lines(bench.ours(commands.COMMON)), tracker.facts.common)
    expect("Fossil's index", fossil.number(
        repository, f"SELECT count(*) FROM ftsidx WHERE ftsidx MATCH '{COMMON_WORD}'"), tracker.facts.common)
    path = f"/search?s={COMMON_WORD}&y=t"
    with fossil.Server(repository) as server:
        if server.page(path).count("<li>") < min(100, tracker.facts.common):
            raise BenchmarkError("Fossil's page of results has too few of them")
        runs = alternate(ours=here.task(bench.ours(commands.COMMON)), fossil=timed(lambda: server.page(path)),
                         ripgrep=here.task(["rg", "-l", COMMON_WORD, ".tracker/issues"]))
    what = f"{shown(commands.COMMON)} of {size:,} issues"
    yield pair(f"{what} : Fossil's page `{path}`", runs, "ours", "fossil", 0.3)
    yield pair(f"{what} : `rg -l {COMMON_WORD}`", runs, "ours", "ripgrep")


@bar("index", every)
def index(bench: Bench, size: int) -> Iterator[Row]:
    """A question that needs all texts, with nothing kept from before, beside reading all files."""
    tracker = bench.data.tracker(size)
    here = place(tracker.top)
    expect("the search", here.lines(bench.ours(commands.RARE)), tracker.facts.rare)
    runs = alternate(
        ours=here.task(bench.ours(commands.RARE), before=lambda: shutil.rmtree(tracker.cache, ignore_errors=True)),
        cat=here.task(CAT))
    yield pair(f"{shown(commands.RARE)} of {size:,} issues, without a cache : `find \\| xargs cat` of all "
               f"{tracker.facts.files:,} files", runs, "ours", "cat", 1.5 if size >= 100_000 else None)


@bar("edit", largest)
def edit(bench: Bench, size: int) -> Iterator[Row]:
    """The filtered list after a file was edited, beside the same again."""
    tracker = bench.data.tracker(size)
    number = size // 2
    shard = f"{number // 1000}k" if number >= 1000 else "."
    path = next((tracker.top / ISSUES / shard).glob(f"{number}-*.md"))
    text, count = path.read_text(), 0

    def retitle() -> None:
        """Gives one issue a title that it did not have before."""
        nonlocal count
        count += 1
        path.write_text(text.replace("\ntitle: ", f"\ntitle: Edit {count} of ", 1))

    with restored(tracker) as here:
        command = bench.ours(commands.FILTERED)
        runs = alternate(edited=here.task(command, before=retitle), unchanged=here.task(command))
    yield pair(f"{shown(commands.FILTERED)} of {size:,} issues after one was edited : again, unchanged", runs, "edited",
               "unchanged", 1.2)


@bar("memory", largest)
def memory(bench: Bench, size: int) -> Iterator[Row]:
    """The memory that the filtered list needs."""
    here, command = place(bench.data.tracker(size).top), bench.ours(commands.FILTERED)
    here.run(command)
    peaks = [int(here.text([bench.data.program("peak"), *command])) * 1024 / 1e6 for _ in range(5)]
    yield Row(f"peak of resident memory of {shown(commands.FILTERED)} of {size:,} issues : {MEMORY:.0f} MB",
              median(peaks), MEMORY, 1, unit="MB", runs={"ours": peaks})


@bar("doubling", large)
def doubling(bench: Bench, size: int) -> Iterator[Row]:
    """What as many closed issues again add to the filtered list, beside what they add to the bare stat."""
    before, after = bench.data.tracker(size), bench.data.tracker(size, "doubled")
    small, big, command = place(before.top), place(after.top), bench.ours(commands.FILTERED)
    expect("the filtered list", big.lines(command), before.facts.filtered)
    stat: Command = [bench.data.program("stat"), "."]
    runs = alternate(small=small.task(command), big=big.task(command), small_stat=small.task(stat),
                     big_stat=big.task(stat))
    ours, theirs = (differences(runs["big" + kind], runs["small" + kind]) for kind in ("", "_stat"))
    yield Row(f"{shown(commands.FILTERED)}: what {size:,} closed issues more add to {size:,} : what they add to the "
              "bare stat of the issues' files", median(ours), median(theirs), STAT_SHARE, runs=runs)


@bar("commits", ten_thousand)
def commits(bench: Bench, size: int) -> Iterator[Row]:
    """A list in a repository with many commits, beside the same issues without them."""
    without, those = bench.data.tracker(size), bench.data.tracker(size, "commits")
    here, there, command = place(those.top), place(without.top), bench.ours(commands.LIST)
    expect("the list with commits", here.lines(command), without.facts.issues - without.facts.closed)
    runs = alternate(commits=here.task(command), none=there.task(command))
    yield even(f"{shown(commands.LIST)} of {size:,} issues with {size:,} commits : without those commits", runs,
               "commits", "none")


@bar("history", once)
def history(bench: Bench, size: int) -> Iterator[Row]:
    """The first look at a long history, the second, and one after another commit."""
    if bench.history is None:
        return
    top = bench.data.history(bench.history)
    here, command = place(top), bench.ours(commands.LIST)
    cache = top / ".git/vireo/cache"
    count, name = int(git(top, "rev-list", "--count", "HEAD")), bench.history.absolute().name
    runs = alternate(first=here.task(command, before=lambda: shutil.rmtree(cache, ignore_errors=True)),
                     log=here.task(["git", *HISTORY]))
    yield pair(f"{shown(commands.LIST)} in {name}, {count:,} commits, without a cache : `git {' '.join(HISTORY)}`",
               runs, "first", "log", 1.5)
    runs = alternate(again=here.task(command), version=here.task(bench.ours(commands.VERSION)))
    yield allowed("again", runs, "again", "version", "`vireo --version`")
    runs = alternate(
        more=here.task(command, before=lambda: git(top, "commit", "--quiet", "--allow-empty", "--message=More")),
        again=here.task(command))
    yield allowed("after one more commit", runs, "more", "again", "unchanged")


def allowed(what: str, runs: Runs, ours: str, beside: str, name: str) -> Row:
    """A row of something that may take some milliseconds more than something else."""
    base = median(runs[beside])
    what = f"{shown(commands.LIST)} there, {what} : {name} ({base:.1f}) + {MILLISECONDS:.0f} ms"
    return Row(what, median(runs[ours]), base + MILLISECONDS, 1, runs=runs)


@bar("timeline", ten_thousand)
def timeline(bench: Bench, size: int) -> Iterator[Row]:
    """A month with many commits, as committed and with the work tree, beside Fossil's timeline of the same."""
    tracker, repository = bench.data.tracker(size, "commits"), bench.data.fossil_with_commits(size)
    here, there = place(tracker.top), served(repository)
    theirs = whole_timeline(repository, "after", commands.MONTH)
    wanted = int(git(tracker.top, "rev-list", "--count", "HEAD"))
    for name, where, command in (("ours", here, bench.ours(commands.timeline("--at", "HEAD"))),
                                 ("Fossil's", there, theirs)):
        if where.lines(command) < wanted:
            raise BenchmarkError(f"{name} timeline has less than a line for each of {wanted} commits")
    runs = alternate(head=here.task(bench.ours(commands.timeline("--at", "HEAD"))),
                     ours=here.task(bench.ours(commands.timeline())), fossil=there.task(theirs),
                     stat=here.task([bench.data.program("stat"), "."]))
    what = f"{size:,} issues with {size:,} commits"
    yield pair(f"{shown(commands.timeline('--at', 'HEAD'))} of {what} : `fossil timeline -n 0 after {commands.MONTH}`",
               runs, "head", "fossil", 1)
    floor = median(runs["stat"])
    beside = median(runs["fossil"]) + STAT_SHARE * floor
    yield Row(f"{shown(commands.timeline())} of {what} : that + {STAT_SHARE} × the bare stat of the issues' files "
              f"({floor:.1f})", median(runs["ours"]), beside, 1, runs=runs)


@bar("whole-timeline", largest)
def everything(bench: Bench, size: int) -> Iterator[Row]:
    """All that ever happened, beside Fossil's timeline of the same, and the memory it takes."""
    repository, here = bench.data.fossil(size), place(bench.data.tracker(size).top)
    command = bench.ours(["timeline", "--since", "1970", "--at", "HEAD"])
    runs = alternate(ours=here.task(command), fossil=served(repository).task(whole_timeline(repository)))
    what = f"`vireo timeline --since 1970 --at HEAD` of {size:,} issues"
    yield pair(f"{what} : `fossil timeline -n 0`", runs, "ours", "fossil", 0.5)
    peaks = [int(here.text([bench.data.program("peak"), *command]).splitlines()[-1]) * 1024 / 1e6 for _ in range(3)]
    yield Row(f"peak of resident memory of it : {TIMELINE_MEMORY:.0f} MB", median(peaks), TIMELINE_MEMORY, 1, unit="MB",
              runs={"ours": peaks})


@bar("timeline-page", largest)
def timeline_page(bench: Bench, size: int) -> Iterator[Row]:
    """The page of a month, beside Fossil's page."""
    repository, here = bench.data.fossil(size), place(bench.data.tracker(size).top)
    path = f"/timeline?a={commands.MONTH}&n=0&y=t"
    command = commands.timeline("--at", "HEAD", "--format", "html")
    with fossil.Server(repository) as server:
        runs = alternate(ours=here.task(bench.ours(command)), fossil=timed(lambda: server.page(path)))
    yield pair(f"{shown(command)} of {size:,} issues : Fossil's page `{path}`", runs, "ours", "fossil")


def whole_timeline(repository: Path, *when: str) -> list[str | Path]:
    """Fossil's command for a timeline without an end."""
    return ["fossil", "timeline", *when, "-n", "0", "-R", repository]


@bar("others", large)
def others(bench: Bench, size: int) -> Iterator[Row]:
    """The filtered list beside programs that do something like it, for information."""
    tracker = bench.data.tracker(size)
    here = place(tracker.top)
    expect("SQLite's table", here.lines(query(bench, size)), tracker.facts.filtered)
    status = ["git", "status", "--porcelain"]
    expect("git's status", here.lines(status), 0)
    runs = alternate(ours=here.task(bench.ours(commands.FILTERED)), git=here.task(status),
                     sqlite=here.task(query(bench, size)))
    what = f"{shown(commands.FILTERED)} of {size:,} issues"
    yield pair(f"{what} : `git {' '.join(status[1:])}`", runs, "ours", "git")
    yield pair(f"{what} : `sqlite3` with a table of the same issues", runs, "ours", "sqlite")
