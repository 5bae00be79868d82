#!/usr/bin/env python3
"""Attacks a running `vireo serve` over the network: see script/test-hostile.

While each attack goes on, a witness sends a good event ten times a second, on connections of its own and on one that it
keeps; each must be answered with 200 within the patience. After each attack the server must be alive, and the peak of its
memory within the bound. Prints, for each, what was answered, the witness' slowest answer and the peak.
"""
from __future__ import annotations

import argparse
import base64
import ctypes
import ctypes.util
import gzip
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.dont_write_bytecode = True
from serving import (Answer, Server, ask, ask_all, counted, event, key, open_files, post, read_answer, tracker)  # noqa: E402

PATIENCE = 5.0  # seconds for a good event while others attack
MEMORY = 300  # MB at the most, with any attack
BOMB_SECONDS = 5.0


class Witness:
    """Somebody who only wants to report."""

    def __init__(self, server: Server, key: str) -> None:
        self.server, self.key = server, key
        self.stop = threading.Event()
        self.times: list[float] = []
        self.faults: Counter[str] = Counter()
        self.threads = [threading.Thread(target=self.run, args=(keeps,), daemon=True) for keeps in (False, True)]

    def run(self, keeps: bool) -> None:
        """Sends until it is stopped."""
        connection, held, how = None, bytearray(), "kept" if keeps else "new"
        while not self.stop.is_set():
            begin = time.monotonic()
            try:
                if connection is None:
                    connection = self.server.connect(30)
                connection.sendall(post(event(), self.key))
                answer = read_answer(connection, held)
            except OSError as error:
                answer = Answer(0, str(error).encode())
            taken = time.monotonic() - begin
            self.times.append(taken)
            if answer.status != 200:
                self.faults[f"{how} connection: {answer.status}"] += 1
            elif taken > PATIENCE:
                self.faults[f"{how} connection: slower than {PATIENCE:.0f} s"] += 1
            if connection and (not keeps or answer.status <= 0):
                connection.close()
                connection, held = None, bytearray()
            self.stop.wait(0.1)

    def __enter__(self) -> Witness:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(60)


