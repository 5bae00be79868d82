"""Operations for random histories: what people want to do, in a list that a seed alone decides.

Whether git lets them is seen when `random_histories` plays the list. An operation names the commit of another by the
other's index, so a list means the same wherever it is played.
"""
from __future__ import annotations

import random
from dataclasses import dataclass

from git_history import START

OPEN_WORDS, CLOSED_WORDS = ("open", "in-progress", "review"), ("closed", "wontfix")
BRANCHES = ("main", "topic", "release", "side", "other")
HOUR = 3600

WEIGHTS = {
    "say": 22, "type": 10, "merge": 14, "revert": 11, "pick": 8, "backport": 4, "branch_off": 4, "new": 2,
    "forge_revert": 2, "squash": 2, "rebase": 3, "amend": 1, "reset": 2, "move": 2, "delete": 1, "restore": 1,
    "give_uid": 1, "retitle": 1,
}
FOLDERS = ("", "parser/", "done/2026/")


@dataclass(frozen=True)
class Operation:
    """What somebody wants to do on a branch; which of the fields have a meaning depends on the kind."""
    index: int
    kind: str
    branch: str
    time: int
    message: str = ""
    number: int = 0
    name: str = ""  # of a branch, a file, a uid, or a side
    status: str | None = None
    dated: bool = False
    target: int = -1  # the operation whose commit is meant
    count: int = 0
    flag: bool = False

    def __str__(self) -> str:
        """The operation on one line, for those who look into a failure."""
        shown = {"index", "kind", "branch", "time"}
        more = [f"{key}={value!r}" for key, value in self.__dict__.items()
                if key not in shown and value not in ("", 0, None, False, -1)]
        return f"{self.index:>2} {self.branch}: {self.kind} {' '.join(more)}"


