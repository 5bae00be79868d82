#!/usr/bin/env python3
"""Times the program beside what it is held to, and prints the table of ratios.

A run with all sizes and bars also writes docs/performance.md and Benchmarks/results/runs.json; `--write` makes a
smaller one do so. The exit code is 1 if a bar is missed, and 2 if something is missing or fails.
"""
from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import pages  # noqa: E402, F401  (its bars come with it)
from bars import BARS, Bench  # noqa: E402
from data import Data  # noqa: E402
from measure import BenchmarkError  # noqa: E402
from report import HEAD, Run, line, page, raw  # noqa: E402
from rows import Row  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
SIZES = [1_000, 10_000, 100_000]
PROGRAMS = {"git": "git", "cc": "gcc", "fossil": "fossil", "rg": "ripgrep", "sqlite3": "sqlite3"}  # to their packages


def check_programs() -> None:
    """Refuses to begin while something is missing: a table with fewer rows would look as if all was well."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        packages = " ".join(PROGRAMS[name] for name in missing)
        raise BenchmarkError(f"missing: {', '.join(missing)}",
                             f"run: sudo apt-get install {packages} (or: brew install {packages})")


def warn_of_load() -> None:
    """Says so if others are using the machine: the times would be theirs as well as ours."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > cores / 2:
        print(f"note: the machine is busy (load {load:.1f}, {cores} cores), so the figures will be uneven",
              file=sys.stderr)


def measured(bench: Bench, names: list[str]) -> Iterator[tuple[str, Row]]:
    """The rows, in the order of the bars, with the names of these."""
    for name in names:
        for size in BARS[name].sizes(bench.sizes):
            for row in BARS[name].measure(bench, size):
                yield name, row


def run(options: argparse.Namespace) -> int:
    """Measures and reports."""
    check_programs()
    warn_of_load()
    if not options.program.exists():
        raise BenchmarkError(f"there is no {options.program}", "run script/build, or name a program with --program")
    names = options.only or list(BARS)
    bench = Bench(options.program.resolve(), Data(options.data), sorted(options.sizes), options.history_repo)
    print("\n".join(HEAD), flush=True)
    rows = []
    for name, row in measured(bench, names):
        rows.append((name, row))
        print(line(row), flush=True)
    whole = names == list(BARS) and bench.sizes == SIZES
    if whole or options.write:
        write(Run(rows, bench.sizes, bench.program, bench.history is not None))
    misses = sum(row.verdict == "MISS" for _, row in rows)
    print(f"\n{misses} of {sum(row.limit is not None for _, row in rows)} bars missed", file=sys.stderr)
    return 1 if misses else 0


def write(run: Run) -> None:
    """Writes the page and the runs."""
    results = ROOT / "Benchmarks/results/runs.json"
    results.parent.mkdir(exist_ok=True)
    results.write_text(raw(run))
    (ROOT / "docs/performance.md").write_text(page(run))


def sizes(text: str) -> list[int]:
    """Numbers with commas between."""
    return [int(word) for word in text.split(",")]


def bars(text: str) -> list[str]:
    """Names of bars with commas between, in the order of the table."""
    words = text.split(",")
    unknown = [word for word in words if word not in BARS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; there are {', '.join(BARS)}")
    return [name for name in BARS if name in words]


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", metavar="N,…", type=sizes, default=SIZES,
                        help="numbers of issues; 1000,10000,100000 if nothing is said")
    parser.add_argument("--only", metavar="NAME,…", type=bars, help=f"only these bars: {', '.join(BARS)}")
    parser.add_argument("--data", metavar="FOLDER", type=Path, default=ROOT / "Benchmarks/.data",
                        help="where generated trackers are kept")
    parser.add_argument("--history-repo", metavar="FOLDER", type=Path,
                        help="a git repository with a long history, such as git's own; it is only read")
    parser.add_argument("--program", metavar="FILE", type=Path, default=ROOT / ".build/release/vireo",
                        help="the program to measure")
    parser.add_argument("--write", action="store_true", help="write the page and the runs of a smaller run, too")
    try:
        return run(parser.parse_args())
    except (BenchmarkError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
