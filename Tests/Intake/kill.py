#!/usr/bin/env python3
"""Kills `vireo serve` again and again while programs report, and looks for every event that was answered.

Each round starts the server on the folder that the killed one left, lets four connections send events of their own
identities, and kills it with SIGKILL after a random time. At the end a last server digests what is left; then every
event that got an answer must be counted, and none twice.

    Tests/Intake/kill.py --rounds 300 --seed 1
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
from serving import Server  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
CONNECTIONS = 4


def event(identity: str, kind: int) -> bytes:
    """One event of a few kinds."""
    frames = [{"filename": f"shop/m{i}.py", "function": f"f{i}", "module": f"shop.m{i}", "lineno": i + 1, "in_app": True}
              for i in range(10)]
    exception = {"type": f"Error{kind}", "value": "failed", "stacktrace": {"frames": frames}}
    return json.dumps({"event_id": identity, "platform": "python", "exception": {"values": [exception]}}).encode()


def send(port: int, source: random.Random, answered: list[str], stop: threading.Event) -> None:
    """Sends events until the server is gone, and notes those that it answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        while not stop.is_set():
            identity = f"{source.getrandbits(128):032x}"
            connection.request("POST", "/api/1/store/?sentry_key=k", event(identity, source.randrange(5)))
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200 or json.loads(body)["id"] != identity:
                raise SystemExit(f"error: answered {answer.status} {body!r}")
            answered.append(identity)
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()


def digest(program: Path, repository: Path, expected: int) -> None:
    """Lets a server digest what is left."""
    server = Server(program, repository, "--any-key")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(counted(repository)) < expected:
        time.sleep(0.2)
    server.end(signal.SIGTERM)


def database(repository: Path) -> sqlite3.Connection:
    """The record of events."""
    return sqlite3.connect(repository / ".git/vireo/events/events.sqlite")


def counted(repository: Path) -> set[str]:
    """The identities of all events that were counted."""
    with database(repository) as record:
        rows = record.execute("SELECT high, low FROM arrival").fetchall()
    return {f"{high % 2**64:016x}{low % 2**64:016x}" for high, low in rows}


def main() -> int:
    """Runs the rounds and judges."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", type=Path, default=ROOT / ".build/debug/vireo")
    options = parser.parse_args()
    begin = time.monotonic()
    source = random.Random(options.seed)
    answered: list[str] = []
    with tempfile.TemporaryDirectory(prefix="vireo-kill-") as folder:
        repository = Path(folder)
        for command in (["git", "init", "-q", folder], [options.program, "-C", folder, "init"]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for _ in range(options.rounds):
            server = Server(options.program, repository, "--any-key")
            stop = threading.Event()
            lists: list[list[str]] = [[] for _ in range(CONNECTIONS)]
            threads = [threading.Thread(target=send, args=(server.port, random.Random(source.random()), found, stop))
                       for found in lists]
            for thread in threads:
                thread.start()
            time.sleep(source.uniform(0.02, 0.5))
            server.end(signal.SIGKILL)
            stop.set()
            for thread in threads:
                thread.join()
            answered += [identity for found in lists for identity in found]
        digest(options.program, repository, len(answered))
        found = counted(repository)
        with database(repository) as record:
            total = record.execute("SELECT sum(events) FROM eventGroup").fetchone()[0] or 0
            issues = record.execute("SELECT count(*) FROM eventGroup WHERE isFiled").fetchone()[0]
        files = len(list((repository / ".tracker/issues").rglob("*.md")))
    missing = [identity for identity in answered if identity not in found]
    print(f"{options.rounds} kills, seed {options.seed}: {len(answered)} events answered, {len(missing)} of them missing, "
          f"{total} counted of {len(found)} that arrived, {files} issues for {issues} groups, "
          f"{time.monotonic() - begin:.0f} s")
    return 1 if missing or total != len(found) or files != issues else 0


if __name__ == "__main__":
    sys.exit(main())
