"""Tells a history again with `vireo record` on the way.

After some of its commits the states are recorded, and all that follows is made anew on top: the same messages, with
the new ids where they name commits, and the same edits, where an issue whose status nobody touched carries on what was
recorded. It is what the same people would have done. Playing the operations a second time would not do: a record is
one more change of a file, so that git would refuse other merges, picks and reverts, and the histories would part.
"""
from __future__ import annotations

import copy
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from git_history import ISSUES, GitHistory, edited, timestamp

STATUS_KEYS = ("status", "status-date", "resolution")
COMMIT_NAMED = re.compile(rb"(changes made to\s+)?\b([0-9a-f]{40})\b")

Files = dict[str, bytes]  # by path


def value(text: str, key: str) -> str | None:
    """What an issue's file has for a key."""
    head = text.split("\n---\n", 1)[0]
    found = re.search(rf"^{key}: *(.*)$", head, re.MULTILINE)
    return found[1] if found else None


def status(file: bytes) -> tuple[str | None, ...]:
    """All that a record may change in a file."""
    return tuple(value(file.decode(), key) for key in STATUS_KEYS)


def with_status(file: bytes, other: bytes) -> bytes:
    """A file with the status of another one."""
    return edited(file.decode(), dict(zip(STATUS_KEYS, status(other)))).encode()


def number_of(path: str) -> str:
    """The number that a file's name begins with, as text."""
    return path.rsplit("/", 1)[-1].split("-")[0]


def same_issue(files: Files, path: str, issues: Files) -> str | None:
    """Where one of these issues is among other files: where its uid is, else at its path, else by its number, if it was
    renamed.
    """
    uid, number = value(issues[path].decode(), "uid"), number_of(path)
    uids = {other: value(text.decode(), "uid") for other, text in files.items()}
    found = [other for other in files if uid and uids[other] == uid]
    found += [path] if path in files and not uids[path] else []
    renamed = [other for other in files if other not in issues and not uids[other] and f"/{number}-" in other]
    found += renamed if not uid else []
    return found[0] if found else None


@dataclass(frozen=True)
class Before:
    """An issue's file in an earlier commit: as it was told and as it is now, and the commits that wrote its status."""
    then: bytes
    now: bytes
    origins: set[str]


@dataclass
class Told:
    """A commit as it was told first."""
    id: str
    people: bytes = b""  # the lines with author and committer
    message: bytes = b""
    parents: list[str] = field(default_factory=list)
    files: Files = field(default_factory=dict)

    def copies(self, other: Told) -> bool:
        """Whether two commits have one author, author's date and subject."""
        said = [(each.people.split(b"\n")[0], each.message.split(b"\n")[0]) for each in (self, other)]
        return said[0] == said[1]

    def issues(self) -> Files:
        """The issues' files."""
        return {path: file for path, file in self.files.items() if path.startswith(ISSUES)}


def exported(history: GitHistory) -> list[Told]:
    """Every commit of the branches, ancestors first."""
    arguments = ["fast-export", "--full-tree", "--show-original-ids", "--reencode=no", "--branches"]
    stream = history.run(*arguments).stdout
    commits: list[Told] = []
    blobs: dict[bytes, bytes] = {}
    ids: dict[bytes, str] = {}
    at, mark, kind = 0, b"", b""
    while at < len(stream):
        end = stream.index(b"\n", at)
        line, at = stream[at:end], end + 1
        word, _, rest = line.partition(b" ")
        if word in (b"blob", b"commit", b"reset"):
            kind = word
        elif word == b"mark":
            mark = rest
        elif word == b"original-oid" and kind == b"commit":
            commits.append(Told(rest.decode()))
            ids[mark] = commits[-1].id
        elif word in (b"author", b"committer"):
            commits[-1].people += line + b"\n"
        elif word == b"data":
            data, at = stream[at:at + int(rest)], at + int(rest)
            if kind == b"blob":
                blobs[mark] = data
            else:
                commits[-1].message = data
        elif word in (b"from", b"merge") and kind == b"commit":
            commits[-1].parents.append(ids[rest])
        elif word == b"M":
            _, blob, path = rest.split(b" ", 2)
            commits[-1].files[path.decode()] = blobs[blob]
    return commits


