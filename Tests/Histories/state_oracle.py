#!/usr/bin/env python3
"""The state of every issue in a view, worked out from docs/state.md alone, to be held against the program.

It is written to be read beside that page: each heading names the paragraph that follows, and nothing is clever. What a
message says comes from `messages_oracle`, what a commit holds from `repository_oracle`.
"""

import functools
import heapq
import sys
from collections.abc import Iterable
from typing import Any

from messages_oracle import Revert, bare
from repository_oracle import WORK_TREE, Commit, File, Repository, opened

# A view asks the views of its writings' parents, and so on to the roots.
sys.setrecursionlimit(100_000)


# ---- Copies ----------------------------------------------------------------------------------------------------------

class Copies:
    """Which commits are copies of each other: a union of all that share a mark, so copies of copies are copies."""

    def __init__(self, repository: Repository, commits: Iterable[str], others: Iterable[str] = ()) -> None:
        self.repository = repository
        self.leader: dict[Any, Any] = {}
        self.in_view = [name for name in commits if name != WORK_TREE]
        for name in dict.fromkeys([*self.in_view, *others]):
            commit = repository.commits[name]
            # One says of the other that it was picked from it, or both say it of the same one, here or not.
            for origin in commit.picked_from:
                self.join(name, self.full(origin))
            # Author, author date and subject are the same.
            self.join(name, (commit.author, commit.author_date, commit.subject))
        self.groups: dict[Any, int] = {}
        for name in self.in_view:
            lead = self.lead(name)
            self.groups[lead] = self.groups.get(lead, 0) | repository.bit[name]

    def full(self, origin: str) -> str:
        """The full id of what a commit was picked from; an id that leads nowhere stays as it is."""
        if len(origin) == 40:
            return origin
        here = [name for name in self.in_view if name.startswith(origin)]
        return here[0] if len(here) == 1 else self.repository.one_named(origin) or origin

    def lead(self, mark: Any) -> Any:
        """The mark that stands for all that are joined with this one."""
        while (lead := self.leader.get(mark, mark)) != mark:
            mark = lead
        return mark

    def join(self, one: Any, other: Any) -> None:
        """Makes two marks one group."""
        self.leader[self.lead(one)] = self.lead(other)

    def of(self, name: str) -> int:
        """The commits of the view that are copies of a commit, itself included if it is among them."""
        return self.groups.get(self.lead(name), 0)


# ---- View ------------------------------------------------------------------------------------------------------------

