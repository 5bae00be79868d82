#!/usr/bin/env python3
"""What commit messages refer to, worked out from docs/messages.md alone, to be held against the program.

`references` reads one message, `effects` a message with the squashed ones in it, and `reverts` what it takes back.
Everything is bytes. Text that refers to nothing is not cut out but overwritten with NUL bytes, which are neither
blanks nor word characters: places stay what they were, and no list and no word reaches across.
"""

import functools
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

Rules = dict[str, Any]
Reference = tuple[str, int, int, int]

WORDS: dict[str, list[str]] = {
    "close": "close closes closed fix fixes fixed resolve resolves resolved".split(),
    "reopen": "reopen reopens reopened".split(),
    "refer": "refs ref references re see addresses".split(),
}

# One to nine digits, the first no 0; behind them no word character, nor a dot and a word character.
NUMBER = rb"([1-9][0-9]{0,8})(?![A-Za-z0-9_])(?!\.[A-Za-z0-9_])"
# What may not stand to the left of a reference's `#`, and of a word.
NOT_BEFORE_HASH = rb"(?<![A-Za-z0-9_#&/\\>])"
NOT_BEFORE_WORD = rb"(?<![A-Za-z0-9_'/\\.@#])(?<!\xe2\x80\x99)"
# A gap that may be empty, and one that is not: blanks with one line break among them at most.
GAP = rb"[ \t]*(?:\r?\n[ \t]*)?"
SOME_GAP = rb"(?:[ \t]+(?:\r?\n[ \t]*)?|\r?\n[ \t]*)"
NOUN = rb"(?i:issue|bug|ticket)"

URL = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*://[^ \t\r\n<>\"]*")
OPENING_FENCE = re.compile(rb" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)\Z", re.DOTALL)
QUOTED_LINE = re.compile(rb"[ \t]{0,3}>")
QUOTED_SUBJECT = re.compile(rb'(Revert|Reapply) (".*")', re.DOTALL)
MERGED_PULL_REQUEST = re.compile(rb"Merge pull request (#" + NUMBER + rb")")
CLOSING_NUMBERS = re.compile(rb"(?:[ \t]*\(#" + NUMBER + rb"\))+[ \t\r]*\Z")
PULL_REQUEST = re.compile(rb"(?<![A-Za-z0-9_])(?i:pull requests?|PRs?)[ \t]+(#" + NUMBER + rb")")
FOREIGN = re.compile(rb"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(#" + NUMBER + rb")")

BLOCK = re.compile(rb"^commit ([0-9a-f]{4,40})[ \t]*\r?\n(?=Author: |Merge: )", re.MULTILINE)
BULLET = re.compile(rb"^\* ", re.MULTILINE)
INDENT = re.compile(rb"^(?: {4}| {0,3}\t)", re.MULTILINE)

REVERTED_ID = re.compile(
    rb"This reverts commit ([0-9a-fA-F]{4,40})(?![0-9A-Za-z_])"
    rb"(?:(?: \([^\n]*\))?,\s+reversing\s+changes\s+made\s+to\s+([0-9a-fA-F]{4,40})(?![0-9A-Za-z_]))?"
)
PARTIAL = b"This reverts part of"


# ---- Text that refers to nothing -------------------------------------------------------------------------------------

def blank(text: bytearray, start: int, end: int) -> None:
    """Overwrites a part of the text, as if it had never been said."""
    text[start:end] = bytes(end - start)


def lines(text: bytes) -> Iterator[tuple[int, int]]:
    """The lines of the text, each from its first byte to its line end; a CR there belongs to the line end."""
    start = 0
    while start < len(text):
        end = text.find(b"\n", start)
        stop = len(text) if end < 0 else end
        yield start, stop - 1 if text[start:stop].endswith(b"\r") else stop
        start = stop + 1


def subject_place(message: bytes) -> tuple[int, int]:
    """Where the subject stands: the first line that is not blank."""
    return next(((start, end) for start, end in lines(message) if message[start:end].strip(b" \t")), (0, 0))