class Place:
    """A server with keys of two projects."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program, self.folder = program, folder
        self.repository, self.data = tracker(program, folder / "repository"), folder / "data"
        self.options = ["--data", self.data]
        self.key, self.other, self.gone = (key(program, self.repository, project, *self.options) for project in (1, 2, 1))
        self.revoke()
        self.server: Server  # of the present attack

    def revoke(self) -> None:
        """Takes the third key back."""
        words = [self.program, "-C", self.repository, "error", "key", "list", *self.options]
        listed = subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True).stdout
        words[5:6] = ["revoke", listed.strip().splitlines()[-1].split()[0]]
        subprocess.run([str(word) for word in words], check=True, capture_output=True)

    def arrived(self, prefix: str) -> int:
        """How many events with such identities arrived, when all is counted that was answered up to now."""
        marker, deadline = f"1111{uuid.uuid4().hex[4:]}", time.monotonic() + 60
        while ask(self.server, post(event(marker), self.key)).status != 200 and time.monotonic() < deadline:
            time.sleep(0.5)
        while marker not in (found := counted(self.data)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return sum(one.startswith(prefix) for one in found)


def named(prefix: str) -> bytes:
    """An event whose identity begins so."""
    return event(prefix + uuid.uuid4().hex[len(prefix):])


# What each attack finds wrong; what it has to tell is printed.
Attack = Callable[[Place], Iterator[str]]


def tell(text: str) -> None:
    """Says what came of it."""
    print(f"   {text}", flush=True)


def idle_connections(place: Place) -> Iterator[str]:
    """A thousand connections that say nothing; they must be gone after their time."""
    before = open_files(place.server.process.pid)
    idle = [place.server.connect() for _ in range(1_000)]
    time.sleep(5)
    held = open_files(place.server.process.pid) - before
    deadline = time.monotonic() + 60
    while open_files(place.server.process.pid) > before + 20 and time.monotonic() < deadline:
        time.sleep(1)
    left = open_files(place.server.process.pid) - before
    tell(f"{held} were open, {left} after {60 - (deadline - time.monotonic()):.0f} s more")
    if left > 20:
        yield f"{left} of 1,000 silent connections are still open after a minute"
    for one in idle:
        one.close()


def more_than_it_holds(place: Place) -> Iterator[str]:
    """Twice as many connections as it takes; new ones may wait until those go, and then are served."""
    idle = []
    for _ in range(2_048):
        try:
            idle.append(place.server.connect(2))
        except OSError:
            break
    begin = time.monotonic()
    answer = ask(place.server, post(event(), place.key), 90)
    tell(f"{len(idle)} silent connections; a new one was answered {answer.status} after {time.monotonic() - begin:.1f} s")
    if answer.status != 200:
        yield f"a new connection was answered {answer.status}"
    for one in idle:
        one.close()


def drip(place: Place, pieces: Iterator[bytes], what: str, seconds: float = 75) -> Iterator[str]:
    """Sends bytes one a second, and wants to be cut off in time."""
    begin = time.monotonic()
    with place.server.connect() as connection:
        connection.settimeout(1)
        for piece in pieces:
            try:
                connection.sendall(piece)
                got = connection.recv(1 << 16)
                status = got.split()[1:2]
                tell(f"{what}: answered {b' '.join(status).decode() or 'by closing'} after {time.monotonic() - begin:.0f} s")
                return
            except (TimeoutError, socket.timeout):
                pass
            except ConnectionError:
                tell(f"{what}: closed after {time.monotonic() - begin:.0f} s")
                return
            if time.monotonic() - begin > seconds:
                yield f"{what}, one byte a second: still taken after {seconds:.0f} s"
                return


def dripping_body(place: Place) -> Iterator[str]:
    """A body that comes one byte a second, a hundred times at once."""
    yield from at_once(place, 100, "a body", lambda: [post(b"", place.key, "Content-Length: 1000", length=False), *[b"{"] * 200])


def dripping_head(place: Place) -> Iterator[str]:
    """A head that comes one byte a second, a hundred times at once."""
    yield from at_once(place, 100, "a head", lambda: [b"POST /api/1/store/ HTTP/1.1\r\nX: ", *[b"x"] * 200])


def at_once(place: Place, count: int, what: str, pieces: Callable[[], list[bytes]]) -> Iterator[str]:
    """The same from many, of whom one is watched."""
    stop = threading.Event()
    crowd = [place.server.connect() for _ in range(count - 1)]
    starts = pieces()
    for one in crowd:
        one.sendall(starts[0])

    def dribble() -> None:
        """Sends for all of them."""
        for piece in starts[1:]:
            for one in crowd:
                try:
                    one.sendall(piece)
                except OSError:
                    pass
            if stop.wait(1):
                return
    thread = threading.Thread(target=dribble)
    thread.start()
    yield from drip(place, iter(pieces()), what)
    stop.set()
    thread.join()
    for one in crowd:
        one.close()


def slow_reader(place: Place) -> Iterator[str]:
    """Requests whose answers nobody reads."""
    with place.server.connect(5) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sent, request = 0, b"GET /nothing HTTP/1.1\r\nHost: vireo\r\n\r\n" * 100
        try:
            while sent < 400_000:
                connection.sendall(request)
                sent += 100
        except (TimeoutError, socket.timeout):
            pass
        except ConnectionError:
            pass
        tell(f"{sent:,} requests were taken without an answer being read, memory now {place.server.memory('VmRSS'):.0f} MB")
    yield from ()


def lying_heads(place: Place) -> list[tuple[str, bytes]]:
    """Requests that are two to one who reads them another way; the second is an event that must not arrive."""
    def smuggled() -> bytes:
        """The second."""
        return post(named("5555"), place.key)
    first = event()
    size = str(len(first))
    chunked = f"{len(first):x}\r\n".encode() + first + b"\r\n0\r\n\r\n"

    def both(*lines: str, body: bytes) -> bytes:
        """With the lines that lie."""
        return post(body, place.key, *lines, length=False)
    chunk = "Transfer-Encoding: chunked"
    return [
        ("length and chunks", both(f"Content-Length: {len(chunked)}", chunk, body=chunked)),
        ("length and chunks, the length shorter", both("Content-Length: 4", chunk, body=chunked)),
        ("length and chunks, a request behind 0", both(f"Content-Length: {len(chunked) + 400}", chunk, body=chunked + smuggled())),
        ("chunks and length", both(chunk, f"Content-Length: {size}", body=chunked)),
        ("two lengths", both(f"Content-Length: {size}", "Content-Length: 0", body=b"") + smuggled()),
        ("two lengths in one", both(f"Content-Length: 0, {size}", body=first)),
        ("length +", both(f"Content-Length: +{size}", body=first)),
        ("length -1", both("Content-Length: -1", body=first)),
        ("length 0x", both(f"Content-Length: 0x{len(first):x}", body=first)),
        ("length of 20 digits", both("Content-Length: 99999999999999999999", body=first)),
        ("length with a blank before the colon", both(f"Content-Length : {size}", body=first)),
        ("unknown coding", both("Transfer-Encoding: xchunked", body=chunked)),
        ("chunked, then identity", both("Transfer-Encoding: chunked, identity", body=chunked)),
        ("chunked twice", both("Transfer-Encoding: chunked, chunked", body=chunked)),
        ("coding with a tab", both("Transfer-Encoding:\x0bchunked", body=chunked)),
        ("chunk of 2^64", both(chunk, body=b"10000000000000000\r\n" + first + b"\r\n0\r\n\r\n")),
        ("chunk of -1", both(chunk, body=b"-1\r\n" + first + b"\r\n0\r\n\r\n")),
        ("chunk 0x", both(chunk, body=b"0x" + chunked)),
        ("folded line", both("X-A: b\r\n Content-Length: 0", f"Content-Length: {size}", body=first)),
        ("NUL in a value", both(f"X-A: a\x00b", f"Content-Length: {size}", body=first)),
        ("NUL in a name", both(f"X-\x00A: ab", f"Content-Length: {size}", body=first)),
        ("CR alone", both(f"X-A: a\rContent-Length: 0", f"Content-Length: {size}", body=first)),
        ("HTTP/1.0 with chunks", both(chunk, body=chunked).replace(b"HTTP/1.1", b"HTTP/1.0", 1)),
        ("HTTP/9.9", post(first, place.key).replace(b"HTTP/1.1", b"HTTP/9.9", 1)),
        ("no version", b"POST /api/1/store/?sentry_key=" + place.key.encode() + b"\r\n\r\n" + smuggled()),
        ("two hosts", both("Host: b", f"Content-Length: {size}", body=first)),
        ("no host", post(first, place.key).replace(b"Host: vireo\r\n", b"", 1)),
        ("a method of blanks", b"  " + post(first, place.key)),
        ("binary", bytes(range(256)) * 64),
        ("TLS", bytes.fromhex("16030100a5010000a10303") + bytes(160)),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(64)),
    ]


# What may be taken, as there is one way to read it. RFC 9112 wants the hosts refused (3.2), and the connection of the third
# closed (6.1); here no host is asked, and nothing stands between.
FINE = {"two hosts", "no host", "HTTP/1.0 with chunks"}


def smuggling(place: Place) -> Iterator[str]:
    """Requests with two lengths, and other ways to hide one request in another."""
    for what, request in lying_heads(place):
        answers = ask_all(place.server, request, 2)
        statuses = [answer.status for answer in answers]
        tell(f"{what}: {', '.join({0: 'closed', -1: 'open, silent'}.get(status, str(status)) for status in statuses)}")
        if statuses.count(200) > 1 or (200 in statuses and what not in FINE):
            yield f"{what}: answered {statuses}"
    if hidden := place.arrived("5555"):
        yield f"{hidden} hidden requests arrived"


def unread_bodies(place: Place) -> Iterator[str]:
    """What follows a refused request is never read as the next one."""
    inner = post(named("6666"), place.key)
    for what, request in (
        ("unknown key", post(inner * 20, "0" * 32)),
        ("no such path", post(inner * 20, place.key, path="/nothing/")),
        ("GET with a body", post(inner * 20, place.key).replace(b"POST", b"GET", 1)),
        ("announced as larger than it takes", post(inner * 20, place.key, f"Content-Length: {30 << 20}", length=False)),
    ):
        answers = [answer.status for answer in ask_all(place.server, request, 2)]
        tell(f"{what}: {answers}")
        if any(status == 200 for status in answers) or len([one for one in answers if one > 0]) > 1:
            yield f"{what}: answered {answers}"
    if hidden := place.arrived("6666"):
        yield f"{hidden} requests arrived that were a body"


def large_heads(place: Place) -> Iterator[str]:
    """A header of 1 MB, a path of 1 MB, 10,000 headers, a line that does not end."""
    good = event()
    for what, request in (
        ("a header of 1 MB", post(good, place.key, "X-A: " + "a" * (1 << 20))),
        ("a name of 1 MB", post(good, place.key, "a" * (1 << 20) + ": b")),
        ("a path of 1 MB", post(good, place.key, path="/" + "a" * (1 << 20) + "/api/1/store/")),
        ("a query of 1 MB", post(good, place.key + "&a=" + "b" * (1 << 20))),
        ("10,000 headers", post(good, place.key, *(f"X-{number}: a" for number in range(10_000)))),
        ("1,000 slashes", post(good, place.key, path="/" * 1_000 + "api/1/store/")),
        ("a line of 20 MB that does not end", b"A" * (20 << 20)),
    ):
        answer = ask(place.server, request, 10)
        tell(f"{what}: {answer.status or 'closed'} after {answer.seconds:.2f} s")
        if answer.status == -1 or answer.status >= 500:
            yield f"{what}: answered {answer.status}"
        if answer.status == 200 and what != "1,000 slashes":
            yield f"{what}: was taken"


def pipelined(place: Place) -> Iterator[str]:
    """10,000 requests on one connection before an answer is read."""
    request = b"".join(post(named("7777"), place.key) for _ in range(10_000))
    statuses, held, begin = Counter(), bytearray(), time.monotonic()
    with place.server.connect(30) as connection:
        sender = threading.Thread(target=lambda: connection.sendall(request), daemon=True)
        sender.start()
        for _ in range(10_000):
            status = read_answer(connection, held).status
            statuses[status] += 1
            if status <= 0:
                break
    tell(f"answers {dict(statuses)} in {time.monotonic() - begin:.1f} s")
    if statuses != {200: 10_000}:
        yield f"10,000 requests were answered {dict(statuses)}"
    if (arrived := place.arrived("7777")) != 10_000:
        yield f"{arrived} of 10,000 arrived"


def traversal(place: Place) -> Iterator[str]:
    """Identities, projects and file names that are paths."""
    def files() -> set[str]:
        """All files of the place, without those that come and go."""
        return {str(file.relative_to(place.folder)) for file in place.folder.rglob("*")
                if not re.search(r"\.spool$|sqlite|/\.tracker/issues/\d", str(file))}
    place.arrived("")
    before, answers = files(), Counter()
    names = ["../../../../../../tmp/vireo-was-here", "..%2f..%2f..%2ftmp%2fvireo-was-here", "/tmp/vireo-was-here", "a\x00b",
             "CON", "a" * 4096, "..\\..\\x", "\ud800", "/dev/stdout", "", " ", "\n", "0" * 31, "0" * 33, "g" * 32, "-" * 32, 7,
             None, [], {}, True, 1e400, "ＡＢ" * 16, "e\u0301" * 8, ".git/config", "🛳" * 8, "A" * 32,
             "01234567-89ab-cdef-0123-456789abcdef"]
    for name in names:
        body = json.loads(event())
        body["event_id"] = name
        answers[ask(place.server, post(json.dumps(body).encode(), place.key)).status] += 1
        head = json.dumps({"event_id": name}).encode()
        item = json.dumps({"type": "attachment", "filename": name, "length": 4}).encode()
        whole = head + b"\n" + item + b"\nabcd\n" + b'{"type":"event"}\n' + event() + b"\n"
        answers[ask(place.server, post(whole, place.key, path="/api/1/envelope/")).status] += 1
    tell(f"{2 * len(names)} identities and file names: {dict(answers)}")
    if set(answers) - {200, 400}:
        yield f"answered {dict(answers)}"
    answers.clear()
    projects = ["../1", "..%2f1", "%2e%2e/1", "1%2f..%2f2", "-1", "0", "99999999999999999999", "1 ", "+1", "1.0", "0x1", "1%00",
                "１", "", "a"]
    for name in projects:
        path = f"/api/{name}/store/".encode().decode("latin-1")
        status = ask(place.server, post(event(), place.key, path=path)).status
        answers[status] += 1
        if status == 200:
            tell(f"project {name!r} was taken")
    tell(f"{len(projects)} projects: {dict(answers)}")
    if any(status >= 500 or status < 0 for status in answers):
        yield f"projects: answered {dict(answers)}"
    place.arrived("")
    if made := files() - before:
        yield f"new files: {sorted(made)[:5]}"
    if Path("/tmp/vireo-was-here").exists():
        yield "/tmp/vireo-was-here was made"


def brotli(text: bytes) -> bytes:
    """Packed as brotli, by the encoder of the system's library."""
    name = ctypes.util.find_library("brotlienc")
    if not name:
        raise SystemExit("error: the encoder of brotli is missing\nfix: run sudo apt-get install libbrotli1")
    out, size = ctypes.create_string_buffer(1 << 20), ctypes.c_size_t(1 << 20)
    if not ctypes.CDLL(name).BrotliEncoderCompress(5, 24, 0, ctypes.c_size_t(len(text)), text, ctypes.byref(size), out):
        raise SystemExit("error: brotli didn't pack")
    return out.raw[:size.value]