class View:
    """All commits that can be reached from one, and what they make of each issue in its tree."""

    def __init__(self, repository: Repository, tip: str, views: dict[str, "View"]) -> None:
        self.repository = repository
        self.tip = tip
        self.views = views
        self.all = repository.with_ancestors(tip)
        self.files = repository.files(tip)
        self.results: dict[str, tuple[str, bool, str | None]] = {}

    def at(self, tip: str) -> "View":
        """The view of another commit, with the same configuration."""
        if tip not in self.views:
            self.views[tip] = View(self.repository, tip, self.views)
        return self.views[tip]

    def commit(self, name: str) -> Commit:
        """A commit by its id."""
        return self.repository.commits[name]

    # Display order

    @functools.cached_property
    def ordered(self) -> list[str]:
        """The commits from the roots on; of those that are ready, that with the smallest date and id is next."""
        names = self.repository.members(self.all)
        children: dict[str, list[str]] = {name: [] for name in names}
        open_parents = {name: len(set(self.commit(name).parents)) for name in names}
        for name in names:
            for parent in set(self.commit(name).parents):
                children[parent].append(name)
        ready = [(self.commit(name).date, name) for name in names if not open_parents[name]]
        heapq.heapify(ready)
        found = []
        while ready:
            _, name = heapq.heappop(ready)
            found.append(name)
            for child in children[name]:
                open_parents[child] -= 1
                if not open_parents[child]:
                    heapq.heappush(ready, (self.commit(child).date, child))
        return found

    # Copies

    @functools.cached_property
    def named_elsewhere(self) -> list[str]:
        """The commits that reverts name and that do not come before them, with what they had brought as merges."""
        others: list[str] = []
        for name in self.ordered:
            for revert in self.commit(name).reverts:
                for reverted, base in revert.ids:
                    if not self.ancestors_named(name, reverted) and (known := self.repository.one_named(reverted)):
                        others += [known, *self.repository.members(self.brought(name, known, base))]
        return others

    @functools.cached_property
    def copies(self) -> Copies:
        """The copies in this view; commits that its reverts name, and that are not in it, take part."""
        return Copies(self.repository, self.ordered, self.named_elsewhere)

    # Reverts

    def ancestors_named(self, name: str, abbreviated: str) -> list[str]:
        """The proper ancestors of a commit whose ids begin like this."""
        if len(abbreviated) == 40:
            known = self.repository.bit.get(abbreviated, 0) & self.repository.before[name]
            return [abbreviated] if known else []
        ancestors = self.repository.members(self.repository.before[name])
        return [ancestor for ancestor in ancestors if ancestor.startswith(abbreviated)]

    def brought(self, name: str, merge: str, base: str | None) -> int:
        """What a reverted merge had brought: all that is in it and not in the commit it was merged to."""
        if not base:
            return 0
        named = self.ancestors_named(name, base)
        known = named[0] if len(named) == 1 else self.repository.one_named(base)
        repository = self.repository
        return repository.with_ancestors(merge) & ~repository.with_ancestors(known) if known else 0

    def copies_among_ancestors(self, name: str, reverted: str) -> int:
        """The copies, among a revert's ancestors, of a commit that is none of them: they say where they were picked."""
        before = self.repository.before[name]
        picked = {self.copies.full(o) for a in self.repository.members(before) for o in self.commit(a).picked_from}
        originals = {o for o in picked if o.startswith(reverted) or (len(o) < 40 and reverted.startswith(o))}
        originals = originals if len(originals) == 1 else set()
        copies = Copies(self.repository, self.repository.members(before))
        return functools.reduce(lambda found, original: found | copies.of(original) & before, originals, 0)

    def target(self, name: str, revert: Revert) -> int:
        """The commits that one revert in a commit's message takes back."""
        found = 0
        for reverted, base in revert.ids:
            named = self.ancestors_named(name, reverted)
            if len(named) == 1:
                # An ancestor is named. Of a merge, all is taken back that it had brought.
                found |= self.brought(name, named[0], base) or self.repository.bit[named[0]]
            elif not named:
                found |= self.copies_among_ancestors(name, reverted)
        if not found and revert.quoted is not None:
            # No id leads anywhere: the last ancestor with the quoted subject that is not taken back yet.
            before = self.repository.before[name]
            left = before & ~self.undone_among(before)
            like = [c for c in self.ordered if self.repository.bit[c] & left and self.quotable(c) == revert.quoted]
            found = self.repository.bit[like[-1]] if like else 0
            parents = self.commit(like[-1]).parents if like else []
            if parents and any(base for _, base in revert.ids):
                # The merge that is named is another one by now: what this one brought in goes.
                found |= self.brought(name, like[-1], parents[0])
        return found

    def quotable(self, name: str) -> bytes:
        """A commit's subject as it is compared with a quoted one."""
        return bare(self.commit(name).subject)

    @functools.cached_property
    def targets(self) -> dict[str, int]:
        """What each reverting commit takes back, in display order."""
        self.found_targets: dict[str, int] = {}
        for name in self.ordered:
            if self.commit(name).reverts:
                targets = [self.target(name, revert) for revert in self.commit(name).reverts]
                self.found_targets[name] = functools.reduce(int.__or__, targets)
        return self.found_targets

    def undone_among(self, commits: int) -> int:
        """The commits taken back by reverts among these that are not taken back themselves."""
        gone = 0
        for name in reversed(self.found_targets):
            if self.repository.bit[name] & commits & ~gone:
                gone |= self.found_targets[name]
        return gone

    @functools.cached_property
    def undone(self) -> int:
        """The commits that are undone in this view."""
        return self.undone_among(self.all) if self.targets else 0

    # S, where the present status comes from

    def word_state(self, file: File) -> str:
        """The state of a file's word; a word that is missing or not configured counts as open."""
        return "closed" if self.repository.statuses.get(file.status or "") == "closed" else "open"

    def sources(self, file: File) -> dict[str, File]:
        """The commits that wrote what the file says now, each with its file then."""
        found: dict[str, File] = {}
        waiting, seen = [(self.tip, file)], set()
        while waiting:
            name, now = waiting.pop()
            if (name, now.path) in seen:
                continue
            seen.add((name, now.path))
            parents = self.repository.parents_with(name, now)
            same = [(parent, then) for parent, then in parents if then.value() == now.value()]
            brought_back = [] if same else self.brought_back(name, now, [then for _, then in parents])
            if same or brought_back:
                waiting += same or brought_back
            elif parents and all(self.at(p).state(then) == (self.word_state(now), True) for p, then in parents):
                # It wrote what history gave already, so it decided nothing.
                waiting += parents
            else:
                found[name] = now
        return found

    def brought_back(self, name: str, now: File, before: list[File]) -> list[tuple[str, File]]:
        """Where a revert gives a file the status back that it had before what is reverted: the files then."""
        if name == WORK_TREE:
            return []
        found = []
        for target in self.repository.members(self.targets.get(name, 0)):
            changed = self.repository.find(target, now)
            if changed and changed.value() in {file.value() for file in before}:
                for parent in self.commit(target).parents:
                    # What is undone may have been that the issue got its uid.
                    then = self.repository.find(parent, now) or self.repository.find(parent, changed)
                    if then and then.value() == now.value():
                        found.append((parent, then))
        return found

    # Which issue `#7` means

    @functools.cached_property
    def became(self) -> dict[tuple[str, str], set[str]]:
        """For each file in a commit the issues of the view, by path, that it became."""
        found: dict[tuple[str, str], set[str]] = {}
        for path, file in self.files.items():
            waiting = [(self.tip, file)]
            while waiting:
                name, now = waiting.pop()
                issues = found.setdefault((name, now.path), set())
                if path not in issues:
                    issues.add(path)
                    waiting += self.repository.parents_with(name, now)
        return found

    def numbered(self, number: int) -> set[str]:
        """The view's issue of a number; two of them are ambiguous."""
        paths = {path for path, file in self.files.items() if file.number == number}
        return paths if len(paths) == 1 else set()

    def lies_in(self, name: str, path: str) -> bool:
        """Whether a commit's tree holds the view's issue of a path."""
        return any(path in self.became.get((name, other), set()) for other in self.repository.files(name))

    def named_file(self, name: str, number: int) -> File | None | bool:
        """The file that a number means in a commit's own tree; False if it has two and does not add just one."""
        files = [file for file in self.repository.files(name).values() if file.number == number]
        if len({file.uid or file.path for file in files}) > 1:
            parents = self.commit(name).parents[:1]
            files = [file for file in files if not any(self.repository.held(parent, file) for parent in parents)]
            if len({file.uid or file.path for file in files}) != 1:
                return False
        return files[0] if files else None

    def meant(self, name: str, number: int) -> set[str]:
        """The paths of the view's issue that a number means in a commit's message."""
        file = self.named_file(name, number)
        if file is False:
            return set()
        if isinstance(file, File):
            if file.uid:
                return {path for path, issue in self.files.items() if issue.uid == file.uid}
            issues = self.became.get((name, file.path), set())
            if len(issues) > 1:
                issues = issues & {file.path} or {path for path in issues if self.files[path].number == number}
            if issues:
                return issues if len(issues) == 1 else set()
            # It became nothing: the view's issue of that number, if that did not lie beside it.
            return {path for path in self.numbered(number) if not self.lies_in(name, path)}
        # A tree without a tracker speaks of other numbers, unless the tracker is not committed at all yet.
        if self.repository.has_tracker(name) or not self.repository.has_tracker(self.tip):
            return self.numbered(number)
        return set()

    # Closes and reopens

    @functools.cached_property
    def events(self) -> list[tuple[str, int, str]]:
        """The closes and reopens in messages that are not undone, as (action, number, commit)."""
        return [
            (action, number, name)
            for name in self.ordered
            if not self.repository.bit[name] & self.undone
            for action, number in self.repository.effects(name)
        ]

    @functools.cached_property
    def events_by_path(self) -> dict[str, list[tuple[str, str]]]:
        """The events of each issue in the view as (action, commit)."""
        found: dict[str, list[tuple[str, str]]] = {path: [] for path in self.files}
        for action, number, name in self.events:
            for path in self.meant(name, number):
                found[path].append((action, name))
        return found

    def closes_and_reopens(self, file: File) -> tuple[set[str], set[str], dict[str, File]]:
        """The commits that close an issue, those that reopen it, and S."""
        sources = self.sources(file)
        closes = {name for name, then in sources.items() if self.word_state(then) == "closed"}
        reopens = set(sources) - closes
        for action, name in self.events_by_path[file.path]:
            (closes if action == "close" else reopens).add(name)
        return closes, reopens, sources

    # The rule

    def before(self, name: str, file: File) -> int:
        """The proper ancestors of a commit; of a file that no commit holds, only those from before its creation."""
        ancestors = self.repository.before[name]
        if name != WORK_TREE or file.created is None or self.repository.parents_with(name, file):
            return ancestors
        earlier = [c for c in self.repository.members(ancestors) if self.commit(c).date < file.created]
        return sum(self.repository.bit[c] for c in earlier)

    def copies_of(self, name: str) -> int:
        """A commit of the view and its copies."""
        return self.repository.bit[name] | (self.copies.of(name) if name != WORK_TREE else 0)

    def unseen(self, file: File) -> set[str]:
        """The closes that no reopen has, nor a copy of them, among its proper ancestors."""
        closes, reopens, _ = self.closes_and_reopens(file)
        return {close for close in closes if not any(self.has_seen(reopen, close, file) for reopen in reopens)}

    def has_seen(self, reopen: str, close: str, file: File) -> bool:
        """Whether a reopen has a close before it, or a copy of it; not one that was made again on top of the reopen."""
        before = self.before(reopen, file)
        if close != WORK_TREE and self.repository.bit[close] & before:
            return True
        on_top = reopen != WORK_TREE and self.repository.bit[reopen] & self.before(close, file)
        return not on_top and bool(self.copies_of(close) & before)

    def result(self, file: File) -> tuple[str, bool, str | None]:
        """The state of an issue, whether it is known, and the close that is named as the reason."""
        if file.path not in self.results:
            self.results[file.path] = self.worked_out(file)
        return self.results[file.path]

    def state(self, file: File) -> tuple[str, bool]:
        """The state of an issue, and whether it is known."""
        return self.result(file)[:2]

    def worked_out(self, file: File) -> tuple[str, bool, str | None]:
        """Closed if and only if some close was not seen by a reopen."""
        if self.is_cut(file):
            return self.word_state(file), False, None
        unseen = self.unseen(file)
        if not unseen:
            return "open", True, None
        # The newest is named; the work tree's own is newer than any, and has no id.
        newest = max(unseen, key=lambda name: (self.commit(name).date, name))
        return "closed", True, None if newest == WORK_TREE else newest

    # Shallow clones

    def is_cut(self, file: File) -> bool:
        """Whether S holds a commit of the boundary, or one of the boundary was seen by no reopen."""
        boundary = [name for name in self.repository.boundary if self.repository.bit.get(name, 0) & self.all]
        if not boundary:
            return False
        _, reopens, sources = self.closes_and_reopens(file)
        seen = functools.reduce(int.__or__, (self.before(name, file) for name in reopens), 0)
        return any(name in sources or not self.repository.bit[name] & seen for name in boundary)


