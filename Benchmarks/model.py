"""The data of the benchmarks: issues and comments as plain values, the same ones in every run.

An issue depends on the seed, its number and the size of the tracker alone, so that any one can be had by itself.
How it is stored is the business of those who write it: as a tracker, as JSON lines, into Fossil or SQLite.
"""
from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

DATA_VERSION = 1  # to be raised with any change of the data; what was kept of another version is made anew
SEED = 7
END = 1_793_491_200  # 2026-11-01T00:00:00Z
HOUR, DAY = 3600, 86_400
SPAN = 3 * 365 * DAY

COMMON_WORD, COMMON_SHARE = "segfault", 0.77
RARE_WORD, RARE_EVERY = "xylophone", 1000

MILESTONES = tuple(f"{major}.{minor}" for major in (1, 2, 3) for minor in range(4))
STATUSES = {"open": 27, "in-progress": 13, "closed": 60}  # to their weights, as below
PRIORITIES = {"trivial": 10, "minor": 30, "major": 50, "critical": 8, "blocker": 2}  # lowest first
TYPES = {"defect": 60, "enhancement": 25, "task": 15}
RESOLUTIONS = {"fixed": 70, "duplicate": 10, "wontfix": 10, "invalid": 5, "worksforme": 5}
COMMENTS = {0: 14, 1: 15, 2: 42, 3: 15, 4: 14}  # 2 on average
PEOPLE = ("alice", "amir", "bob", "carol", "chen", "dave", "erin", "femi", "grace", "hana", "ivan", "lena", "omar",
          "priya", "yuki")
LABELS = ("api", "audio", "beginner", "build", "colour", "crash", "docs", "install", "keyboard", "linux", "macos",
          "memory", "network", "printing", "regression", "security", "speed", "translation", "ui", "windows")

TERMS = (
    "archive argument array attachment backup battery bitmap block border buffer button cache calendar camera channel "
    "checksum clipboard clock column command compiler connection cookie cursor database deadlock decoder default "
    "dialog digest directory display download driver editor encoder endpoint entry event export field file filter "
    "folder font footer form frame function gateway graph handle header history host icon image import index input "
    "installer interface iterator journal kernel key label language layout library limit line link list loader locale "
    "lock log login loop map margin mask memory menu merge message method module monitor mount mutex name node number "
    "object offset option order output package packet page panel parser password patch path pattern pixel pointer "
    "pool port prefix printer process profile prompt proxy query queue range record region register release report "
    "request response result row rule scanner schema screen script scroll search section selection server session "
    "setting shadow shell signal size slider socket sort sound source stack status stream string style suffix symbol "
    "system tab table tag task template terminal test text theme thread thumbnail time token toolbar tree update "
    "upload user value variable version video view volume warning widget window worker zoom").split()
VERBS = (
    "aborts appears blocks breaks changes closes copies crashes disappears drops fails flickers forgets freezes grows "
    "hangs ignores jumps leaks loses misses moves overlaps overwrites prints reads repeats resets returns rounds runs "
    "shows shrinks skips sorts starts stops swallows truncates waits wraps writes").split()
GLUE = ("a a the the the when when after with without of of in in on and and but if while to from it that this every "
        "as by for is was does not then only also again before because still").split()
WORDS = 3 * TERMS + 5 * VERBS + 16 * GLUE
TITLE_WORDS = 2 * TERMS + 3 * VERBS + 2 * ["of", "in", "with", "when", "after", "the"]

Value = TypeVar("Value")


@dataclass(frozen=True)
class Comment:
    """A comment on an issue; the suffix tells apart those that one person writes in a second."""
    time: int
    author: str
    suffix: str
    body: str


@dataclass(frozen=True)
class Issue:
    """An issue with its comments, oldest first."""
    number: int
    uid: str
    title: str
    status: str
    status_time: int | None
    resolution: str | None
    type: str
    priority: str
    labels: list[str]
    author: str
    assignee: str | None
    milestone: str
    created: int
    body: str
    comments: list[Comment]

    def has(self, word: str) -> bool:
        """Whether the word stands in title, text or comments."""
        return any(word in text for text in (self.title, self.body, *(comment.body for comment in self.comments)))


def issues(count: int, more_closed: int = 0) -> Iterator[Issue]:
    """The issues of a tracker, by number; then so many closed ones that leave the former as they are."""
    for number in range(1, count + more_closed + 1):
        yield issue(number, count)


