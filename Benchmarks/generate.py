#!/usr/bin/env python3
"""Makes a tracker of N issues in a folder, always the same: generate.py N FOLDER"""
import os
import random
import subprocess
import sys

count, folder = int(sys.argv[1]), sys.argv[2]
source = random.Random(42)
words = ("parser token cache socket timeout render layout index query buffer thread lock header cookie session "
         "login upload retry queue worker schema commit branch merge conflict patch import filter sort page").split()
people = "alice bob carol dave erin".split()


def text(length):
    return " ".join(source.choice(words) for _ in range(length))


os.makedirs(folder, exist_ok=True)
subprocess.run(["git", "init", "--quiet", folder], check=True)
for number in range(1, count + 1):
    title = text(6)
    place = os.path.join(folder, ".tracker/issues", f"{number // 1000}k" if number >= 1000 else "")
    os.makedirs(place, exist_ok=True)
    lines = [
        "---", f"uid: a{number:09d}", f"title: {title}", f"status: {source.choice(['open', 'closed'])}",
        "type: defect", f"priority: {source.choice(['low', 'normal', 'high'])}", "labels:",
        f"  - {source.choice(words)}", f"  - {source.choice(words)}", f"author: {source.choice(people)}",
        f"assignee: {source.choice(people)}", f'milestone: "{source.randint(1, 3)}.0"',
        f"created: 2026-{source.randint(1, 10):02d}-{source.randint(1, 28):02d}T10:00:00Z", "---", "", text(150), ""]
    with open(os.path.join(place, f"{number}-{title.replace(' ', '-')}.md"), "w") as file:
        file.write("\n".join(lines))
