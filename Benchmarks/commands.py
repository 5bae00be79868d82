"""The commands of the program that are timed, without its name. This is the one place where they stand."""
from __future__ import annotations

import time

from generate import MILESTONE, PRIORITY
from model import COMMON_WORD, END, RARE_WORD

TITLE = "Crash on save when the disk is full"
BODY = "The program crashes in the second save, and the file is empty afterwards.\n\n" * 12

MONTH = time.strftime("%Y-%m-%d", time.gmtime(END - 30 * 86_400))  # the day on which the last month begins

VERSION = ["--version"]
LIST = ["list"]
FILTERED = ["list", f"is:open milestone:{MILESTONE} priority:{PRIORITY}"]
COMMON = ["list", "-s", "all", COMMON_WORD]
RARE = ["list", "-s", "all", RARE_WORD]  # needs the texts of all issues and comments
NEW = ["new", "-t", TITLE, "-b", BODY, "-m", MILESTONE, "--priority", PRIORITY]
NEW_COMMITTED = [*NEW, "--commit"]


def show(number: int) -> list[str]:
    """Shows one issue with its comments."""
    return ["show", str(number)]


def timeline(*options: str) -> list[str]:
    """What happened in the month before the data ends, or what else the options say."""
    return ["timeline", "--since", MONTH, *options]