def packed(gigabytes: int, bits: int) -> bytes:
    """So much of nothing, packed by zlib."""
    packer, part = zlib.compressobj(9, zlib.DEFLATED, bits), bytes(1 << 24)
    return b"".join(packer.compress(part) for _ in range(gigabytes * 64)) + packer.flush()


def bombs(place: Place) -> Iterator[str]:
    """Small bodies that unpack to much."""
    single = packed(1, 31)
    nested = gzip.compress(single, 9)
    whole = b'{"event_id":"' + b"0" * 32 + b'","extra":"' + b"a" * (200 << 20) + b'"}'
    for what, body, coding in (
        ("gzip of 1 GB", single, "gzip"), ("gzip of 4 GB in 4 members", single * 4, "gzip"),
        ("deflate of 1 GB, with zlib's header", packed(1, 15), "deflate"),
        ("deflate of 1 GB, without", packed(1, -15), "deflate"), ("gzip of gzip of 1 GB", nested, "gzip, gzip"),
        ("gzip of 1 GB, without a header that says so", single, ""), ("base64 of zlib of 1 GB", base64.b64encode(packed(1, 15)), ""),
        ("brotli of 200 MB", brotli(bytes(200 << 20)), "br"), ("gzip of an event of 200 MB", gzip.compress(whole, 6), "gzip"),
        ("40 codings", single, ", ".join(["gzip"] * 40)),
    ):
        for path in ("/api/1/envelope/", "/api/1/store/"):
            answer = ask(place.server, post(body, place.key, f"Content-Encoding: {coding}", path=path), 30)
            tell(f"{what}, {len(body):,} bytes to {path}: {answer.status} after {answer.seconds:.2f} s")
            wanted = {413} if what != "40 codings" else {400, 413, 415}
            if answer.status not in wanted or answer.seconds > BOMB_SECONDS:
                yield f"{what} to {path}: {answer.status} {answer.body[:100]!r} after {answer.seconds:.1f} s"
    for what, body, coding in (
        ("gzip that ends early", gzip.compress(event())[:-12], "gzip"), ("gzip with something behind", gzip.compress(event()) + b"xyz", "gzip"),
        ("br that is none", b"\x00\x01\x02" * 50, "br"), ("zstd", b"\x28\xb5\x2f\xfd" + bytes(40), "zstd"),
    ):
        answer = ask(place.server, post(body, place.key, f"Content-Encoding: {coding}"), 10)
        tell(f"{what}: {answer.status}")
        if not 400 <= answer.status < 500:
            yield f"{what}: {answer.status}"