def subject(message: bytes) -> bytes:
    """The first line that is not blank, without the blanks at its end."""
    start, end = subject_place(message)
    return message[start:end].rstrip(b" \t")


def is_indented(line: bytes) -> bool:
    """Whether a line begins in the fifth column or behind it; a tab goes to the next multiple of four."""
    column = 0
    for byte in line:
        if byte == 0x20:
            column += 1
        elif byte == 0x09:
            column += 4 - column % 4
        else:
            break
    return column >= 4


def closes_fence(line: bytes, fence: bytes) -> bool:
    """Whether a line ends the fenced code that `fence` opened."""
    mark = line.lstrip(b" ")
    run = mark.rstrip(b" \t")
    return len(line) - len(mark) <= 3 and len(run) >= len(fence) and run == fence[:1] * len(run)


def without_urls(message: bytes) -> bytearray:
    """The message with its URLs taken out, which comes before anything else."""
    text = bytearray(message)
    for url in URL.finditer(message):
        blank(text, *url.span())
    return text


def fenced(text: bytes) -> list[tuple[int, int]]:
    """The stretches of fenced code, each from its first line to its last; one that is not closed runs to the end."""
    found: list[tuple[int, int]] = []
    fence: bytes | None = None
    for start, end in lines(text) if b"```" in text or b"~~~" in text else ():
        line = text[start:end]
        if fence is None:
            if opening := OPENING_FENCE.match(line):
                fence = opening[1] or opening[2]
                found.append((start, len(text)))
        elif closes_fence(line, fence):
            fence = None
            found[-1] = (found[-1][0], end)
    return found


def blank_blocks(text: bytearray, subject_start: int) -> None:
    """Takes out the lines that are fenced code, indented code behind the subject, or quoted with `>`."""
    for start, end in fenced(bytes(text)):
        blank(text, start, end)
    for start, end in lines(bytes(text)):
        line = bytes(text[start:end])
        if QUOTED_LINE.match(line) or (start > subject_start and is_indented(line)):
            blank(text, start, end)


def blank_spans(text: bytearray) -> None:
    """Takes out spans of code: from a run of backticks to the next run as long on the same line."""
    for start, end in lines(bytes(text)):
        runs = [run.span() for run in re.compile(rb"`+").finditer(bytes(text), start, end)]
        while runs:
            opening = runs.pop(0)
            width = opening[1] - opening[0]
            closing = next((run for run in runs if run[1] - run[0] == width), None)
            if closing is not None:
                blank(text, opening[0], closing[1])
                runs = [run for run in runs if run[0] > closing[0]]


def standing(message: bytes) -> tuple[bytes, list[tuple[int, int, int]]]:
    """The message with all that refers to nothing overwritten, and the pull requests' numbers taken out of it."""
    text = without_urls(message)
    start, end = subject_place(message)
    quoted = QUOTED_SUBJECT.match(bytes(text[start:end]))
    blank_blocks(text, start)
    if quoted:
        blank(text, start + quoted.start(2), start + quoted.end(2))
    if b"`" in text:
        blank_spans(text)
    pulls: list[tuple[int, int, int]] = []
    if b"#" in text:
        if merged := MERGED_PULL_REQUEST.match(bytes(text[start:end])):
            pulls.append((start + merged.start(1), start + merged.end(1), int(merged[2])))
            blank(text, start, start + merged.end())
        if run := CLOSING_NUMBERS.search(bytes(text[start:end])):
            for found in re.finditer(rb"#([0-9]+)", run[0]):
                place = start + run.start()
                pulls.append((place + found.start(), place + found.end(), int(found[1])))
            blank(text, start + run.start(), start + run.end())
        for pull in PULL_REQUEST.finditer(bytes(text)):
            pulls.append((*pull.span(1), int(pull[2])))
            blank(text, *pull.span(1))
        for foreign in FOREIGN.finditer(bytes(text)):
            blank(text, *foreign.span())
    return bytes(text), pulls


