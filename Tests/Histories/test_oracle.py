#!/usr/bin/env python3
"""Holds the oracles against small histories, made with git, whose answers were worked out by hand."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from messages_oracle import effects, references  # noqa: E402
from state_oracle import fixed_in, states  # noqa: E402

SEVEN = ".tracker/issues/7-crash.md"
UID = "seven00000"


class History:
    """A scratch repository with a clock of its own: each commit is a minute after the one before."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.minutes = 0
        self.files = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, text: str = "") -> str:
        """Runs git, with nothing of the user's settings."""
        self.minutes += 1
        time = f"{1_700_000_000 + 60 * self.minutes} +0000"
        mine = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        mine |= {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true", "LC_ALL": "C"}
        mine |= {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                 for what, value in (("NAME", "Ann"), ("EMAIL", "ann@example.org"), ("DATE", time))}
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=mine, input=text.encode(), capture_output=True)
        if done.returncode and arguments[0] != "merge":
            raise AssertionError(f"git {' '.join(arguments)}: {(done.stdout + done.stderr).decode()}")
        return done.stdout.decode().strip()

    def write(self, path: str, text: str) -> None:
        """Writes a file of the work tree."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)

    def issue(self, path: str = SEVEN, uid: str | None = UID, **keys: str) -> None:
        """Writes an issue's file."""
        values = ({"uid": uid} if uid else {}) | {key.replace("_", "-"): value for key, value in keys.items()}
        self.write(path, "---\ntitle: Crash\n" + "".join(f"{k}: {v}\n" for k, v in values.items()) + "---\n\nText.\n")

    def commit(self, message: str, *options: str) -> str:
        """Commits all there is, and something new besides."""
        self.files += 1
        self.write(f"code/{self.files}", message)
        self.git("add", "-A")
        self.git("commit", "-q", "-F", "-", *options, text=message)
        return self.head()

    def new(self, message: str = "New issue", **keys: str) -> str:
        """Commits issue 7."""
        self.issue(**keys)
        return self.commit(message)

    def head(self) -> str:
        """The id of HEAD."""
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, at: str = "HEAD") -> None:
        """Switches to a new branch."""
        self.git("switch", "-q", "-c", name, at)

    def switch(self, name: str) -> None:
        """Switches to a branch."""
        self.git("switch", "-q", name)

    def merge(self, *branches: str, options: tuple[str, ...] = ("--no-ff",), message: str = "Merge") -> str:
        """Merges branches in a commit of its own."""
        self.git("merge", "-q", *options, "-m", message, *branches)
        return self.head()

    def revert(self, commit: str, *options: str) -> str:
        """Reverts a commit as git does."""
        self.git("revert", "--no-edit", *options, commit)
        return self.head()

    def state(self, path: str = SEVEN, revision: str | None = "HEAD") -> str:
        """The state of an issue."""
        issue = states(str(self.folder), revision)[path]
        return issue["state"] if issue["known"] else f"{issue['state']}, unknown"


