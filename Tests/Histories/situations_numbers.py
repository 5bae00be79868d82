"""What `#7` means where 7 is not there yet, is there twice, or belonged to somebody else."""
from git_history import ISSUES, GitHistory
from situation import closed, open_, situation


@situation(open_)
def years_of_fixes_before_the_issue(h: GitHistory) -> None:
    h.tracker()
    for _ in range(3):
        h.fix(7)
    h.new(7)


@situation(open_)
def years_of_fixes_before_the_tracker(h: GitHistory) -> None:
    for _ in range(3):
        h.fix(7)
    h.new(7)


@situation(closed)
def years_of_fixes_before_the_issue_and_one_after(h: GitHistory) -> None:
    h.tracker()
    h.fix(7)
    h.new(7)
    h.fix(7)


@situation(open_)
def an_old_branch_from_before_the_tracker(h: GitHistory) -> None:
    h.commit("Begin")
    h.branch("old")
    h.fix(7)
    h.switch("main")
    h.new(7)
    h.merge("old")


@situation(open_)
def an_old_branch_from_before_the_tracker_that_then_gets_the_issue(h: GitHistory) -> None:
    h.commit("Begin")
    h.branch("old")
    h.switch("main")
    h.new(7)
    h.switch("old")
    h.fix(7)
    h.merge("main")


@situation(closed)
def a_fix_by_the_merge_that_brings_the_tracker(h: GitHistory) -> None:
    h.commit("Begin")
    h.branch("old")
    h.commit()
    h.switch("main")
    h.new(7)
    h.switch("old")
    h.merge("main", message="Fixes #7 by merging main")


def both_sides_took_7(h: GitHistory) -> None:
    """Two issues with one number, on main and on a branch, where we are then."""
    h.tracker()
    h.branch("side")
    h.switch("main")
    h.new("7-ours.md", uid="ours000007")
    h.switch("side")
    h.new("7-theirs.md", uid="theirs0007")


@situation({"7-ours.md": open_, "7-theirs.md": closed})
def both_sides_took_7_and_theirs_was_fixed(h: GitHistory) -> None:
    both_sides_took_7(h)
    h.fix(7)
    h.switch("main")
    h.merge("side")


@situation({"7-ours.md": open_, "7-theirs.md": open_})
def a_fix_where_the_number_is_there_twice_closes_neither(h: GitHistory) -> None:
    both_sides_took_7(h)
    h.switch("main")
    h.merge("side")
    h.fix(7)


@situation({"7-ours.md": open_, "7-theirs.md": open_})
def a_fix_from_before_both_closes_neither(h: GitHistory) -> None:
    h.tracker()
    h.branch("fix")
    h.fix(7)
    h.switch("main")
    h.new("7-ours.md", uid="ours000007")
    h.new("7-theirs.md", uid="theirs0007")
    h.merge("fix")


@situation({"7-ours.md": open_, "7-theirs.md": closed})
def of_two_the_one_that_the_commit_adds_is_meant(h: GitHistory) -> None:
    h.new("7-ours.md", uid="ours000007")
    h.new("7-theirs.md", "Fixes #7: another crash", uid="theirs0007")


@situation({"7-ours.md": open_, "7-theirs.md": closed})
def of_two_the_one_that_the_merge_adds_to_its_first_parent_is_meant(h: GitHistory) -> None:
    both_sides_took_7(h)
    h.switch("main")
    h.merge("side", message="Merge side\n\nFixes #7")


@situation({7: open_, 8: open_})
def a_fix_of_a_double_number_stays_without_effect_after_the_repair(h: GitHistory) -> None:
    both_sides_took_7(h)
    h.switch("main")
    h.merge("side")
    h.fix(7)
    h.move("7-theirs.md", "8-theirs.md")
    h.write("8-theirs.md", was="[7]")
    h.commit("Repair the numbers")


