#!/usr/bin/env python3
"""Lets programs with real SDKs report to `vireo serve`, and looks at what comes of it; see script/test-sdks.

The programs of one language share the code that fails, so each group must have the events of all of its SDKs. No SDK may
complain in its log; every event that one names must be found, in the group that its label says. Then each SDK is
refused once, so that it is seen that it would have complained. Prints what is wrong, and ends with
`N events of N SDKs, N faults`.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

import wanted  # noqa: E402
from wanted import SDK, Group, Language  # noqa: E402

HERE = Path(__file__).resolve().parent
RELEASE, ENVIRONMENT = "ferry@2.4.0", "harbour"
# What SDKs begin the lines of their logs with, what is bad news in them, and what only sounds so.
LOG = re.compile(r"\[sentry\]|\[Sentry\]|\bsentry\b|\braven\b|^error:", re.I)
BAD = re.compile(
    r"warn|error|fail|unexpected|drop|discard|unable|cannot|can't|could not|issue|invalid|refused|\b[45]\d\d\b", re.I)
HARMLESS = re.compile(
    r"Did not (import|enable)|Sending (envelope|error event)|\(error\)|Setting up|integration(s)?\b.*installed|"
    r"Sending event|Integration installed|background worker|before_send|ready to catch errors", re.I)


@dataclass
class Report:
    """What one program did: its log, and the events that it named, with their labels."""
    sdk: SDK
    log: str
    status: int
    events: list[tuple[str, str]]

    def complaints(self) -> list[str]:
        """The lines of the log that are bad news about reporting."""
        return [line for line in self.log.splitlines()
                if LOG.search(line) and BAD.search(line) and not HARMLESS.search(line)]


class Tracker:
    """A repository with a tracker and the programs of a language in it."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program, self.folder = program, folder
        subprocess.run(["git", "init", "--quiet", folder], check=True)
        self.run("init")

    def run(self, *words: object) -> str:
        """What vireo prints; it must not fail."""
        command = [str(word) for word in (self.program, "-C", self.folder, *words)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def serve(self) -> tuple[subprocess.Popen[str], str]:
        """A server, and its address."""
        process = subprocess.Popen([self.program, "-C", self.folder, "serve", "--listen", "127.0.0.1:0"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout
        line = process.stdout.readline()
        if "http://" not in line:
            raise SystemExit(f"error: the server didn't start: {line}{process.communicate()[1]}")
        return process, line.split()[-1]


def report(sdk: SDK, folder: Path, dsn: str) -> Report:
    """Runs a program to its end."""
    variables = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*sdk.command, dsn], cwd=folder, env=variables, capture_output=True, text=True, timeout=120)
    events = [tuple(line.split()[1:3]) for line in done.stdout.splitlines() if line.startswith("event ")]
    return Report(sdk, done.stdout + done.stderr, done.returncode, [(label, identity) for label, identity in events])


def calls(explained: str) -> tuple[str, ...]:
    """The functions that count in the program's own code, from the tree that vireo prints."""
    own = explained.split("\nsystem: ")[0]
    if "\napp: " not in own:
        return ()
    return tuple(re.findall(r"\+ function: (.*)", own))


def fact(explained: str, name: str) -> str | None:
    """A line of what vireo explains."""
    found = re.search(rf"^{name}: (.*)$", explained, re.M)
    return found[1] if found else None


class Issues:
    """The issues of a tracker, and what leads to them."""

    def __init__(self, tracker: Tracker) -> None:
        fields = "number,title,state,level,culprit,events,users,release,path"
        self.all = json.loads(tracker.run("error", "list", "--json", fields))
        self.texts = {one["number"]: (tracker.folder / one["path"]).read_text() for one in self.all}

    def of(self, explained: str) -> int | None:
        """The number of the issue that an explained event belongs to: its list has one of the hashes."""
        hashes = re.findall(r"^(?:app|system|plain|custom): ([0-9a-f]{32})$", explained, re.M)
        heads = {number: text.split("\n---\n")[0] for number, text in self.texts.items()}
        return next((number for number, head in heads.items() if any(one in head for one in hashes)), None)


def faults_of_events(tracker: Tracker, language: Language, reports: list[Report], issues: Issues,
                     numbers: dict[Group, set[int | None]]) -> Iterator[str]:
    """What is wrong with single events; notes the issues to which those of a group belong."""
    for one in reports:
        for group in language.groups:
            count = [language.group(label, one.sdk) for label, _ in one.events].count(group)
            if count != (group.events if one.sdk in language.sdks_of(group) else 0):
                yield f"{one.sdk.name}: {count} events '{group.label}' were sent"
        for label, identity in one.events:
            where = f"{one.sdk.name}, {label} {identity}"
            group = language.group(label, one.sdk)
            try:
                explained = tracker.run("error", "explain", identity)
            except subprocess.CalledProcessError as error:
                yield f"{where}: didn't arrive: {error.stderr.strip().splitlines()[0]}"
                continue
            if group is None:
                yield f"{where}: the table has no such group:\n{explained}"
                continue
            numbers.setdefault(group, set()).add(issues.of(explained))
            if calls(explained) != group.calls:
                yield f"{where}: the calls of the program are {calls(explained)}, not {group.calls}"
            if fact(explained, "culprit") != group.culprit:
                yield f"{where}: the culprit is {fact(explained, 'culprit')}, not {group.culprit}"


def faults_of_issues(tracker: Tracker, language: Language, issues: Issues, numbers: dict[Group, set[int | None]]
                     ) -> Iterator[str]:
    """What is wrong with the issues."""
    if len(issues.all) != len(language.groups):
        yield f"{len(issues.all)} issues, not {len(language.groups)}: {sorted(one['title'] for one in issues.all)}"
    for group, found in numbers.items():
        others = set().union(*(found for other, found in numbers.items() if other != group))
        if len(found) != 1 or found & others:
            yield f"{group.label}: its events are of the issues {found}, and those of others of {others}"
            continue
        issue = next(one for one in issues.all if one["number"] in found)
        events = group.events * len(language.sdks_of(group))
        want = {"title": group.title, "culprit": group.culprit, "level": group.level, "events": events,
                "users": group.users, "release": RELEASE, "state": "open"}
        for key, value in want.items():
            if issue[key] != value:
                yield f"{group.label}: {key} is {issue[key]!r}, not {value!r}"
        shown = tracker.run("error", "show", issue["number"])
        for name, value in (("releases", RELEASE), ("environments", ENVIRONMENT)):
            if not re.search(rf"^{name} +{re.escape(value)} +{events}$", shown, re.M):
                yield f"{group.label}: `error show` does not say {name} {value} {events}:\n{shown}"
        text = issues.texts[issue["number"]]
        for part in group.shows:
            if part not in text:
                yield f"{group.label}: {issue['path']} does not show {part!r}:\n{text}"
        if "@ferry.example" in text:
            yield f"{group.label}: {issue['path']} shows an e-mail address"


def faults(program: Path, language: Language, folder: Path, events: list[str], show: bool) -> Iterator[str]:
    """What is wrong with a language."""
    shutil.copytree(HERE / language.folder, folder, dirs_exist_ok=True)
    tracker = Tracker(program, folder)
    tracker.run("error", "key", "new", language.name)
    server, url = tracker.serve()
    dsn = tracker.run("error", "dsn", "--url", url).strip().splitlines()[-1]
    reports = []
    for sdk in language.sdks:
        one = report(sdk, folder, dsn)
        reports.append(one)
        events += [identity for _, identity in one.events]
        yield from (f"{sdk.name} complains: {line}" for line in one.complaints())
        if one.status != sdk.status:
            yield f"{sdk.name}: the program ended with {one.status}, not {sdk.status}:\n{one.log}"
    for sdk in language.sdks:
        if sdk.complains and not report(sdk, folder, re.sub(r"//\w+@", "//unknown@", dsn)).complaints():
            yield f"{sdk.name} says nothing in its log when it is refused, so its silence tells nothing"
    server.send_signal(signal.SIGTERM)
    said = server.communicate(timeout=60)[1]
    if server.returncode != 0 or said:
        yield f"the server ended with {server.returncode}, and said: {said}"
    if show:
        print(tracker.run("error", "list"))
        for one in reports:
            for label, identity in one.events:
                print(f"== {one.sdk.name} {label}\n{tracker.run('error', 'explain', identity)}")
    issues, numbers = Issues(tracker), {}
    yield from faults_of_events(tracker, language, reports, issues, numbers)
    yield from faults_of_issues(tracker, language, issues, numbers)


def main() -> int:
    """Runs the programs of all languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vireo", type=Path, required=True)
    parser.add_argument("--sdks", type=Path, required=True, help="the folder of the SDKs that script/test-sdks makes")
    parser.add_argument("--only", help="one language")
    parser.add_argument("--show", action="store_true", help="print how every event was grouped")
    options = parser.parse_args()
    begin, count, events, sdks = time.monotonic(), 0, [], 0
    languages = wanted.languages(options.sdks.resolve())
    for language in languages:
        if options.only and language.name != options.only:
            continue
        with tempfile.TemporaryDirectory(prefix="vireo-sdks-") as folder:
            place = Path(folder).resolve() / "ferry-line"
            for fault in faults(options.vireo.resolve(), language, place, events, options.show):
                count += 1
                print(f"{language.name}: {fault}")
        sdks += len(language.sdks)
    print(f"{len(events)} events of {sdks} SDKs, {count} faults, {time.monotonic() - begin:.0f} s")
    return 1 if count or not events else 0


if __name__ == "__main__":
    sys.exit(main())