class Generator:
    """Makes up operations, with a rough idea of what will be on each branch."""

    def __init__(self, seed: int) -> None:
        """Begins a list that depends on the seed alone."""
        self.random = random.Random(seed)
        self.operations: list[Operation] = []
        self.names = BRANCHES[:self.random.randint(2, len(BRANCHES))]
        self.numbers = list(range(1, self.random.randint(2, 5) + 1))
        self.lines: dict[str, list[int]] = {"main": []}  # the operations whose commits a branch should have
        self.subjects: dict[int, str] = {}
        self.branch = "main"

    def all(self) -> list[Operation]:
        """The whole list, 12 to 40 operations and what is left uncommitted at the end."""
        first = self.random.choice((1, len(self.numbers), len(self.numbers)))
        self.add("begin", number=first, flag=self.random.random() < 0.7)
        for _ in range(self.random.randint(0, 3)):
            self.say()
            self.branch_off()
        count = self.random.randint(12, 40)
        kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
        while len(self.operations) < count:
            if self.random.random() < 0.45:
                self.branch = self.random.choice(list(self.lines))
            getattr(self, self.random.choices(kinds, weights)[0])()
        if self.random.random() < 0.6:
            self.uncommitted()
        return self.operations

    def add(self, kind: str, commits: bool = True, **fields: object) -> int:
        """Adds an operation on the present branch; clocks of different people go differently."""
        index = len(self.operations)
        skew = self.random.randint(-40, 40) * HOUR if self.random.random() < 0.1 else 0
        time = START + index * HOUR + skew
        self.operations.append(Operation(index, kind, self.branch, time, **fields))  # type: ignore[arg-type]
        if commits:
            self.lines[self.branch].append(index)
        return index

    def issue(self) -> int:
        """The number of one of the issues."""
        return self.random.choice(self.numbers)

    def message(self) -> str:
        """A message that closes, reopens or mentions issues, or none of them."""
        first, second, subject = self.issue(), self.issue(), f"Mend part {len(self.operations)}"
        close = self.random.choice(("Fixes", "Closes", "resolved:"))
        return self.random.choices((
            f"{subject}\n\n{close} #{first}", f"{close} #{first}: {subject}", f"Mend the crash\n\n{close} #{first}",
            f"{subject} (#{second})\n\n{close} #{first} and #{second}", f"{subject}\n\nReopens #{first}",
            f"Reopen #{first}", f"{subject}, reopens #{first}, fixes #{second}", f"{subject}\n\nRefs #{first}",
            f"{subject}\n\n> Fixes #{first}", subject,
        ), (22, 11, 8, 8, 12, 6, 4, 3, 3, 6))[0]

    def target(self, *preferred: str) -> int | None:
        """A commit of this branch, rather a late one and of a preferred kind; now and then one of another branch."""
        line = self.lines[self.branch if self.random.random() < 0.9 else self.random.choice(list(self.lines))][1:]
        wanted = [index for index in line if self.operations[index].kind in preferred]
        line = wanted if wanted and self.random.random() < 0.75 else line
        return self.random.choice(line[-6:]) if line else None

    def elsewhere(self) -> int | None:
        """A commit that this branch should lack, rather one with a message."""
        here = set(self.lines[self.branch])
        rest = [index for line in self.lines.values() for index in line if index not in here]
        said = [index for index in rest if self.operations[index].kind == "say"]
        rest = said if said and self.random.random() < 0.7 else rest
        return self.random.choice(rest) if rest else None

    def other(self) -> str | None:
        """Another branch, which should have something that this one lacks."""
        names = [name for name, line in self.lines.items() if not set(line) <= set(self.lines[self.branch])]
        return self.random.choice(names) if names else None

    # One method for each kind of WEIGHTS.

    def say(self) -> None:
        """A commit of code with a message; some change the one line that others change too."""
        message = self.message()
        index = self.add("say", message=message, flag=self.random.random() < 0.08)
        self.subjects[index] = message.split("\n")[0]

    def type(self) -> None:
        """A status written into a file, with a date or without, perhaps with a message that says something as well."""
        words = CLOSED_WORDS if self.random.random() < 0.4 else OPEN_WORDS
        status = None if self.random.random() < 0.05 else self.random.choice(words)
        message = self.message() if self.random.random() < 0.2 else f"Edit issue {len(self.operations)}"
        self.add("type", number=self.issue(), status=status, dated=self.random.random() < 0.5, message=message)

    def branch_off(self) -> None:
        """A new branch, from here or from some commits back, if there is a name left."""
        name = next((name for name in self.names if name not in self.lines), None)
        if name:
            back = self.random.choice((0, 0, 0, 1, 2))
            self.add("branch_off", commits=False, name=name, count=back)
            line = self.lines[self.branch]
            self.lines[name] = line[:max(1, len(line) - back)]
            self.branch = name

    def merge(self) -> None:
        """A merge, with a way to settle conflicts, and perhaps a message that says something."""
        if other := self.other():
            side = self.random.choice(("ours", "theirs", "both"))
            message = self.message() if self.random.random() < 0.1 else f"Merge branch '{other}'"
            self.add("merge", name=other, status=side, message=message, flag=self.random.random() < 0.15)
            line = self.lines[self.branch]
            line[-1:-1] = [index for index in self.lines[other] if index not in line]

    def squash(self) -> None:
        """A branch merged as one commit, with the list that git makes or a forge."""
        if other := self.other():
            self.add("squash", name=other, flag=self.random.random() < 0.5)

    def revert(self) -> None:
        """A revert, often of a revert or of a merge."""
        target = self.target(self.random.choice(("say", "revert", "merge", "squash", "pick")))
        if target is not None:
            self.add("revert", target=target)

    def forge_revert(self) -> None:
        """A revert that quotes a subject and names no commit."""
        target = self.target("say")
        if target in self.subjects:
            index = self.add("say", message=f'Revert "{self.subjects[target]}" (#99)\n\nReverts owner/repo#98')
            self.subjects[index] = f'Revert "{self.subjects[target]}" (#99)'

    def pick(self) -> None:
        """A copy of a commit of another branch, or of one that is here already."""
        target = self.elsewhere() if self.random.random() < 0.85 else self.target("say", "revert")
        if target is not None:
            self.copy(target)

    def copy(self, target: int) -> int:
        """A pick, after which this branch has what it lacked."""
        self.lines[self.branch].append(target)
        return self.add("pick", target=target, flag=self.random.random() < 0.5)

    def backport(self) -> None:
        """A fix picked to another branch, taken back on one of the two, and that brought to the other."""
        number = self.issue()
        fix = self.add("say", message=f"Mend part {len(self.operations)}\n\nFixes #{number}")
        here, there = self.branch, self.random.choice(list(self.lines))
        self.branch = there
        pick = self.copy(fix) if there != here else fix
        self.branch = self.random.choice((here, there))
        if self.random.random() < 0.5:
            back = self.add("say", message=f"Back again {len(self.operations)}\n\nReopens #{number}")
        else:
            back = self.add("revert", target=self.random.choice((fix, pick)))
        self.branch = here if self.branch == there else there
        if self.random.random() < 0.4:
            self.copy(back)
        if self.random.random() < 0.7:
            self.merge()

    def rebase(self) -> None:
        """A branch made anew on another one."""
        if (other := self.other()) and self.branch != "main":
            self.add("rebase", commits=False, name=other)
            self.lines[self.branch] = list(dict.fromkeys(self.lines[other] + self.lines[self.branch]))

    def amend(self) -> None:
        """The last commit with another message."""
        self.add("amend", message=self.message())

    def reset(self) -> None:
        """The last commits dropped."""
        count = self.random.randint(1, 2)
        if len(self.lines[self.branch]) > count + 1:
            self.add("reset", commits=False, count=count)
            del self.lines[self.branch][-count:]

    def new(self) -> None:
        """An issue, perhaps with a number that is taken, without a uid, or fixed by the commit that brings it."""
        taken = self.random.random() < 0.15
        number = self.issue() if taken else max(self.numbers) + 1
        if not taken and len(self.numbers) < 5:
            self.numbers.append(number)
        message = self.random.choice((f"Add issue {number}", f"Add issue {number}", f"Fixes #{number}: late"))
        self.add("new", number=number, message=message, flag=self.random.random() < 0.7)

    def move(self) -> None:
        """A file in another folder, perhaps with another name."""
        number = self.issue()
        name = self.random.choice(("{}", "{}", f"{number}-renamed-{len(self.operations)}"))
        self.add("move", number=number, name=self.random.choice(FOLDERS) + name)

    def delete(self) -> None:
        """A file gone."""
        self.add("delete", number=self.issue())

    def restore(self) -> None:
        """A file as it was in an older commit."""
        target = self.target()
        if target is not None:
            self.add("restore", number=self.issue(), target=target)

    def give_uid(self) -> None:
        """A uid for a file that has none."""
        self.add("give_uid", number=self.issue())

    def retitle(self) -> None:
        """A change of a file that does not touch its status."""
        self.add("retitle", number=self.issue())

    def uncommitted(self) -> None:
        """What stays in the work tree at the end."""
        kind = self.random.choice(("type", "type", "move", "delete", "new", "retitle", "give_uid", "merge"))
        name = self.other() or "" if kind == "merge" else f"{{}}-left-{len(self.operations)}"
        words = OPEN_WORDS + CLOSED_WORDS
        self.add(f"leave_{kind}", commits=False, number=self.issue(), name=name, status=self.random.choice(words),
                 dated=self.random.random() < 0.5, flag=self.random.random() < 0.7)


def operations(seed: int) -> list[Operation]:
    """The operations of a seed."""
    return Generator(seed).all()
