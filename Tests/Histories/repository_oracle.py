"""What `state_oracle` reads: commits, trees and issues' files, through one `git cat-file --batch` for a repository.

Sets of commits are integers with one bit for each commit. The work tree is one more commit, with an id of its own.
"""

import functools
import os
import re
import stat
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import messages_oracle

DEFAULT_STATUSES = {"open": "open", "in-progress": "open", "closed": "closed"}
ISSUES = ".tracker/issues"
WORK_TREE = "WORK TREE"


# ---- Issue files -----------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class File:
    """What an issue's file says, as far as the state depends on it; dates are (is it a time, seconds) or text."""

    path: str
    number: int
    uid: str | None = None
    status: str | None = None
    status_date: tuple[bool, int] | str | None = None
    created: int | None = None

    def value(self) -> tuple[str | None, tuple[bool, int] | str | None]:
        """What is compared from commit to commit; a missing word is not the word `open`."""
        return (self.status, self.status_date)


def number_of(name: str) -> int | None:
    """The number of an issue whose file has this name, or nothing if it is no issue's."""
    found = re.fullmatch(r"([0-9]{1,9})(?:-.*)?\.md", name, re.DOTALL)
    return int(found[1]) or None if found else None


def scalar(text: str) -> str | None:
    """A value as it stands behind its colon: plain up to a comment, or in quotes."""
    text = text.strip(" \t")
    rest = r"[ \t]*(?:(?<=[ \t])#.*)?"
    if single := re.fullmatch(r"'((?:[^']|'')*)'" + rest, text):
        return single[1].replace("''", "'")
    if double := re.fullmatch(r'"((?:[^"\\]|\\.)*)"' + rest, text):
        escapes = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
        return re.sub(r"\\(.)", lambda escape: escapes.get(escape[1], escape[1]), double[1])
    return re.sub(r"(?:^|[ \t]+)#.*", "", text) or None


def date(text: str | None) -> tuple[bool, int] | str | None:
    """A date as (is it a time, seconds since 1970); a text that is none stays what it is."""
    if text is None:
        return None
    day = r"(\d{4})-(\d\d)-(\d\d)"
    time = r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(?:[Zz]|([+-])(\d\d):?(\d\d)))?)?"
    found = re.fullmatch(day + time, text)
    if not found:
        return text
    year, month, of_month, hour, minute, second, sign, hours, minutes = found.groups()
    try:
        moment = datetime(int(year), int(month), int(of_month), int(hour or 0), int(minute or 0), tzinfo=timezone.utc)
    except ValueError:
        return text
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    moment += timedelta(seconds=int(second or 0)) - (-offset if sign == "-" else offset)
    return (hour is not None, int(moment.timestamp()))


def issue_file(path: str, data: bytes) -> File | None:
    """Reads an issue's file; nothing if it cannot be parsed, and then it counts as absent."""
    number = number_of(path.rpartition("/")[2])
    assert number is not None
    if not data.strip(b" \t\r\n"):
        return None
    lines = [line.removesuffix("\r") for line in data.decode(errors="replace").removeprefix("\ufeff").split("\n")]
    if lines[0].rstrip(" \t") != "---":
        return File(path, number)
    end = next((i for i, line in enumerate(lines) if i and line.rstrip(" \t") == "---"), None)
    if end is None or any(re.match(r"([<=>|])\1{6}(?: |$)", line) for line in lines[1:end]):
        return None
    values: dict[str, str | None] = {}
    for line in lines[1:end]:
        if entry := re.match(r"(?:\"([^\"]*)\"|'([^']*)'|([^\s#\"'][^:]*?))[ \t]*:(?:[ \t]+(.*))?$", line):
            values.setdefault(entry[1] or entry[2] or entry[3], scalar(entry[4] or ""))
    created = date(values.get("created"))
    return File(
        path,
        number,
        values.get("uid") or None,
        values.get("status"),
        date(values.get("status-date")),
        created[1] if isinstance(created, tuple) else None,
    )


# ---- Configuration ---------------------------------------------------------------------------------------------------

def configuration(data: bytes) -> dict[str, Any]:
    """A configuration's maps, lists and scalars, as far as `statuses` and `references` need them."""
    top: dict[str, Any] = {}
    open_maps = [(-1, top)]
    for line in data.decode(errors="replace").splitlines():
        entry = re.match(r"( *)([^\s#:][^:]*?) *:(?: +(.*))?$", line)
        if not entry:
            continue
        while open_maps[-1][0] >= len(entry[1]):
            open_maps.pop()
        value = flow(entry[3] or "")
        if value is None and not (entry[3] or "").strip():
            value = {}
            open_maps.append((len(entry[1]), value))
            open_maps[-2][1][str(scalar(entry[2]))] = value
        else:
            open_maps[-1][1][str(scalar(entry[2]))] = value
    return top


