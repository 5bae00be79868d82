#!/usr/bin/env python3
"""Holds the charts of the roadmap against a recount by `vireo list --at`, day by day.

For each seed a project is made up: over some weeks issues are filed, closed by messages and in their files, opened
again, moved between milestones, deleted, and commits are reverted and merged from side branches. Each point of each
milestone must be what `vireo list` finds at the commit that `git rev-list -1 --first-parent` names for the end of that
day, by number and by estimate. With `--repository` an existing one is looked at too. Prints the seeds and every
difference, and ends with `N passed, N failed`.
"""
from __future__ import annotations

import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MILESTONES = ["1.0", "1.1", "Some day"]
ESTIMATES = ["", "3", "0.5", "2", "8", "soon"]
START = datetime(2026, 2, 2, 9, tzinfo=timezone.utc)


def run(folder: Path, *command: object, time: datetime | None = None) -> str:
    """What a program prints; it must not fail."""
    environment = dict(os.environ)
    if time:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ")
        environment.update(GIT_AUTHOR_DATE=stamp, GIT_COMMITTER_DATE=stamp, VIREO_NOW=stamp)
    done = subprocess.run([str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command} failed: {done.stderr}")
    return done.stdout


class Project:
    """A repository in which things happen at random."""

    def __init__(self, program: Path, folder: Path, seed: int) -> None:
        self.program, self.folder, self.random = program, folder, random.Random(seed)
        self.time, self.count, self.fixes = START, 0, []
        run(folder, "git", "init", "-q", "-b", "main")
        run(folder, program, "init", time=self.time)
        for name in MILESTONES[:2]:
            run(folder, program, "milestone", "new", name, time=self.time)
        self.commit("begin")

    def commit(self, message: str) -> None:
        """Commits all there is."""
        self.time += timedelta(minutes=self.random.randint(1, 200))
        run(self.folder, "git", "add", "-A", time=self.time)
        run(self.folder, "git", "commit", "-q", "--allow-empty", "-m", message, time=self.time)

    def vireo(self, *arguments: object) -> None:
        """A command that may have nothing to do, as on an issue that is gone."""
        environment = dict(os.environ, VIREO_NOW=self.time.strftime("%Y-%m-%dT%H:%M:%SZ"))
        subprocess.run([self.program, *map(str, arguments)], cwd=self.folder, env=environment, capture_output=True)

    def any(self) -> int:
        """Some issue's number."""
        return self.random.randint(1, max(1, self.count))

    def step(self) -> None:
        """Something happens."""
        kind = self.random.choices(
            ["file", "fix", "close", "reopen", "move", "revert", "branch", "delete", "estimate", "wait"],
            [8, 5, 3, 2, 3, 2, 2, 1, 2, 4])[0]
        if kind == "file":
            self.count += 1
            estimate = self.random.choice(ESTIMATES)
            milestone = self.random.choice([*MILESTONES, None])
            self.vireo("new", "--title", f"Part {self.count}", *(["--milestone", milestone] if milestone else []))
            if estimate:
                self.vireo("edit", self.count, "--set", f"estimate={estimate}")
            self.commit(f"file {self.count}")
        elif kind == "fix":
            self.commit(f"work\n\nFixes #{self.any()}")
            self.fixes.append(run(self.folder, "git", "rev-parse", "HEAD").strip())
        elif kind == "close" or kind == "reopen":
            self.vireo(kind, self.any())
            self.commit(f"{kind} something")
        elif kind == "move":
            self.vireo("edit", self.any(), "--milestone", self.random.choice(MILESTONES))
            self.commit("move something")
        elif kind == "estimate":
            self.vireo("edit", self.any(), "--set", f"estimate={self.random.choice(ESTIMATES)}")
            self.commit("estimate something")
        elif kind == "delete":
            files = sorted((self.folder / ".tracker/issues").rglob(f"{self.any()}-*.md"))
            for file in files:
                file.unlink()
            self.commit("delete something")
        elif kind == "revert" and self.fixes:
            self.time += timedelta(minutes=5)
            commit = self.random.choice(self.fixes)
            run(self.folder, "git", "revert", "--no-edit", commit, time=self.time) if self.has_content(commit) else self.commit(
                f'Revert "work"\n\nThis reverts commit {commit}.')
        elif kind == "branch":
            run(self.folder, "git", "checkout", "-q", "-b", f"side-{self.time:%Y%m%d%H%M%S}", time=self.time)
            for _ in range(self.random.randint(1, 3)):
                self.commit(f"side work\n\nCloses #{self.any()}")
            side = run(self.folder, "git", "rev-parse", "HEAD").strip()
            run(self.folder, "git", "checkout", "-q", "main")
            self.time += timedelta(days=self.random.randint(0, 4))
            run(self.folder, "git", "merge", "-q", "--no-ff", "-m", "merge", side, time=self.time)
        else:
            self.time += timedelta(days=self.random.randint(1, 3))

    def has_content(self, commit: str) -> bool:
        """Whether a commit changed any file."""
        return bool(run(self.folder, "git", "diff-tree", "--no-commit-id", "--name-only", "-r", commit).strip())


def thousandths(estimate: str | None) -> int | None:
    """The points of an estimate that is a number; these projects have no other."""
    if estimate and re.fullmatch(r"\d+(\.\d+)?", estimate):
        return round(float(estimate) * 1000)
    return None


def recount(program: Path, folder: Path, revision: str) -> dict:
    """How many issues of each milestone are open and closed, and their points."""
    text = run(folder, program, "list", "--at", revision, "--state", "all", "--json", "state,milestone,estimate", "-L", 100000)
    found: dict = collections.defaultdict(collections.Counter)
    for issue in json.loads(text):
        entry = found[issue["milestone"]]
        entry[issue["state"]] += 1
        points = thousandths(issue["estimate"])
        entry["unestimated"] += points is None
        entry[issue["state"] + "Estimate"] += points or 0
    return found


def differences(program: Path, folder: Path) -> tuple[int, list[str]]:
    """How many points there are, and those that are not as a recount says."""
    roadmap = json.loads(run(folder, program, "roadmap", "--at", "HEAD", "--state", "all", "--format", "json"))
    count, faults, known = 0, [], {}
    for milestone in roadmap:
        for point in milestone["points"]:
            time = point["time"]
            # A day is what was at its end; the last point is the commit itself.
            revision = "HEAD"
            if len(time) == 10:
                end = f"{time}T23:59:59Z"
                revision = run(folder, "git", "rev-list", "-1", "--first-parent", f"--before={end}", "HEAD").strip()
            if revision and revision not in known:
                held = run(folder, "git", "ls-tree", "--name-only", revision, ".tracker/issues/").strip()
                known[revision] = recount(program, folder, revision) if held else {}
            if not known.get(revision):
                # Before the first commit with issues the files' dates count, which is tested elsewhere.
                continue
            count += 1
            counted = known[revision].get(milestone["name"], collections.Counter())
            wanted = [counted["open"], counted["closed"], counted["openEstimate"], counted["closedEstimate"], counted["unestimated"]]
            found = [point["open"], point["closed"], thousandths(point["openEstimate"]),
                     thousandths(point["closedEstimate"]), point["unestimated"]]
            if wanted != found:
                faults.append(f"{milestone['name']} at {time}: {found}, a recount says {wanted}")
    return count, faults


def main() -> int:
    """Makes up projects and compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vireo", type=Path, default=ROOT / ".build/debug/vireo")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--projects", type=int, default=2)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--repository", type=Path, action="append", default=[])
    options = parser.parse_args()
    program = options.vireo.resolve()
    os.environ.update(GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org")
    os.environ.update(GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.org", GIT_CONFIG_GLOBAL="/dev/null")
    passed = failed = 0

    def compare(name: str, folder: Path) -> None:
        nonlocal passed, failed
        count, faults = differences(program, folder)
        passed, failed = passed + count - len(faults), failed + len(faults)
        print(f"{name}: {count} points, {len(faults)} differ")
        for fault in faults[:10]:
            print(f"  {fault}")

    for seed in range(options.seed, options.seed + options.projects):
        with tempfile.TemporaryDirectory() as scratch:
            project = Project(program, Path(scratch), seed)
            for _ in range(options.steps):
                project.step()
            compare(f"seed {seed}", project.folder)
    for repository in options.repository:
        compare(str(repository), repository)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
