"""What must come of what the programs report: the table that Tests/SDKs/run.py holds the issues against."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Group:
    """One issue: the events that the programs name so, from every SDK, and no other."""
    label: str
    title: str
    culprit: str | None
    level: str
    # The functions of the program's own code that count, of every event: the failing call first, causes behind.
    calls: tuple[str, ...]
    # How many events come of one program, and from how many users of all.
    events: int = 1
    users: int = 1
    # What the text has: from the first event, which is the first SDK's.
    shows: tuple[str, ...] = ()
    # Whose events alone these are.
    sdk: str | None = None


@dataclass(frozen=True)
class SDK:
    """A client, and what it can do."""
    name: str
    command: tuple[str, ...]
    # Whether it says in its log that the server refused; else silence means less.
    complains: bool = True
    # How the program ends: with a failure that nobody handled, or not.
    status: int = 1


@dataclass(frozen=True)
class Language:
    """Programs that share their code, so that what they report belongs together whatever the SDK."""
    name: str
    folder: str
    sdks: tuple[SDK, ...]
    groups: tuple[Group, ...]

    def group(self, label: str, sdk: SDK) -> Group | None:
        """Where an event belongs."""
        return next((one for one in self.groups if one.label == label and one.sdk in (None, sdk.name)), None)

    def sdks_of(self, group: Group) -> list[SDK]:
        """The SDKs whose events make a group."""
        return [sdk for sdk in self.sdks if group.sdk in (None, sdk.name)]


SURROUNDINGS = ("the gate stayed shut", "| `line` | `north` |", "| `deck` | `2` |", "Alma", "212")


def python(venvs: Path) -> Language:
    """Python: one program, four SDKs in virtual environments of a folder."""
    def sdk(name: str, way: str) -> SDK:
        """The program with one of them."""
        return SDK(name, (f"{venvs}/{name}/bin/python", "program.py", way))
    return Language("python", "python", (
        sdk("sentry-sdk-2", "sentry"), sdk("sentry-sdk-1", "sentry"), sdk("sentry-sdk-0.20", "sentry"),
        sdk("raven", "raven"),
    ), (
        # Three tickets, two passengers; the texts differ, and so does what the exception says.
        Group("library", "JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
              "ferry/tickets.py in read", "error", ("read", "scan"), 3, 2,
              ("return json.loads(scan)", "calls in libraries")),
        Group("context", "LocationParseError: Failed to parse: '[::1' is not a valid host or port",
              "ferry/tickets.py in harbour", "error", ("harbour", "main"), 1, 1,
              (*SURROUNDINGS, "return parse_url(address).host", "`urllib3/util/url.py:")),
        Group("chain", "RuntimeError: nobody can board with ticket 70001", "ferry/tickets.py in board", "error",
              ("board", "main", "seat", "board"), 1, 1, ("## Caused by", "KeyError: 70001")),
        # Times and minutes are no part of what makes a group of messages.
        Group("message", "the 10:04 ferry is 12 minutes late", None, "warning", (), 2, 1),
        Group("unhandled", "ZeroDivisionError: integer division or modulo by zero", "ferry/tickets.py in fare", "error",
              ("fare", "main", "<module>"), 1, 1, ("| `handled` | `no` |", "pence // passengers", "| `passengers` | `0` |")),
    ))


BLOCKS = ("block (a block)", "each", "<main>")
RUBY = Language("ruby", "ruby", (
    SDK("sentry-ruby", ("ruby", "program.rb", "sentry")), SDK("sentry-raven", ("ruby", "program.rb", "raven")),
), (
    Group("library", "JSON::ParserError: 859: unexpected token at '{berth 70001}'", "ferry.rb in read", "error",
          ("read", "scan", *BLOCKS), 3, 2, ("JSON.parse(scan)", "call in libraries")),
    Group("context", "URI::InvalidURIError: bad URI(is not URI?): \"http://quay 7/\"", "ferry.rb in harbour", "error",
          ("harbour", "<main>"), 1, 1, SURROUNDINGS),
    Group("chain", "Ferry::BoardingError: nobody can board with ticket 70001", "ferry.rb in rescue in board", "error",
          ("rescue in board", "board", "<main>", "fetch", "seat", "board", "<main>"), 1, 1, ("## Caused by", "KeyError")),
    # sentry-ruby sends the stack of a message, sentry-raven does not.
    Group("message", "the 10:04 ferry is 12 minutes late", "report_sentry.rb in message", "warning", ("message", *BLOCKS),
          2, 1, sdk="sentry-ruby"),
    Group("message", "the 10:04 ferry is 12 minutes late", None, "warning", (), 2, 1, sdk="sentry-raven"),
    # Ruby writes its own methods in C down to who calls them.
    Group("unhandled", "ZeroDivisionError: divided by 0", "ferry.rb in /", "fatal", ("/", "fare", "<main>")),
))


JSON_TITLE = "*json.SyntaxError: invalid character 'b' looking for beginning of object key string"
BOUNDS_TITLE = "runtime.boundsError: runtime error: index out of range [1] with length 1"
BOARDING_TITLE = "*ferry.BoardingError: nobody can board with ticket 70001"
DIVISION_TITLE = "runtime.errorString: runtime error: integer divide by zero"
LATE_TITLE = "the 10:04 ferry is 12 minutes late"

# Go's errors have no stack: sentry-go takes that of the place where it is called, which is code of the program.
HANDLED = ("(*reporter).Handled", "Sail", "main")
WATCHED = ("(*reporter).Watched", "Sail", "main")
SENTRY_GO = (
    Group("library", JSON_TITLE, "with-sentry/main.go in (*reporter).Handled", "error", HANDLED, 3, 2),
    # The function that recovers runs on top of the one that panicked.
    Group("context", BOUNDS_TITLE, "with-sentry/main.go in (*reporter).Watched.func1", "fatal",
          ("(*reporter).Watched.func1", "Order.func1", "Order", "Sail.func1", *WATCHED), 1, 1,
          (*SURROUNDINGS, "… 3 calls in libraries", "in `Order.func1`")),
    Group("chain", BOARDING_TITLE, "with-sentry/main.go in (*reporter).Handled", "error", HANDLED, 1, 1,
          ("## Caused by", "*errors.errorString: the ship is full")),
    Group("message", LATE_TITLE, None, "info", (), 2, 1),
    Group("unhandled", DIVISION_TITLE, "with-sentry/main.go in (*reporter).Watched.func1", "fatal",
          ("(*reporter).Watched.func1", "Fare", "Sail.func2", *WATCHED)),
)
# raven-go is told to leave out the call that it is called from. Of methods it makes modules, which are in none of the
# paths that it was told are the program's; so it says of them that they are not, and where a path says nothing that holds.
RAVEN_GO = (
    Group("library", JSON_TITLE, "ferry/ferry.go in Sail", "error", ("Sail", "main"), 3, 2),
    Group("context", BOUNDS_TITLE, "ferry/ferry.go in func1", "error", ("func1", "Order", "func1", "Sail", "main"), 1, 1,
          ("| `line` | `north` |", "| `deck` | `2` |")),
    Group("chain", BOARDING_TITLE, "ferry/ferry.go in Sail", "error", ("Sail", "main"), 1, 1, ("Alma",)),
    Group("message", LATE_TITLE, None, "warning", (), 2, 1),
    Group("unhandled", DIVISION_TITLE, "ferry/ferry.go in func2", "error", ("func2", "Sail", "main")),
)


def go(programs: Path) -> tuple[Language, ...]:
    """Go: its two SDKs look at stacks from places of their own, so each has groups of its own."""
    return (
        # It doesn't look at the answer, but for 429.
        Language("sentry-go", "go", (SDK("sentry-go", (f"{programs}/with-sentry",), False, 0),), SENTRY_GO),
        Language("raven-go", "go", (SDK("raven-go", (f"{programs}/with-raven",), True, 0),), RAVEN_GO),
    )


def languages(folder: Path) -> tuple[Language, ...]:
    """All of them; the folder has the virtual environments, and Go's programs."""
    return (python(folder), RUBY, *go(folder / "go"))