def flow(text: str) -> Any:
    """A value on one line: a map or list in brackets, which may hold others, or a scalar."""
    text = text.strip()
    if not (text.startswith(("[", "{")) and text.endswith(("]", "}"))):
        return scalar(text)
    part_pattern = r"(?:\[[^\]]*\]|\{[^}]*\}|\"[^\"]*\"|'[^']*'|[^,])+"
    parts = [part for part in re.findall(part_pattern, text[1:-1]) if part.strip()]
    if text.startswith("["):
        return [flow(part) for part in parts]
    pairs = [part.partition(":") for part in parts]
    return {str(scalar(key)): flow(value) for key, _, value in pairs}


def rules_of(config: dict[str, Any]) -> messages_oracle.Rules:
    """The rules for messages in a configuration's `references`."""
    given = config.get("references") or {}
    words = {action: each if isinstance(each, list) else [each] for action, each in (given.get("words") or {}).items()}
    empty = (None, "null", "~", "")
    return {
        "prefix": None if given.get("prefix") in empty else given["prefix"],
        "envelope": None if given.get("envelope") in empty else given["envelope"],
        "glued": given.get("glued") in ("true", "yes", "on"),
        "pullRequests": given.get("pull-requests") or "ignore",
        "words": words,
    }


# ---- The repository --------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Commit:
    """A commit as git stores it."""

    id: str
    parents: tuple[str, ...]
    tree: str
    author: bytes
    author_date: int
    date: float
    message: bytes

    @functools.cached_property
    def reverts(self) -> list[messages_oracle.Revert]:
        """What its message takes back."""
        return messages_oracle.reverts(self.message)

    @functools.cached_property
    def picked_from(self) -> list[str]:
        """The ids in `(cherry picked from commit X)`; a list is no copy of its items, only what ends it counts."""
        leaves = messages_oracle.leaves(self.message)
        own = [text for text, ids in leaves if not ids]
        own = own[-1:] if len(own) == len(leaves) else own
        found = [id for text in own for id in re.findall(rb"\(cherry picked from commit ([0-9a-fA-F]{4,40})\)", text)]
        return [id.decode().lower() for id in found]

    @functools.cached_property
    def subject(self) -> bytes:
        """The first line of its message that is not blank."""
        return messages_oracle.subject(self.message)


