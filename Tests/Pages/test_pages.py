#!/usr/bin/env python3
"""Holds the forms of timeline and roadmap against readers of other people; see script/test-pages.

A page must have nothing that tidy warns of and no horizontal scrolling at 360 pixels, in Chromium, light and dark; a
feed must be XML and readable to feedparser; a calendar readable to icalendar. All of them tell every event of the same
timeline as JSON. Prints what is wrong, and ends with `N passed, N failed`.
"""
from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import feedparser
import icalendar

import browser
import test_site

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = ["<script>alert(1)</script>", '" onload="x', "\x1b[31m red", "\u202eright to left", "x" * 10_000, "a & b; c, d\\"]


def run(*command: object) -> str:
    """What a program prints; it must not fail."""
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def hostile_repository(program: Path, folder: Path) -> Path:
    """A tracker whose texts try to break out of every form."""
    run("git", "init", "--quiet", folder)
    run(program, "-C", folder, "init")
    for text in HOSTILE:
        run(program, "-C", folder, "new", f"--title={text}", f"--body={text}", "--commit")
        run("git", "-C", folder, "commit", "--quiet", "--allow-empty", "-m", f"{text}\n\nFixes #1")
    run(program, "-C", folder, "milestone", "new", "1.0", f"--title={HOSTILE[0]}", "--due", "2026-01-01", "--commit")
    return folder


def faults_of_page(page: Path, name: str) -> list[str]:
    """What is wrong with a page that stands alone; its pictures go beside it."""
    browser.pictures(page.as_uri(), page.parent, name)
    faults = browser.tidy(page) + browser.sideways(page) + browser.canary(page)
    return faults + (["there is a script"] if "<script" in page.read_text() else [])


def faults_of_site(site: Path, name: str, folder: Path, words: str) -> list[str]:
    """What is wrong with the pages of a site: all of them with tidy, one of each kind in Chromium."""
    pages = sorted(site.rglob("*.html"))
    faults = [f"{page.relative_to(site)}: {fault}" for page in pages for fault in browser.tidy(page)]
    kinds = {kind: site / kind for kind in ("index.html", "issues/index.html", "timeline.html", "roadmap.html", "search.html")}
    for part in ("issues", "wiki", "milestones", "labels", "people"):
        found = sorted(page for page in (site / part).glob("*.html") if page.stem not in {"index", "all", "open"})
        if found:
            # The longest page has the most in it.
            kinds[part] = max(found, key=lambda page: page.stat().st_size)
    for kind, page in kinds.items():
        picture = f"{name}-site-{kind.replace('/', '-').removesuffix('.html')}"
        browser.pictures(page.as_uri() + ("#" + words if kind == "search.html" else ""), folder, picture)
        own = browser.sideways(page) + browser.canary(page)
        for scheme in browser.SCHEMES:
            own += browser.axe(page, browser.axe_script(), scheme)
        faults += [f"{kind}: {fault}" for fault in own]
    if not browser.search(site / "search.html", words):
        faults.append(f"the search finds nothing for {words}")
    return faults


def main() -> int:
    """Checks this repository's own timeline and a hostile one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vireo", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    program = options.vireo.resolve()
    os.environ.update(SOURCE_DATE_EPOCH="1795300000", GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org")
    os.environ.update(GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.org")
    passed = failed = 0

    def check(name: str, faults: list[str]) -> None:
        nonlocal passed, failed
        passed, failed = passed + (not faults), failed + bool(faults)
        print(f"{name}: {'ok' if not faults else ''}")
        for fault in faults[:10]:
            print(f"  {fault}")

    with tempfile.TemporaryDirectory() as scratch:
        for name, repository in {"own": ROOT, "hostile": hostile_repository(program, Path(scratch))}.items():
            def timeline(form: str) -> str:
                arguments = (program, "-C", repository, "timeline", "--since", "2000", "--branch", "HEAD", "--format", form)
                return subprocess.run(arguments, check=True, capture_output=True).stdout.decode()

            events = [json.loads(line) for line in timeline("ndjson").splitlines()]
            page = options.folder / f"{name}.html"
            page.write_text(timeline("html"))
            check(f"{name} page, {len(events)} events", faults_of_page(page, name))
            if timeline("html") != page.read_text():
                check(f"{name} page again", ["it has other bytes"])

            feed = options.folder / f"{name}.atom"
            feed.write_text(timeline("atom"))
            run("xmllint", "--noout", feed)
            read = feedparser.parse(feed.read_bytes())
            faults = [f"feedparser says {read.bozo_exception}"] if read.bozo else []
            if len(read.entries) != len(events) or len({entry.id for entry in read.entries}) != len(events):
                faults.append(f"{len(read.entries)} entries of {len(events)} events")
            faults += [f"{entry.updated}, not {event['time']}" for entry, event in zip(read.entries, events)
                       if entry.updated[:10] != event["time"][:10]]
            check(f"{name} feed", faults)

            calendar = icalendar.Calendar.from_ical(timeline("ical"))
            found = calendar.walk("VEVENT")
            faults = [] if len(found) == len(events) else [f"{len(found)} entries of {len(events)} events"]
            faults += [f"{len(entry.errors)} errors" for entry in found if entry.errors]
            check(f"{name} calendar", faults)

            def roadmap(form: str) -> str:
                arguments = (program, "-C", repository, "roadmap", "--state", "all", "--at", "HEAD", "--format", form)
                return subprocess.run(arguments, check=True, capture_output=True).stdout.decode()

            milestones = json.loads(roadmap("json"))
            page = options.folder / f"{name}-roadmap.html"
            page.write_text(roadmap("html"))
            check(f"{name} roadmap, {len(milestones)} milestones", faults_of_page(page, f"{name}-roadmap"))
            calendar = icalendar.Calendar.from_ical(roadmap("ical"))
            found, due = calendar.walk("VEVENT"), [milestone for milestone in milestones if milestone["due"]]
            faults = [] if len(found) == len(due) else [f"{len(found)} entries of {len(due)} milestones that are due"]
            faults += [f"{len(entry.errors)} errors" for entry in found if entry.errors]
            check(f"{name} calendar of the roadmap", faults)

        for name, words in {"own": "timeline", "hostile": "alert"}.items():
            repository, site = ROOT, Path(scratch) / f"{name}-site"
            if name == "hostile":
                repository = Path(scratch) / "more-hostile"
                repository.mkdir()
                test_site.hostile_tracker(program, repository)
            run(program, "-C", repository, "site", site)
            if name == "hostile":
                pages = sorted(site.rglob("*.html"))
                sung = [f"{page.relative_to(site)}: {fault}" for page in pages for fault in browser.canary(page)]
                check(f"{name} site, the canary on {len(pages)} pages", sung + test_site.unescaped(site))
            check(f"{name} site", faults_of_site(site, name, options.folder, words))
    print(f"{passed} passed, {failed} failed; the pictures are in {options.folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
