"""What comes together in merges: fixes, reopens, and statuses that disagree."""
from git_history import GitHistory
from situation import absent, closed, open_, situation


@situation({("main~1", 7): open_, 7: closed})
def a_fix_counts_once_it_is_merged(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()
    h.merge("side")


@situation({7: open_, ("side", 7): closed})
def a_fix_that_is_not_merged(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()


@situation(closed)
def a_fast_forward_brings_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.merge("side", ff=True)


@situation(closed)
def the_merge_itself_says_it(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.commit()
    h.switch("main")
    h.merge("side", message="Merge branch 'side'\n\nCloses #7")


@situation({7: closed, 8: closed, 9: open_})
def an_octopus_brings_every_fix(h: GitHistory) -> None:
    for number in (7, 8, 9):
        h.new(number)
    for number in (7, 8):
        h.branch(f"fix-{number}", "main")
        h.fix(number)
    h.switch("main")
    h.commit()
    h.merge("fix-7", "fix-8")


@situation(closed)
def a_fix_on_a_branch_from_before_the_file(h: GitHistory) -> None:
    h.tracker()
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.new(7)
    h.merge("side")


@situation(closed)
def a_fix_on_main_before_the_file_comes_from_a_branch(h: GitHistory) -> None:
    h.tracker()
    h.branch("side")
    h.new(7)
    h.switch("main")
    h.fix(7)
    h.merge("side")  # the fix is no ancestor of the file's creation


@situation(open_)
def a_branch_with_the_fix_that_was_rebased_away(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.reset("HEAD~1")
    h.commit()


@situation(closed)
def a_merge_of_a_merge_of_a_merge(h: GitHistory) -> None:
    h.new(7)
    h.branch("one")
    h.fix(7)
    for name, source in (("two", "one"), ("three", "two")):
        h.branch(name, "main")
        h.commit()
        h.merge(source)
    h.switch("main")
    h.commit()
    h.merge("three")


@situation(closed)
def a_fix_whose_code_the_merge_left_out_still_says_so(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.merge("side", strategy="ours")  # the message is in the view, and no revert names it


@situation(closed)
def a_reopen_beside_the_fix_did_not_see_it(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.reopen(7)
    h.merge("side")


@situation(closed)
def a_reopen_that_saw_one_fix_did_not_see_the_other_beside_it(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.fix(7)
    h.reopen(7)
    h.merge("side")


@situation(open_)
def a_reopen_after_the_merge_saw_both_fixes(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.fix(7)
    h.merge("side")
    h.reopen(7)


@situation({("main~1", 7): closed, 7: open_})
def a_reopen_on_a_branch_that_saw_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.branch("side")
    h.reopen(7)
    h.switch("main")
    h.commit()
    h.merge("side")


@situation(open_)
def two_reopens_in_parallel_saw_one_fix_each(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.reopen(7)
    h.switch("main")
    h.fix(7)
    h.reopen(7)
    h.merge("side")


@situation({("main", 7): closed, ("side", 7): closed})
def a_criss_cross_of_a_fix_and_a_reopen_beside_it(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.reopen(7)
    h.switch("main")
    fix = h.fix(7)
    h.merge("side")
    h.switch("side")
    h.merge(fix)


@situation({("main", 7): open_, ("side", 7): open_})
def a_criss_cross_after_which_one_side_reopens(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    beside = h.commit()
    h.switch("main")
    fix = h.fix(7)
    h.merge(beside)
    h.switch("side")
    h.merge(fix)
    h.reopen(7)
    h.switch("main")
    h.merge("side")
    h.switch("side")
    h.merge("main", ff=True)


@situation(closed)
def main_merged_into_the_topic_before_the_topic_into_main(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    h.commit()
    h.switch("main")
    h.reopen(7)
    h.switch("topic")
    h.merge("main")
    h.fix(7)
    h.switch("main")
    h.commit()
    h.merge("topic")


@situation(open_)
def a_fix_on_the_topic_seen_by_a_reopen_on_main_by_an_earlier_merge(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    h.fix(7)
    h.switch("main")
    h.merge("topic")
    h.reopen(7)
    h.switch("topic")
    h.commit("More of the same")
    h.switch("main")
    h.merge("topic")


# Statuses written in files.

@situation(closed)
def a_closed_file_is_merged(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.set(7, "closed")
    h.switch("main")
    h.commit()
    h.merge("side")


@situation(open_)
def a_closed_file_that_the_merge_left_out(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.set(7, "closed")
    h.switch("main")
    h.merge("side", strategy="ours")


def statuses_that_disagree(h: GitHistory) -> None:
    """An issue in progress on main, and closed by hand on a branch."""
    h.new(7)
    h.branch("side")
    h.set(7, "closed")
    h.switch("main")
    h.set(7, "in-progress")


@situation(closed)
def statuses_that_disagree_settled_as_closed(h: GitHistory) -> None:
    statuses_that_disagree(h)
    h.merge("side", side="theirs")


@situation(open_)
def statuses_that_disagree_settled_as_in_progress(h: GitHistory) -> None:
    statuses_that_disagree(h)
    h.merge("side", side="ours")


@situation(open_)
def statuses_that_disagree_settled_as_a_third_word(h: GitHistory) -> None:
    h.tracker("statuses: {open: open, in-progress: open, review: open, closed: closed}\n")
    statuses_that_disagree(h)
    h.merging("side")
    h.take("ours")
    h.type(7, "review")


@situation(open_)
def an_evil_merge_writes_an_open_word(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()
    h.merging("side")
    h.type(7, "in-progress")  # one parent had it closed, so this is a decision


@situation(closed)
def an_evil_merge_writes_a_closed_word(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.commit()
    h.switch("main")
    h.commit()
    h.merging("side")
    h.type(7, "closed")


@situation(closed)
def both_sides_closed_it_in_the_file(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.set(7, "closed")
    h.switch("main")
    h.commit()
    h.set(7, "closed")
    h.merge("side", side="ours")


@situation({("main~1", 7): open_, 7: closed})
def a_reopen_that_saw_one_of_two_closed_files(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.type(7, "closed")
    h.switch("main")
    h.type(7, "closed")
    h.reopen(7)
    h.merge("side")  # both sides have the same word, so it comes from both


@situation(closed)
def a_reopen_in_the_file_beside_a_fix_did_not_see_it(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.set(7, "open")
    h.merge("side")


@situation(open_)
def a_reopen_in_the_file_survives_the_merge_of_an_old_branch(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.commit()
    h.switch("main")
    h.fix(7)
    h.set(7, "open")
    h.merge("side")


@situation(closed)
def a_reopen_in_the_file_that_the_merge_left_out(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.branch("side")
    h.set(7, "open")
    h.switch("main")
    h.merge("side", strategy="ours")  # what a merge threw away is gone


@situation(open_)
def a_word_thrown_away_leaves_the_fix_that_was_reopened_by_message(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.branch("side")
    h.reopen(7)
    h.switch("main")
    h.merge("side", strategy="ours")  # messages are not thrown away


@situation(closed)
def a_merge_that_takes_the_closed_file_of_a_side_that_reopened(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed")
    h.branch("side")
    h.set(7, "open")
    h.switch("main")
    h.set(7, "closed", "Close it once more")
    h.merge("side", side="ours")


@situation(absent)
def a_file_deleted_on_one_side_is_gone(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.branch("side")
    h.delete(7)
    h.commit("Delete the issue")
    h.switch("main")
    h.fix(7)
    h.merge("side")


@situation(closed)
def a_file_deleted_on_one_side_and_kept_by_the_merge(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.delete(7)
    h.commit("Delete the issue")
    h.switch("main")
    h.set(7, "in-progress")
    h.fix(7)
    h.merge("side", side="ours")


@situation(closed)
def the_same_file_added_on_both_sides(h: GitHistory) -> None:
    h.tracker()
    h.branch("side")
    added = h.new(7)
    h.fix(7)
    h.switch("main")
    h.commit()
    h.pick(added)
    h.merge("side")


@situation(open_)
def the_same_file_added_on_both_sides_after_a_fix_of_before(h: GitHistory) -> None:
    h.tracker()
    h.fix(7)
    h.branch("side")
    added = h.new(7)
    h.switch("main")
    h.commit()
    h.pick(added)
    h.merge("side")


@situation({7: closed, 8: open_})
def sides_that_fix_and_reopen_different_issues(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.fix(8)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.reopen(8)
    h.merge("side")