# ---- Words, references, lists ----------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Grammar:
    """The patterns that one configuration leads to."""

    actions: dict[bytes, str]
    word: re.Pattern[bytes]
    first: re.Pattern[bytes]
    next: re.Pattern[bytes]
    mention: re.Pattern[bytes]
    hint: re.Pattern[bytes]


@functools.lru_cache(maxsize=None)
def grammar(prefix: str | None, glued: bool, words: tuple[tuple[str, str], ...]) -> Grammar:
    """Builds the patterns for a prefix, for glued nouns or not, and for the words with their actions."""
    actions: dict[bytes, str] = {}
    for text, action in words:
        actions.setdefault(text.encode().lower(), action)
    longest_first = sorted(actions, key=len, reverse=True)
    word = NOT_BEFORE_WORD + b"(?i:" + b"|".join(map(re.escape, longest_first)) + rb")(?![A-Za-z0-9_])"
    if prefix:
        name = re.escape(prefix.encode()) + b"-"
        item = mention = b"(?P<text>" + NOT_BEFORE_HASH + name + NUMBER + b")"
        hint = name + b"[1-9]"
    else:
        # Between noun and digits stands at least one of blanks, a colon, blanks and `#`.
        between = b"(?:" + GAP + b":" + GAP + b"#?|" + SOME_GAP + b"#?|#)" + (b"?" if glued else b"")
        forms = [NOUN + between + NUMBER, rb"\[#" + NUMBER + rb"\]", NOT_BEFORE_HASH + b"#" + NUMBER]
        item = b"(?P<text>" + b"|".join(forms) + b")"
        # A noun without a word counts with its `#`, so that `bug#12` is a mention of 12, too.
        mention = b"(?:(?<![A-Za-z0-9_])" + NOUN + b"|" + NOT_BEFORE_HASH + b")(?P<text>#" + NUMBER + b")"
        hint = b"#[1-9]|" + NOUN + rb"[ \t\r\n:#]*[1-9]"
    joiner = b"(?:&|(?i:and)(?![A-Za-z0-9_]))" + GAP
    written = GAP + b"," + GAP + b"(?:" + joiner + b")?|" + GAP + joiner
    return Grammar(
        actions,
        re.compile(word),
        re.compile(GAP + b"(?::" + GAP + b")?" + item),
        re.compile(rb"(?:[ \t]+|" + written + b")" + item),
        re.compile(mention),
        re.compile(hint),
    )


def grammar_of(rules: Rules | None) -> Grammar:
    """The grammar of a configuration; its words add to those that are built in."""
    rules = rules or {}
    added = rules.get("words") or {}
    words = [(word, action) for action, known in WORDS.items() for word in [*known, *(added.get(action) or [])]]
    return grammar(rules.get("prefix"), bool(rules.get("glued")), tuple(words))


def envelopes(text: bytes, marks: bytes) -> list[tuple[int, int]]:
    """The stretches between the two marks of an envelope; a mark without its partner is text."""
    found: list[tuple[int, int]] = []
    open_marks: list[int] = []
    for mark in re.finditer(b"[" + re.escape(marks) + b"]", text):
        if mark[0] == marks[1:2] and open_marks:
            found.append((open_marks.pop(), mark.start()))
        elif mark[0] == marks[:1]:
            open_marks.append(mark.start())
    return found


def references(message: bytes, rules: Rules | None = None) -> list[Reference]:
    """What one message refers to, as (action, number, start, end) in the order of the text."""
    grammar = grammar_of(rules)
    if not grammar.hint.search(message):
        return []
    text, pulls = standing(message)
    found: list[Reference] = []
    envelope = (rules or {}).get("envelope")
    inside = envelopes(text, envelope.encode()) if envelope else [(-1, len(text))]
    for word in grammar.word.finditer(text):
        if not any(start < word.start() and word.end() <= end for start, end in inside):
            continue
        action = grammar.actions[word[0].lower()]
        # References follow one another, each complete.
        item = grammar.first.match(text, word.end())
        while item:
            found.append((action, number_in(item), *item.span("text")))
            item = grammar.next.match(text, item.end())
    # What is left is a mention.
    taken = [(start, end) for _, _, start, end in found]
    for item in grammar.mention.finditer(text):
        if not any(start < item.end("text") and item.start("text") < end for start, end in taken):
            found.append(("mention", number_in(item), *item.span("text")))
    if (rules or {}).get("pullRequests") == "mention" and not (rules or {}).get("prefix"):
        found += [("mention", number, start, end) for start, end, number in pulls]
    return sorted(found, key=lambda reference: reference[2:])


