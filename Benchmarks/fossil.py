#!/usr/bin/env python3
"""Loads the data into a Fossil repository, and serves it.

Each change of a ticket becomes an artifact, as `fossil ticket` would have made it one after another: the report of an
issue, each comment, and the change of the status. `fossil reconstruct` makes a repository of them.
"""
from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from generate import MILESTONE, PRIORITY  # noqa: E402
from repository import environment  # noqa: E402

STATUSES = {"open": "Open", "in-progress": "Verified", "closed": "Closed"}
RESOLUTIONS = {"fixed": "Fixed", "duplicate": "Duplicate", "wontfix": "Rejected", "invalid": "Rejected",
               "worksforme": "Works_As_Designed"}
REPORT = 50  # the number of the report that is the filtered list
ESCAPES = str.maketrans({"\\": r"\\", " ": r"\s", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v", "\f": r"\f"})

TABLES = """CREATE TABLE ticket(
  tkt_id INTEGER PRIMARY KEY, tkt_uuid TEXT UNIQUE, tkt_mtime DATE, tkt_ctime DATE,
  type TEXT, status TEXT, subsystem TEXT, priority TEXT, severity TEXT, foundin TEXT, private_contact TEXT,
  resolution TEXT, title TEXT, comment TEXT, milestone TEXT, assignee TEXT, keywords TEXT);
CREATE TABLE ticketchng(
  tkt_id INTEGER REFERENCES ticket, tkt_rid INTEGER REFERENCES blob, tkt_mtime DATE,
  tkt_user TEXT, login TEXT, username TEXT, mimetype TEXT, icomment TEXT);
CREATE INDEX ticketchng_idx1 ON ticketchng(tkt_id, tkt_mtime);"""

FILTER = f"status<>'Closed' AND milestone='{MILESTONE}' AND priority='{PRIORITY}'"
COLUMNS = "substr(tkt_uuid,1,10) AS '#', status, type, priority, title, keywords, assignee, milestone, tkt_ctime"
QUERY = f"SELECT {COLUMNS} FROM ticket WHERE {FILTER} ORDER BY tkt_ctime DESC"


def ticket_id(number: int) -> str:
    """The id of an issue's ticket."""
    return hashlib.sha1(b"ticket %d" % number).hexdigest()


def artifacts(issue: dict[str, Any]) -> Iterator[bytes]:
    """The artifacts of an issue, which is one of the JSON lines."""
    ticket = ticket_id(issue["number"])
    yield artifact(ticket, issue["created"], issue["author"], {
        "title": issue["title"], "status": "Open", "type": issue["type"], "priority": issue["priority"],
        "milestone": issue["milestone"], "assignee": issue["assignee"] or "", "keywords": " ".join(issue["labels"]),
        "comment": issue["body"], "mimetype": "text/x-markdown"})
    for comment in issue["comments"]:
        yield artifact(ticket, comment["time"], comment["author"], {
            "icomment": comment["body"], "login": comment["author"], "mimetype": "text/x-markdown"})
    if issue["status"] != "open":
        who = issue["assignee"] or issue["author"]
        yield artifact(ticket, issue["status_time"], who, {
            "status": STATUSES[issue["status"]], "resolution": RESOLUTIONS.get(issue["resolution"], ""), "login": who})


def artifact(ticket: str, seconds: int, who: str, values: dict[str, str]) -> bytes:
    """A change of a ticket: the date, the values by name, the ticket, who did it, and a check sum."""
    date = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000")
    lines = [f"D {date}"]
    lines += [f"J {key} {value.translate(ESCAPES)}" for key, value in sorted(values.items()) if value]
    content = "".join(line + "\n" for line in [*lines, f"K {ticket}", f"U {who}"]).encode()
    return content + b"Z %s\n" % hashlib.md5(content).hexdigest().encode()


def write_artifacts(lines: Path, folder: Path) -> int:
    """Writes all artifacts into files, a thousand in a folder. How many."""
    count = 0
    with open(lines) as file:
        for line in file:
            for content in artifacts(json.loads(line)):
                part = folder / str(count // 1000)
                if count % 1000 == 0:
                    part.mkdir(parents=True)
                (part / str(count)).write_bytes(content)
                count += 1
    return count


def configuration() -> str:
    """The SQL that sets the table of tickets and the report, and has searches look at tickets."""
    def quoted(text: str) -> str:
        """The text as SQL writes it."""
        return "'" + text.replace("'", "''") + "'"
    return (f"REPLACE INTO config(name,value,mtime) VALUES('ticket-table',{quoted(TABLES)},now());\n"
            "REPLACE INTO config(name,value,mtime) VALUES('search-tkt','1',now());\n"
            "INSERT INTO reportfmt(rn,owner,title,mtime,cols,sqlcode) "
            f"VALUES({REPORT},'alice','Filtered',0,'',{quoted(QUERY)});\n")


def fossil(folder: Path, *arguments: str, text: str | None = None) -> str:
    """What Fossil prints, in that folder."""
    result = subprocess.run(["fossil", *arguments], cwd=folder, env=variables(folder), input=text,
                            capture_output=True, text=True)
    if result.returncode != 0:
        raise OSError(f"fossil {' '.join(arguments)}: {result.stderr.strip()}")
    return result.stdout


def variables(folder: Path) -> dict[str, str]:
    """What Fossil runs with; its own settings go beside the repository, not into somebody's home."""
    return {**environment(), "FOSSIL_HOME": str(folder)}


def load(lines: Path, repository: Path) -> None:
    """Makes the repository of the JSON lines; it is there when it is whole."""
    folder = repository.parent.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    unfinished, files = folder / "unfinished", folder / "artifacts"
    write_artifacts(lines, files)
    fossil(folder, "reconstruct", str(unfinished), str(files))
    shutil.rmtree(files)
    fossil(folder, "sql", "-R", str(unfinished), text=configuration())
    fossil(folder, "rebuild", str(unfinished))
    fossil(folder, "fts-config", "enable", "t", "-R", str(unfinished))
    fossil(folder, "fts-config", "index", "on", "-R", str(unfinished))
    unfinished.rename(repository)


def add_commits(repository: Path, source: Path) -> None:
    """Adds the commits of code of a git repository: tickets aren't files there, and so many files would slow it down."""
    # An import makes everything anew, which fails while there is an index of texts; no timeline needs it.
    fossil(repository.parent, "fts-config", "index", "off", "-R", str(repository))
    export = subprocess.Popen(["git", "fast-export", "--all", "--", "src"], cwd=source, env=environment(),
                              stdout=subprocess.PIPE)
    subprocess.run(["fossil", "import", "--git", "--incremental", str(repository)], cwd=repository.parent,
                   env=variables(repository.parent), stdin=export.stdout, stdout=subprocess.DEVNULL, check=True)
    if export.wait() != 0:
        raise OSError("git fast-export fails")


def number(repository: Path, query: str) -> int:
    """What a query for one number answers."""
    return int(fossil(repository.parent, "sql", "-R", str(repository), text=query + ";\n").strip())


class Server:
    """A server of a repository on this machine, for as long as the block runs."""

    def __init__(self, repository: Path) -> None:
        """Chooses a port that is free."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.repository = repository

    def __enter__(self) -> Server:
        """Starts it and waits for its first page."""
        self.process = subprocess.Popen(
            ["fossil", "server", str(self.repository), "--port", str(self.port), "--localhost", "--localauth"],
            cwd=self.repository.parent, env=variables(self.repository.parent), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        for _ in range(1000):
            try:
                self.page("/stat")
                return self
            except OSError:
                time.sleep(0.01)
        self.__exit__(None, None, None)
        raise OSError("fossil server doesn't answer")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """Stops it."""
        self.process.terminate()
        self.process.wait()

    def page(self, path: str) -> str:
        """The page, after redirections."""
        for _ in range(5):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
            connection.request("GET", path)
            response = connection.getresponse()
            content, target = response.read().decode(errors="replace"), response.getheader("Location")
            connection.close()
            if target is None:
                break
            address = urlsplit(target)
            path = f"{address.path}?{address.query}"
        if response.status != 200:
            raise OSError(f"fossil answers {path} with status {response.status}")
        return content


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=Path, help="the data, as generate.py --json writes it")
    parser.add_argument("repository", type=Path, help="the repository to make; its folder is emptied first")
    options = parser.parse_args()
    load(options.lines, options.repository)


if __name__ == "__main__":
    main()