def issue(number: int, count: int) -> Issue:
    """One issue of a tracker with so many; those above that number are closed."""
    source = random.Random(SEED * 1_000_000_007 + number)
    place = (number - 1) % count / count  # within the three years
    created = min(END - HOUR, END - SPAN + int(SPAN * place) + source.randrange(HOUR))
    status = one_of(source, STATUSES) if number <= count else "closed"
    near = int(place * len(MILESTONES)) + source.choice((-1, 0, 0, 0, 1))
    texts = [prose(source, source.randint(480, 1450))]
    texts += [prose(source, source.randint(80, 570)) for _ in range(one_of(source, COMMENTS))]
    scatter(source, texts, number)
    return Issue(
        number=number, uid=identity(source), title=title(source), status=status,
        status_time=None if status == "open" else later(source, created, 60),
        resolution=one_of(source, RESOLUTIONS) if status == "closed" else None,
        type=one_of(source, TYPES), priority=one_of(source, PRIORITIES),
        labels=source.sample(LABELS, source.randint(0, 3)), author=source.choice(PEOPLE),
        assignee=source.choice(PEOPLE) if source.random() < 0.7 else None,
        milestone=MILESTONES[max(0, min(near, len(MILESTONES) - 1))], created=created, body=texts[0],
        comments=comments(source, created, texts[1:]))


def one_of(source: random.Random, weights: dict[Value, int]) -> Value:
    """One of the keys, by their weights."""
    return source.choices(list(weights), list(weights.values()))[0]


def later(source: random.Random, time: int, days: int) -> int:
    """A time within so many days after another, before the end of the data."""
    return min(END, time + source.randint(HOUR, days * DAY))


def identity(source: random.Random) -> str:
    """A uid: a letter and nine letters or digits."""
    return source.choice("abcdefghijklmnopqrstuvwxyz") + letters(source, 9)


def letters(source: random.Random, count: int) -> str:
    """So many letters or digits."""
    return "".join(source.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=count))


def title(source: random.Random) -> str:
    """Four to nine words."""
    return " ".join(source.choices(TITLE_WORDS, k=source.randint(4, 9))).capitalize()


def prose(source: random.Random, length: int) -> str:
    """Paragraphs of about so many characters, at most some words more; now and then with a line of code."""
    parts: list[str] = []
    size = 0
    while size < length:
        words = source.choices(WORDS, k=source.randint(6, 16))
        chance = source.random()
        if chance < 0.25:
            words.append(detail(source))
        sentence = " ".join(words).capitalize() + "."
        parts.append(sentence[:max(20, length - size)].rstrip())
        if chance > 0.96:
            parts.append(f"\n\n```\n{words[0]} = {words[1]}({source.randrange(1000)})\n```\n\n")
        elif chance > 0.78:
            parts.append("\n\n")
        else:
            parts.append(" ")
        size += len(parts[-2]) + len(parts[-1])
    return "".join(parts).strip()


def detail(source: random.Random) -> str:
    """Something that hardly any other text holds: an address, a place in a file, or a version."""
    number = source.randrange(1 << 24)
    return source.choice((f"at 0x{number:06x}", f"({source.choice(TERMS)}.c:{number % 4000})",
                          f"since {number % 9}.{number % 31}.{number % 17}"))


def scatter(source: random.Random, texts: list[str], number: int) -> None:
    """Puts the common word into some of an issue's texts if it is to have it, and the rare one into one."""
    if source.random() < COMMON_SHARE:
        for _ in range(source.randint(1, 3)):
            put(source, texts, COMMON_WORD)
    if number % RARE_EVERY == 7:
        put(source, texts, RARE_WORD)


def put(source: random.Random, texts: list[str], word: str) -> None:
    """Puts the word between two others of one of the texts."""
    index = source.randrange(len(texts))
    text = texts[index]
    at = text.find(" ", source.randrange(len(text)))
    texts[index] = f"{text} {word}" if at < 0 else f"{text[:at]} {word}{text[at:]}"


def comments(source: random.Random, created: int, texts: list[str]) -> list[Comment]:
    """Comments with these texts, each some time after the one before."""
    result: list[Comment] = []
    time = created
    for text in texts:
        time = later(source, time, 20)
        result.append(Comment(time, source.choice(PEOPLE), letters(source, 4), text))
    return result