@situation({7: closed, 8: open_})
def after_the_repair_the_number_is_clear(h: GitHistory) -> None:
    both_sides_took_7(h)
    h.switch("main")
    h.merge("side")
    h.move("7-theirs.md", "8-theirs.md")
    h.write("8-theirs.md", was="[7]")
    h.commit("Repair the numbers")
    h.fix(7)


@situation({7: open_, 8: closed})
def a_fix_from_before_the_repair_goes_with_the_issue(h: GitHistory) -> None:
    both_sides_took_7(h)
    h.fix(7)
    h.switch("main")
    h.merge("side")
    h.move("7-theirs.md", "8-theirs.md")
    h.write("8-theirs.md", was="[7]")
    h.commit("Repair the numbers")


@situation({7: open_, 8: closed})
def a_fix_on_a_branch_from_before_the_repair_merged_after_it(h: GitHistory) -> None:
    both_sides_took_7(h)
    h.branch("fix")
    h.fix(7)
    h.switch("main")
    h.merge("side")
    h.move("7-theirs.md", "8-theirs.md")
    h.write("8-theirs.md", was="[7]")
    h.commit("Repair the numbers")
    h.merge("fix")


@situation({8: closed})
def renumbered_after_its_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.move(7, "8-crash.md")
    h.write(8, was="[7]")
    h.commit("Repair the numbers")


@situation({8: open_})
def renumbered_by_hand_without_a_uid_is_another_issue(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.move(7, "8-crash.md")
    h.commit("Another number")  # without a uid only the path and the number tell


@situation({8: closed, 7: open_})
def fixed_after_it_was_renumbered(h: GitHistory) -> None:
    h.new(7)
    h.move(7, "8-crash.md")
    h.new("7-other.md", uid="another007")
    h.fix(8)


@situation({7: open_, 8: open_, 9: closed})
def a_fix_of_another_number(h: GitHistory) -> None:
    for number in (7, 8, 9):
        h.new(number)
    h.commit("Fixes #9 (#7)\n\nSee also #8")


@situation({7: closed, 70: open_, 77: open_})
def a_number_is_not_the_beginning_of_another(h: GitHistory) -> None:
    for number in (7, 70, 77):
        h.new(number)
    h.fix(7)


@situation({1042: closed})
def an_issue_in_a_folder_of_thousands(h: GitHistory) -> None:
    h.new("1k/1042-slow.md")
    h.fix(1042)


@situation({"007-odd.md": closed})
def a_name_with_zeros_in_front(h: GitHistory) -> None:
    h.new("007-odd.md")
    h.fix(7)


@situation({"7.md": closed})
def a_name_of_nothing_but_the_number(h: GitHistory) -> None:
    h.new("7.md")
    h.fix(7)


@situation({"7-größe \"x\".md": closed})
def a_name_that_git_would_quote(h: GitHistory) -> None:
    h.new("7-größe \"x\".md")
    h.fix(7)
    h.commit()


@situation(closed)
def a_comment_with_the_number_is_no_second_issue(h: GitHistory) -> None:
    h.new(7)
    h.put(f"{ISSUES}/7-crash/20260101T000000Z-bob-k3f9.md", "Me too.\n")
    h.put(f"{ISSUES}/7-crash/7-notes.md", "# Notes\n")
    h.commit("Comment")
    h.fix(7)


@situation(closed)
def a_hidden_file_with_the_number_is_no_second_issue(h: GitHistory) -> None:
    h.new(7)
    h.put(f"{ISSUES}/.7-crash.md", "# Backup\n")
    h.put(f"{ISSUES}/7-crash.md~", "# Backup\n")
    h.put(f"{ISSUES}/.old/7-crash.md", "# Backup\n")
    h.commit("Leave traces of an editor")
    h.fix(7)


@situation(closed)
def a_tracker_in_a_folder_of_the_project_is_none(h: GitHistory) -> None:
    h.new(7)
    h.put("vendor/.tracker/issues/7-theirs.md", "---\nuid: theirs0007\ntitle: Theirs\n---\n")
    h.commit("Take over their files")
    h.fix(7)
