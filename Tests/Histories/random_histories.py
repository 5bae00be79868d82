"""Random histories: plays the operations of a seed with real git.

An operation that git refuses, because of a conflict that cannot be settled or because nothing is left to commit, is
undone and skipped.
"""
from __future__ import annotations

from pathlib import Path

import recorded
from git_history import ISSUES, GitError, GitHistory, edited, timestamp
from random_operations import Operation, operations

__all__ = ["branches", "operations", "play"]

CONFIG = "statuses: {open: open, in-progress: open, review: open, closed: closed, wontfix: closed}\n"
UNDO = {"pick": "cherry-pick", "revert": "revert", "rebase": "rebase"}


class Refused(Exception):
    """What somebody wanted to do makes no sense here."""


class Player:
    """Plays operations one by one, with a method for each kind."""

    def __init__(self, history: GitHistory) -> None:
        """Begins with an empty repository."""
        self.history = history
        self.made: dict[int, str] = {}  # the commit that each operation made
        self.branch = "main"
        self.log: list[str] = []
        self.skipped = 0

    def play(self, operation: Operation) -> None:
        """Plays one operation, or skips it if it is refused."""
        self.history.at(operation.time)
        before = None
        try:
            if operation.branch != self.branch:
                self.history.switch(operation.branch)
                self.branch = operation.branch
            before = self.tip()
            commit = getattr(self, operation.kind)(operation)
            self.look_for_twins()
        except (GitError, Refused) as error:
            self.skipped += 1
            self.undo(operation.kind, before)
            self.log.append(f"{operation}: refused, {str(error).splitlines()[-1]}")
        else:
            if commit:
                self.made[operation.index] = commit
            self.log.append(f"{operation}: {commit[:7] if commit else 'done'}")

    def tip(self) -> str | None:
        """The branch's commit, if it has one."""
        path = self.history.top / f".git/refs/heads/{self.branch}"
        return path.read_text().strip() if path.exists() else None

    def look_for_twins(self) -> None:
        """Refuses what leaves two files with one uid, or two statuses in a file, as merges may: that is a mistake."""
        files = [path.read_text() for path in (self.history.top / ISSUES).rglob("*.md")]
        uids = [uid for file in files if (uid := recorded.value(file, "uid"))]
        if len(uids) > len(set(uids)):
            raise Refused("two files have one uid")
        for file in files:
            if "\n<<<<<<< " not in file and max(file.count("\nstatus: "), file.count("\nstatus-date: ")) > 1:
                raise Refused("a file has two statuses")

    def undo(self, kind: str, before: str | None) -> None:
        """Leaves the branch and the work tree as they were."""
        if kind in UNDO:
            self.history.run(UNDO[kind], "--abort")
        self.history.git("reset", "--quiet", "--hard", before or "HEAD")
        self.history.git("clean", "-dfqx")
        self.branch = self.history.git("symbolic-ref", "--short", "HEAD").strip()

    def commit_of(self, operation: Operation) -> str:
        """The commit that an operation aims at."""
        if operation.target not in self.made:
            raise Refused("there is no such commit")
        return self.made[operation.target]

    def is_merge(self, commit: str) -> bool:
        """Whether a commit has several parents."""
        return len(self.history.git("rev-list", "--parents", "--max-count=1", commit).split()) > 2

    def file(self, operation: Operation) -> str:
        """The path below `issues` of an operation's issue; that of one of them, if the number is there twice."""
        folder = self.history.top / ISSUES
        found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"{operation.number}-*.md"))
        if not found:
            raise Refused("there is no such issue")
        return found[operation.index % len(found)]

    # One method for each kind of operation. Each returns the commit that it made, if it did.

    def begin(self, operation: Operation) -> str:
        """The configuration and the first issues."""
        self.history.put(".tracker/config.yml", CONFIG)
        for number in range(1, operation.number + 1):
            uid = f"issue{number:05}" if operation.flag or number % 2 == 0 else None
            self.history.write(f"{number}-crash.md", uid=uid)
        return self.history.commit("Begin")

    def say(self, operation: Operation) -> str:
        """A commit of code with a message."""
        shared = {"code": "code/shared.txt", "text": f"{operation.index}\n"} if operation.flag else {}
        return self.history.commit(operation.message, **shared)

    def type(self, operation: Operation) -> str:
        """A status, with its date or without."""
        self.leave_type(operation)
        return self.history.commit(operation.message)

    def leave_type(self, operation: Operation) -> None:
        """A status that is not committed."""
        dated = {"date": timestamp(operation.time)} if operation.dated else {}
        self.history.write(self.file(operation), status=operation.status, **dated)

    def branch_off(self, operation: Operation) -> None:
        """A new branch, from some commits back if there are so many."""
        back = f"HEAD~{operation.count}"
        exists = self.history.run("rev-parse", "--quiet", "--verify", back).returncode == 0
        self.history.branch(operation.name, back if exists else "HEAD")
        self.branch = operation.name

    def merge(self, operation: Operation) -> str:
        """A merge; what git cannot merge is settled with one side, or with the other's status in ours."""
        history, before = self.history, self.tip()
        options = ["--ff" if operation.flag else "--no-ff", f"--message={operation.message}", operation.name]
        history.tick()
        if history.run("merge", "--quiet", *options).returncode != 0:
            self.settle(operation)
            history.git("add", "--all")
            history.git("commit", "--quiet", "--file=-", message=operation.message)
        after = history.head()
        if after == before:
            raise Refused("it is merged already")
        return after

    def settle(self, operation: Operation) -> None:
        """Settles the conflicts of a merge."""
        history = self.history
        conflicts = history.conflicts()
        if not conflicts:
            raise Refused("the merge failed")
        theirs = {}
        if operation.status == "both":
            history.take("theirs")
            theirs = {path: (history.top / path).read_text() for path in conflicts if (history.top / path).exists()}
        history.take("theirs" if operation.status == "theirs" else "ours")
        for path, text in theirs.items():
            target = history.top / path
            if target.exists() and path.startswith(ISSUES):
                target.write_text(edited(target.read_text(), {"status": recorded.value(text, "status")}))

    def leave_merge(self, operation: Operation) -> None:
        """A merge that is not committed; conflicts stay where they are."""
        self.history.merging(operation.name)

    def squash(self, operation: Operation) -> str:
        """A branch merged as one commit."""
        if operation.flag:
            return self.history.forge_squash(operation.name, f"Merge {operation.name} (#98)")
        return self.history.squash(operation.name)

    def revert(self, operation: Operation) -> str:
        """A revert."""
        commit = self.commit_of(operation)
        return self.history.revert(commit, mainline=1 if self.is_merge(commit) else None)

    def pick(self, operation: Operation) -> str:
        """A copy."""
        commit = self.commit_of(operation)
        options = ["--mainline=1"] if self.is_merge(commit) else []
        self.history.tick()
        self.history.git("cherry-pick", *options, *(["-x"] if operation.flag else []), commit)
        return self.history.head()

    def rebase(self, operation: Operation) -> None:
        """The branch made anew; its old commits stay known as targets of reverts and picks."""
        self.history.rebase(operation.name)

    def amend(self, operation: Operation) -> str:
        """The last commit with another message."""
        return self.history.amend(operation.message + "\n")

    def reset(self, operation: Operation) -> None:
        """The last commits dropped."""
        self.history.reset(f"HEAD~{operation.count}")

    def new(self, operation: Operation) -> str:
        """An issue, even where its number is taken."""
        self.leave_new(operation)
        return self.history.commit(operation.message)

    def leave_new(self, operation: Operation) -> None:
        """An issue that is not committed."""
        uid = f"later{operation.index:05}" if operation.flag else None
        self.history.write(f"{operation.number}-new-{operation.index}.md", uid=uid, created=timestamp(operation.time))

    def move(self, operation: Operation) -> str:
        """A file with another path."""
        self.leave_move(operation)
        return self.history.commit(f"Move issue {operation.index}")

    def leave_move(self, operation: Operation) -> None:
        """A file with another path, not committed."""
        path = self.file(operation)
        to = operation.name.replace("{}", path.rsplit("/", 1)[-1].removesuffix(".md")) + ".md"
        if self.history.path(to).exists():
            raise Refused("there is a file already")
        self.history.move(path, to)

    def delete(self, operation: Operation) -> str:
        """A file gone."""
        self.leave_delete(operation)
        return self.history.commit(f"Delete issue {operation.index}")

    def leave_delete(self, operation: Operation) -> None:
        """A file gone, not committed."""
        self.history.delete(self.file(operation))

    def restore(self, operation: Operation) -> str:
        """The files of a number as an older commit had them."""
        commit = self.commit_of(operation)
        for path in (self.history.top / ISSUES).rglob(f"{operation.number}-*.md"):
            path.unlink()
        self.history.git("checkout", "--quiet", commit, "--", f":(glob){ISSUES}/**/{operation.number}-*.md")
        return self.history.commit(f"Restore issue {operation.index}")

    def give_uid(self, operation: Operation) -> str:
        """A uid for a file without one."""
        self.leave_give_uid(operation)
        return self.history.commit(f"Add a uid {operation.index}")

    def leave_give_uid(self, operation: Operation) -> None:
        """A uid, not committed."""
        path = self.file(operation)
        if recorded.value(self.history.path(path).read_text(), "uid"):
            raise Refused("it has a uid")
        self.history.write(path, uid=f"given{operation.index:05}")

    def retitle(self, operation: Operation) -> str:
        """Another title."""
        self.leave_retitle(operation)
        return self.history.commit(f"Change the title {operation.index}")

    def leave_retitle(self, operation: Operation) -> None:
        """Another title, not committed."""
        self.history.write(self.file(operation), title=f"Title {operation.index}")


def branches(history: GitHistory) -> list[str]:
    """The names of the branches."""
    return history.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()


def play(todo: list[Operation], folder: Path) -> Player:
    """Plays operations in a new folder."""
    player = Player(GitHistory(folder))
    for operation in todo:
        player.play(operation)
    return player
