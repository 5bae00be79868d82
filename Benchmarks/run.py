#!/usr/bin/env python3
"""Times the program beside what it is held to, in turn, and prints the ratios of the medians: run.py PROGRAM

Both of a pair run in turn, so that a machine whose speed drifts does not favour one. Whole processes, warm pages.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])
here = os.path.dirname(os.path.abspath(__file__))
scratch = tempfile.mkdtemp(prefix="vireo-bench-")


def seconds(command, folder):
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def pair(name, ours, theirs, folder, limit, rounds):
    ratios, left, right = [], [], []
    for _ in range(3):
        seconds(ours, folder), seconds(theirs, folder)
    for _ in range(rounds):
        a, b = seconds(ours, folder), seconds(theirs, folder)
        left.append(a), right.append(b), ratios.append(a / b)
    a, b = statistics.median(left) * 1000, statistics.median(right) * 1000
    print(f"| {name} | {a:.1f} | {b:.1f} | {a / b:.2f} | {limit} |", flush=True)


def tracker(count):
    folder = os.path.join(scratch, str(count))
    subprocess.run([sys.executable, os.path.join(here, "generate.py"), str(count), folder], check=True)
    return folder


try:
    small, large = tracker(100), tracker(10_000)
    cat = "find .tracker/issues -name '*.md' -print0 | xargs -0 -n 2000 cat"
    print("| what | ms | beside it, ms | ratio | at most |\n| --- | --- | --- | --- | --- |")
    git = ["git", "--version"]
    pair("`vireo --version` : `git --version`", [program, "--version"], git, small, 5, 60)
    pair("`vireo show 7` of 100 issues : `git --version`", [program, "show", "7"], git, small, 12, 60)
    pair("`vireo show 7` of 10,000 issues : `git --version`", [program, "show", "7"], git, large, 12, 60)
    files = [os.path.join(root, name) for root, _, names in os.walk(os.path.join(large, ".tracker/issues"))
             for name in names]
    pair("`vireo list` of 10,000 issues : `cat` of the same files, named", [program, "list"], ["cat"] + files,
         large, 2, 25)
    pair("`vireo list` of 10,000 issues : `find | xargs cat`", [program, "list"], ["sh", "-c", cat], large, "", 25)
    pair("`vireo list -S parser` of 10,000 issues : `grep -ril`", [program, "list", "-S", "parser"],
         ["grep", "-ril", "parser", ".tracker/issues"], large, "", 15)
finally:
    shutil.rmtree(scratch)
