#!/usr/bin/env python3
"""Lets every call that writes fail once, in every command that changes something: run.py PROGRAM SHIM

For N = 1, 2, 3 … until nothing fails any more, the Nth such call of the command (and of the gits that it starts) fails;
then again, with the process killed just before it. After each: every file of the tracker has its old bytes or its new
ones, `check` finds nothing, `git fsck` finds nothing, a failure was told with an exit code of 1 and what state was
left, and the command can be run again.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, shim = (os.path.abspath(path) for path in sys.argv[1:3])
scratch = pathlib.Path(tempfile.mkdtemp(prefix="vireo-faults-"))
environment = {
    "PATH": os.environ["PATH"], "HOME": str(scratch), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Alice", "GIT_AUTHOR_EMAIL": "alice@example.org", "GIT_COMMITTER_NAME": "Alice",
    "GIT_COMMITTER_EMAIL": "alice@example.org", "VIREO_NOW": "2026-11-21T10:04:33Z", "LC_ALL": "C"}
commands = {
    "new": ["new", "-t", "Another", "-b", "Text"], "new --commit": ["new", "-t", "Another", "--commit"],
    "edit": ["edit", "1", "--set", "priority=high"], "edit --commit": ["edit", "1", "--add-label", "x", "--commit"],
    "edit of two": ["edit", "1", "3", "--set", "priority=high"],
    "comment": ["comment", "1", "-b", "Hello"], "comment --commit": ["comment", "1", "-b", "Hello", "--commit"],
    "attach": ["attach", "1", "file"], "close": ["close", "1", ".tracker/issues/2-two.md", "-c", "Done"],
    "reopen --commit": ["reopen", "3", "--commit"], "repair": ["repair"], "repair --commit": ["repair", "--commit"],
    "check --fix": ["check", "--fix", ".tracker/issues/drafts"], "init": ["init"],
    "query save": ["query", "save", "hot", "priority>=high", "--force"],
    "edit --where": ["edit", "--where", "is:open", "--set", "priority=high", "--yes", "--commit"]}


def run(command, folder, **more):
    return subprocess.run(command, cwd=folder, env={**environment, **more}, capture_output=True, text=True)


def vireo(arguments, folder, **more):
    return run([program] + arguments, folder, **more)


def begin():
    """A repository with three issues, a number taken twice, a draft, and a file to attach."""
    folder = scratch / "begin"
    folder.mkdir()
    run(["git", "init", "--quiet", "."], folder)
    for index, title in enumerate(["One", "Two", "Three", "Four"]):
        vireo(["init"], folder)
        vireo(["new", "-t", title], folder, VIREO_SEED=str(index))
    vireo(["close", "3"], folder)
    issues = folder / ".tracker/issues"
    (issues / "4-four.md").rename(issues / "2-four.md")
    vireo(["comment", ".tracker/issues/2-four.md", "-b", "x"], folder)
    (issues / "drafts").mkdir()
    (issues / "drafts/by-hand.md").write_text("---\ntitle: By hand: and quoted\n---\n")
    (folder / "file").write_text("attached\n")
    (folder / ".tracker/templates/bug.md").unlink()
    run(["git", "add", "--all"], folder)
    run(["git", "commit", "--quiet", "-m", "Begin"], folder)
    return folder


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in (folder / ".tracker").rglob("*")
            if path.is_file()}


def findings(folder):
    found = vireo(["check", "--format", "short"], folder)
    return sorted(line.split("[")[-1] for line in found.stdout.splitlines() if ": error:" in line)


def defect(name, folder, start, old, new, result, mode):
    now = files(folder)
    for path, content in now.items():
        if os.path.basename(path).startswith(".vireo-") and mode == "kill":
            continue
        # A file that is to be moved has its new content before it has its new name.
        if content not in (old.get(path), new.get(path)) and content not in new.values():
            return f"{path} has neither its old bytes nor new ones"
    if set(findings(folder)) - set(findings(start)):
        return f"check finds {findings(folder)}"
    fsck = run(["git", "fsck", "--strict"], folder)
    if fsck.returncode != 0 or "error" in fsck.stderr:
        return f"git fsck: {fsck.stderr}"
    if mode == "fail" and result.returncode not in (0, 1):
        return f"exit code {result.returncode}"
    if mode == "fail" and result.returncode == 1 and "state: " not in result.stderr:
        return f"does not say what state was left: {result.stderr}"
    for lock in ("index.lock", "HEAD.lock", "refs/heads/master.lock"):
        (folder / ".git" / lock).unlink(missing_ok=True)
    again = vireo(commands[name], folder)
    if again.returncode != 0:
        return f"cannot be run again: {again.stderr}"
    left = [path for path in files(folder) if "/.vireo-" in path]
    if left:
        return f"leaves {left}"
    return None


failures = runs = 0
try:
    start = begin()
    old = files(start)
    for name, arguments in commands.items():
        whole = scratch / "whole"
        shutil.copytree(start, whole)
        ended = vireo(arguments, whole, VIREO_SEED="9")
        assert ended.returncode == 0, ended.stderr
        new = files(whole)
        shutil.rmtree(whole)
        counts = []
        for mode in ("fail", "kill"):
            number = 0
            while True:
                number += 1
                folder, log = scratch / "run", scratch / "log"
                shutil.copytree(start, folder)
                log.unlink(missing_ok=True)
                result = vireo(arguments, folder, VIREO_SEED="9", LD_PRELOAD=shim, FAULT_AT=str(number),
                               FAULT_MODE=mode, FAULT_LOG=str(log))
                struck = log.read_text().split() if log.exists() else []
                problem = defect(name, folder, start, old, new, result, mode) if struck else None
                shutil.rmtree(folder)
                runs += 1
                if problem:
                    failures += 1
                    print(f"vireo {' '.join(arguments)}, {mode} at {number} ({struck[0]}): {problem}")
                if not struck:
                    counts.append(number - 1)
                    break
        print(f"{name}: {counts[0]} failures, {counts[1]} kills", flush=True)
finally:
    shutil.rmtree(scratch)
print(f"{runs} runs, {failures} failed")
sys.exit(1 if failures or runs < 100 else 0)
