#!/usr/bin/env python3
"""Writes facts.json: what the recorded requests hold, read with Python's own modules.

The tests hold the program's reading against it. Bodies packed with brotli need the module of PyPI's Brotli.
"""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
Json = dict[str, Any]


def unpacked(body: bytes, encoding: str) -> bytes:
    """The body without its encoding."""
    if encoding == "gzip":
        return gzip.decompress(body)
    if encoding == "deflate":
        return zlib.decompress(body)
    if encoding == "br":
        import brotli

        return brotli.decompress(body)
    return body


def items(body: bytes) -> list[tuple[str, Any]]:
    """The types and payloads of an envelope."""
    _, _, rest = body.partition(b"\n")
    found = []
    while rest:
        line, _, rest = rest.partition(b"\n")
        if not line:
            continue
        header = json.loads(line)
        length = header.get("length", rest.find(b"\n") if b"\n" in rest else len(rest))
        payload, rest = rest[:length], rest[length:].removeprefix(b"\n")
        found.append((header["type"], payload if header["type"] == "attachment" else json.loads(payload)))
    return found


def clean(text: Any) -> Any:
    """A text as it can be stored: halves of surrogate pairs become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(text, str) else text


def event_facts(event: Json) -> Json:
    """What an event says, in the order of the program: the thrown exception and the failing call first."""
    exceptions = (event.get("exception") or {}).get("values") or []
    level = event.get("level", "error")
    crumbs = (event.get("breadcrumbs") or {}).get("values") or []

    def frame(value: Json) -> str:
        frames = (value.get("stacktrace") or {}).get("frames") or []
        last = frames[-1] if frames else {}
        return f"{last.get('filename')}:{last.get('lineno')} {last.get('function')}" if frames else ""

    return {
        "id": event["event_id"],
        "level": {10: "debug", 20: "info", 30: "warning", 40: "error", 50: "fatal"}.get(level, level),
        "types": [clean(value.get("type")) for value in reversed(exceptions)],
        "values": [clean(value.get("value")) for value in reversed(exceptions)],
        "frames": [len((value.get("stacktrace") or {}).get("frames") or []) for value in reversed(exceptions)],
        "failing": [frame(value) for value in reversed(exceptions)],
        "breadcrumbs": len(crumbs),
        "user": (event.get("user") or {}).get("id"),
        "release": event.get("release"),
        "environment": event.get("environment"),
        "server": event.get("server_name"),
        "fingerprint": event.get("fingerprint") or [],
        "tags": sorted(event.get("tags") or {}),
    }


def facts(head: Path) -> Json:
    """What a request holds."""
    request = json.loads(head.read_text())
    headers = {name.lower(): value for name, value in request["headers"]}
    body = unpacked(head.with_name(head.name.replace(".request.json", ".body")).read_bytes(), headers.get("content-encoding", ""))
    fields = dict(part.strip().split("=", 1) for part in headers["x-sentry-auth"].removeprefix("Sentry ").split(","))
    is_store = "/store/" in request["path"]
    contents = [("event", json.loads(body))] if is_store else items(body)
    return {
        "request": f"{head.parent.name}/{head.name.removesuffix('.request.json')}",
        "bytes": len(body),
        "project": int(request["path"].split("/api/")[1].split("/")[0]),
        "key": fields["sentry_key"],
        "client": fields["sentry_client"],
        "items": [kind for kind, _ in contents],
        "events": [event_facts(payload) for kind, payload in contents if kind == "event"],
    }


if __name__ == "__main__":
    everything = [facts(head) for head in sorted(FOLDER.glob("*/*.request.json"))]
    (FOLDER / "facts.json").write_text(json.dumps(everything, indent=1, ensure_ascii=True) + "\n")
    print(f"{len(everything)} requests, {sum(len(one['events']) for one in everything)} events")