class Repository:
    """Reads commits and trees through one `git cat-file --batch`, and remembers them."""

    def __init__(self, path: str, objects: subprocess.Popen[bytes]) -> None:
        self.path = path
        self.objects = objects
        self.commits: dict[str, Commit] = {}
        self.bit: dict[str, int] = {}
        self.before: dict[str, int] = {}
        self.ids: list[str] = []
        self.trees: dict[str, list[tuple[str, str, str]]] = {}
        self.folders: dict[str, dict[str, File]] = {}
        self.parents: dict[tuple[str, str], list[tuple[str, File]]] = {}
        self.named: dict[str, str | None] = {}
        self.asked: dict[str, list[tuple[str, int]]] = {}
        self.statuses = DEFAULT_STATUSES
        self.rules: messages_oracle.Rules = {}
        self.work_files: dict[str, File] = {}
        self.head_tree = ""
        self.boundary = self.read_lines(self.git("rev-parse", "--git-path", "shallow").strip())

    def git(self, *arguments: str) -> str:
        """The output of a git command."""
        return subprocess.run(["git", "-C", self.path, *arguments], stdout=subprocess.PIPE, check=True).stdout.decode()

    def read_lines(self, name: str) -> set[str]:
        """The lines of a file of git's, if there is such a file."""
        try:
            return set((Path(self.path) / name).read_text().split())
        except FileNotFoundError:
            return set()

    def read(self, name: str) -> tuple[str, str, bytes] | None:
        """An object's id, type and content."""
        assert self.objects.stdin and self.objects.stdout
        self.objects.stdin.write(name.encode() + b"\n")
        self.objects.stdin.flush()
        header = self.objects.stdout.readline().split()
        if len(header) != 3 or not header[2].isdigit():
            return None
        content = messages_oracle.read_exactly(self.objects.stdout, int(header[2]) + 1)[:-1]
        return header[0].decode(), header[1].decode(), content

    def commit_at(self, revision: str) -> str | None:
        """The id of the commit that a revision means, with it and all its ancestors read."""
        found = self.read(revision + "^{commit}")
        if not found:
            return None
        self.load(found[0])
        return found[0]

    def load(self, start: str) -> None:
        """Reads a commit and all its ancestors, parents first."""
        waiting = [start]
        while waiting:
            name = waiting[-1]
            if name in self.bit:
                waiting.pop()
                continue
            if name not in self.commits:
                found = self.read(name)
                assert found and found[1] == "commit", name
                self.commits[name] = self.parsed(name, found[2])
            missing = [parent for parent in self.commits[name].parents if parent not in self.bit]
            if missing:
                waiting += missing
            else:
                self.enter(self.commits[name])
                waiting.pop()

    def enter(self, commit: Commit) -> None:
        """Gives a commit its bit, and works out what comes before it."""
        self.commits[commit.id] = commit
        self.bit[commit.id] = 1 << len(self.ids)
        self.ids.append(commit.id)
        self.before[commit.id] = 0
        for parent in commit.parents:
            self.before[commit.id] |= self.with_ancestors(parent)

    def with_ancestors(self, name: str) -> int:
        """A commit and all that can be reached from it."""
        return self.before[name] | self.bit[name]

    def parsed(self, name: str, data: bytes) -> Commit:
        """A commit from its bytes; at the boundary of a shallow clone it has no parents."""
        header, _, message = data.partition(b"\n\n")
        fields = [line.partition(b" ") for line in header.split(b"\n")]
        first = {key: value for key, _, value in reversed(fields)}
        author, author_date, _ = first[b"author"].rsplit(b" ", 2)
        _, committer_date, _ = first[b"committer"].rsplit(b" ", 2)
        parents = tuple(value.decode() for key, _, value in fields if key == b"parent")
        return Commit(
            name,
            () if name in self.boundary else parents,
            first[b"tree"].decode(),
            author,
            int(author_date),
            int(committer_date),
            message,
        )

    def effects(self, name: str) -> list[tuple[str, int]]:
        """The closes and reopens that a commit's message asks for."""
        if name not in self.asked:
            effects = messages_oracle.effects(self.commits[name].message, self.rules)
            self.asked[name] = [effect for effect in effects if effect[0] in ("close", "reopen")]
        return self.asked[name]

    def one_named(self, name: str) -> str | None:
        """The one commit in the object database that an id names, in full or abbreviated; it is read."""
        if name not in self.named:
            names = [name] if len(name) == 40 else self.git("rev-parse", f"--disambiguate={name}").split()
            found = [each for each in names if (each_read := self.read(each)) and each_read[1] == "commit"]
            self.named[name] = found[0] if len(found) == 1 else None
            if len(found) == 1:
                self.load(found[0])
        return self.named[name]

    def members(self, commits: int) -> list[str]:
        """The ids in a set of commits, in the order in which they were read."""
        found = []
        while commits:
            low = commits & -commits
            found.append(self.ids[low.bit_length() - 1])
            commits ^= low
        return found

    # Trees

    def entries(self, tree: str) -> list[tuple[str, str, str]]:
        """The entries of a tree as (mode, name, id)."""
        if tree not in self.trees:
            found = self.read(tree)
            data, place, entries = found[2] if found else b"", 0, []
            while place < len(data):
                zero = data.index(b"\0", place)
                mode, _, name = data[place:zero].partition(b" ")
                entries.append((mode.decode(), os.fsdecode(name), data[zero + 1:zero + 21].hex()))
                place = zero + 21
            self.trees[tree] = entries
        return self.trees[tree]

    def entry(self, tree: str, name: str, folder: bool = True) -> str | None:
        """The id of a folder, or of a regular file, directly in a tree."""
        for mode, each, id in self.entries(tree):
            if each == name and (mode == "40000" if folder else mode.startswith("100")):
                return id
        return None

    def has_tracker(self, commit: str) -> bool:
        """Whether a commit's tree has a folder `.tracker`."""
        tree = self.head_tree if commit == WORK_TREE else self.commits[commit].tree
        return bool(tree) and self.entry(tree, ".tracker") is not None

    def files(self, commit: str) -> dict[str, File]:
        """The issues' files in a commit's tree that can be parsed, by path."""
        if commit == WORK_TREE:
            return self.work_files
        tracker = self.entry(self.commits[commit].tree, ".tracker")
        issues = tracker and self.entry(tracker, "issues")
        if not issues:
            return {}
        if issues not in self.folders:
            self.folders[issues] = dict(self.files_below(issues, ISSUES))
        return self.folders[issues]

    def files_below(self, tree: str, path: str) -> Iterator[tuple[str, File]]:
        """The issues' files in a folder of a commit, at any depth but not inside an issue's folder."""
        entries = [entry for entry in self.entries(tree) if not entry[1].startswith(".")]
        regular = {name for mode, name, _ in entries if mode.startswith("100")}
        for mode, name, id in entries:
            place = f"{path}/{name}"
            if mode == "40000" and name + ".md" not in regular:
                yield from self.files_below(id, place)
            elif name in regular and number_of(name):
                found = self.read(id)
                if found and (file := issue_file(place, found[2])):
                    yield place, file

    def find(
        self, commit: str, child: File, beside: Collection[str] = (), renamed: bool = True
    ) -> File | None:
        """The issue in a parent (state.md, "S"): by uid; else by path; else by number if neither has a uid.

        A file that still lies beside the child, at a path of its own, is another issue. So is one of another name
        where the issue comes back after commits that lack it.
        """
        files = self.files(commit)
        if child.uid:
            same = [file for file in files.values() if file.uid == child.uid]
            if same:
                return min(same, key=lambda file: (file.path != child.path, file.path))
        at_path = files.get(child.path)
        if at_path and not at_path.uid:
            return at_path
        if not child.uid and renamed:
            numbered = [file for file in files.values() if not file.uid and file.number == child.number]
            if len(numbered) == 1 and numbered[0].path not in beside:
                return numbered[0]
        return None

    def held(self, commit: str, file: File) -> bool:
        """Whether a commit's tree has an issue already: by its uid, or without one at its path."""
        at_path = self.files(commit).get(file.path)
        return bool(self.find(commit, file)) if file.uid else bool(at_path and not at_path.uid)

    def parents_with(self, commit: str, file: File) -> list[tuple[str, File]]:
        """The parents that have the issue; if there is none, the nearest ancestors that do, on each path."""
        key = (commit, file.path)
        if key not in self.parents:
            parents = dict.fromkeys(self.commits[commit].parents)
            beside = self.files(commit)
            found = [(name, hit) for name in parents if (hit := self.find(name, file, beside))]
            waiting, seen = ([] if found else list(parents)), set()
            while waiting:
                name = waiting.pop()
                if name in seen:
                    continue
                seen.add(name)
                if hit := self.find(name, file, beside, renamed=False):
                    found.append((name, hit))
                else:
                    waiting += self.commits[name].parents
            self.parents[key] = found
        return self.parents[key]

    # The work tree

    def enter_work_tree(self) -> None:
        """Changes not committed yet are one more commit, on top of HEAD and of what is being merged."""
        top = Path(self.git("rev-parse", "--show-toplevel").rstrip("\n"))
        merged = self.read_lines(self.git("rev-parse", "--git-path", "MERGE_HEAD").strip())
        head = self.commit_at("HEAD")
        parents = [head] if head else []
        for name in sorted(merged - set(parents)):
            self.load(name)
            parents.append(name)
        self.head_tree = self.commits[head].tree if head else ""
        self.work_files = dict(work_files(top / ISSUES, ISSUES)) if is_folder(top / ".tracker") else {}
        self.enter(Commit(WORK_TREE, tuple(parents), "", b"", 0, float("inf"), b""))
        config = top / ".tracker/config.yml"
        self.configure(config.read_bytes() if config.is_file() and not config.is_symlink() else b"")

    def enter_revision(self, revision: str) -> str:
        """A view of a commit: its id, with the words of its own configuration."""
        commit = self.commit_at(revision)
        if not commit:
            raise SystemExit(f"no such revision: {revision}")
        tracker = self.entry(self.commits[commit].tree, ".tracker")
        config = tracker and self.entry(tracker, "config.yml", folder=False)
        found = self.read(config) if config else None
        self.configure(found[2] if found else b"")
        return commit

    def configure(self, data: bytes) -> None:
        """Takes the words of the view's configuration."""
        config = configuration(data)
        self.statuses = config.get("statuses") or DEFAULT_STATUSES
        self.rules = rules_of(config)


def is_folder(path: Path) -> bool:
    """Whether there is a folder, not a link to one."""
    return path.is_dir() and not path.is_symlink()


def work_files(folder: Path, path: str) -> Iterator[tuple[str, File]]:
    """The issues' files in a folder of the work tree, by the same rules as in a commit's."""
    if not is_folder(folder):
        return
    names = sorted(entry for entry in os.listdir(folder) if not entry.startswith("."))
    regular = {name for name in names if stat.S_ISREG((folder / name).lstat().st_mode)}
    for name in names:
        place = f"{path}/{name}"
        if name not in regular and name + ".md" not in regular:
            yield from work_files(folder / name, place)
        elif name in regular and number_of(name):
            if file := issue_file(place, (folder / name).read_bytes()):
                yield place, file


@contextmanager
def opened(path: str) -> Iterator[Repository]:
    """A repository that can be read for a while."""
    command = ["git", "-C", path, "cat-file", "--batch"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as objects:
        yield Repository(path, objects)
