#!/usr/bin/env python3
"""Holds the program against situations and random histories: what it says of each issue must be what docs/state.md
says. A situation has its answers written beside it; a second implementation, the oracle, must give the same ones. In
random histories the program must agree with the oracle at every branch and in the work tree, and say the same where
`vireo record` has written states down on the way.
"""
from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import random_histories  # noqa: E402
import recorded  # noqa: E402
import state_oracle  # noqa: E402
from git_history import ISSUES, GitHistory, timestamp  # noqa: E402
from random_operations import CLOSED_WORDS  # noqa: E402
from situation import ALL, Answer, Issue, Situation, absent, every_situation  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # files there take a third of the time
Answers = dict[str, Answer]  # by path


@dataclass(frozen=True)
class Case:
    """One history to look at: a situation by its name, or a random one by its seed."""
    name: str
    seed: int | None = None

    def command(self) -> str:
        """How to run just this one."""
        if self.seed is None:
            return f"script/test-histories --situations {self.name}"
        return f"script/test-histories --random 1 --seed {self.seed}"


@dataclass(frozen=True)
class Settings:
    """What all cases have in common."""
    vireo: Path | None
    keep: Path | None


@dataclass
class Figures:
    """How much random histories had in them."""
    histories: int = 0
    operations: int = 0
    skipped: int = 0
    seconds: float = 0
    issues: int = 0  # at all branches and in the work trees
    closed: int = 0  # though the file's word is an open one
    opened: int = 0  # though it is a closed one
    differing: int = 0  # histories with either
    recorded: int = 0  # histories with records
    records: int = 0

    def add(self, other: Figures) -> None:
        """Adds those of other histories."""
        for key, number in vars(other).items():
            setattr(self, key, getattr(self, key) + number)

    def look_at(self, history: GitHistory, rev: str | None, answers: Answers) -> None:
        """Counts the issues of a view whose state is not that of the file's word."""
        for path, answer in answers.items():
            file = (history.top / path).read_text() if rev is None else history.git("cat-file", "blob", f"{rev}:{path}")
            says = "closed" if recorded.value(file, "status") in CLOSED_WORDS else "open"
            self.issues += 1
            self.closed += (answer.state, says) == ("closed", "open")
            self.opened += (answer.state, says) == ("open", "closed")
        self.differing = min(1, self.closed + self.opened)

    def __str__(self) -> str:
        """The figures in some lines."""
        return (f"{self.histories} random histories with {self.operations} operations, {self.skipped} of them refused, "
                f"{self.seconds / self.histories:.2f} s each to play\n"
                f"{self.issues} issues in their views: {self.closed} closed though the file says open, {self.opened} "
                f"open though it says closed; {self.differing} histories have such ones\n"
                f"{self.records} records in {self.recorded} histories")


@dataclass
class Outcome:
    """What came of a case: the disagreements, and figures that tell how much it had in it."""
    case: Case
    failures: list[str] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)


class ProgramError(Exception):
    """The program under test did not answer."""


# Asking the two.

def vireo(program: Path, history: GitHistory, *arguments: str) -> str:
    """Runs the program in a history, at the history's time."""
    variables = {**history.variables, "VIREO_NOW": timestamp(history.now), "VIREO_SEED": str(history.now)}
    result = subprocess.run([program, *arguments], cwd=history.top, env=variables, capture_output=True, text=True)
    if result.returncode != 0:
        raise ProgramError(f"vireo {' '.join(arguments)}: exit code {result.returncode}\n{result.stderr.strip()}")
    return result.stdout


def program_answers(program: Path, history: GitHistory, rev: str | None) -> Answers:
    """What the program says of every issue in a view."""
    if not (history.git("ls-tree", rev, ".tracker") if rev else (history.top / ".tracker").exists()):
        return {}  # the program says that there is no tracker, which is not our question
    arguments = ["list", "--state", "all", "--json", "number,path,state,stateKnown"]
    issues = json.loads(vireo(program, history, *arguments, *(["--at", rev] if rev else [])))
    return {issue["path"]: Answer(issue["state"], issue["stateKnown"]) for issue in issues}


def oracle_answers(history: GitHistory, rev: str | None) -> Answers:
    """What the oracle says of every issue in a view."""
    found = state_oracle.states(str(history.top), rev)
    return {path: Answer(issue["state"], issue["known"]) for path, issue in found.items()}


