"""What is not committed yet, and where HEAD stands."""
from git_history import ISSUES, START, GitHistory, timestamp
from situation import absent, closed, open_, situation


@situation({7: closed, ("HEAD", 7): open_})
def closed_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.write(7, status="closed")


@situation({7: closed, ("HEAD", 7): open_})
def closed_in_the_work_tree_and_staged(h: GitHistory) -> None:
    h.new(7)
    h.write(7, status="closed")
    h.git("add", "--all")


@situation({7: open_, ("HEAD", 7): open_})
def closed_in_the_index_only(h: GitHistory) -> None:
    h.new(7)
    h.write(7, status="closed")
    h.git("add", "--all")
    h.write(7, status="open")  # the file counts, whatever is staged


@situation({7: open_, ("HEAD", 7): closed})
def in_progress_in_the_work_tree_over_a_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.write(7, status="in-progress")


@situation({7: open_, ("HEAD", 7): closed})
def reopened_by_command_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.write(7, status="open", date=timestamp(h.now))


@situation({7: closed, ("HEAD", 7): closed})
def another_title_in_the_work_tree_over_a_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.write(7, title="Another title")


@situation({7: closed, ("HEAD", 7): closed})
def line_ends_of_another_system_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.path(7).write_bytes(h.path(7).read_bytes().replace(b"\n", b"\r\n"))


@situation({7: open_, ("HEAD", 7): open_})
def recorded_in_the_work_tree_while_the_fix_is_undone(h: GitHistory) -> None:
    h.new(7)
    h.revert(h.fix(7))
    h.write(7, status="open", date=timestamp(h.now))


@situation({7: closed, ("HEAD", 7): closed})
def recorded_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.write(7, status="closed", date=timestamp(h.now))


@situation({7: absent, ("HEAD", 7): closed})
def deleted_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.delete(7)