def together(place: Place, count: int, request: bytes, timeout: float = 60) -> Counter[int]:
    """The same request from many at once."""
    answers: Counter[int] = Counter()
    threads = [threading.Thread(target=lambda: answers.update([ask(place.server, request, timeout).status])) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def bombs_together(place: Place) -> Iterator[str]:
    """Bodies within every bound, as large as they may be, 16 at once: 1 MB that unpack to 100 MB of items."""
    source = random.Random(1)
    items = (b'{"type":"event"}\n{"extra":{"a":"' + source.randbytes(5_000).hex().encode() + b"x" * 990_000 + b'"}}\n'
             for _ in range(99))
    whole = b"{}\n" + b"".join(items)
    body = gzip.compress(whole, 1)
    begin = time.monotonic()
    answers = together(place, 16, post(body, place.key, "Content-Encoding: gzip", path="/api/1/envelope/"))
    tell(f"{len(body):,} bytes of {len(whole):,}: {dict(answers)} in {time.monotonic() - begin:.1f} s")
    yield from ()


def bodies_that_wait(place: Place) -> Iterator[str]:
    """64 bodies of 20 MB of which the last byte does not come."""
    crowd = []
    part = bytes(1 << 20)
    head = post(b"", place.key, f"Content-Length: {20 << 20}", length=False)
    for _ in range(64):
        one = place.server.connect(5)
        try:
            one.sendall(head)
            for _ in range(19):
                one.sendall(part)
        except OSError:
            pass
        crowd.append(one)
    time.sleep(2)
    tell(f"memory now {place.server.memory('VmRSS'):.0f} MB")
    for one in crowd:
        one.close()
    yield from ()


def small_values(place: Place) -> Iterator[str]:
    """An envelope of 90 items that each are a list of half a million numbers."""
    source = random.Random(2)
    digits = (",".join(str(source.randrange(10)) for _ in range(10_000)).encode() for _ in range(90))
    items = (b'{"type":"event"}\n{"extra":{"a":[' + some + b",1" * 490_000 + b"]}}\n" for some in digits)
    body = gzip.compress(b"{}\n" + b"".join(items), 6)
    answer = ask(place.server, post(body, place.key, "Content-Encoding: gzip", path="/api/1/envelope/"), 120)
    tell(f"{len(body):,} bytes: {answer.status} after {answer.seconds:.1f} s")
    if answer.status == -1:
        yield "no answer within two minutes"


def strange_json(place: Place) -> Iterator[str]:
    """JSON that is deep, wide, broken or of the wrong types."""
    deep = 400_000
    exception = {"type": "E", "value": "v"}
    for what, body in (
        ("lists in lists", b"[" * deep + b"]" * deep), ("objects in objects", b'{"a":' * 150_000 + b"1" + b"}" * 150_000),
        ("deep extra", b'{"extra":' + b"[" * deep + b"]" * deep + b"}"), ("deep and open", b'{"extra":' + b"[" * deep),
        ("a number of a million digits", b'{"timestamp":' + b"9" * 1_000_000 + b"}"), ("1e999999999", b'{"timestamp":1e999999999}'),
        ("-0.0e-0", b'{"timestamp":-0.0e-0}'), ("half a surrogate", b'{"message":"\\ud83d"}'), ("NUL", b'{"message":"a\\u0000b"}'),
        ("bad UTF-8", b'{"message":"\xff\xfe"}'), ("NaN", b'{"extra":{"a":NaN}}'), ("nothing", b""), ("null", b"null"),
        ("a list", b"[]"), ("a text", b'"a"'), ("100,000 tags", json.dumps({"tags": {f"k{n}": n for n in range(50_000)}}).encode()),
        ("50,000 equal keys", b'{"tags":{' + b'"a":1,' * 50_000 + b'"b":1}}'),
        ("5,000 exceptions", json.dumps({"exception": [exception] * 5_000}).encode()),
        ("20,000 frames", json.dumps({"exception": {**exception, "stacktrace": {"frames": [{"function": "f"}] * 20_000}}}).encode()),
        ("20,000 breadcrumbs", json.dumps({"breadcrumbs": [{"message": "x"}] * 20_000}).encode()),
        ("wrong types", json.dumps({"exception": {"values": {"a": 1}}, "tags": 7, "user": [], "level": {}, "breadcrumbs": "a",
                                    "request": 1, "contexts": [1], "timestamp": [], "release": {}, "fingerprint": {"a": [1]}}).encode()),
    ):
        for path, whole in (("/api/1/store/", body), ("/api/1/envelope/", b'{}\n{"type":"event"}\n' + body)):
            answer = ask(place.server, post(whole, place.key, path=path), 30)
            if answer.status not in (200, 400, 413) or answer.seconds > BOMB_SECONDS:
                yield f"{what} to {path}: {answer.status} after {answer.seconds:.1f} s"
    many = b"{}\n" + b'{"type":"event"}\n{"message":"a"}\n' * 100_000
    answer = ask(place.server, post(many, place.key, path="/api/1/envelope/"), 120)
    tell(f"an envelope of 100,000 events: {answer.status} after {answer.seconds:.1f} s")
    for what, whole in (("length that is too large", b'{}\n{"type":"event","length":999999999}\n{}'),
                        ("length that is negative", b'{}\n{"type":"event","length":-1}\n{}'),
                        ("length of 2^63", b'{}\n{"type":"event","length":9223372036854775807}\n{}'),
                        ("length within a character", '{}\n{"type":"event","length":14}\n{"message":"ä"}\n'.encode()),
                        ("newlines alone", b"\n" * 1_000_000), ("no item", b"{}"), ("item heads alone", b'{}\n{"type":"event"}' * 50_000)):
        answer = ask(place.server, post(whole, place.key, path="/api/1/envelope/"), 30)
        if answer.status not in (200, 400, 413) or answer.seconds > BOMB_SECONDS:
            yield f"envelope, {what}: {answer.status} after {answer.seconds:.1f} s"


def other_keys(place: Place) -> Iterator[str]:
    """Another project's key, one taken back, none, and forms that are no key."""
    for what, key_, project in (
        ("another project's", place.other, 1), ("of this one at another", place.key, 2), ("taken back", place.gone, 1),
        ("unknown", "0" * 32, 1), ("empty", "", 1), ("%00", "%00" * 32, 1), ("with more behind", place.key + "0", 1),
        ("the first half", place.key[:16], 1), ("capitals", place.key.upper() + "A", 1), ("100 KB", "a" * 10_000, 1),
    ):
        for path in ("store", "envelope", "security"):
            body = named("8888") if path == "store" else b'{}\n{"type":"event"}\n' + named("8888")
            answer = ask(place.server, post(body, key_, path=f"/api/{project}/{path}/"))
            if answer.status not in (401, 403, 400) or b"detail" not in answer.body:
                yield f"{what}, to {path} of project {project}: {answer.status} {answer.body[:100]!r}"
    # Of two keys none may be the better one.
    both = post(event(), place.other, f"X-Sentry-Auth: Sentry sentry_key={place.key}")
    status = ask(place.server, both).status
    tell(f"another project's key in the address, the right one in a header: {status}")
    dsn = json.dumps({"dsn": f"http://{place.key}@vireo/1"}).encode() + b'\n{"type":"event"}\n' + named("8888")
    answer = ask(place.server, post(dsn, "", path="/api/2/envelope/").replace(b"?sentry_key=", b"", 1))
    tell(f"the right key in the envelope, for another project: {answer.status}")
    if answer.status == 200:
        yield "a key in the envelope opened another project"
    if arrived := place.arrived("8888"):
        yield f"{arrived} events arrived"


def other_requests(place: Place) -> Iterator[str]:
    """Methods that do not report, and a body that waits to be asked for."""
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "BREW"):
        answer = ask(place.server, post(named("9999"), place.key).replace(b"POST", method.encode(), 1), 3)
        if answer.status == 200:
            yield f"{method} is taken as a report, not answered with 405"
    body = named("aaaa")
    with place.server.connect(3) as connection:
        lines = ("Expect: 100-continue", f"Content-Length: {len(body)}")
        connection.sendall(post(b"", place.key, *lines, length=False))
        try:
            said = connection.recv(1 << 16)
        except (TimeoutError, socket.timeout):
            said = b""
        if not said.startswith(b"HTTP/1.1 100"):
            yield f"Expect: 100-continue is answered with {said[:40]!r} within 3 s (RFC 9110, 10.1.1)"
    if arrived := place.arrived("9999"):
        yield f"{arrived} events arrived by other methods"