class Importer:
    """Makes commits with git fast-import."""

    def __init__(self, history: GitHistory) -> None:
        """Begins without a process."""
        self.history = history
        self.process: subprocess.Popen[bytes] | None = None
        self.marks: dict[str, str] = {}  # of this process's commits, which it does not know by their ids

    def commit(self, told: Told, message: bytes, parents: list[str], files: Files) -> str:
        """Makes a commit and returns its id."""
        mark = f":{len(self.marks) + 1}"
        begin = f"commit refs/retold\nmark {mark}\n".encode()
        lines = [begin, told.people, b"data %d\n" % len(message), message, b"\n"]
        for index, parent in enumerate(parents):
            lines.append(f"{'merge' if index else 'from'} {self.marks.get(parent, parent)}\n".encode())
        lines.append(b"deleteall\n")
        for path, file in files.items():
            lines.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(file), file))
        if self.process is None:
            command = ["git", "fast-import", "--quiet", "--force"]
            self.process = subprocess.Popen(command, cwd=self.history.top, env=self.history.variables,
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(b"".join(lines) + f"\nget-mark {mark}\n".encode())
        self.process.stdin.flush()
        made = self.process.stdout.readline().decode().strip()
        self.marks[made] = mark
        return made

    def end(self) -> None:
        """Lets others see what was made; a process that runs on would not see what they make."""
        if self.process:
            self.process.communicate()
        self.process, self.marks = None, {}


class Retelling:
    """A history that is being told again.

    Of an issue in `parted` the states may differ, for a record made a conflict, in which a status is thrown away:
    people had typed the same status twice, on branches that were merged, and there was a record on one of them alone;
    or a revert gave back the status of before, and there was a record since.
    """

    def __init__(self, history: GitHistory, folder: Path) -> None:
        """Begins with a copy of the history."""
        self.told = {told.id: told for told in exported(history)}
        self.history = copy.copy(history)
        self.history.top = folder / "repo"
        shutil.copytree(history.top, self.history.top, symlinks=True)
        self.new: dict[str, str] = {}  # what became of a commit
        self.tip: dict[str, str] = {}  # what stands in its place: that, or the record made after it
        self.issues: dict[str, Files] = {}  # the issues' files that stand in its place
        self.origins: dict[tuple[str, str], set[str]] = {}  # the commits that wrote the status of a commit's file
        self.parted: set[str] = set()
        self.recorded = 0

    def tell(self, points: set[str], record: Callable[[GitHistory], bool]) -> None:
        """Makes the commits anew, and a record after each of these."""
        history = self.history
        here = history.git("symbolic-ref", "HEAD").strip()
        merging = history.run("rev-parse", "--quiet", "--verify", "MERGE_HEAD").stdout.decode().strip()
        left = self.left()
        history.git("reset", "--quiet", "--hard")
        history.git("clean", "-dfqx")
        importer = Importer(history)
        for told in self.told.values():
            self.commit(importer, told)
            if told.id in points:
                importer.end()
                self.record(told, record)
        importer.end()
        refs = [line.split() for line in history.git("for-each-ref", "refs/heads").splitlines()]
        for was, _, name in refs:
            history.git("update-ref", name, self.tip[was])
        history.git("symbolic-ref", "HEAD", here)
        history.git("reset", "--quiet", "--hard")
        parents = [next(was for was, _, name in refs if name == here), *([merging] if merging else [])]
        self.leave(left, parents)
        if merging:
            history.put(".git/MERGE_HEAD", self.tip[merging] + "\n")

    def left(self) -> Files:
        """The issues' files in the work tree, as they are before anything is told."""
        top = self.history.top
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in (top / ISSUES).rglob("*.md")}

    def leave(self, left: Files, parents: list[str]) -> None:
        """Writes into the work tree what was not committed."""
        for path in (self.history.top / ISSUES).rglob("*.md"):
            path.unlink()
        for path, file in self.carried(left, parents, "left").items():
            self.history.put(path, file)

    def commit(self, importer: Importer, told: Told) -> None:
        """Makes one commit anew, if anything before it was."""
        parents = [self.tip[parent] for parent in told.parents]
        message = COMMIT_NAMED.sub(self.renamed, told.message)
        issues = self.carried(told.issues(), told.parents, told.id, self.before_reverted(told))
        if parents == told.parents and message == told.message and issues == told.issues():
            self.new[told.id] = told.id
        else:
            self.new[told.id] = importer.commit(told, message, parents, {**told.files, **issues})
        self.tip[told.id], self.issues[told.id] = self.new[told.id], issues

    def renamed(self, found: re.Match[bytes]) -> bytes:
        """The new id where a message names a commit; what a merge was made to may have got a record since."""
        ids = self.tip if found[1] else self.new
        return (found[1] or b"") + ids.get(found[2].decode(), found[2].decode()).encode()

    def before_reverted(self, told: Told) -> list[str]:
        """The parents of what a commit reverts, or of its copy here: a revert gives back what they have."""
        found = []
        for name in re.findall(rb"This reverts commit ([0-9a-f]{40})", told.message):
            lost = Told(name.decode())
            if lost.id not in self.told:  # left behind by a rebase
                head, lost.message = self.history.run("cat-file", "commit", lost.id).stdout.split(b"\n\n", 1)
                lost.people = head[head.index(b"author "):]
            original = self.told.get(lost.id, lost)
            before = [self.told[id] for id in self.ancestors(told)]
            found += [original] if original in before else [each for each in before if each.copies(original)]
        return [parent for reverted in found for parent in reverted.parents]

    def ancestors(self, told: Told) -> list[str]:
        """The commits before this one."""
        waiting, seen = list(told.parents), dict[str, None]()
        while waiting:
            if (commit := waiting.pop()) not in seen:
                seen[commit] = None
                waiting += self.told[commit].parents
        return list(seen)

    def carried(self, issues: Files, parents: list[str], commit: str, restored: Sequence[str] = ()) -> Files:
        """The files of a commit, with what was recorded before where it did not touch the status, or gives it back."""
        result = {}
        for path, file in issues.items():
            # What a merge brings back is as the parent has it that brings it.
            holders = [parent for parent in parents if same_issue(self.told[parent].issues(), path, issues)] or parents
            before = [each for parent in holders for each in self.before(parent, path, issues)]
            if restored and not any(status(each.then) == status(file) for each in before):
                if any(status(each.then) != status(each.now) for each in before):
                    self.parted.add(number_of(path))
                before = [each for parent in restored for each in self.before(parent, path, issues)]
            same = [each for each in before if status(each.then) == status(file)]
            kept = next((each for each in same if status(each.now) != status(file)), None) or (same or [None])[0]
            result[path] = with_status(file, kept.now) if kept and status(kept.now) != status(file) else file
            self.origins[commit, path] = set().union(*(each.origins for each in same)) if same else {commit}
            if kept and any(status(each.now) != status(kept.now) and each.origins - kept.origins for each in same):
                self.parted.add(number_of(path))
        return result

    def before(self, commit: str, path: str, issues: Files) -> list[Before]:
        """An issue's file in the nearest commits that have it."""
        waiting, seen, found = [commit], set(), []
        while waiting:
            commit = waiting.pop()
            if commit in seen:
                continue
            seen.add(commit)
            then = self.told[commit].issues()
            at = same_issue(then, path, issues)
            if at:
                now = self.issues[commit].get(at, then[at])
                found.append(Before(then[at], now, self.origins[commit, at]))
            else:
                waiting += self.told[commit].parents
        return found

    def record(self, told: Told, record: Callable[[GitHistory], bool]) -> None:
        """Lets the states be recorded on top of a commit."""
        history = self.history
        history.git("checkout", "--quiet", "-B", "retelling", self.new[told.id])
        history.at(int(told.people.split()[-2]))
        history.tick()
        if record(history):
            self.recorded += 1
            self.tip[told.id] = history.head()
            self.issues[told.id] = self.left()
        history.git("checkout", "--quiet", "--detach")
        history.git("branch", "--quiet", "-D", "retelling")


def retold(history: GitHistory, folder: Path, seed: int,
           record: Callable[[GitHistory], bool]) -> Retelling:
    """A copy of a history with records after at most four of its commits, which the seed chooses."""
    retelling = Retelling(history, folder)
    commits = list(retelling.told)[1:]
    chosen = random.Random(seed).sample(commits, min(4, len(commits)))
    retelling.tell(set(chosen), record)
    return retelling


def write_down(history: GitHistory, states: dict[str, dict[str, object]], closed_words: tuple[str, ...]) -> bool:
    """Records states as the program does, where it is not to be had; tells whether a file had another one."""
    changed = False
    for path, issue in states.items():
        word = value((history.top / path).read_text(), "status")
        if issue["known"] and issue["state"] != ("closed" if word in closed_words else "open"):
            resolution = "fixed" if issue["state"] == "closed" else None
            history.write(path.removeprefix(ISSUES + "/"), status=str(issue["state"]), resolution=resolution,
                          date=timestamp(history.now))
            changed = True
    if changed:
        history.commit("Record the states")
    return changed
