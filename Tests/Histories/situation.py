"""A situation: a history, and the states that its issues must have there."""
from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from git_history import GitHistory


@dataclass(frozen=True)
class Answer:
    """What must be said of an issue: its state and whether that is known, or that it is not listed."""
    state: str | None
    known: bool = True

    def __str__(self) -> str:
        """The answer in words."""
        return "absent" if self.state is None else self.state if self.known else f"{self.state}, but unknown"


open_ = Answer("open")
closed = Answer("closed")
absent = Answer(None)
unknown = Answer("open", known=False)  # the file says open, and history is cut
unknown_closed = Answer("closed", known=False)

Issue = Union[int, str]  # a number, or a path below `issues`
Key = Union[Issue, tuple[Union[str, None], Issue]]  # with a revision before it; without, the work tree over HEAD


@dataclass(frozen=True)
class Situation:
    """A function that builds a history, with the answers that are wanted of it."""
    name: str
    build: Callable[[GitHistory], None]
    wanted: dict[tuple[str | None, Issue], Answer]


ALL: dict[str, Situation] = {}


def situation(wanted: Answer | Mapping[Key, Answer]) -> Callable[[Callable[[GitHistory], None]], Situation]:
    """Makes a situation of a function; an answer alone is that for issue 7."""
    def register(build: Callable[[GitHistory], None]) -> Situation:
        answers = wanted if isinstance(wanted, Mapping) else {7: wanted}
        keys = {key if isinstance(key, tuple) else (None, key): answer for key, answer in answers.items()}
        if build.__name__ in ALL:
            raise ValueError(f"two situations are called {build.__name__}")
        ALL[build.__name__] = Situation(build.__name__, build, keys)
        return ALL[build.__name__]
    return register


def every_situation() -> list[Situation]:
    """All situations of the files beside this one, in the order of files and lines."""
    for path in sorted(Path(__file__).parent.glob("situations_*.py")):
        importlib.import_module(path.stem)
    return list(ALL.values())
