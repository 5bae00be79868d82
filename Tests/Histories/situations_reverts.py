"""What a revert takes back, and what brings that again."""
from git_history import GitHistory
from situation import absent, closed, open_, situation


@situation(open_)
def a_reverted_fix_leaves_it_open(h: GitHistory) -> None:
    h.new(7)
    fix = h.commit("Fixes #7: crash on save")
    h.revert(fix)


@situation(closed)
def the_revert_of_a_revert_closes_again(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.revert(h.revert(fix))


@situation(open_)
def three_reverts_in_a_row_leave_it_open(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.revert(h.revert(h.revert(fix)))


@situation(closed)
def a_revert_undone_and_made_again_is_outlasted_by_a_new_fix(h: GitHistory) -> None:
    h.new(7)
    undo = h.revert(h.fix(7))
    h.revert(h.revert(undo))
    h.fix(7)


@situation(closed)
def a_second_fix_outlasts_the_revert_of_the_first(h: GitHistory) -> None:
    h.new(7)
    first = h.fix(7)
    h.fix(7)
    h.revert(first)


@situation(closed)
def of_two_fixes_the_second_reverted(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.revert(h.fix(7))


@situation(open_)
def of_two_fixes_both_reverted(h: GitHistory) -> None:
    h.new(7)
    first, second = h.fix(7), h.fix(7)
    h.revert(second, first)


@situation({7: open_, 8: open_, 9: closed})
def the_revert_of_a_range_takes_each_fix_back(h: GitHistory) -> None:
    for number in (7, 8, 9):
        h.new(number)
    kept = h.fix(9)
    h.fix(7)
    h.fix(8)
    h.revert(f"{kept}..HEAD")


@situation({7: open_, 8: open_})
def one_commit_may_say_that_it_reverts_two(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    first, second = h.fix(7), h.fix(8)
    h.revert(second, first, message=f"Back out both\n\nThis reverts commit {second}.\nThis reverts commit {first}.")


@situation(closed)
def a_revert_that_names_no_commit_undoes_nothing(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.revert(fix, message="Back out the last change")  # nothing tells which


@situation(closed)
def a_revert_of_a_part_undoes_nothing(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.commit(f"Take the noise out again\n\nThis reverts part of commit {fix}.")


@situation(open_)
def a_revert_may_abbreviate_the_commit(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.revert(fix, message=f"Back out\n\nThis reverts commit {fix[:8]}.")


@situation({7: closed, 8: closed, 9: closed})
def a_revert_that_is_only_quoted_undoes_nothing(h: GitHistory) -> None:
    for number in (7, 8, 9):
        h.new(number)
    h.commit(f"Answer\n\n> This reverts commit {h.fix(7)}.")
    h.commit(f"Answer\n\n    This reverts commit {h.fix(8)}.")
    h.commit(f"Answer\n\nIt is `This reverts commit {h.fix(9)}.`")


@situation({7: open_, 8: open_, 9: closed})
def the_revert_of_a_fix_of_two_opens_both(h: GitHistory) -> None:
    for number in (7, 8, 9):
        h.new(number)
    h.fix(9)
    h.revert(h.fix(7, 8))


@situation(closed)
def the_revert_of_a_reopen_closes(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.revert(h.reopen(7))


@situation(closed)
def a_reopen_in_a_revert_goes_with_it(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    undo = h.revert(fix, message=f"Revert \"Mend\"\n\nThis reverts commit {fix}.\n\nReopens #7")
    h.revert(undo)


@situation({7: open_, 8: closed})
def a_revert_may_close_another(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    fix = h.fix(7)
    h.revert(fix, message=f"Revert \"Mend\"\n\nThis reverts commit {fix}.\n\nFixes #8")


@situation({7: closed, 8: open_})
def the_revert_of_a_revert_takes_back_what_that_closed(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    fix = h.fix(7)
    undo = h.revert(fix, message=f"Revert \"Mend\"\n\nThis reverts commit {fix}.\n\nFixes #8")
    h.revert(undo)


@situation(closed)
def a_revert_on_a_branch_without_the_fix_undoes_nothing(h: GitHistory) -> None:
    h.new(7)
    h.branch("wrong")
    h.switch("main")
    fix = h.fix(7)
    h.switch("wrong")
    h.commit(f"Revert \"Mend\"\n\nThis reverts commit {fix}.")
    h.switch("main")
    h.merge("wrong")


@situation({("side", 7): open_, ("main", 7): closed, 7: closed})
def a_revert_counts_where_it_is(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("side")
    h.revert(fix)
    h.switch("main")


@situation(open_)
def a_revert_on_a_branch_is_merged(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("side")
    h.revert(fix)
    h.switch("main")
    h.commit()
    h.merge("side")


@situation(closed)
def a_revert_of_the_revert_on_a_branch_is_merged(h: GitHistory) -> None:
    h.new(7)
    undo = h.revert(h.fix(7))
    h.branch("side")
    h.revert(undo)
    h.switch("main")
    h.commit()
    h.merge("side")


@situation(open_)
def of_two_parallel_reverts_the_one_left_keeps_it_open(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("side")
    h.revert(fix)
    h.switch("main")
    undo = h.revert(fix)
    h.merge("side")
    h.revert(undo)  # by the letter: the other revert of the fix is in force


@situation(absent)
def the_revert_of_the_commit_that_brought_the_file_takes_it_away(h: GitHistory) -> None:
    h.tracker()
    h.revert(h.new(7, "Fixes #7: crash on save"))


@situation(open_)
def a_fix_that_also_set_the_file_reverted(h: GitHistory) -> None:
    h.new(7)
    h.revert(h.set(7, "closed", "Fixes #7: crash on save"))


@situation(closed)
def a_fix_that_also_set_the_file_reverted_twice(h: GitHistory) -> None:
    h.new(7)
    h.revert(h.revert(h.set(7, "closed", "Fixes #7: crash on save")))


# Reverts of merges.

def side_with_a_fix(h: GitHistory) -> str:
    """An issue, and a merge that brings its fix."""
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()
    return h.merge("side")


@situation(open_)
def the_revert_of_a_merge_takes_back_what_it_brought(h: GitHistory) -> None:
    h.revert(side_with_a_fix(h), mainline=1)


@situation(closed)
def the_revert_of_a_merge_s_revert_brings_it_again(h: GitHistory) -> None:
    h.revert(h.revert(side_with_a_fix(h), mainline=1))


@situation(open_)
def the_revert_of_a_merge_that_said_it_itself(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.commit()
    h.switch("main")
    h.revert(h.merge("side", message="Merge the work\n\nFixes #7"), mainline=1)


@situation(open_)
def merging_the_branch_again_does_not_undo_the_revert(h: GitHistory) -> None:
    h.revert(side_with_a_fix(h), mainline=1)
    h.switch("side")
    h.commit("More work")
    h.switch("main")
    h.merge("side")


@situation(closed)
def a_new_fix_on_the_branch_whose_merge_was_reverted(h: GitHistory) -> None:
    h.revert(side_with_a_fix(h), mainline=1)
    h.switch("side")
    h.fix(7)
    h.switch("main")
    h.merge("side")


@situation(closed)
def the_revert_of_a_merge_leaves_the_fix_that_was_there_before(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.fix(7)
    h.revert(h.merge("side"), mainline=1)


@situation(closed)
def the_revert_of_a_merge_takes_back_the_reverts_that_it_brought(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("side")
    h.revert(fix)
    h.switch("main")
    h.commit()
    h.revert(h.merge("side"), mainline=1)


@situation(open_)
def the_revert_of_a_merge_with_a_fix_and_its_revert_does_not_bring_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.revert(h.fix(7))
    h.commit()
    h.switch("main")
    h.commit()
    h.revert(h.merge("side"), mainline=1)


@situation({7: closed, 8: open_})
def the_revert_of_a_merge_may_keep_the_other_side(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.fix(8)
    h.revert(h.merge("side"), mainline=2)


@situation({7: open_, 8: open_})
def the_revert_of_an_octopus_takes_back_all_it_brought(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    for name, number in (("one", 7), ("two", 8)):
        h.branch(name, "main")
        h.fix(number)
    h.switch("main")
    h.commit()
    h.revert(h.merge("one", "two"), mainline=1)


@situation(open_)
def the_revert_of_an_outer_merge_takes_back_the_inner_one(h: GitHistory) -> None:
    h.new(7)
    h.branch("inner")
    h.fix(7)
    h.branch("outer", "main")
    h.commit()
    h.merge("inner")
    h.switch("main")
    h.commit()
    h.revert(h.merge("outer"), mainline=1)


@situation(closed)
def the_revert_of_a_merge_leaves_what_another_merge_brought_before(h: GitHistory) -> None:
    side_with_a_fix(h)
    h.branch("later", "side")
    h.commit()
    h.switch("main")
    h.revert(h.merge("later"), mainline=1)


# A forge's reverts, which quote a subject and name no commit.

def forge_fix(h: GitHistory) -> None:
    """An issue and its fix by pull request 11."""
    h.new(7)
    h.commit("Mend the crash (#11)\n\nFixes #7")


@situation(open_)
def a_forge_s_revert_undoes_the_subject_that_it_quotes(h: GitHistory) -> None:
    forge_fix(h)
    h.commit('Revert "Mend the crash (#11)" (#12)\n\nReverts owner/repo#11')


@situation(open_)
def a_forge_s_revert_may_quote_without_the_number(h: GitHistory) -> None:
    forge_fix(h)
    h.commit('Revert "Mend the crash" (#12)\n\nReverts owner/repo#11')


@situation(closed)
def a_forge_s_revert_of_a_revert(h: GitHistory) -> None:
    forge_fix(h)
    h.commit('Revert "Mend the crash (#11)" (#12)\n\nReverts owner/repo#11')
    h.commit('Revert "Revert "Mend the crash (#11)" (#12)" (#13)\n\nReverts owner/repo#12')


@situation(closed)
def a_reapply_quotes_the_revert(h: GitHistory) -> None:
    forge_fix(h)
    h.commit('Revert "Mend the crash (#11)" (#12)\n\nReverts owner/repo#11')
    h.commit('Reapply "Mend the crash (#11)" (#13)')


@situation(closed)
def git_s_reapply_names_the_revert(h: GitHistory) -> None:
    h.new(7)
    fix = h.commit("Mend the crash\n\nFixes #7")
    undo = h.revert(fix)
    h.revert(undo, message=f'Reapply "Mend the crash"\n\nThis reverts commit {undo}.')


@situation({7: closed, 8: open_})
def of_two_commits_with_the_subject_the_last_is_undone(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Mend the crash\n\nFixes #7")
    h.commit("Mend the crash\n\nFixes #8")
    h.commit('Revert "Mend the crash" (#12)\n\nReverts owner/repo#11')


@situation({7: open_, 8: open_})
def a_second_such_revert_undoes_the_one_before(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Mend the crash\n\nFixes #7")
    h.commit("Mend the crash\n\nFixes #8")
    h.commit('Revert "Mend the crash" (#12)\n\nReverts owner/repo#10')
    h.commit('Revert "Mend the crash" (#14)\n\nReverts owner/repo#11')


@situation(closed)
def a_forge_s_revert_does_not_undo_what_comes_later(h: GitHistory) -> None:
    forge_fix(h)
    h.commit('Revert "Mend the crash (#11)" (#12)\n\nReverts owner/repo#11')
    h.commit("Mend the crash (#13)\n\nFixes #7")


@situation(closed)
def a_forge_s_revert_of_another_subject_undoes_nothing(h: GitHistory) -> None:
    forge_fix(h)
    h.commit('Revert "Mend the crash on save (#10)" (#12)\n\nReverts owner/repo#10')


@situation(closed)
def a_forge_s_revert_undoes_no_commit_of_a_parallel_branch(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.commit("Mend the crash (#11)\n\nFixes #7")
    h.switch("main")
    h.commit('Revert "Mend the crash (#11)" (#12)\n\nReverts owner/repo#11')
    h.merge("side")


@situation(open_)
def a_forge_s_revert_with_crlf(h: GitHistory) -> None:
    h.new(7)
    h.commit(b"Mend the crash (#11)\r\n\r\nFixes #7\r\n")
    h.commit(b'Revert "Mend the crash (#11)" (#12)\r\n\r\nReverts owner/repo#11\r\n')
