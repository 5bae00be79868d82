"""Builds histories with real git, in words that read like what people do.

A history is an empty repository at first, on the branch `main`, with a clock of its own: every commit is made a
minute after the one before, whatever the time is. Nothing of the machine's configuration of git has an influence.
"""
from __future__ import annotations

import os
import subprocess
from datetime import datetime, timezone
from pathlib import Path

START = 1_767_225_600  # 2026-01-01T00:00:00Z
ISSUES = ".tracker/issues"
SETTINGS = {
    "gc.auto": "0", "maintenance.auto": "false", "core.fsync": "none", "init.defaultBranch": "main",
    "advice.detachedHead": "false", "core.autocrlf": "false", "commit.gpgSign": "false",
    "protocol.file.allow": "always", "merge.conflictStyle": "merge", "core.editor": "true",
}
KEYS = {"date": "status-date"}  # how keys of an issue are named here, where a name cannot be written in Python


class GitError(Exception):
    """A command of git failed."""


def environment(home: Path) -> dict[str, str]:
    """The variables that git and the programs under test run with: no configuration but SETTINGS."""
    variables = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C", "TZ": "UTC", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_AUTHOR_NAME": "Alice",
        "GIT_AUTHOR_EMAIL": "alice@example.org", "GIT_COMMITTER_NAME": "Alice",
        "GIT_COMMITTER_EMAIL": "alice@example.org", "GIT_CONFIG_COUNT": str(len(SETTINGS)),
    }
    for index, (key, value) in enumerate(SETTINGS.items()):
        variables[f"GIT_CONFIG_KEY_{index}"], variables[f"GIT_CONFIG_VALUE_{index}"] = key, value
    return variables


def timestamp(seconds: int) -> str:
    """A time as issues have it."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def edited(text: str, keys: dict[str, str | None]) -> str:
    """An issue's text with these keys set, or taken away where the value is None; others keep their lines."""
    head, body = text.removeprefix("---\n").split("---\n", 1) if text.startswith("---\n") else ("", text)
    lines = head.splitlines()
    for name, value in keys.items():
        key = KEYS.get(name, name)
        at = next((i for i, line in enumerate(lines) if line.startswith(key + ":")), None)
        if value is None:
            lines = [line for i, line in enumerate(lines) if i != at]
        elif at is None:
            lines.append(f"{key}: {value}")
        else:
            lines[at] = f"{key}: {value}"
    return "---\n" + "".join(line + "\n" for line in lines) + "---\n" + body


