"""Times things in turn, so that a machine whose speed drifts favours none of them."""
from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from repository import environment

Command = Sequence[str | Path]
Task = Callable[[], float]  # does something and says how many milliseconds that took
Runs = dict[str, list[float]]  # by what was done

ROUNDS, FEWEST_ROUNDS = 25, 7
SECONDS = 40.0  # after which no further round begins, if there were enough


class BenchmarkError(Exception):
    """Something is missing or went wrong, so that there is nothing to compare; with a way out if there is one."""

    def __init__(self, what: str, fix: str = "") -> None:
        """States what is wrong, and what to do."""
        super().__init__(f"error: {what}" + (f"\nfix: {fix}" if fix else ""))


@dataclass(frozen=True)
class Place:
    """Where commands run: the folder, and more variables than all have."""
    folder: Path
    variables: Mapping[str, str]

    def run(self, command: Command, output: int = subprocess.DEVNULL) -> tuple[float, str]:
        """Runs a command to its end: the milliseconds, and what it printed if that goes to a pipe."""
        words, variables = [str(word) for word in command], {**environment(), **self.variables}
        with tempfile.TemporaryFile("w+") as errors:
            start = time.perf_counter()
            process = subprocess.Popen(words, cwd=self.folder, env=variables, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=errors, text=True)
            printed = process.communicate()[0] or ""
            taken = time.perf_counter() - start
            if process.returncode != 0:
                errors.seek(0)
                name, code = " ".join(words)[:200], process.returncode
                raise BenchmarkError(f"{name}: exit code {code}\n{errors.read().strip()}")
        return taken * 1000, printed

    def text(self, command: Command) -> str:
        """What a command prints."""
        return self.run(command, subprocess.PIPE)[1]

    def lines(self, command: Command) -> int:
        """How many lines a command prints."""
        return self.text(command).count("\n")

    def task(self, command: Command, before: Callable[[], object] | None = None) -> Task:
        """The command as something to be timed; what goes before it isn't."""
        def work() -> float:
            """Runs it once."""
            if before is not None:
                before()
            return self.run(command)[0]
        return work


def place(folder: Path, **variables: str) -> Place:
    """A folder to run commands in."""
    return Place(folder, variables)


def timed(work: Callable[[], object]) -> Task:
    """A function as something to be timed."""
    def task() -> float:
        """Calls it once."""
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000
    return task


def alternate(**tasks: Task) -> Runs:
    """Does each in turn, round after round. The rounds before the first counted one warm up."""
    start = time.monotonic()
    for task in tasks.values():
        task()
    if time.monotonic() - start < 5:
        for task in tasks.values():
            task()
    runs: Runs = {name: [] for name in tasks}
    start = time.monotonic()
    for count in range(ROUNDS):
        if count >= FEWEST_ROUNDS and time.monotonic() - start > SECONDS:
            break
        for name, task in tasks.items():
            runs[name].append(task())
    return runs


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def differences(left: Sequence[float], right: Sequence[float]) -> list[float]:
    """How much more each of the left took than the right one of its round."""
    return [a - b for a, b in zip(left, right, strict=True)]


def quartiles(left: Sequence[float], right: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile of the ratios of each round."""
    lower, middle, upper = statistics.quantiles([a / b for a, b in zip(left, right, strict=True)], n=4)
    return lower, middle, upper
