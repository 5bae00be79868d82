#!/usr/bin/env python3
"""Fills the disk below a running `vireo serve`, and gives it room again: see script/test-disk.

The folder of --data, or the repository, is a file system of its own that is as small as wanted; another file in it takes
the room. Answered events must be counted, once, when there was room again and after a restart; refused ones, with 507,
must not be; answers must come all the time, and by itself the server must go on. Wants root, for the mount.
"""
from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.dont_write_bytecode = True
from serving import Answer, Server, ask, counted, event, post, total, tracker  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20  # seconds within which it must go on when there is room


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path, left: int = 0) -> Path:
    """A file that takes all room of a file system but so many bytes."""
    path = folder / "filler"
    status = os.statvfs(folder)
    room = status.f_bavail * status.f_frsize - left
    with path.open("wb") as file:
        if room > 0:
            os.posix_fallocate(file.fileno(), 0, room)
    return path


class Load:
    """Events of identities of their own, and what was answered to each."""

    def __init__(self, server: Server, source: random.Random) -> None:
        self.server, self.source = server, source
        self.answered: list[str] = []
        self.refused: list[str] = []
        self.other: Counter[int] = Counter()
        self.slowest = 0.0

    def send(self, padding: int = 0, timeout: float = 10) -> Answer:
        """Sends one."""
        identity = f"{self.source.getrandbits(128):032x}"
        answer = ask(self.server, post(event(identity, self.source.randrange(5), padding), "k"), timeout)
        self.slowest = max(self.slowest, answer.seconds)
        if answer.status == 200:
            self.answered.append(identity)
        elif answer.status == 507:
            self.refused.append(identity)
        else:
            self.other[answer.status] += 1
        return answer

    def until(self, status: int, most: int, padding: int = 0) -> bool:
        """Sends until one is answered so."""
        return any(self.send(padding).status == status for _ in range(most))


