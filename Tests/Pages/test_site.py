#!/usr/bin/env python3
"""Looks at every page of sites: this project's own, imported trackers', and one whose texts try to break out.

Each link leads to a file of the site and to a place in it, ids are there once, tags are closed in order, every issue
and comment is there, nothing runs but the search's own files, feeds are XML, and a second run writes nothing. Prints
every fault, and ends with `N passed, N failed`.
"""
from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
VOID = {"meta", "link", "img", "br", "hr", "input", "line", "polyline", "polygon", "rect", "wbr"}
ALLOWED = {"http", "https", "mailto"}
HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "' onmouseover='alert(1)",
    "[x](javascript:alert(1))", "<svg/onload=alert(1)>", "]]>", "--><b>", "\u202egnp", "../../../etc/passwd", "CON", "a" * 300,
    "[x](data:text/html,<script>alert(1)</script>)", "<a href='jAvAsCrIpT:alert(1)'>x</a>", "{{7*7}}", "${7*7}",
]


class Page(HTMLParser):
    """What a page holds that matters here."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.open: list[str] = []
        self.policy = False
        self.comments = 0
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"not closed: {self.open}")

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if values.get("id"):
            self.ids.append(values["id"])
        for name, value in attributes:
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in {"href", "src"}:
                self.links.append((tag, value or ""))
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policy = "default-src 'none'" in (values.get("content") or "")
        if tag == "article" and values.get("class") == "comment":
            self.comments += 1

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script" and data.strip():
            self.faults.append("a script in the page")


def faults_of(folder: Path) -> tuple[dict[str, Page], list[str]]:
    """The pages of a site by their paths, and what is wrong with them."""
    pages = {str(file.relative_to(folder)): Page(file.read_text()) for file in sorted(folder.rglob("*.html"))}
    faults = []
    for path, page in pages.items():
        faults += [f"{path}: {fault}" for fault in page.faults]
        if not page.policy:
            faults.append(f"{path}: no policy")
        faults += [f"{path}: the id {name!r} is there twice" for name in {n for n in page.ids if page.ids.count(n) > 1}]
        for tag, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if parts.scheme not in ALLOWED or tag != "a":
                    faults.append(f"{path}: <{tag}> leads to {link!r}")
                continue
            target = (folder / path).parent / unquote(parts.path) if parts.path else folder / path
            target = Path(os.path.normpath(target))
            if not target.is_relative_to(folder) or not target.is_file():
                faults.append(f"{path}: {link!r} leads nowhere")
            elif parts.fragment and target.suffix == ".html":
                name = str(target.relative_to(folder))
                if unquote(parts.fragment) not in pages[name].ids and name != "search.html":
                    faults.append(f"{path}: {link!r} leads to no place of {name}")
    for feed in folder.rglob("*.atom"):
        try:
            xml.parse(feed)
        except xml.ParseError as error:
            faults.append(f"{feed.name}: {error}")
    return pages, faults


def named(text: str, place: str) -> str:
    """A text as a name that a file can have, and git's own files."""
    kept = text.replace("/", "\u2044").replace("\u202e", "")[:60]
    return f"{kept} {place}"


def reference(text: str) -> str:
    """A text as the name of a branch or tag: without what git-check-ref-format(1) forbids."""
    kept = "".join("-" if letter in " ~^:?*[\\" or letter < " " else letter for letter in text[:60])
    return kept.replace("..", "-").replace("@{", "-").replace("//", "/").strip("/.") or "x"


