"""Makes the requests that are sent: events as SDKs of Python pack them, each with an identity and a time of its own."""
from __future__ import annotations

import gzip
import json
import random
import struct
import uuid
from datetime import datetime, timezone
from pathlib import Path

KINDS, USERS, RELEASES = 20, 50, 3
WORDS = ("cargo", "berth", "harbour", "ticket", "tide", "deck", "captain", "gangway", "manifest", "buoy", "lantern", "pilot")


def frame(kind: int, index: int, source: random.Random) -> dict:
    """A call, with the lines around it and what was in the variables."""
    def words(count: int) -> str:
        """Some words."""
        return "_".join(source.choice(WORDS) for _ in range(count))
    own = index % 3 != 0
    path = f"ferry/{words(1)}/{words(1)}{kind}_{index}.py" if own else f"site-packages/{words(1)}/{words(2)}{index}.py"
    return {
        "filename": path, "abs_path": f"/srv/{path}", "function": f"{words(2)}_{index}", "module": path[:-3].replace("/", "."),
        "lineno": 40 + index, "in_app": own,
        "pre_context": [f"        {words(2)} = self.{words(1)}.get({words(1)!r})" for _ in range(5)],
        "context_line": f"        return {words(2)}({words(1)}, kind={kind})",
        "post_context": [f"        {words(2)} = [{words(1)} for {words(1)} in self]" for _ in range(5)],
        "vars": {words(1): f"<{words(1)} object at 0x7f{source.getrandbits(40):010x}>", words(2): repr(source.random()),
                 "rows": [str(source.randrange(1000)) for _ in range(4)]},
    }


def event(kind: int, size: int) -> dict:
    """An event of about so many bytes; of a kind there is one stack."""
    source = random.Random(kind)
    made = {
        "platform": "python", "level": "error", "environment": "production", "server_name": "quay-1", "logger": "ferry.tickets",
        "transaction": "/board/<ticket>", "modules": {word: f"{index}.{index}.0" for index, word in enumerate(WORDS)},
        "contexts": {"runtime": {"name": "CPython", "version": "3.11.2"},
                     "trace": {"trace_id": f"{source.getrandbits(128):032x}", "span_id": f"{source.getrandbits(64):016x}"}},
        "request": {"url": "http://ferry.example/board/70001", "method": "POST", "headers": {"Host": "ferry.example",
                    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}, "data": {"ticket": 70001, "seat": "12b"}},
        "tags": {"line": "north", "deck": str(kind % 4)}, "extra": {"sys.argv": ["ferry"], "tide": 2.5},
        "sdk": {"name": "sentry.python", "version": "2.75.0"}, "breadcrumbs": {"values": []},
        "exception": {"values": [{"type": f"Boarding{kind}Error", "value": f"nobody can board with ticket {70000 + kind}",
                                  "mechanism": {"type": "generic", "handled": True}, "stacktrace": {"frames": []}}]},
    }
    frames, crumbs = made["exception"]["values"][0]["stacktrace"]["frames"], made["breadcrumbs"]["values"]
    while len(json.dumps(made)) < size - 900:
        frames.append(frame(kind, len(frames), source))
        crumbs.append({"type": "default", "category": "gate", "level": "info", "timestamp": "2026-11-22T10:04:33.123456Z",
                       "message": f"ticket {source.randrange(10**6)} was scanned", "data": {"gate": source.choice("ABC")}})
    made["extra"]["note"] = "".join(source.choice("abcdefgh ") for _ in range(size - len(json.dumps(made)) - 330))
    return made


def request(event: dict, number: int, source: random.Random, key: str, host: str, packed: bool) -> bytes:
    """One envelope with one event, as a whole request."""
    identity = uuid.UUID(int=source.getrandbits(128), version=4).hex
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    event.update(event_id=identity, timestamp=now, release=f"ferry@2.{number % RELEASES}.0")
    event["user"] = {"id": str(number % USERS), "ip_address": f"10.0.0.{number % USERS}"}
    payload = json.dumps(event).encode()
    head = json.dumps({"event_id": identity, "sent_at": now}).encode()
    item = json.dumps({"type": "event", "content_type": "application/json", "length": len(payload)}).encode()
    body = b"\n".join((head, item, payload, b""))
    coding = b""
    if packed:
        body, coding = gzip.compress(body, 6), b"Content-Encoding: gzip\r\n"
    return (b"POST /api/1/envelope/ HTTP/1.1\r\nHost: " + host.encode() + b"\r\nContent-Type: application/x-sentry-envelope\r\n"
            + coding + f"X-Sentry-Auth: Sentry sentry_key={key}, sentry_version=7, sentry_client=bench/1\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode() + body)


def write(file: Path, count: int, size: int, key: str, host: str, *, packed: bool = True, seed: int = 1,
          distinct: bool = False) -> None:
    """Writes so many requests; with `distinct` each has a fingerprint of its own."""
    source = random.Random(f"{seed} {count} {size}")
    events = [event(kind, size) for kind in range(KINDS)]
    with file.open("wb") as out:
        for number in range(count):
            one = events[number % KINDS]
            if distinct:
                one["fingerprint"] = [f"{source.getrandbits(64):x}"]
            whole = request(one, number, source, key, host, packed)
            out.write(struct.pack("<I", len(whole)) + whole)