def wait(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether something becomes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def judge(load: Load, folder: Path) -> Iterator[str]:
    """What is wrong with what is counted, after the last server."""
    found = counted(folder)
    missing = [one for one in load.answered if one not in found]
    kept = [one for one in load.refused if one in found]
    if missing:
        yield f"{len(missing)} of {len(load.answered)} answered events are missing"
    if kept:
        yield f"{len(kept)} of {len(load.refused)} refused events were kept"
    if total(folder) != len(found):
        yield f"{total(folder)} events are counted of {len(found)} that arrived"
    if load.other:
        yield f"answers that are neither 200 nor 507 (-1: none in time, 0: closed): {dict(load.other)}"


def restarted(program: Path, repository: Path, options: list[object], load: Load, folder: Path) -> Iterator[str]:
    """Ends the server and lets another one digest what is left."""
    if load.server.end() != 0:
        yield f"the server ended with {load.server.process.returncode}: {load.server.said()}"
    server = Server(program, repository, *options)
    if not wait(lambda: all(one in counted(folder) for one in load.answered), 60):
        yield "not all is counted a minute after the restart"
    if server.end() != 0:
        yield f"the server after it ended with {server.process.returncode}: {server.said()}"
    yield from judge(load, folder)
    findings = subprocess.run([program, "-C", repository, "check"], capture_output=True, text=True)
    if findings.returncode != 0:
        yield f"vireo check: {findings.stdout}"


def spool_full(program: Path, place: Path, source: random.Random) -> Iterator[str]:
    """There is no room for the next file of the spool, but for the record."""
    repository = tracker(program, place / "repository")
    with small_disk(place / "data", 64) as data:
        options = ["--any-key", "--data", data]
        load = Load(Server(program, repository, *options), source)
        load.send()
        filler = fill(data, 12 << 20)
        if not load.until(507, 400, 200_000):
            yield "never refused with 507"
        for _ in range(30):
            load.send(200_000)
        before = len(load.answered)
        filler.unlink()
        if not wait(lambda: load.send(200_000).status == 200):
            yield f"still refuses {PATIENCE} s after there is room"
        load.until(0, 30)
        print(f"   {before} answered until it was full, {len(load.refused)} refused with 507, "
              f"{len(load.answered) - before} answered when there was room again, slowest {load.slowest:.1f} s")
        yield from restarted(program, repository, options, load, data)


def record_full(program: Path, place: Path, source: random.Random) -> Iterator[str]:
    """There is no room for the record, but in the spool's present file."""
    repository = tracker(program, place / "repository")
    with small_disk(place / "data", 64) as data:
        options = ["--any-key", "--data", data]
        load = Load(Server(program, repository, *options), source)
        load.send()
        wait(lambda: total(data) == 1)
        filler = fill(data)
        # More than may wait in memory, so that the spool has to refuse in the end.
        for _ in range(3_000):
            if load.send(4_000, 5).status != 200:
                break
        for _ in range(3):
            load.send(4_000, 5)
        before = len(load.answered)
        filler.unlink()
        if not wait(lambda: load.send(4_000).status == 200):
            yield f"still refuses {PATIENCE} s after there is room"
        if not wait(lambda: all(one in counted(data) for one in load.answered)):
            yield f"not all is counted {PATIENCE} s after there is room"
        print(f"   {before} answered while the record had no room, {len(load.refused)} refused with 507, slowest "
              f"{load.slowest:.1f} s; said: {load.server.said().strip()[:200]!r}")
        yield from restarted(program, repository, options, load, data)


def issues_full(program: Path, place: Path, source: random.Random) -> Iterator[str]:
    """There is no room for issues in the work tree, while the record is on another disk."""
    with small_disk(place / "repository", 8) as repository:
        tracker(program, repository)
        data = place / "data"
        options = ["--any-key", "--data", data]
        filler = fill(repository)
        load = Load(Server(program, repository, *options), source)
        for _ in range(100):
            load.send()
        issues = repository / ".tracker/issues"
        torn = [file.name for file in issues.rglob("*") if file.is_file() and not file.read_text().endswith("\n")]
        if torn:
            yield f"torn issues: {torn}"
        filler.unlink()
        # Five kinds of events are sent.
        if not wait(lambda: len(list(issues.rglob("*.md"))) == 5):
            yield f"{len(list(issues.rglob('*.md')))} issues {PATIENCE} s after there is room, not 5"
        print(f"   {len(load.answered)} answered, {len(load.refused)} refused with 507, slowest {load.slowest:.1f} s; "
              f"said: {load.server.said().strip()[:200]!r}")
        yield from restarted(program, repository, options, load, data)


def start_full(program: Path, place: Path, source: random.Random) -> Iterator[str]:
    """The disk is full before the server starts."""
    repository = tracker(program, place / "repository")
    with small_disk(place / "data", 64) as data:
        options = ["--any-key", "--data", data]
        load = Load(Server(program, repository, *options), source)
        load.send()
        load.server.end()
        filler = fill(data)
        try:
            load.server = Server(program, repository, *options)
        except SystemExit as error:
            print(f"   did not start: {error}")
            filler.unlink()
            load.server = Server(program, repository, *options)
        else:
            for _ in range(10):
                load.send()
            print(f"   started; {len(load.answered) - 1} answered, {len(load.refused)} refused with 507")
            filler.unlink()
        if not wait(lambda: load.send().status == 200):
            yield f"still refuses {PATIENCE} s after there is room"
        yield from restarted(program, repository, options, load, data)


CASES = (spool_full, record_full, issues_full, start_full)


def main() -> int:
    """Runs the cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vireo", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="the cases whose name has this")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("error: only root may mount a file system\nfix: run it as root", file=sys.stderr)
        return 2
    begin, count, cases = time.monotonic(), 0, 0
    for case in CASES:
        if options.only and options.only not in case.__name__:
            continue
        cases += 1
        print(f"{case.__name__.replace('_', ' ')}: {case.__doc__}", flush=True)
        with tempfile.TemporaryDirectory(prefix="vireo-disk-") as folder:
            for fault in case(options.vireo.resolve(), Path(folder), random.Random(options.seed)):
                count += 1
                print(f"   fault: {fault}", flush=True)
    print(f"{cases} cases, seed {options.seed}, {count} faults, {time.monotonic() - begin:.0f} s")
    return 1 if count or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
