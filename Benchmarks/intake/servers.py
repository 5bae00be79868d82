"""The servers that are measured: start, address, how much they digested, memory, processor time."""
from __future__ import annotations

import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


class Failure(Exception):
    """Something is missing or went wrong, so that there is nothing to measure."""


class Server:
    """A running server, of one or more processes."""
    host = "127.0.0.1"

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.key = folder, 0, ""
        self.processes: list[subprocess.Popen[bytes]] = []
        self.log = (folder / "log").open("ab")

    def start(self, *command: object, folder: Path | None = None, **variables: str) -> subprocess.Popen[bytes]:
        """Starts a process."""
        words = [str(word) for word in command]
        process = subprocess.Popen(words, cwd=folder or self.folder, env={**os.environ, **variables}, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=self.log, start_new_session=True)
        self.processes.append(process)
        return process

    def family(self) -> list[int]:
        """Its processes and those that they started."""
        parents: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                parents.setdefault(int(fields[1]), []).append(int(entry.name))
        found = [process.pid for process in self.processes]
        for one in found:
            found += parents.get(one, [])
        return found

    def peak(self) -> float:
        """The most memory that its processes had, in MB, each by itself."""
        total = 0
        for one in self.family():
            try:
                status = Path(f"/proc/{one}/status").read_text()
            except OSError:
                continue
            total += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
        return total * 1024 / 1e6

    def processor(self) -> float:
        """The seconds of processor time that its processes took."""
        total = 0
        for one in self.family():
            try:
                fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            total += sum(int(field) for field in fields[11:15])
        return total / TICK

    def digested(self) -> int:
        """How many events are in its database, whole."""
        raise NotImplementedError

    def count(self, database: Path, query: str) -> int:
        """A number from a database that somebody else writes to; 0 while it is locked or not there."""
        try:
            connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)
            try:
                return connection.execute(query).fetchone()[0] or 0
            finally:
                connection.close()
        except sqlite3.OperationalError:
            return 0

    def drain(self, wanted: int, seconds: float = 900) -> float:
        """Waits until so many are digested, and says when that was."""
        deadline = time.monotonic() + seconds
        while self.digested() < wanted:
            if time.monotonic() > deadline or any(process.poll() is not None for process in self.processes):
                raise Failure(f"only {self.digested()} of {wanted} events were digested; see {self.folder}/log")
            time.sleep(0.02)
        return time.monotonic()

    def stop(self) -> None:
        """Ends it."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.log.close()


class Vireo(Server):
    """`vireo serve` on a tracker of its own."""

    def __init__(self, program: Path, folder: Path) -> None:
        super().__init__(folder)
        self.repository = folder / "repository"
        for command in (["git", "init", "-q", self.repository], [program, "-C", self.repository, "init"]):
            subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
        line = subprocess.run([program, "-C", self.repository, "error", "key", "new", "bench"], check=True,
                              capture_output=True, text=True).stdout
        self.key = line.split("//")[1].split("@")[0]
        process = self.start(program, "-C", self.repository, "serve", "--listen", f"{self.host}:0")
        assert process.stdout
        said = process.stdout.readline().decode()
        if "http://" not in said:
            raise Failure(f"vireo serve didn't start; see {folder}/log")
        self.port = int(said.rsplit(":", 1)[1])

    def digested(self) -> int:
        """From its record."""
        return self.count(self.repository / ".git/vireo/events/events.sqlite", "SELECT sum(events) FROM eventGroup")

    def files(self) -> int:
        """How many issues it wrote."""
        return len(list((self.repository / ".tracker/issues").rglob("*.md")))


class Bugsink(Server):
    """Bugsink as its page for a single server says: gunicorn, snappea with four workers, SQLite; its quotas out of the way."""

    def __init__(self, environment: Path, folder: Path, workers: int) -> None:
        super().__init__(folder)
        python = environment / "bin/python"
        with socket.socket() as found:
            found.bind((self.host, 0))
            self.port = found.getsockname()[1]
        self.key = secrets.token_hex(16)
        self.start_project(environment, python)
        self.start(environment / "bin/gunicorn", f"--bind={self.host}:{self.port}", f"--workers={workers}", "--timeout=60",
                   "bugsink.wsgi", PYTHONPATH=str(folder), DJANGO_SETTINGS_MODULE="bugsink_conf")
        self.start(environment / "bin/bugsink-runsnappea", PYTHONPATH=str(folder), DJANGO_SETTINGS_MODULE="bugsink_conf")
        self.wait()

    def start_project(self, environment: Path, python: Path) -> None:
        """Its configuration, its databases, and a project."""
        create = [environment / "bin/bugsink-create-conf", "--template=singleserver", f"--host={self.host}",
                  f"--base-dir={self.folder}"]
        subprocess.run([str(word) for word in create], check=True, cwd=self.folder, stdout=self.log, stderr=self.log)
        limits = "".join(f"BUGSINK['MAX_EVENTS_{of}PER_{time}'] = 10**9\n" for of in ("", "PER_PROJECT_")
                         for time in ("5_MINUTES", "HOUR", "MONTH"))
        with (self.folder / "bugsink_conf.py").open("a") as configuration:
            configuration.write(f"\n{limits}BUGSINK['PHONEHOME'] = False\nALLOWED_HOSTS = ['*']\n")
        manage = [str(python), "-m", "bugsink.scripts.manage"]
        variables = {**os.environ, "PYTHONPATH": str(self.folder), "DJANGO_SETTINGS_MODULE": "bugsink_conf"}
        made = ("from projects.models import Project; import uuid; "
                f"Project.objects.create(name='bench', slug='bench', sentry_key=uuid.UUID('{self.key}'))")
        for words in (["migrate"], ["migrate", "snappea", "--database=snappea"], ["shell", "-c", made]):
            subprocess.run([*manage, *words], check=True, cwd=self.folder, env=variables, stdout=self.log, stderr=self.log)

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://{self.host}:{self.port}/health/ready", timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise Failure(f"Bugsink didn't start; see {self.folder}/log") from None
                time.sleep(0.2)

    def digested(self) -> int:
        """From its database."""
        return self.count(self.folder / "db.sqlite3", "SELECT sum(digested_event_count) FROM projects_project")


if __name__ == "__main__":
    sys.exit("error: this is no program\nfix: run script/bench-intake")
