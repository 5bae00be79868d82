#!/usr/bin/env python3
"""Compares what the program and the oracle find in the messages of whole repositories.

For each repository that is named, a bare or an ordinary one, both read every message of HEAD's history. Prints how many
references there are and every difference, and ends with `N passed, N failed`.
"""
from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import messages_oracle

ROOT = Path(__file__).resolve().parents[2]


def of_program(program: Path, clone: Path) -> set[tuple[str, str, int]]:
    """The references that the program finds, as (commit, action, number)."""
    subprocess.run([program, "-C", clone, "init"], check=True, capture_output=True)
    arguments = [program, "-C", clone, "refs", "--history", "HEAD", "--json", "commit,action,number"]
    output = subprocess.run(arguments, check=True, capture_output=True).stdout
    return {(found["commit"], found["action"], found["number"]) for found in json.loads(output)}


def of_oracle(repository: Path) -> set[tuple[str, str, int]]:
    """The references that the oracle finds."""
    return {
        (commit, action, number)
        for commit, message in messages_oracle.commits(str(repository), ["HEAD"])
        for action, number in messages_oracle.effects(message)
    }


def main() -> int:
    """Compares each repository."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vireo", type=Path, default=ROOT / ".build/debug/vireo", help="the program")
    parser.add_argument("repositories", nargs="+", type=Path)
    options = parser.parse_args()
    os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1")
    failed = 0
    for repository in options.repositories:
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder) / "clone"
            subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", repository, clone], check=True)
            program, oracle = of_program(options.vireo.resolve(), clone), of_oracle(clone)
        actions = ("close", "reopen", "refer", "mention")
        counts = {action: sum(found[1] == action for found in oracle) for action in actions}
        print(f"{repository}: " + ", ".join(f"{count} {action}" for action, count in counts.items()))
        for commit, action, number in sorted(program - oracle):
            print(f"  only the program: {commit} {action} {number}")
        for commit, action, number in sorted(oracle - program):
            print(f"  only the oracle: {commit} {action} {number}")
        failed += program != oracle
    print(f"{len(options.repositories) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
