"""Copies of commits: by cherry-pick with and without a name, by rebase, and what of them has been seen or undone."""
from git_history import GitHistory
from situation import closed, open_, situation


def main_and_release(h: GitHistory, x: bool = True) -> tuple[str, str]:
    """An issue, its fix on main, and a pick of it on release, where we are then."""
    h.new(7)
    h.branch("release")
    h.commit("Prepare the release")
    h.switch("main")
    fix = h.fix(7)
    h.switch("release")
    return fix, h.pick(fix, x=x)


@situation({("release", 7): open_, ("main", 7): closed})
def a_release_that_lacks_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.branch("release")
    h.commit("Prepare the release")
    h.switch("main")
    h.fix(7)


@situation({("release", 7): closed, ("main", 7): closed})
def a_pick_closes_where_it_is(h: GitHistory) -> None:
    main_and_release(h)
    h.switch("main")


@situation({("release", 7): open_, ("main", 7): closed})
def a_pick_reverted_opens_only_there(h: GitHistory) -> None:
    _, pick = main_and_release(h)
    h.revert(pick)
    h.switch("main")


@situation(closed)
def a_pick_reverted_on_release_leaves_the_fix_of_main(h: GitHistory) -> None:
    _, pick = main_and_release(h)
    h.revert(pick)
    h.switch("main")
    h.merge("release", strategy="ours")


@situation(closed)
def a_fix_reverted_on_main_comes_back_with_release(h: GitHistory) -> None:
    fix, _ = main_and_release(h)
    h.switch("main")
    h.revert(fix)
    h.merge("release")


@situation({("release", 7): open_, ("main", 7): open_})
def a_pick_of_the_revert_undoes_the_pick_of_the_fix(h: GitHistory) -> None:
    fix, _ = main_and_release(h)
    h.switch("main")
    undo = h.revert(fix)
    h.switch("release")
    h.pick(undo, x=True)


@situation({("release", 7): open_, ("main", 7): open_})
def a_pick_of_the_revert_where_nothing_names_the_fix(h: GitHistory) -> None:
    fix, _ = main_and_release(h, x=False)
    h.switch("main")
    undo = h.revert(fix)
    h.switch("release")
    h.pick(undo)


@situation({("release", 7): open_, ("main", 7): open_})
def fix_and_revert_both_merged_after_both_were_picked(h: GitHistory) -> None:
    fix, _ = main_and_release(h)
    h.switch("main")
    undo = h.revert(fix)
    h.switch("release")
    h.pick(undo, x=True)
    h.merge("main")
    h.switch("main")
    h.merge("release", ff=True)


@situation(closed)
def a_pick_of_the_fix_after_its_revert_closes_again(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.revert(fix)
    h.pick(fix)


@situation(open_)
def a_branch_with_fix_and_revert_rebased(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    h.revert(h.fix(7))
    h.switch("main")
    h.commit()
    h.switch("topic")
    h.rebase("main")
    h.switch("main")
    h.merge("topic", ff=True)


@situation(closed)
def a_branch_with_fix_and_revert_and_revert_rebased(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    h.revert(h.revert(h.fix(7)))
    h.switch("main")
    h.commit()
    h.switch("topic")
    h.rebase("main")
    h.switch("main")
    h.merge("topic", ff=True)


@situation({("old", 7): closed, 7: open_})
def a_rebase_leaves_the_old_branch_as_it_was(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    fix = h.fix(7)
    h.branch("old")
    h.switch("main")
    h.commit()
    h.switch("topic")
    h.rebase("main")
    h.revert(fix)  # the fix from before the rebase: its copy is meant


@situation(open_)
def release_merged_back_after_a_reopen_that_saw_the_fix(h: GitHistory) -> None:
    main_and_release(h)
    h.switch("main")
    h.reopen(7)
    h.merge("release")


@situation(open_)
def release_merged_back_where_the_pick_names_nothing(h: GitHistory) -> None:
    main_and_release(h, x=False)
    h.switch("main")
    h.reopen(7)
    h.merge("release")


@situation(open_)
def release_merged_back_after_a_reopen_in_the_file(h: GitHistory) -> None:
    main_and_release(h)
    h.switch("main")
    h.set(7, "open")
    h.merge("release")


@situation(closed)
def release_merged_back_with_a_fix_of_its_own(h: GitHistory) -> None:
    main_and_release(h)
    h.fix(7)
    h.switch("main")
    h.reopen(7)
    h.merge("release")


@situation({("main", 7): open_, ("release", 7): open_, ("before", 7): closed})
def a_reopen_that_saw_the_pick_saw_the_fix(h: GitHistory) -> None:
    main_and_release(h)
    h.reopen(7)
    h.git("branch", "before", "main")
    h.switch("main")
    h.merge("release")


@situation(open_)
def a_copy_of_a_copy_was_seen_too(h: GitHistory) -> None:
    _, pick = main_and_release(h)
    h.branch("older", "release~2")
    h.pick(pick, x=True)
    h.switch("main")
    h.reopen(7)
    h.merge("older")


@situation(open_)
def two_picks_of_a_commit_that_is_not_here_are_copies(h: GitHistory) -> None:
    h.new(7)
    h.branch("release")
    h.commit(f"Backport\n\nFixes #7\n\n(cherry picked from commit {'12' * 20})")
    h.switch("main")
    h.commit(f"Mend it\n\nFixes #7\n\n(cherry picked from commit {'12' * 20})")
    h.reopen(7)
    h.merge("release")


@situation(closed)
def a_pick_with_another_message_that_names_nothing_is_a_fix_of_its_own(h: GitHistory) -> None:
    main_and_release(h, x=False)
    h.amend("Backport the repair\n\nFixes #7\n")
    h.switch("main")
    h.reopen(7)
    h.merge("release")


@situation({("release", 7): open_, ("main", 7): open_})
def a_pick_of_the_reopen_opens_there_too(h: GitHistory) -> None:
    main_and_release(h)
    h.switch("main")
    undo = h.reopen(7)
    h.switch("release")
    h.pick(undo, x=True)


@situation({("release", 7): open_, ("main", 7): closed})
def a_picked_merge_closes_only_if_its_message_says_so(h: GitHistory) -> None:
    h.new(7)
    h.branch("release")
    h.branch("side")
    h.fix(7)
    h.switch("main")
    merge = h.merge("side")
    h.switch("release")
    h.git("cherry-pick", "-x", "-m", "1", merge)


@situation({("release", 7): closed, 7: open_})
def a_pick_onto_a_branch_from_before_the_reopen_closes_there(h: GitHistory) -> None:
    h.new(7)
    h.branch("release")
    h.switch("main")
    fix = h.fix(7)
    h.reopen(7)
    h.switch("release")
    h.pick(fix)
    h.switch("main")


@situation({("release", 7): closed, ("main", 7): open_})
def a_revert_of_the_fix_says_nothing_on_a_branch_that_does_not_have_it(h: GitHistory) -> None:
    fix, _ = main_and_release(h)
    h.switch("main")
    h.revert(fix)


@situation({("v1.0", 7): closed, ("v1.1", 7): open_, ("v2.0", 7): closed})
def each_release_has_its_own_answer(h: GitHistory) -> None:
    _, pick = main_and_release(h)
    h.tag("v1.0")
    h.revert(pick)
    h.tag("v1.1", "The release 1.1")
    h.switch("main")
    h.tag("v2.0")