def number_in(item: re.Match[bytes]) -> int:
    """The number of a reference, whichever of its forms was met."""
    return int(next(digits for digits in item.groups()[1:] if digits))


# ---- Squash messages and reverts -------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Revert:
    """What a message takes back: commits by id (each perhaps with a `changes made to`), else a quoted subject."""

    ids: tuple[tuple[str, str | None], ...]
    quoted: bytes | None


@dataclass(frozen=True)
class Item:
    """One of the messages that a message is made of, with the id that its block gives it."""

    text: bytes
    id: str | None = None


def bare(subject_line: bytes) -> bytes:
    """A subject as it is compared: without a run of `(#12)` at its end."""
    return CLOSING_NUMBERS.sub(b"", subject_line).rstrip(b" \t")


def revert_of(message: bytes) -> Revert | None:
    """What one message, no squash, says that it takes back."""
    if b"This reverts " not in message and not QUOTED_SUBJECT.match(subject(message)):
        return None
    text, _ = standing(message)
    ids = [(found[1].decode().lower(), found[2] and found[2].decode().lower()) for found in REVERTED_ID.finditer(text)]
    if PARTIAL in text and not ids:
        return None
    quotation = QUOTED_SUBJECT.match(subject(message))
    quoted = None
    if quotation and len(quotation[2]) >= 2:
        # `Reapply "X"` takes back `Revert "X"`.
        quoted = bare(quotation[2][1:-1] if quotation[1] == b"Revert" else b"Revert " + quotation[2])
    return Revert(tuple(ids), quoted) if ids or quoted is not None else None


def items(message: bytes) -> list[Item]:
    """The messages that a message is made of, oldest first; most are made of one. In fenced code none begins."""
    code = fenced(bytes(without_urls(message)))

    def beginnings(pattern: re.Pattern[bytes]) -> list[re.Match[bytes]]:
        return [m for m in pattern.finditer(message) if not any(start <= m.start() < end for start, end in code)]

    if blocks := beginnings(BLOCK):
        # `git merge --squash` writes the newest first.
        ends = [block.start() for block in blocks[1:]] + [len(message)]
        found = [Item(block_text(message[block.end():end]), block[1].decode()) for block, end in zip(blocks, ends)]
        return [*reversed(found), *leading(message[:blocks[0].start()])]
    if bullets := beginnings(BULLET):
        ends = [bullet.start() for bullet in bullets[1:]] + [len(message)]
        found = [Item(message[bullet.end():end]) for bullet, end in zip(bullets, ends)]
        return [*leading(message[:bullets[0].start()]), *found]
    return [Item(message)]


def leading(text: bytes) -> list[Item]:
    """The text before the first item is an item of its own, if there is any."""
    return [Item(text)] if text.strip() else []


def block_text(block: bytes) -> bytes:
    """The message in a block: what follows its header's empty line, without the indent of four columns."""
    header = re.search(rb"^[ \t]*\r?\n", block, re.MULTILINE)
    return INDENT.sub(b"", block[header.end():] if header else b"")


def undone(targets: list[set[int]], before: int) -> set[int]:
    """Which of the first `before` items are taken back, by items that are not taken back themselves."""
    gone: set[int] = set()
    for index in reversed(range(before)):
        if index not in gone:
            gone |= targets[index]
    return gone


def leaves(message: bytes, ids: tuple[str, ...] = ()) -> list[tuple[bytes, tuple[str, ...]]]:
    """The items of a message and of its items, oldest first, each with the ids of the blocks that it lies in."""
    parts = items(message)
    if parts[0].text == message:
        return [(message, ids)]
    return [leaf for part in parts for leaf in leaves(part.text, ids + ((part.id,) if part.id else ()))]