class StateTests(unittest.TestCase):
    """Situations of docs/state.md, the ones that are easiest to get wrong."""

    def setUp(self) -> None:
        """Makes an empty repository."""
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.history = History(self.scratch.name)

    def base(self) -> None:
        """A tracker without issues, and then issue 7."""
        self.history.write(".tracker/config.yml", "name: x\n")
        self.history.commit("Begin")
        self.history.new()

    def check(self, state: str, path: str = SEVEN, revision: str | None = "HEAD") -> None:
        """Holds a state in a view of a commit, and in the work tree over HEAD, against what is wanted."""
        self.assertEqual(self.history.state(path, revision), state)
        if revision == "HEAD":
            self.assertEqual(self.history.state(path, None), state)

    def test_file_and_fix_in_one_commit(self) -> None:
        """A commit that adds the file and fixes the issue is not its own ancestor."""
        fix = self.history.new("Fixes #7")
        self.check("closed")
        self.assertEqual(states(str(self.history.folder))[SEVEN]["reason"], fix)

    def test_fixes_from_before_the_issue(self) -> None:
        """Creation is a writing that has seen them."""
        self.history.write(".tracker/config.yml", "name: x\n")
        self.history.commit("Fixes #7")
        self.history.new()
        self.check("open")

    def test_fix_on_a_branch_from_before_the_file(self) -> None:
        """The number means the issue of the view, from the merge on."""
        self.history.write(".tracker/config.yml", "name: x\n")
        self.history.commit("Begin")
        self.history.branch("side")
        self.history.commit("Fixes #7")
        self.history.switch("main")
        self.history.new()
        self.check("open")
        self.history.merge("side")
        self.check("closed")

    def test_branch_from_before_the_tracker(self) -> None:
        """A tree without a tracker has numbers of its own."""
        self.history.commit("Begin")
        self.history.branch("side")
        self.history.commit("Fixes #7")
        self.history.switch("main")
        self.history.new()
        self.history.merge("side")
        self.check("open")

    def test_reverts_of_reverts(self) -> None:
        """Each revert takes back the one before, and a new fix needs none of them."""
        self.base()
        fix = self.history.commit("Fixes #7")
        first = self.history.revert(fix)
        self.check("open")
        second = self.history.revert(first)
        self.check("closed")
        self.history.revert(second)
        self.check("open")
        self.history.commit("Try again: fixes #7")
        self.check("closed")

    def test_revert_of_a_merge(self) -> None:
        """All that the merge had brought is taken back, and comes again."""
        self.base()
        self.history.branch("side")
        self.history.commit("Work")
        self.history.commit("Fixes #7")
        self.history.switch("main")
        revert = self.history.revert(self.history.merge("side"), "-m", "1")
        self.check("open")
        self.history.revert(revert)
        self.check("closed")

    def test_pick_reverted_on_release(self) -> None:
        """The revert of a copy leaves the other copy alone."""
        self.base()
        self.history.branch("release")
        self.history.switch("main")
        fix = self.history.commit("Fixes #7")
        self.history.switch("release")
        self.history.git("cherry-pick", "-x", fix)
        self.history.revert("HEAD")
        self.history.switch("main")
        self.history.merge("release", options=("-s", "ours"))
        self.check("closed")
        self.check("open", revision="release")

    def test_pick_of_the_revert(self) -> None:
        """The revert names a commit of another branch, of which there is a copy."""
        self.base()
        self.history.branch("release")
        self.history.commit("Other")
        self.history.switch("main")
        fix = self.history.commit("Fixes #7")
        revert = self.history.revert(fix)
        self.history.switch("release")
        self.history.git("cherry-pick", fix)
        self.check("closed")
        self.history.git("cherry-pick", revert)
        self.check("open")

    def test_fix_and_revert_rebased(self) -> None:
        """The revert names a commit that only the reflog knows."""
        self.base()
        self.history.branch("side")
        self.history.revert(self.history.commit("Fixes #7"))
        self.history.switch("main")
        self.history.commit("Other")
        self.history.switch("side")
        self.history.git("rebase", "-q", "main")
        self.check("open")

    def test_squashed_revert_of_a_forge(self) -> None:
        """Without an id the quoted subject is looked for, without the pull requests."""
        self.base()
        self.history.commit("Mend it (#11)\n\nFixes #7")
        self.history.commit('Revert "Mend it" (#12)\n\nReverts o/r#11')
        self.check("open")
        self.history.commit('Reapply "Mend it" (#13)')
        self.check("closed")

    def test_partial_revert(self) -> None:
        """It takes back nothing."""
        self.base()
        fix = self.history.commit("Mend it\n\nFixes #7")
        self.history.commit(f'Revert "Mend it"\n\nThis reverts part of commit {fix}.')
        self.check("closed")

    def test_squash_with_a_list(self) -> None:
        """The messages that git lists count, but not those that a listed revert takes back."""
        self.base()
        self.history.branch("side")
        fix = self.history.commit("Fixes #7")
        self.history.switch("main")
        self.history.git("merge", "-q", "--squash", "side")
        self.history.git("commit", "-q", "--no-edit")
        self.check("closed")
        self.history.git("reset", "-q", "--hard", "HEAD~")
        self.history.switch("side")
        self.history.revert(fix)
        self.history.commit("More")
        self.history.switch("main")
        self.history.git("merge", "-q", "--squash", "side")
        self.history.git("commit", "-q", "--no-edit", "--allow-empty")
        self.check("open")

    def test_squash_of_a_forge_with_a_revert(self) -> None:
        """Items have no id, so that the quoted subject is looked for."""
        self.base()
        items = 'Fixes #7', 'Revert "Fixes #7"\n\nThis reverts commit 12345678.', 'Done'
        self.history.commit("\n\n* ".join(["Feature (#9)", *items]))
        self.check("open")

    def test_recorded(self) -> None:
        """What was written down later decides nothing."""
        self.base()
        fix = self.history.commit("Fixes #7")
        self.history.issue(status="closed", status_date="2026-01-01T00:00:00Z")
        self.history.commit("Record")
        revert = self.history.revert(fix)
        self.check("open")
        self.history.revert(revert)
        self.check("closed")

    def test_in_progress(self) -> None:
        """An open word on an open issue decides nothing; on a closed one it reopens."""
        self.base()
        self.history.branch("side")
        self.history.commit("Fixes #7")
        self.history.switch("main")
        self.history.issue(status="in-progress")
        self.history.commit("Begin work")
        self.history.merge("side")
        self.check("closed")
        self.history.issue(status="in-progress", status_date="2026-01-01T00:00:00Z")
        self.check("open", revision=None)
        self.history.commit("Again")
        self.check("open")

    def test_reopened_where_the_file_says_open(self) -> None:
        """The date alone is a change, however old it claims to be."""
        self.base()
        self.history.commit("Fixes #7")
        self.history.issue(status_date="1970-01-01")
        self.history.commit("Reopen")
        self.check("open")

    def test_reopen_that_never_saw_the_second_fix(self) -> None:
        """A close that is no ancestor of the reopen stands."""
        self.base()
        self.history.branch("side")
        self.history.commit("Also fixes #7")
        self.history.switch("main")
        self.history.commit("Fixes #7")
        self.history.commit("Reopens #7")
        self.check("open")
        self.history.merge("side")
        self.check("closed")

    def test_picked_fix_reopened_on_main(self) -> None:
        """The reopen has seen a copy of the fix, known by its line or by author, date and subject."""
        for options in ((), ("-x",)):
            with self.subTest(options), tempfile.TemporaryDirectory() as folder:
                self.history = History(folder)
                self.base()
                self.history.branch("release")
                self.history.commit("Other")
                self.history.switch("main")
                fix = self.history.commit("Fixes #7")
                self.history.switch("release")
                self.history.git("cherry-pick", *options, fix)
                self.history.switch("main")
                self.history.issue(status="open", status_date="2026-01-01T00:00:00Z")
                self.history.commit("Reopen")
                self.history.merge("release")
                self.check("open")

    def test_conflict_in_the_status(self) -> None:
        """A file with conflict markers is absent; what the merge took is what counts."""
        self.base()
        self.history.branch("side")
        self.history.issue(status="closed", status_date="2026-01-02")
        self.history.commit("By hand")
        self.history.switch("main")
        self.history.issue(status="in-progress", status_date="2026-01-01")
        self.history.commit("By hand, too")
        self.history.git("merge", "-q", "side")
        self.assertEqual(states(str(self.history.folder)), {})
        self.history.issue(status="closed", status_date="2026-01-02")
        self.check("closed", revision=None)
        self.history.commit("Merge")
        self.check("closed")
        self.assertEqual(states(str(self.history.folder))[SEVEN]["reason"], self.history.git("rev-parse", "side"))

    def test_reopened_beside_a_record(self) -> None:
        """The record decides nothing, and the reopen saw the fix."""
        self.base()
        self.history.commit("Fixes #7")
        self.history.branch("side")
        self.history.issue(status="open", status_date="2026-01-02")
        self.history.commit("Reopen")
        self.history.switch("main")
        self.history.issue(status="closed", status_date="2026-01-01")
        self.history.commit("Record")
        self.check("closed")
        self.history.git("merge", "-q", "side")
        self.history.issue(status="open", status_date="2026-01-02")
        self.history.commit("Merge")
        self.check("open")

    def test_renumbered(self) -> None:
        """The fix means the issue that had the number in its own tree."""
        self.base()
        self.history.commit("Fixes #7")
        (self.history.folder / SEVEN).unlink()
        self.history.issue(".tracker/issues/8-crash.md", was="[7]")
        self.history.commit("Repair")
        self.check("closed", ".tracker/issues/8-crash.md")

    def test_number_used_again(self) -> None:
        """The fix means an issue that is gone."""
        self.base()
        self.history.commit("Fixes #7")
        (self.history.folder / SEVEN).unlink()
        self.history.commit("Remove it")
        self.history.issue(".tracker/issues/7-other.md", uid="other00000")
        self.history.commit("Another")
        self.check("open", ".tracker/issues/7-other.md")

    def test_both_sides_took_the_number(self) -> None:
        """Each fix means the issue of its own tree; with two of them it means neither."""
        self.history.write(".tracker/config.yml", "name: x\n")
        self.history.commit("Begin")
        self.history.branch("side")
        self.history.issue(".tracker/issues/7-other.md", uid="other00000")
        self.history.commit("Another")
        self.history.commit("Fixes #7")
        self.history.switch("main")
        self.history.new()
        self.history.merge("side")
        self.history.commit("Fixes #7, whichever that is")
        self.check("open")
        self.check("closed", ".tracker/issues/7-other.md")

    def test_uid_added_after_the_fix(self) -> None:
        """A file without a uid is followed by its path."""
        self.history.issue(uid=None)
        self.history.commit("Typed")
        self.history.commit("Fixes #7")
        self.history.issue()
        self.history.commit("Add uids")
        self.check("closed")

    def test_retitled_without_a_uid(self) -> None:
        """A file without a uid is followed by its number."""
        self.history.issue(uid=None)
        self.history.commit("Typed")
        self.history.commit("Fixes #7")
        (self.history.folder / SEVEN).unlink()
        self.history.issue(".tracker/issues/1k/7-freeze.md", uid=None)
        self.history.commit("It does not crash")
        self.check("closed", ".tracker/issues/1k/7-freeze.md")

    def test_file_that_no_commit_holds(self) -> None:
        """It descends from what was committed before it was created, or from everything."""
        self.history.commit("Fixes #7")
        created = "2023-11-14T22:30:00Z"
        self.history.issue(created=created)
        self.check("open", revision=None)
        self.history.minutes += 60
        self.history.write(".gitignore", ".tracker\n")
        self.history.commit("Fixes #7")
        self.check("closed", revision=None)
        self.history.issue()
        self.check("open", revision=None)

    def test_deleted_and_restored(self) -> None:
        """A file that comes back with its old word goes on as before."""
        self.base()
        self.history.commit("Fixes #7")
        (self.history.folder / SEVEN).unlink()
        self.history.commit("Oops")
        self.history.commit("Other")
        self.history.issue()
        self.history.commit("Restore it")
        self.check("closed")

    def test_close_and_reopen_in_one_message(self) -> None:
        """The last one stands, and what is quoted does not count."""
        self.base()
        self.history.commit("Reopen #7, then fix it\n\nFixes #7")
        self.check("closed")
        self.history.commit("Fixes #7, reopens #7")
        self.check("open")
        self.history.commit("Quote\n\n> Fixes #7\n\n    Fixes #7\n")
        self.check("open")

    def test_octopus(self) -> None:
        """A merge of three has all their closes."""
        self.base()
        for name in ("one", "two"):
            self.history.branch(name, "main")
            self.history.commit(f"Fixes #7 in {name}")
        self.history.switch("main")
        self.history.commit("Other")
        self.history.merge("one", "two")
        self.check("closed")

    def test_subtree_with_numbers_of_its_own(self) -> None:
        """A second root without a tracker closes nothing."""
        self.base()
        self.history.git("switch", "-q", "--orphan", "other")
        self.history.commit("Fixes #7")
        self.history.switch("main")
        self.history.merge("other", options=("--allow-unrelated-histories",))
        self.check("open")

    def test_shallow_clone(self) -> None:
        """What lies behind the cut may decide, unless a reopen has seen the cut."""
        self.base()
        self.history.commit("Fixes #7")
        self.history.commit("Other")
        with tempfile.TemporaryDirectory() as folder:
            self.history.git("clone", "-q", "--depth=1", f"file://{self.history.folder}", folder)
            clone = object.__new__(History)
            clone.__dict__ = self.history.__dict__ | {"folder": Path(folder)}
            self.assertEqual(clone.state(), "open, unknown")
            clone.issue(status="open", status_date="2026-01-01")
            clone.commit("Reopen")
            self.assertEqual(clone.state(), "open")

    def test_fixed_in(self) -> None:
        """A tag has the fix by the commit or by its copy, unless it is taken back there."""
        self.base()
        self.history.git("tag", "v1")
        self.history.branch("old")
        self.history.branch("release")
        self.history.commit("Other")
        self.history.switch("main")
        fix = self.history.commit("Fixes #7")
        self.history.git("tag", "-a", "-m", "Two", "v2")
        self.history.switch("release")
        self.history.git("cherry-pick", "-x", fix)
        self.history.git("tag", "v1.1")
        self.history.revert("HEAD")
        self.history.git("tag", "v1.2")
        self.history.switch("main")
        self.assertEqual(fixed_in(str(self.history.folder), None, SEVEN), ({"v1.1", "v2"}, {"main"}))