def hostile_tracker(program: Path, folder: Path) -> None:
    """A tracker that has bad texts wherever there is room for one."""
    def run(*command: object) -> None:
        subprocess.run([str(part) for part in command], cwd=folder, check=True, capture_output=True)

    def write(path: str, text: str) -> None:
        file = folder / ".tracker" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    run("git", "init", "-q", "-b", "main")
    run(program, "init")
    people = "".join(f"  - {{handle: p{index}, name: {json.dumps(text)}}}\n" for index, text in enumerate(HOSTILE))
    labels = "".join(f"  - {{name: {json.dumps(text)}, color: '#ff0000'}}\n" for text in HOSTILE[:4])
    write("config.yml", f"name: {json.dumps(HOSTILE[0])}\npeople:\n{people}labels:\n{labels}")
    keys = ("assignee", "milestone", "priority", "type", "severity", "component", "version", "estimate", "resolution")
    for index, text in enumerate(HOSTILE, 1):
        quoted = json.dumps(text)
        fields = "".join(f"{key}: {quoted}\n" for key in keys)
        write(f"issues/{index}-x.md",
              f"---\ntitle: {quoted}\nauthor: {quoted if index % 2 else f'p{index}'}\n{fields}labels:\n  - {quoted}\n"
              f"watchers:\n  - {quoted}\nrelates:\n  - {quoted}\nextra: {quoted}\n{quoted}: x\ncreated: 2026-01-01\n---\n\n"
              f"{text}\n\n# {text}\n\n#1 [[{text}]] @x\n\n```{text}\n{text}\n```\n\n[{text}]: x '{text}'\n")
        write(f"issues/{index}-x/20260101T000000Z-bob-aa{index:02}.md",
              f"---\nauthor: {quoted}\n---\n\n{text}\n\n<!-- vireo:query {text} -->\n<!-- /vireo -->\n")
        write(f"issues/{index}-x/evil {index}.html", "<script>alert(1)</script>")
        write(f"issues/{index}-x/{named(text, 'a.png')}", "<script>alert(1)</script>")
        write(f"issues/{index + 100}-{named(text, 'y.md')}", f"---\ntitle: {quoted}\nauthor: alice\n---\n{text}\n")
        write(f"wiki/Page {index}.md",
              f"---\ntitle: {quoted}\ntags:\n  - {quoted}\n---\n\n{text}\n\n<!-- vireo:query {text} -->\n<!-- /vireo -->\n")
        write(f"wiki/{named(text, 'page.md')}", f"{text}\n")
        write(f"queries/{named(text, 'q.md')}", f"---\ntitle: {quoted}\nquery: {json.dumps('title:' + quoted)}\n---\n{text}\n")
        write(f"milestones/{named(text, 'm.md')}", f"---\ntitle: {quoted}\ndue: 2026-01-01\n---\n{text}\n")
        run("git", "checkout", "-q", "-b", f"{index}{reference(text)}")
        run("git", "add", "-A")
        run("git", "commit", "-q", "--author", f"{text.replace('<', '').replace('>', '')[:40]} <a@example.org>",
            "-m", f"{text}\n\nFixes #{index}")
        run("git", "tag", "-m", text, f"v{index}{reference(text)}")
        identity = f"user.name={text.replace('<', '').replace('>', '')[:40]} x"
        run("git", "-c", identity, "commit", "-q", "--allow-empty", "-m", f"Merge branch '{text}'\n\nRefs #{index}")
        commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True).stdout
        write(f"wiki/{named(text, 'commit.md')}", f"commit:{commit.strip()}\n")
    write("milestones/1.0.md", f"---\ntitle: {json.dumps(HOSTILE[0])}\ndue: 2026-01-01\n---\n{HOSTILE[1]}\n")
    write("milestones/x.md", f"{HOSTILE[4]}\n")


def unescaped(folder: Path) -> list[str]:
    """The pages of a site in which a bad text stands as it is, though it has marks of HTML."""
    marked = [text for text in HOSTILE if "<" in text]
    return [f"{page.relative_to(folder)}: {text!r} isn't escaped"
            for page in sorted(folder.rglob("*.html")) for text in marked if text in page.read_text()]


def main() -> int:
    """Makes sites and looks at them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vireo", type=Path, default=ROOT / ".build/debug/vireo")
    parser.add_argument("archives", nargs="*", type=Path)
    options = parser.parse_args()
    program = options.vireo.resolve()
    os.environ.update(GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org", GIT_CONFIG_GLOBAL="/dev/null")
    os.environ.update(GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.org", SOURCE_DATE_EPOCH="1795300000")
    passed = failed = 0

    def look(name: str, repository: Path) -> None:
        nonlocal passed, failed
        with tempfile.TemporaryDirectory() as scratch:
            site = Path(scratch) / "site"
            subprocess.run([program, "-C", repository, "site", site], check=True, capture_output=True)
            pages, faults = faults_of(site)
            faults += unescaped(site) if name == "hostile" else []
            issues = json.loads(subprocess.run(
                [program, "-C", repository, "list", "--state", "all", "--json", "number,comments", "-L", "1000000"],
                check=True, capture_output=True, text=True).stdout)
            comments = sum(len(issue["comments"]) for issue in issues)
            shown = [page for path, page in pages.items() if path.startswith("issues/") and path[7].isdigit()]
            if len(shown) != len(issues) or sum(page.comments for page in shown) != comments:
                faults.append(f"{len(shown)} pages with {sum(page.comments for page in shown)} comments for "
                              f"{len(issues)} issues with {comments}")
            again = subprocess.run([program, "-C", repository, "site", site], check=True, capture_output=True, text=True)
            if ", 0 written" not in again.stdout:
                faults.append(f"again: {again.stdout.strip()}")
            print(f"{name}: {len(pages)} pages, {len(faults)} faults")
            for fault in faults[:20]:
                print(f"  {fault}")
            passed, failed = passed + len(pages), failed + len(faults)

    look("own", ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        hostile_tracker(program, folder)
        look("hostile", folder)
    for archive in options.archives:
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["git", "init", "-q", scratch], check=True)
            subprocess.run([program, "-C", scratch, "init"], check=True, capture_output=True)
            subprocess.run([program, "-C", scratch, "import", "github-archive", archive.resolve()], check=True,
                           capture_output=True)
            look(archive.name, Path(scratch))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
