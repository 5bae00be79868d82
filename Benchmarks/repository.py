"""Makes a git repository with a tracker and, if wanted, a history of code on top of it."""
from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path
from typing import IO

from files import comment_path, issue_path, issue_text, settings
from model import END, SEED, Issue, issue

MESSAGES = {"fixes": 25, "refs": 15, "mixed": 10, "plain": 50}  # kinds of messages to their weights
VARIABLES = {
    "LC_ALL": "C", "TZ": "UTC", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Alice", "GIT_AUTHOR_EMAIL": "alice@example.org", "GIT_COMMITTER_NAME": "Alice",
    "GIT_COMMITTER_EMAIL": "alice@example.org", "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "gc.auto", "GIT_CONFIG_VALUE_0": "0",
    "GIT_CONFIG_KEY_1": "maintenance.auto", "GIT_CONFIG_VALUE_1": "false",
}


def environment() -> dict[str, str]:
    """What all programs run with: nothing of the machine's configuration of git has an influence."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "USER": "alice", **VARIABLES}


def git(folder: Path, *arguments: str) -> str:
    """What git prints, in that folder; it never takes a repository further up for the one that is meant."""
    variables = {**environment(), "GIT_CEILING_DIRECTORIES": str(folder.resolve().parent)}
    return subprocess.run(["git", *arguments], cwd=folder, env=variables, check=True, stdout=subprocess.PIPE,
                          text=True).stdout.strip()


class Repository:
    """A repository in the making. Files go to git straight away; its folder has them after `finish`."""

    def __init__(self, folder: Path) -> None:
        """Begins a repository, and its first commit."""
        folder.mkdir(parents=True)
        self.folder = folder
        self.files = self.size = 0
        git(folder, "init", "--quiet", "--initial-branch=main")
        self.process = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, env=environment(),
                                        stdin=subprocess.PIPE)
        assert self.process.stdin is not None
        self.stream: IO[bytes] = self.process.stdin
        self.begin_commit("Begin a tracker", END)
        for path, text in settings().items():
            self.write(path, text)

    def begin_commit(self, message: str, time: int) -> None:
        """Begins a commit; what is written goes into it."""
        self.stream.write(f"commit refs/heads/main\ncommitter Alice <alice@example.org> {time} +0000\n".encode())
        self.data(message)

    def data(self, text: str) -> None:
        """A text in the notation of fast-import."""
        content = text.encode()
        self.stream.write(b"data %d\n%s\n" % (len(content), content))

    def write(self, path: str, text: str) -> None:
        """A file of the present commit."""
        self.stream.write(f"M 100644 inline {path}\n".encode())
        self.data(text)

    def add(self, added: Issue) -> None:
        """An issue and its comments."""
        texts = {issue_path(added): issue_text(added)}
        texts.update({comment_path(added, comment): comment.body + "\n" for comment in added.comments})
        for path, text in texts.items():
            self.write(path, text)
        self.files += len(texts)
        self.size += sum(len(text) for text in texts.values())

    def add_code(self, commits: int, issues: int) -> None:
        """Commits of code, a minute after each other.

        Only what the files say is closed is fixed, so that listings of this repository and of the one without these
        commits are the same.
        """
        source = random.Random(SEED)
        for index in range(commits):
            self.begin_commit(message(source, index, issues), END + 60 * (index + 1))
            self.write(f"src/part{source.randrange(200)}.c", f"int version = {index};\n")

    def finish(self) -> str:
        """Waits for git and checks the files out. The id of the last commit."""
        self.stream.close()
        if self.process.wait() != 0:
            raise OSError(f"git fast-import failed in {self.folder}")
        git(self.folder, "-c", "checkout.workers=2", "reset", "--quiet", "--hard")
        return git(self.folder, "rev-parse", "HEAD")


def message(source: random.Random, index: int, issues: int) -> str:
    """A message of one of the four kinds."""
    kind = source.choices(list(MESSAGES), list(MESSAGES.values()))[0]
    named = source.randint(1, issues)
    text = {
        "fixes": f"Fixes #{closed(source, issues)}",
        "refs": f"The first half of it, refs #{named}.",
        "mixed": f"Fixes #{closed(source, issues)}, refs #{named}; #{source.randint(1, issues)} is another.",
        "plain": "Nobody has reported that one.",
    }[kind]
    return f"Change part {index}\n\n{text}\n"


def closed(source: random.Random, issues: int) -> int:
    """The number of an issue whose file says that it is closed."""
    while issue(number := source.randint(1, issues), issues).status != "closed":
        pass
    return number