@situation({7: closed, ("HEAD", 7): closed})
def removed_from_the_index_only(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.git("rm", "--cached", "--quiet", f"{ISSUES}/7-crash.md")


@situation({"parser/7-again.md": closed, ("HEAD", "7-crash.md"): closed})
def moved_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.move(7, "parser/7-again.md")


@situation({"7-again.md": closed, ("HEAD", "7-crash.md"): closed})
def renamed_in_the_work_tree_without_a_uid(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.move(7, "7-again.md")


@situation({7: closed, ("HEAD", 7): closed})
def given_a_uid_in_the_work_tree(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.write(7, uid="k7h2m9x3pt")


@situation({8: closed, 7: open_, ("HEAD", 7): closed})
def renumbered_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.move(7, "8-crash.md")
    h.write("7-other.md", uid="another007")


@situation({7: closed, ("HEAD", 7): open_})
def a_change_that_git_was_told_to_overlook(h: GitHistory) -> None:
    h.new(7)
    h.git("update-index", "--assume-unchanged", f"{ISSUES}/7-crash.md")
    h.write(7, status="closed")


@situation({7: absent, ("HEAD", 7): closed})
def markers_of_a_conflict_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.path(7).write_text("---\n<<<<<<< HEAD\nstatus: open\n=======\nstatus: closed\n>>>>>>> side\n---\n")


# Files that no commit holds.

@situation({7: closed, ("HEAD", 7): absent})
def a_file_never_committed_and_a_later_fix(h: GitHistory) -> None:
    h.tracker()
    h.write(7)
    h.commit("Fixes #7", tracker=False)


@situation({7: open_})
def a_file_never_committed_and_an_earlier_fix(h: GitHistory) -> None:
    h.tracker()
    h.fix(7)
    h.tick()
    h.write(7)
    h.commit("Work", tracker=False)


@situation({7: closed})
def a_file_never_committed_with_fixes_before_and_after(h: GitHistory) -> None:
    h.tracker()
    h.fix(7)
    h.tick()
    h.write(7)
    h.commit("Fixes #7", tracker=False)


@situation({7: open_})
def a_file_never_committed_that_does_not_say_when_it_was_created(h: GitHistory) -> None:
    h.tracker()
    h.write(7, created=None)
    h.commit("Fixes #7", tracker=False)


@situation({7: closed})
def a_file_never_committed_created_on_the_day_before(h: GitHistory) -> None:
    h.tracker()
    h.write(7, created="2026-01-01")
    h.at(START + 86_400)
    h.commit("Fixes #7", tracker=False)


@situation({7: open_})
def a_file_never_committed_fixed_and_reopened_by_messages(h: GitHistory) -> None:
    h.tracker()
    h.write(7)
    h.commit("Fixes #7", tracker=False)
    h.commit("Reopens #7", tracker=False)


@situation({7: open_})
def a_file_never_committed_and_a_fix_reverted(h: GitHistory) -> None:
    h.tracker()
    h.write(7)
    h.revert(h.commit("Fixes #7", tracker=False))


@situation({7: closed})
def a_file_never_committed_that_says_closed(h: GitHistory) -> None:
    h.tracker()
    h.write(7, status="closed")


@situation({7: closed})
def a_file_staged_and_never_committed(h: GitHistory) -> None:
    h.tracker()
    h.write(7)
    h.commit("Fixes #7", tracker=False)
    h.git("add", "--all")


@situation({7: closed})
def a_file_that_git_ignores(h: GitHistory) -> None:
    h.tracker()
    h.put(".gitignore", f"{ISSUES}/7-*\n")
    h.write(7)
    h.fix(7)


@situation({7: closed})
def a_file_never_committed_where_no_commit_holds_a_tracker(h: GitHistory) -> None:
    h.commit("Begin")
    h.write(7)
    h.commit("Fixes #7", tracker=False)  # the whole tracker is not committed yet, so its number is meant


@situation({7: open_, ("HEAD", 7): absent})
def a_file_never_committed_where_the_fix_was_made_without_the_tracker(h: GitHistory) -> None:
    h.commit("Begin")
    h.git("branch", "old")
    h.tracker()
    h.write(7)
    h.switch("old")
    h.commit("Fixes #7", tracker=False)  # main has a tracker, and this tree does not
    h.switch("main")
    h.merge("old")


@situation({7: open_, 8: closed})
def an_unborn_branch(h: GitHistory) -> None:
    h.write(7)
    h.write(8, status="closed")


@situation({7: open_, ("main", 7): closed})
def an_unborn_branch_beside_one_with_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.git("checkout", "--quiet", "--orphan", "new")  # the files stay, and no commit is in the view


# In the middle of something.

@situation({7: closed, ("HEAD", 7): open_})
def in_the_middle_of_a_merge_with_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()
    h.merging("side")


@situation({7: closed, 8: closed, ("HEAD", 7): open_, ("HEAD", 8): open_})
def in_the_middle_of_an_octopus(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    for name, number in (("one", 7), ("two", 8)):
        h.branch(name, "main")
        h.fix(number)
    h.switch("main")
    h.commit()
    h.merging("one", "two")


@situation({7: open_, ("HEAD", 7): open_})
def in_the_middle_of_a_merge_that_leaves_the_closed_file_out(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.set(7, "closed")
    h.switch("main")
    h.commit()
    h.merging("side", options=("--strategy=ours",))


@situation({7: open_, ("HEAD", 7): open_})
def in_the_middle_of_a_merge_with_an_open_word_typed(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()
    h.merging("side")
    h.write(7, status="in-progress")


def two_words(h: GitHistory) -> None:
    """An issue in progress on main, and closed by hand on a branch."""
    h.new(7)
    h.branch("side")
    h.set(7, "closed")
    h.switch("main")
    h.set(7, "in-progress")


@situation({7: absent, ("HEAD", 7): open_})
def in_the_middle_of_a_merge_with_a_conflict(h: GitHistory) -> None:
    two_words(h)
    h.merging("side")


@situation({7: closed, ("HEAD", 7): open_})
def in_the_middle_of_a_merge_with_a_conflict_settled_in_the_file_only(h: GitHistory) -> None:
    two_words(h)
    h.merging("side")
    h.take("theirs")


def same_line(h: GitHistory, message: str) -> str:
    """A commit that changes the one line that others change too."""
    return h.commit(message, code="code/line.txt", text=message + "\n")


@situation({7: open_, ("side", 7): closed})
def in_the_middle_of_a_pick_with_a_conflict(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    fix = same_line(h, "Fixes #7")
    h.switch("main")
    same_line(h, "Work")
    h.run("cherry-pick", fix)


@situation({7: closed, ("HEAD", 7): closed})
def in_the_middle_of_a_revert_with_a_conflict(h: GitHistory) -> None:
    h.new(7)
    fix = same_line(h, "Fixes #7")
    same_line(h, "Work")
    h.run("revert", "--no-edit", fix)


@situation({7: open_, ("topic", 7): closed})
def in_the_middle_of_a_rebase_with_a_conflict(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    same_line(h, "Fixes #7")
    h.switch("main")
    same_line(h, "Work")
    h.switch("topic")
    h.run("rebase", "main")


@situation({7: open_, ("HEAD", 7): open_})
def a_stash_is_not_in_the_view(h: GitHistory) -> None:
    h.new(7)
    h.write(7, status="closed")
    h.git("stash", "push", "--quiet", "--message=Fixes #7")


# Where HEAD stands.

@situation({7: closed, ("main", 7): open_})
def a_detached_head_at_the_fix(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.reopen(7)
    h.switch(fix)


@situation({7: open_, ("main", 7): closed})
def a_detached_head_before_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.switch("HEAD~1")


@situation({7: open_, ("side", 7): closed})
def a_fetched_branch_is_not_in_the_view(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.git("update-ref", "refs/remotes/origin/main", "side")
    h.git("update-ref", "FETCH_HEAD", "side")


@situation({7: open_, ("main", 7): closed})
def a_second_work_tree_has_its_own_head(h: GitHistory) -> None:
    h.new(7)
    h.git("branch", "release")
    h.fix(7)
    h.worktree("release")


@situation({7: closed, ("HEAD", 7): open_})
def a_merge_in_a_second_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.git("branch", "release")
    h.fix(7)
    h.worktree("release")
    h.commit()
    h.merging("main")


@situation({7: open_, ("HEAD", 7): open_})
def a_merge_in_the_first_work_tree_is_not_one_in_the_second(h: GitHistory) -> None:
    h.new(7)
    h.git("branch", "release")
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()
    h.merging("side")
    h.worktree("release")


@situation({7: closed, ("HEAD", 7): closed})
def everything_packed(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.record()
    h.git("gc", "--quiet", "--aggressive", "--prune=now")
    h.git("commit-graph", "write", "--reachable", "--changed-paths")
    h.git("pack-refs", "--all")


@situation({7: open_, ("old", 7): closed})
def everything_packed_and_more_on_top(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.git("gc", "--quiet", "--prune=now")
    h.git("commit-graph", "write", "--reachable")
    h.git("branch", "old")
    h.revert(fix)


@situation({7: closed, ("HEAD", 7): closed})
def a_clone_that_borrows_its_objects(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.clone("--shared")
    h.commit()


@situation({"7-b.md": closed, ("HEAD", "7-b.md"): open_})
def a_deleted_file_leaves_what_its_number_meant_to_the_only_one_that_is_left(h: GitHistory) -> None:
    h.new("7-a.md", uid=None)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.new("7-b.md", uid=None)
    h.merge("side")
    h.delete("7-a.md")