class GitHistory:
    """A repository in the making; its methods are the steps of a history."""

    def __init__(self, folder: Path) -> None:
        """Makes the empty repository in a folder that may be missing."""
        self.top = folder / "repo"
        self.top.mkdir(parents=True)
        (folder / "home").mkdir(exist_ok=True)
        self.variables = environment(folder / "home")
        self.now = START
        self.pace = 60
        self.commits = 0
        self.git("init", "--quiet")

    # What git is asked.

    def run(self, *arguments: str, message: str | bytes | None = None,
            **more: str) -> subprocess.CompletedProcess[bytes]:
        """Runs git at this clock's time, and leaves its failure to the caller."""
        data = message.encode() if isinstance(message, str) else message
        dates = {"GIT_AUTHOR_DATE": f"@{self.now} +0000", "GIT_COMMITTER_DATE": f"@{self.now} +0000"}
        return subprocess.run(["git", *arguments], cwd=self.top, env={**self.variables, **dates, **more},
                              input=data or b"", capture_output=True)

    def git(self, *arguments: str, message: str | bytes | None = None, **more: str) -> str:
        """Runs git, which must succeed, and returns what it printed."""
        result = self.run(*arguments, message=message, **more)
        if result.returncode != 0:
            text = (result.stdout + result.stderr).decode(errors="replace")
            raise GitError(f"git {' '.join(arguments)}: {text.strip()}")
        return result.stdout.decode(errors="replace")

    def head(self, rev: str = "HEAD") -> str:
        """The id of a commit."""
        git = self.top / ".git"
        if rev == "HEAD" and git.is_dir():  # reading a file spares a process
            target = (git / "HEAD").read_text().removeprefix("ref: ").strip()
            if (git / target).is_file():
                return (git / target).read_text().strip()
        return self.git("rev-parse", "--verify", f"{rev}^{{commit}}").strip()

    def draw(self) -> str:
        """The history as a picture, and the issues' files in the work tree."""
        parts = [self.git("log", "--graph", "--oneline", "--all", "--decorate", "HEAD") if self.born() else "unborn\n"]
        for path in sorted((self.top / ISSUES).rglob("*.md")):
            parts.append(f"--- {path.relative_to(self.top)}\n{path.read_text(errors='replace')}")
        return "".join(parts)

    def born(self) -> bool:
        """Whether HEAD is a commit."""
        return self.run("rev-parse", "--quiet", "--verify", "HEAD").returncode == 0

    # Time.

    def tick(self) -> None:
        """Lets time pass before a commit: a minute, or what `pace` was set to."""
        self.now += self.pace

    def at(self, seconds: int) -> None:
        """Sets the clock so that the next commit is made at this second since 1970."""
        self.now = seconds - self.pace

    # Files.

    def path(self, issue: int | str) -> Path:
        """An issue's file: by its path below `issues`, or by its number, where it has a usual name if there is none."""
        folder = self.top / ISSUES
        if isinstance(issue, str):
            return folder / issue
        found = [path for path in sorted(folder.rglob(f"{issue}*.md")) if path.stem.split("-")[0] == str(issue)]
        if len(found) > 1:
            raise ValueError(f"several files have the number {issue}")
        return found[0] if found else folder / f"{issue}-crash.md"

    def write(self, issue: int | str, **keys: str | None) -> None:
        """Edits an issue's file, or makes it with a uid, the status `open` and this moment as `created`."""
        path = self.path(issue)
        if path.exists():
            text = path.read_text()
        else:
            number = int(path.stem.split("-")[0])
            text = f"---\ntitle: Issue {number}\n---\nIt is broken.\n"
            keys = {"uid": f"issue{number:05}", "status": "open", "created": timestamp(self.now), **keys}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(edited(text, keys))

    def put(self, path: str, text: str | bytes) -> None:
        """Writes any file of the work tree."""
        target = self.top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def move(self, issue: int | str, to: str) -> None:
        """Gives an issue's file another path below `issues`."""
        source, target = self.path(issue), self.path(to)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)

    def delete(self, issue: int | str) -> None:
        """Removes an issue's file."""
        self.path(issue).unlink()

    def restore(self, issue: str, rev: str) -> None:
        """Brings back an issue's file as it was in a commit."""
        self.git("checkout", "--quiet", rev, "--", f"{ISSUES}/{issue}")

    # Commits.

    def commit(self, message: str | bytes = "Work", *options: str, code: str | None = None, text: str | None = None,
               tracker: bool = True, **more: str) -> str:
        """Commits the work tree (without `.tracker` if so wished) and a change of the code, which never conflicts.

        A name for the file of code, and a text for it, are given where it shall conflict.
        """
        self.tick()
        self.commits += 1
        self.put(code or f"code/{self.commits}.txt", text or f"{self.commits}\n")
        self.git("add", "--all", *([] if tracker else ["--", ".", ":!.tracker"]))
        body = message + "\n" if isinstance(message, str) and message else message
        self.git("commit", "--quiet", "--allow-empty-message", "--cleanup=verbatim", "--file=-", *options,
                 message=body, **more)
        return self.head()

    def tracker(self, config: str = "name: Test\n", message: str = "Begin the tracker") -> str:
        """Commits a configuration, so that there is a tracker without any issue."""
        self.put(".tracker/config.yml", config)
        return self.commit(message)

    def new(self, issue: int | str, message: str | None = None, **keys: str | None) -> str:
        """Commits a new issue."""
        self.write(issue, **keys)
        return self.commit(message or f"Add issue {issue}")

    def fix(self, *numbers: int) -> str:
        """Commits code with a message that closes these issues; no two such commits have the same subject."""
        return self.commit(f"Mend part {self.commits}\n\n" + ", ".join(f"fixes #{n}" for n in numbers or (7,)))

    def reopen(self, *numbers: int) -> str:
        """Commits code with a message that reopens these issues."""
        return self.commit(f"It is back {self.commits}\n\n" + ", ".join(f"reopens #{n}" for n in numbers or (7,)))

    def set(self, issue: int | str, status: str, message: str | None = None) -> str:
        """Commits a status with its date, as the commands `close`, `reopen` and `edit` write it."""
        self.write(issue, status=status, date=timestamp(self.now + 30))
        return self.commit(message or f"Set issue {issue} to {status}")

    def type(self, issue: int | str, status: str | None, message: str | None = None) -> str:
        """Commits a status without a date, as a person types it."""
        self.write(issue, status=status)
        return self.commit(message or f"Type {status} into issue {issue}")

    def record(self, status: str = "closed", *issues: int) -> str:
        """Commits what the command `record` writes: the status that history gives already."""
        for issue in issues or (7,):
            self.write(issue, status=status, date=timestamp(self.now + 30))
        return self.commit("Record the states of issues")

    def amend(self, message: str | None = None) -> str:
        """Makes the last commit anew, with the work tree as it is and perhaps another message."""
        self.tick()
        self.git("add", "--all")
        options = ["--no-edit"] if message is None else ["--file=-"]
        self.git("commit", "--quiet", "--amend", *options, message=message)
        return self.head()

    # Branches.

    def branch(self, name: str, rev: str = "HEAD") -> None:
        """Begins a branch and goes to it."""
        self.git("checkout", "--quiet", "-b", name, rev)

    def switch(self, name: str) -> None:
        """Goes to a branch, or to a commit without one."""
        self.git("checkout", "--quiet", name)

    def orphan(self, name: str) -> None:
        """Goes to a branch that has no commit yet, with nothing in the work tree."""
        self.git("checkout", "--quiet", "--orphan", name)
        self.git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", ".")

    def reset(self, rev: str) -> None:
        """Sets the branch and the work tree back."""
        self.git("reset", "--quiet", "--hard", rev)

    def tag(self, name: str, message: str | None = None, rev: str = "HEAD") -> None:
        """Tags a commit, with an annotation if there is a message."""
        self.git("tag", name, rev, *(["--annotate", f"--message={message}"] if message else []))

    # Merges.

    def merging(self, *branches: str, options: tuple[str, ...] = ("--no-ff",)) -> None:
        """Begins a merge and leaves it before its commit, with conflicts or without."""
        result = self.run("merge", "--no-commit", *options, *branches)
        if self.run("rev-parse", "--quiet", "--verify", "MERGE_HEAD").returncode != 0:
            raise GitError(f"no merge of {branches}: {(result.stdout + result.stderr).decode()}")

    def conflicts(self) -> list[str]:
        """The paths that git could not merge."""
        return self.git("diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]

    def take(self, side: str) -> None:
        """Settles every conflict with one side: `ours` or `theirs`."""
        for path in self.conflicts():
            if self.run("checkout", f"--{side}", "--", path).returncode != 0:  # deleted on that side
                (self.top / path).unlink(missing_ok=True)

    def merge(self, *branches: str, message: str | None = None, side: str | None = None, ff: bool = False,
              strategy: str | None = None, unrelated: bool = False) -> str:
        """Merges; conflicts are settled with one `side`, and without one they are a mistake of the situation."""
        self.tick()
        options = ["--ff" if ff else "--no-ff", *([f"--strategy={strategy}"] if strategy else []),
                   *(["--allow-unrelated-histories"] if unrelated else [])]
        text = message or f"Merge branch '{branches[0]}'"
        if side is None:
            self.git("merge", "--quiet", *options, f"--message={text}", *branches)
        else:
            self.merging(*branches, options=tuple(options))
            self.take(side)
            self.git("add", "--all")
            self.git("commit", "--quiet", "--file=-", message=text)
        return self.head()

    def subtree(self, branch: str, prefix: str) -> str:
        """Brings another project's branch in below a folder, with its history."""
        self.tick()
        self.merging(branch, options=("--strategy=ours", "--allow-unrelated-histories"))
        self.git("read-tree", f"--prefix={prefix}/", "-u", branch)
        self.git("commit", "--quiet", f"--message=Merge {branch} as {prefix}")
        return self.head()

    def squash(self, branch: str, message: str | None = None) -> str:
        """Merges as one commit; the message is the list that git makes, if there is no other."""
        self.tick()
        self.git("merge", "--quiet", "--squash", branch)
        options = ["--no-edit"] if message is None else ["--file=-"]
        self.git("commit", "--quiet", *options, message=message)
        return self.head()

    def forge_squash(self, branch: str, title: str) -> str:
        """Merges as one commit as forges do it: the title, then each message as an item, the oldest first."""
        bodies = self.git("log", "--reverse", "--no-merges", "--format=%B%x00", f"HEAD..{branch}").split("\0")[:-1]
        return self.squash(branch, title + "\n\n" + "\n\n".join("* " + body.strip() for body in bodies) + "\n")

    # Copies and reverts.

    def pick(self, *revs: str, x: bool = False) -> str:
        """Copies commits onto the branch, naming them if `x` is set."""
        self.tick()
        self.git("cherry-pick", *(["-x"] if x else []), *revs)
        return self.head()

    def revert(self, *revs: str, mainline: int | None = None, message: str | None = None) -> str:
        """Takes commits back, with git's message for each or with one of one's own for all."""
        self.tick()
        options = [f"--mainline={mainline}"] if mainline else []
        if message is None:
            self.git("revert", "--no-edit", *options, *revs)
        else:
            self.git("revert", "--no-commit", *options, *revs)
            self.git("commit", "--quiet", "--cleanup=verbatim", "--file=-", message=message + "\n")
        return self.head()

    def rebase(self, onto: str) -> str:
        """Makes the branch's commits anew on another one."""
        self.tick()
        self.git("rebase", "--quiet", onto)
        return self.head()

    # The repository itself.

    def clone(self, *options: str) -> None:
        """Goes on in a clone."""
        clone = self.top.with_name("clone")
        self.git("clone", "--quiet", *options, f"file://{self.top}", str(clone))
        self.top = clone

    def shallow(self, depth: int) -> None:
        """Goes on in a clone that is cut so many commits below the tip."""
        self.clone(f"--depth={depth}")

    def worktree(self, branch: str) -> None:
        """Goes on in a second work tree of this repository, on another branch."""
        linked = self.top.with_name("linked")
        self.git("worktree", "add", "--quiet", str(linked), branch)
        self.top = linked

    def graft(self, rev: str, *parents: str) -> None:
        """Replaces a commit by one with other parents."""
        self.git("replace", "--graft", rev, *parents)

    def note(self, text: str, rev: str = "HEAD") -> None:
        """Adds a note to a commit."""
        self.git("notes", "add", f"--message={text}", rev)