def number_of(path: str) -> str:
    """The number that a file's name begins with, as text; that of a draft is empty."""
    name = path.rsplit("/", 1)[-1]
    digits = name[:len(name) - len(name.lstrip("0123456789"))]
    return digits.lstrip("0")


def one(answers: Answers, issue: Issue) -> Answer | str:
    """The answer for an issue of a situation, or why there is none."""
    if isinstance(issue, str):
        return answers.get(f"{ISSUES}/{issue}", absent)
    found = [answer for path, answer in answers.items() if number_of(path) == str(issue)]
    return "there are several" if len(found) > 1 else found[0] if found else absent


# Situations.

def is_clean(history: GitHistory) -> bool:
    """Whether the work tree is just HEAD, with no merge under way."""
    merging = history.run("rev-parse", "--quiet", "--verify", "MERGE_HEAD").returncode == 0
    return history.born() and not merging and not history.git("status", "--porcelain", "--ignored")


def check_situation(situation: Situation, folder: Path, program: Path | None) -> list[str]:
    """Builds a situation and compares; where nothing is uncommitted, HEAD must give what the work tree does."""
    history = GitHistory(folder)
    situation.build(history)
    wanted = dict(situation.wanted)
    if is_clean(history):
        wanted = {("HEAD", issue): answer for (rev, issue), answer in wanted.items() if rev is None} | wanted
    failures = []
    for rev in dict.fromkeys(rev for rev, _ in wanted):
        said = {"the oracle": oracle_answers(history, rev)}
        if program:
            said["vireo"] = program_answers(program, history, rev)
        for (at, issue), answer in wanted.items():
            differing = [who for who in said if at == rev and one(said[who], issue) != answer]
            if differing:
                lines = [f"issue {issue} at {rev or 'the work tree'} is to be {answer}"]
                lines += [f"  {who} says: {one(said[who], issue)}" + reason(who, history, rev, issue) for who in said]
                failures.append("\n".join(lines))
    return failures + [history.draw()] if failures else []


def reason(who: str, history: GitHistory, rev: str | None, issue: Issue) -> str:
    """What the oracle bases its answer on."""
    if who != "the oracle":
        return ""
    found = state_oracle.states(str(history.top), rev)
    reasons = [str(entry["reason"]) for path, entry in found.items()
               if path == f"{ISSUES}/{issue}" or number_of(path) == str(issue)]
    return "".join(f" ({text})" for text in reasons)


# Random histories.

def compare(history: GitHistory, program: Path | None, figures: Figures, where: str) -> list[str]:
    """Asks both at every branch and in the work tree."""
    failures = []
    for rev in [*random_histories.branches(history), None]:
        wanted = oracle_answers(history, rev)
        figures.look_at(history, rev, wanted)
        said = program_answers(program, history, rev) if program else wanted
        for path in sorted({*wanted, *said}):
            if said.get(path, absent) != wanted.get(path, absent):
                failures.append(f"{path} at {rev or 'the work tree'}{where}: the oracle says "
                                f"{wanted.get(path, absent)}, vireo says {said.get(path, absent)}")
    return failures


def by_number(history: GitHistory, program: Path | None, without: set[str]) -> dict[str, list[str]]:
    """The states at each branch and in the work tree, by number: all of those that have it, but for these numbers."""
    states: dict[str, list[str]] = {}
    for rev in [*random_histories.branches(history), None]:
        answers = program_answers(program, history, rev) if program else oracle_answers(history, rev)
        for path, answer in sorted(answers.items()):
            if number_of(path) not in without:
                states.setdefault(f"#{number_of(path)} at {rev or 'the work tree'}", []).append(str(answer))
    return {key: sorted(values) for key, values in states.items()}


def check_random(seed: int, folder: Path, program: Path | None) -> tuple[list[str], Figures]:
    """Plays a random history and compares; then tells it again with states recorded on the way."""
    started = time.monotonic()
    player = random_histories.play(random_histories.operations(seed), folder / "plain")
    history = player.history
    figures = Figures(1, len(player.log), player.skipped, time.monotonic() - started)
    failures = compare(history, program, figures, "")
    if failures:
        return [*failures, *player.log, history.draw()], figures
    retelling = recorded.retold(history, folder / "recorded", seed, lambda there: record(there, program))
    again = retelling.history
    if retelling.recorded:
        figures.recorded, figures.records = 1, retelling.recorded
        failures = compare(again, program, Figures(), ", with records")
        before, after = by_number(history, program, retelling.parted), by_number(again, program, retelling.parted)
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                failures.append(f"{key}: {before.get(key)} without records, {after.get(key)} with them")
    if failures:
        return [*failures, *player.log, "Without records:", history.draw(), "With records:", again.draw()], figures
    return [], figures