ATTACKS: tuple[Attack, ...] = (
    other_keys, other_requests, smuggling, unread_bodies, large_heads, pipelined, slow_reader, traversal, bombs, strange_json,
    small_values, bombs_together, bodies_that_wait, idle_connections, dripping_body, dripping_head, more_than_it_holds)


def attacked(attack: Attack, place: Place) -> Iterator[str]:
    """Runs an attack on a server of its own beside the witness, and looks at the server afterwards."""
    place.server = Server(place.program, place.repository, *place.options)
    with Witness(place.server, place.key) as witness:
        time.sleep(0.3)
        yield from attack(place)
    if place.server.process.poll() is not None:
        yield f"the server ended with {place.server.process.returncode}: {place.server.said()[-500:]}"
        return
    peak, kept = place.server.memory(), place.server.memory("VmRSS")
    times = sorted(witness.times)
    tell(f"witness: {len(times)} events, median {times[len(times) // 2] * 1000:.0f} ms, slowest {times[-1]:.2f} s; peak "
         f"{peak:.0f} MB, {kept:.0f} MB afterwards")
    # Who comes when all connections are taken has to wait.
    if attack is not more_than_it_holds:
        yield from (f"witness, {count} times, {fault}" for fault, count in witness.faults.items())
    if peak > MEMORY:
        yield f"the peak of memory is {peak:.0f} MB, not under {MEMORY}"
    if (code := place.server.end()) != 0:
        yield f"the server ended with {code}: {place.server.said()[-500:]}"


def main() -> int:
    """Runs the attacks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vireo", type=Path, required=True)
    parser.add_argument("--only", help="the attacks whose name has this")
    options = parser.parse_args()
    begin, count, attacks = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="vireo-hostile-") as folder:
        place = Place(options.vireo.resolve(), Path(folder).resolve())
        for attack in ATTACKS:
            if options.only and options.only not in attack.__name__:
                continue
            attacks += 1
            print(f"{attack.__name__.replace('_', ' ')}: {attack.__doc__}", flush=True)
            for fault in attacked(attack, place):
                count += 1
                print(f"   fault: {fault}", flush=True)
    print(f"{attacks} attacks, {count} faults, {time.monotonic() - begin:.0f} s")
    return 1 if count or not attacks else 0


if __name__ == "__main__":
    sys.exit(main())
