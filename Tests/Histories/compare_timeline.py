#!/usr/bin/env python3
"""Holds the timeline against git, the oracle of messages, and the archives that trackers were imported from.

For each repository, a bare or an ordinary one: every commit is told once and at the committer's time, with the
references that the oracle finds in its message, each once. For each `.json`, a GitHub archive that is imported into a
new repository: when issues were opened and closed, and when comments were written, is what the archive says. Prints
every difference, and ends with `N passed, N failed`.
"""
from __future__ import annotations

import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import messages_oracle

ROOT = Path(__file__).resolve().parents[2]


def events(program: Path, repository: Path, *options: str) -> Iterator[dict]:
    """All events of a repository's HEAD."""
    arguments = [program, "-C", repository, "timeline", "--since", "1900", "--until", "2200", "--format", "ndjson", *options]
    for line in subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.splitlines():
        yield json.loads(line)


def git(repository: Path, *arguments: str) -> str:
    """What git prints."""
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True, text=True).stdout


def of_the_tracker_alone(repository: Path) -> set[str]:
    """The commits of one parent at most that change nothing but the tracker's files."""
    names: dict[str, list[str]] = {}
    for line in git(repository, "log", "--root", "--max-parents=1", "--format=commit %H", "--name-only", "HEAD").splitlines():
        if line.startswith("commit "):
            names[line[7:]] = []
        elif line:
            names[next(reversed(names))].append(line.strip('"'))
    return {commit for commit, files in names.items() if files and all(file.startswith(".tracker/") for file in files)}


def of_repository(program: Path, repository: Path) -> list[str]:
    """The differences of a repository's commits."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", repository, clone], check=True)
        subprocess.run([program, "-C", clone, "init"], check=True, capture_output=True)
        wanted = collections.Counter(
            (commit, action, number)
            for commit, message in messages_oracle.commits(str(clone), ["HEAD"])
            for action, number in messages_oracle.effects(message)
        )
        lines = [line.split() for line in git(clone, "log", "--format=%H %cI", "HEAD").splitlines()]
        times = {commit: stamp for commit, stamp in lines}
        git_times = dict(line.split() for line in git(clone, "log", "--format=%H %ct", "HEAD").splitlines())
        alone = of_the_tracker_alone(clone)
        told: list[dict] = [event for event in events(program, clone, "--kind", "commit") if not event["isUncommitted"]]
    acting = {commit for commit, action, _ in wanted if action != "mention"}
    left_out = alone - acting
    wanted = collections.Counter({key: count for key, count in wanted.items() if key[0] not in left_out})
    faults = []
    found = collections.Counter(
        (event["commit"], mention["action"], mention["issue"]) for event in told for mention in event["mentions"]
    )
    for key in sorted((found - wanted) | (wanted - found)):
        faults.append(f"{key}: told {found[key]} times, to be told {wanted[key]} times")
    counts = collections.Counter(event["commit"] for event in told)
    for commit in times:
        if counts[commit] != (commit not in left_out):
            faults.append(f"{commit}: told {counts[commit]} times")
    seconds = subprocess.run(
        ["date", "-u", "-f", "-", "+%s"], input="\n".join(event["time"] for event in told), check=True,
        capture_output=True, text=True,
    ).stdout.split()
    for event, second in zip(told, seconds):
        if git_times.get(event["commit"]) != second and not event["isTimeDoubtful"]:
            faults.append(f"{event['commit']}: at {event['time']}, git says {times.get(event['commit'])}")
    if [int(second) for second in seconds] != sorted((int(second) for second in seconds), reverse=True):
        faults.append("the events are not in the order of their times")
    print(f"{repository}: {len(times)} commits, {sum(wanted.values())} references")
    return faults


def of_archive(program: Path, archive: Path) -> list[str]:
    """The differences between an archive and the timeline of what it was imported into."""
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder)
        git(repository, "init", "--quiet")
        subprocess.run([program, "-C", repository, "init"], check=True, capture_output=True)
        subprocess.run(
            [program, "-C", repository, "import", "github-archive", archive.resolve()], check=True, capture_output=True
        )
        git(repository, "add", "-A")
        git(repository, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "Import")
        told = list(events(program, repository, "--branch", "HEAD"))
    issues = json.loads(archive.read_text())["issues"]
    wanted = {
        "opened": collections.Counter((issue["number"], issue["createdAt"]) for issue in issues),
        "closed": collections.Counter(
            (issue["number"], issue["closedAt"]) for issue in issues if issue["state"] == "CLOSED"
        ),
        "commented": collections.Counter(
            (issue["number"], comment["createdAt"]) for issue in issues for comment in issue["comments"]
        ),
    }
    faults = []
    for kind, expected in wanted.items():
        found: collections.Counter = collections.Counter()
        for event in told:
            if kind == "commented":
                found[event["issue"], event["time"]] += len(event["comments"])
            elif kind in event["kinds"]:
                found[event["issue"], event["time"]] += 1
        for key in sorted((+found - expected) | (expected - found)):
            faults.append(f"{kind} {key}: told {found[key]} times, to be told {expected[key]} times")
    print(f"{archive}: " + ", ".join(f"{sum(expected.values())} {kind}" for kind, expected in wanted.items()))
    return faults


def main() -> int:
    """Compares each repository and archive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vireo", type=Path, default=ROOT / ".build/debug/vireo", help="the program")
    parser.add_argument("subjects", nargs="+", type=Path)
    options = parser.parse_args()
    os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_COUNT="0")
    failed = 0
    for subject in options.subjects:
        compare = of_archive if subject.suffix == ".json" else of_repository
        faults = compare(options.vireo.resolve(), subject)
        for fault in faults[:20]:
            print(f"  {fault}")
        failed += bool(faults)
    print(f"{len(options.subjects) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