class MessageTests(unittest.TestCase):
    """Corners of docs/messages.md."""

    def check(self, message: str, *wanted: tuple[str, int], rules: dict[str, object] | None = None) -> None:
        """Holds what a message comes to against what is wanted."""
        self.assertEqual(effects(message.encode(), rules), list(wanted), message)

    def test_lists(self) -> None:
        """References follow one another, each complete, and a line break needs a separator."""
        self.check("Fixes #1, #2 and #3,\n& #4 issue 5", *[("close", number) for number in range(1, 6)])
        self.check("Fixes #1, 2", ("close", 1))
        self.check("Fixes #1\n#2", ("close", 1), ("mention", 2))
        self.check("Fixes\n\n#1", ("mention", 1))
        self.check("Refs: bug:1 & [#2]", ("refer", 1), ("refer", 2))

    def test_borders(self) -> None:
        """What may stand beside a word and a reference."""
        self.check("prefixes #1, Re-closes #2, don’fixes #3", ("mention", 1), ("close", 2), ("mention", 3))
        self.check("fixes #1.5 #0 #1234567890 o/r#5 &#6; x#7 #8.x")
        self.check("fixes #8.", ("close", 8))
        self.check("bug#7 issue 8", ("mention", 7))

    def test_what_refers_to_nothing(self) -> None:
        """Quoted subjects, pull requests, URLs and code."""
        self.check("Revert \"Fixes #1 \"a\"\" fixes #2 (#3) (#4)", ("close", 2))
        self.check("Merge pull request #1 from a\n\nPR #2, pull requests #3\n\n```\n#4\n\n#5\n```\n~~~\n#6")
        self.check("See http://a/#1 `#2` fixes `x` #3 ` #4", ("mention", 3), ("mention", 4))

    def test_configured(self) -> None:
        """Prefix, envelope, words, glued nouns and pull requests."""
        self.check("fixes A-1 #2 a-3", ("close", 1), rules={"prefix": "A"})
        self.check("fixes #1 [fixes #2] [ends #3]", ("mention", 1), ("close", 2), ("close", 3),
                   rules={"envelope": "[]", "words": {"close": ["ends"]}})
        self.check("Do (#1)\n\nfixes issue2", ("mention", 1), ("close", 2),
                   rules={"glued": True, "pullRequests": "mention"})

    def test_places(self) -> None:
        """Places are counted in bytes, and a reference begins with its noun or bracket."""
        self.assertEqual(
            references("é fixes issue 12, [#3] #4".encode()),
            [("close", 12, 9, 17), ("close", 3, 19, 23), ("close", 4, 24, 26)],
        )

    def test_items(self) -> None:
        """Blocks are read from the last to the first, items as they stand, and code begins none."""
        block = "commit {0}\nAuthor: A <a@b>\nDate:   now\n\n    {1}\n\n"
        squash = "Squashed commit of the following:\n\n"
        self.check(squash + block.format("b" * 40, "Reopens #7") + block.format("a" * 40, "Fixes #7"), ("reopen", 7))
        revert = f'Revert "x"\n    \n    This reverts commit {"a" * 40}.'
        self.check(squash + block.format("b" * 40, revert) + block.format("a" * 40, "x\n    \n    Fixes #7"))
        self.check("x\n\n* Fixes #7\n\n* Reopens #7 (#9)\n", ("reopen", 7))
        self.check("x\n\n```\n* y\n```\n\nFixes #7", ("close", 7))


if __name__ == "__main__":
    unittest.main()
