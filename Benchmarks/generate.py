#!/usr/bin/env python3
"""Makes a git repository with a tracker of N issues and about twice as many comments, always the same.

The same data can be had as JSON lines, one issue a line, for programs that this one is compared with.
"""
from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from model import COMMON_WORD, RARE_WORD, Issue, issues  # noqa: E402
from repository import Repository  # noqa: E402

MILESTONE, PRIORITY = "2.1", "major"  # of the filtered list


@dataclass
class Facts:
    """What the data holds, so that answers can be held against it."""
    issues: int = 0
    comments: int = 0
    files: int = 0
    bytes: int = 0
    closed: int = 0
    filtered: int = 0  # open, of that milestone and priority
    common: int = 0  # with the common word
    rare: int = 0
    head: str = field(default="")  # the id of the last commit

    def count(self, issue: Issue) -> None:
        """Counts an issue."""
        self.issues += 1
        self.comments += len(issue.comments)
        self.closed += issue.status == "closed"
        self.filtered += issue.status != "closed" and (issue.milestone, issue.priority) == (MILESTONE, PRIORITY)
        self.common += issue.has(COMMON_WORD)
        self.rare += issue.has(RARE_WORD)


def make(count: int, folder: Path, commits: int = 0, more_closed: int = 0, lines: IO[str] | None = None) -> Facts:
    """Makes the repository, and writes the JSON lines if they have somewhere to go."""
    facts = Facts()
    repository = Repository(folder)
    for issue in issues(count, more_closed):
        facts.count(issue)
        repository.add(issue)
        if lines is not None:
            lines.write(json.dumps(asdict(issue)) + "\n")
    repository.add_code(commits, count)
    facts.head = repository.finish()
    facts.files, facts.bytes = repository.files, repository.size
    return facts


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", metavar="N", type=int, help="how many issues")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the repository's folder, which must not exist")
    parser.add_argument("--commits", metavar="M", type=int, default=0, help="so many commits of code on top")
    parser.add_argument("--more-closed", metavar="K", type=int, default=0, help="so many closed issues more")
    parser.add_argument("--json", metavar="FILE", type=argparse.FileType("w"), help="write the data as JSON lines, too")
    options = parser.parse_args()
    facts = make(options.count, options.folder, options.commits, options.more_closed, options.json)
    print(json.dumps(asdict(facts)))


if __name__ == "__main__":
    main()
