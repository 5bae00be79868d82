"""How issues and comments look as files of a tracker; docs/format.md says why."""
from __future__ import annotations

import re
from datetime import datetime, timezone

from model import MILESTONES, PRIORITIES, TYPES, Comment, Issue

ISSUES = ".tracker/issues"


def settings() -> dict[str, str]:
    """The files of a tracker that are no issues, by their paths."""
    config = (f"name: Benchmark\nstatuses: {{open: open, in-progress: open, closed: closed}}\n"
              f"types: [{', '.join(TYPES)}]\npriorities: [{', '.join(PRIORITIES)}]\n")
    milestones = {f".tracker/milestones/{name}.md": f'---\ntitle: Version {name}\n---\n' for name in MILESTONES}
    return {".tracker/config.yml": config, **milestones}


def issue_path(issue: Issue) -> str:
    """Where an issue's file lies."""
    shard = f"{issue.number // 1000}k/" if issue.number >= 1000 else ""
    return f"{ISSUES}/{shard}{issue.number}-{slug(issue.title)}.md"


def slug(title: str) -> str:
    """The title in lower case with hyphens, cut at a whole word."""
    words = re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
    return words if len(words) <= 50 else words[:51].rpartition("-")[0]


def issue_text(issue: Issue) -> str:
    """What stands in an issue's file, as `vireo` writes it."""
    values = [
        ("uid", issue.uid), ("title", issue.title), ("status", issue.status),
        ("status-date", None if issue.status_time is None else timestamp(issue.status_time)),
        ("resolution", issue.resolution), ("type", issue.type), ("priority", issue.priority),
        ("labels", "".join(f"\n  - {label}" for label in issue.labels) or None), ("author", issue.author),
        ("assignee", issue.assignee), ("milestone", f'"{issue.milestone}"'), ("created", timestamp(issue.created)),
    ]
    lines = [f"{key}:{'' if value.startswith(chr(10)) else ' '}{value}\n" for key, value in values if value is not None]
    return f"---\n{''.join(lines)}---\n\n{issue.body}\n"


def comment_path(issue: Issue, comment: Comment) -> str:
    """Where a comment's file lies: in a folder beside that of the issue."""
    time = moment(comment.time).strftime("%Y%m%dT%H%M%SZ")
    return f"{issue_path(issue).removesuffix('.md')}/{time}-{comment.author}-{comment.suffix}.md"


def timestamp(seconds: int) -> str:
    """A time as issues have it."""
    return moment(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(seconds: int) -> datetime:
    """The time in UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc)