def view_of(repository: Repository, revision: str | None) -> View:
    """The view of a revision, or of the work tree over HEAD."""
    if revision is None:
        repository.enter_work_tree()
    tip = WORK_TREE if revision is None else repository.enter_revision(revision)
    return View(repository, tip, {}).at(tip)


def states(repo: str, rev: str | None = None) -> dict[str, dict[str, Any]]:
    """The state of each issue in a view, by path."""
    with opened(repo) as repository:
        view = view_of(repository, rev)
        found: dict[str, dict[str, Any]] = {}
        for path, file in sorted(view.files.items()):
            state, known, reason = view.result(file)
            found[path] = {"number": file.number, "uid": file.uid, "state": state, "known": known, "reason": reason}
        return found


# ---- Fixed in --------------------------------------------------------------------------------------------------------

def reopens_there(view: View, file: File) -> set[str]:
    """The commits that reopen an issue in the view of a tag or branch, where its file may be missing."""
    there = view.repository.find(view.tip, file)
    if there:
        return view.closes_and_reopens(there)[1]
    found = set()
    for action, number, name in view.events:
        named = view.named_file(name, number)
        if action == "reopen" and isinstance(named, File) and named.uid and named.uid == file.uid:
            found.add(name)
    return found


def fixed_in(repo: str, rev: str | None, path: str) -> tuple[set[str], set[str]]:
    """The tags and the branches that contain a close of an issue that is in force there, or a copy of one."""
    tags: set[str] = set()
    branches: set[str] = set()
    with opened(repo) as repository:
        here = view_of(repository, rev)
        file = here.files[path]
        if here.state(file) != ("closed", True):
            return tags, branches
        closes = here.unseen(file)
        for reference in repository.git("for-each-ref", "--format=%(refname)", "refs/tags", "refs/heads").split():
            tip = repository.commit_at(reference)
            if not tip:
                continue
            there = here.at(tip)
            # Copies are told among the commits of both.
            elsewhere = here.named_elsewhere + there.named_elsewhere
            together = Copies(repository, repository.members(here.all | there.all), elsewhere)
            ours = functools.reduce(int.__or__, (together.of(n) for n in closes if n != WORK_TREE), 0)
            seen = [there.before(name, file) for name in reopens_there(there, file)]
            for name in repository.members(ours & there.all & ~there.undone):
                if not any(there.copies_of(name) & ancestors for ancestors in seen):
                    kind, _, short = reference.removeprefix("refs/").partition("/")
                    (tags if kind == "tags" else branches).add(short)
    return tags, branches


# ---- The program -----------------------------------------------------------------------------------------------------

def main(arguments: list[str]) -> int:
    """Prints a line `path state known reason` for each issue of a view."""
    if not 1 <= len(arguments) <= 2:
        print("usage: state_oracle.py REPOSITORY [REVISION]", file=sys.stderr)
        return 2
    for path, issue in states(arguments[0], arguments[1] if arguments[1:] else None).items():
        print(path, issue["state"], "known" if issue["known"] else "unknown", issue["reason"] or "-")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