def record(history: GitHistory, program: Path | None) -> bool:
    """Lets the program write the states down, or does it with the oracle's; returns whether there was anything."""
    if program is None:
        return recorded.write_down(history, state_oracle.states(str(history.top)), CLOSED_WORDS)
    before = history.head()
    if not (history.top / ".tracker").exists():
        return False  # every file of the tracker was deleted here
    vireo(program, history, "record")
    after = history.head()
    if after != before:
        vireo(program, history, "record")
        if history.head() != after:
            raise ProgramError("vireo record made a second commit though nothing had changed")
    return after != before


# All cases.

def run(task: tuple[Case, Settings]) -> Outcome:
    """Looks at one case, in a folder of its own."""
    case, settings = task
    os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1")  # for the oracle's git
    outcome = Outcome(case)
    parent = settings.keep or Path(tempfile.mkdtemp(prefix="vireo-histories-", dir=MEMORY))
    folder = parent / case.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        if case.seed is None:
            outcome.failures = check_situation(ALL[case.name], folder, settings.vireo)
        else:
            outcome.failures, outcome.figures = check_random(case.seed, folder, settings.vireo)
    except Exception:  # a case that cannot be looked at has failed; the others go on
        outcome.failures = [traceback.format_exc()]
    if settings.keep is None:
        shutil.rmtree(parent, ignore_errors=True)
    return outcome


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="script/test-histories", description=__doc__)
    parser.add_argument("--situations", nargs="*", metavar="NAME", help="only situations: all, or those named")
    parser.add_argument("--random", type=int, metavar="COUNT", help="only so many random histories")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED") or time.time()), help="of the first one")
    parser.add_argument("--vireo", type=Path, default=ROOT / ".build/debug/vireo", help="the program to test")
    parser.add_argument("--oracle-only", action="store_true", help="leave the program out")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the histories there")
    return parser.parse_args()


def cases(options: argparse.Namespace) -> Iterator[Case]:
    """The cases that are asked for, in the order of their output."""
    everything = options.situations is None and options.random is None
    if everything or options.situations is not None:
        for name in options.situations or ALL:
            yield Case(name)
    for index in range(30 if everything else options.random or 0):
        yield Case(f"seed-{options.seed + index}", options.seed + index)


def missing(options: argparse.Namespace) -> str | None:
    """What stands in the way of running at all."""
    if shutil.which("git") is None:
        return "git is missing"
    if not options.oracle_only and not os.access(options.vireo, os.X_OK):
        return f"{options.vireo} is missing; build it with 'swift build', or name another with --vireo"
    unknown = [name for name in options.situations or [] if name not in ALL]
    return f"there is no situation {unknown[0]}" if unknown else None


def main() -> int:
    """Runs the cases on two processes and reports in a fixed order."""
    options = arguments()
    every_situation()
    print(f"seed {options.seed}", flush=True)
    if problem := missing(options):
        print(f"error: {problem}\n0 passed, 1 failed")
        return 1
    figures = Figures()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="vireo-histories-", dir=MEMORY) as folder, multiprocessing.Pool(2) as pool:
        # A copy, so that a build on the way does no harm.
        program = None if options.oracle_only else Path(shutil.copy(options.vireo, folder)).resolve()
        settings = Settings(program, options.keep.resolve() if options.keep else None)
        tasks = [(case, settings) for case in cases(options)]
        for outcome in pool.imap(run, tasks):
            figures.add(outcome.figures)
            if outcome.failures:
                failed += 1
                print(f"\nFAILED {outcome.case.name}", *outcome.failures, sep="\n")
                print(f"run just this one: {outcome.case.command()}", flush=True)
    if figures.histories:
        print(figures)
    print(f"{len(tasks) - failed} passed, {failed} failed")
    return 1 if failed or not tasks else 0


if __name__ == "__main__":
    sys.exit(main())