def kept(message: bytes) -> list[tuple[bytes, Revert | None]]:
    """The messages in a message that no other one takes back, oldest first, with what they take back outside of it."""
    parts = leaves(message)
    targets: list[set[int]] = []
    found: list[tuple[bytes, Revert | None]] = []
    for index, (text, _) in enumerate(parts):
        revert = revert_of(text)
        hit, outside = aimed(revert, parts[:index], undone(targets, index)) if revert else (set(), None)
        targets.append(hit)
        found.append((text, outside))
    gone = undone(targets, len(parts))
    return [leaf for index, leaf in enumerate(found) if index not in gone]


def aimed(
    revert: Revert, earlier: list[tuple[bytes, tuple[str, ...]]], gone: set[int]
) -> tuple[set[int], Revert | None]:
    """Which of the earlier items a revert takes back, and what it takes back outside of the message."""
    named = {
        name: [index for index, (_, ids) in enumerate(earlier) if any(id.startswith(name) for id in ids)]
        for name, _ in revert.ids
    }
    hit = {index for indices in named.values() for index in indices}
    if not hit and revert.quoted is not None:
        # No id leads to an item: the last one with the quoted subject that is not taken back yet.
        like = [i for i, (text, _) in enumerate(earlier) if i not in gone and bare(subject(text)) == revert.quoted]
        hit = set(like[-1:])
    if not hit:
        return hit, revert
    left = tuple(pair for pair in revert.ids if not named[pair[0]])
    return hit, Revert(left, None) if left else None


def reverts(message: bytes) -> list[Revert]:
    """What a message takes back of the commits before it."""
    return [revert for _, revert in kept(message) if revert]


def effects(message: bytes, rules: Rules | None = None) -> list[tuple[str, int]]:
    """What a message with all its items comes to, as (action, number), each number with one close or reopen at most."""
    if not grammar_of(rules).hint.search(message):
        return []
    decided: dict[int, str] = {}
    referred: set[int] = set()
    mentioned: set[int] = set()
    for text, _ in kept(message):
        for action, number, _, _ in references(text, rules):
            if action == "refer":
                referred.add(number)
            elif action == "mention":
                mentioned.add(number)
            else:
                # The last close or reopen stands.
                decided[number] = action
    found = [(action, number) for number, action in decided.items()]
    found += [("refer", number) for number in referred]
    found += [("mention", number) for number in mentioned - referred - decided.keys()]
    return sorted(found, key=lambda effect: (effect[1], effect[0]))


# ---- The program -----------------------------------------------------------------------------------------------------

def commits(repository: str, revisions: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The ids and messages of all commits that can be reached from the revisions, in the order of `git rev-list`."""
    git = ["git", "-C", repository]
    with subprocess.Popen([*git, "rev-list", *revisions, "--"], stdout=subprocess.PIPE) as listing:
        with subprocess.Popen([*git, "cat-file", "--batch"], stdin=listing.stdout, stdout=subprocess.PIPE) as objects:
            assert listing.stdout and objects.stdout
            listing.stdout.close()
            while header := objects.stdout.readline():
                name, _, size = header.split()
                yield name.decode(), read_exactly(objects.stdout, int(size) + 1)[:-1].partition(b"\n\n")[2]
    if listing.returncode or objects.returncode:
        raise SystemExit("git could not list the commits")


def read_exactly(stream: IO[bytes], size: int) -> bytes:
    """Reads as many bytes as asked for, or says that they ended."""
    data = stream.read(size)
    if len(data) != size:
        raise EOFError("git ended early")
    return data


def main(arguments: list[str], write: Callable[[str], object] = sys.stdout.write) -> int:
    """Prints a line `id action number` for each effect of each commit."""
    if not arguments:
        print("usage: messages_oracle.py REPOSITORY [REVISION...]", file=sys.stderr)
        return 2
    for name, message in commits(arguments[0], arguments[1:] or ["HEAD"]):
        for action, number in effects(message):
            write(f"{name} {action} {number}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
