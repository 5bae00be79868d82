"""A server to attack: start, address, memory, what it counted, and requests of raw bytes."""
from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"


class Server:
    """A running `vireo serve`."""

    def __init__(self, program: Path, repository: Path, *options: object) -> None:
        command = [str(word) for word in (program, "-C", repository, "serve", "--listen", f"{HOST}:0", *options)]
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        assert self.process.stdout
        line = self.process.stdout.readline()
        if "http://" not in line:
            raise SystemExit(f"error: the server didn't start: {line}{self.said()}")
        self.port = int(line.rsplit(":", 1)[1])

    def said(self) -> str:
        """What it wrote to standard error."""
        self.log.seek(0)
        return self.log.read()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Sends a signal, waits, and gives the exit code."""
        self.process.send_signal(how)
        self.process.communicate(timeout=120)
        return self.process.returncode

    def memory(self, name: str = "VmHWM") -> float:
        """MB of resident memory: the most, or with VmRSS now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name)) * 1024 / 1e6

    def connect(self, timeout: float = 10) -> socket.socket:
        """A connection."""
        made = socket.create_connection((HOST, self.port), timeout=timeout)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made


@dataclass
class Answer:
    """One answer: 0 as its status says that the connection was closed without one, -1 that none came in time."""
    status: int
    body: bytes = b""
    seconds: float = 0


def tracker(program: Path, folder: Path) -> Path:
    """A repository with a tracker."""
    for command in (["git", "init", "-q", folder], [program, "-C", folder, "init"]):
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    return folder


def key(program: Path, repository: Path, project: int, *options: object) -> str:
    """A new key of a project."""
    command = [program, "-C", repository, "error", "key", "new", f"project {project}", "--project", project, *options]
    said = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout
    found = re.search(r"//([0-9a-f]{32})@", said)
    if not found:
        raise SystemExit(f"error: no key in: {said}")
    return found[1]


def event(identity: str | None = None, kind: int = 0, padding: int = 0) -> bytes:
    """One event of a kind."""
    frames = [{"filename": f"ferry/m{i}.py", "function": f"f{i}", "module": f"ferry.m{i}", "lineno": i + 1, "in_app": True}
              for i in range(10)]
    exception = {"type": f"Error{kind}", "value": "failed", "stacktrace": {"frames": frames}}
    body = {"event_id": identity or uuid.uuid4().hex, "platform": "python", "exception": {"values": [exception]}}
    if padding:
        body["extra"] = {"padding": "x y " * (padding // 4)}
    return json.dumps(body).encode()


def post(body: bytes, key: str, *lines: str, path: str = "/api/1/store/", length: bool = True) -> bytes:
    """A request as bytes."""
    head = [f"POST {path}?sentry_key={key} HTTP/1.1", "Host: vireo", "Content-Type: application/json", *lines]
    if length:
        head.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def read_answer(connection: socket.socket, held: bytearray) -> Answer:
    """The next answer; what comes behind it stays in `held`."""
    start = time.monotonic()
    try:
        while b"\r\n\r\n" not in held:
            got = connection.recv(1 << 16)
            if not got:
                return Answer(0, bytes(held), time.monotonic() - start)
            held += got
        head, _, _ = bytes(held).partition(b"\r\n\r\n")
        found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        wanted = len(head) + 4 + (int(found[1]) if found else 0)
        while len(held) < wanted:
            got = connection.recv(1 << 16)
            if not got:
                break
            held += got
    except (TimeoutError, socket.timeout):
        return Answer(-1, bytes(held), time.monotonic() - start)
    except ConnectionError:
        return Answer(0, bytes(held), time.monotonic() - start)
    body = bytes(held[len(head) + 4:wanted])
    del held[:wanted]
    return Answer(int(head.split()[1]), body, time.monotonic() - start)


def ask(server: Server, request: bytes, timeout: float = 10) -> Answer:
    """The answer to one request on a connection of its own."""
    start = time.monotonic()
    with server.connect(timeout) as connection:
        try:
            connection.sendall(request)
        except (ConnectionError, TimeoutError):
            pass  # An answer may be there before all was sent.
        answer = read_answer(connection, bytearray())
    answer.seconds = time.monotonic() - start
    return answer


def ask_all(server: Server, request: bytes, timeout: float = 3) -> list[Answer]:
    """All answers to bytes that may be several requests, until the server closes or says nothing more."""
    answers, held = [], bytearray()
    with server.connect(timeout) as connection:
        try:
            connection.sendall(request)
        except (ConnectionError, TimeoutError):
            pass
        while len(answers) < 100:
            answers.append(read_answer(connection, held))
            if answers[-1].status <= 0:
                return answers
    return answers


def record(folder: Path) -> sqlite3.Connection:
    """The record of events."""
    return sqlite3.connect(f"file:{folder}/events.sqlite?mode=ro", uri=True)


def counted(folder: Path) -> dict[str, int]:
    """How often each event that arrived is in the record."""
    connection = record(folder)
    try:
        rows = connection.execute("SELECT high, low FROM arrival").fetchall()
    finally:
        connection.close()
    found: dict[str, int] = {}
    for high, low in rows:
        identity = f"{high % 2**64:016x}{low % 2**64:016x}"
        found[identity] = found.get(identity, 0) + 1
    return found


def total(folder: Path) -> int:
    """How many events are counted in groups."""
    connection = record(folder)
    try:
        return connection.execute("SELECT sum(events) FROM eventGroup").fetchone()[0] or 0
    finally:
        connection.close()


def open_files(process: int) -> int:
    """How many descriptors a process has."""
    return len(os.listdir(f"/proc/{process}/fd"))
