"""Several roots, other projects' histories, grafts, tags, and clones that are cut."""
from git_history import GitHistory
from situation import absent, closed, open_, situation, unknown, unknown_closed


def their_project(h: GitHistory, *, tracker: bool) -> None:
    """An issue of ours, then on a root of its own another project that fixed its own 7; we are on main again."""
    h.new(7)
    h.orphan("theirs")
    if tracker:
        h.new("7-theirs.md", uid="theirs0007")
    h.fix(7)
    h.switch("main")


@situation(open_)
def a_subtree_with_foreign_numbers(h: GitHistory) -> None:
    their_project(h, tracker=False)
    h.subtree("theirs", "vendor/theirs")


@situation(open_)
def a_subtree_with_a_tracker_of_its_own(h: GitHistory) -> None:
    their_project(h, tracker=True)
    h.subtree("theirs", "vendor/theirs")


@situation(closed)
def a_fix_of_ours_in_the_subtree_s_merge(h: GitHistory) -> None:
    their_project(h, tracker=False)
    h.subtree("theirs", "vendor/theirs")
    h.amend("Bring in their code\n\nFixes #7\n")


@situation(open_)
def a_root_without_a_tracker_merged(h: GitHistory) -> None:
    their_project(h, tracker=False)
    h.merge("theirs", unrelated=True)


@situation({"7-crash.md": open_, "7-theirs.md": closed})
def a_root_with_its_own_7_merged(h: GitHistory) -> None:
    their_project(h, tracker=True)
    h.merge("theirs", unrelated=True)


@situation({7: closed})
def a_root_merged_that_is_fixed_afterwards(h: GitHistory) -> None:
    their_project(h, tracker=False)
    h.merge("theirs", unrelated=True)
    h.fix(7)


@situation({7: open_, ("pages", 7): absent, ("before", 7): closed})
def an_orphan_branch_is_a_view_of_its_own(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.git("branch", "before")
    h.orphan("pages")
    h.tracker(message="Reopens #7")
    h.switch("main")
    h.reopen(7)


@situation({7: closed, ("main", 7): closed})
def the_same_issue_on_two_roots(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.orphan("exported")
    h.restore("7-crash.md", "main")
    h.commit("A fresh start")
    h.merge("main", unrelated=True)  # the fix is no ancestor of the second creation


@situation({7: open_, ("main", 7): closed})
def the_same_issue_on_a_fresh_root(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.orphan("exported")
    h.restore("7-crash.md", "main")
    h.commit("A fresh start")


@situation(closed)
def an_older_history_joined_by_a_graft(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.orphan("exported")
    h.restore("7-crash.md", "main")
    root = h.commit("A fresh start")
    h.commit()
    h.graft(root, "main")  # what git shows as reachable is reachable


@situation({("v1.0", 7): open_, ("v1.1", 7): closed, ("v1.2", 7): open_, ("HEAD", 7): closed, 7: closed})
def tags_each_have_their_answer(h: GitHistory) -> None:
    h.new(7)
    h.tag("v1.0")
    h.fix(7)
    h.tag("v1.1", "Fixes nothing")
    h.reopen(7)
    h.tag("v1.2", "Fixes #7")
    h.fix(7)


@situation({("HEAD~1", 7): open_, ("HEAD^2", 7): closed, ("HEAD^{commit}", 7): closed, ("main@{0}", 7): closed})
def any_name_of_a_commit_will_do(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.commit()
    h.merge("side")


@situation({("v1.0", "7-crash.md"): open_, "parser/7-crash.md": closed})
def an_old_tag_has_the_path_of_then(h: GitHistory) -> None:
    h.new(7)
    h.tag("v1.0")
    h.move(7, "parser/7-crash.md")
    h.commit("Sort the issues")
    h.fix(7)


# Clones that are cut.

@situation(unknown)
def a_cut_clone_with_nothing_but_the_last_commit(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.commit()
    h.shallow(1)


@situation(unknown_closed)
def a_cut_clone_of_a_closed_file(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed")
    h.commit()
    h.shallow(1)


@situation(unknown)
def a_cut_clone_with_the_fix_but_not_the_file_s_beginning(h: GitHistory) -> None:
    h.new(7)
    h.commit()
    h.fix(7)
    h.shallow(2)


@situation(unknown)
def a_cut_clone_whose_last_commit_is_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.shallow(1)


@situation(closed)
def a_clone_that_is_cut_below_the_root(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.shallow(10)


@situation(open_)
def a_cut_clone_that_holds_the_file_s_beginning(h: GitHistory) -> None:
    h.tracker()
    h.fix(7)
    h.commit()
    h.new(7)
    h.commit()
    h.shallow(3)  # whatever lies below the cut was there before the issue


@situation(closed)
def a_cut_clone_that_holds_the_file_s_beginning_and_the_fix(h: GitHistory) -> None:
    h.tracker()
    h.commit()
    h.new(7)
    h.fix(7)
    h.shallow(3)


@situation(open_)
def a_cut_clone_that_holds_a_reopen_in_the_file(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.commit()
    h.set(7, "open")
    h.shallow(2)


@situation(closed)
def a_cut_clone_that_holds_a_reopen_in_the_file_and_a_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.commit()
    h.set(7, "open")
    h.fix(7)
    h.shallow(3)


@situation(unknown_closed)
def a_cut_clone_that_holds_the_closing_in_the_file(h: GitHistory) -> None:
    h.new(7)
    h.commit()
    h.set(7, "closed")
    h.shallow(2)  # a commit at the cut that no reopen has seen makes it unknown, and the file's word is shown


@situation(unknown)
def a_cut_side_branch_beside_the_file_s_beginning(h: GitHistory) -> None:
    h.tracker()
    h.branch("side")
    for _ in range(4):
        h.commit()
    h.switch("main")
    h.new(7)
    h.commit()
    h.merge("side")
    h.shallow(4)  # what lies below the cut on the side is no ancestor of the issue's creation


@situation({7: unknown, 8: open_})
def a_cut_clone_knows_some_issues(h: GitHistory) -> None:
    h.new(7)
    h.commit()
    h.new(8)
    h.shallow(2)


@situation(unknown)
def a_cut_clone_with_new_work_on_top(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.shallow(1)
    h.commit()
    h.write(7, title="Another title")


@situation(open_)
def a_cut_clone_reopened_in_the_work_tree(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.shallow(1)
    h.write(7, status="open", date="2026-02-02")
