"""Which issue it is, after files were renamed, moved, deleted, and given uids."""
from git_history import ISSUES, GitHistory
from situation import absent, closed, open_, situation


@situation(closed)
def moved_to_a_folder_then_fixed(h: GitHistory) -> None:
    h.new(7)
    h.move(7, "parser/7-crash.md")
    h.commit("Sort the issues")
    h.fix(7)


@situation(closed)
def fixed_then_moved_to_a_folder(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.move(7, "parser/7-crash.md")
    h.commit("Sort the issues")


@situation(closed)
def moved_on_one_branch_and_fixed_on_another(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.move(7, "parser/7-other-words.md")
    h.commit("Sort the issues")
    h.merge("side")


@situation(open_)
def renamed_and_reopened_in_one_commit(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.move(7, "parser/7-again.md")
    h.set(7, "open")


@situation(closed)
def rewritten_from_top_to_bottom_and_renamed_with_its_uid(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.delete(7)
    h.put(f"{ISSUES}/new/7-all-new.md", "---\nstatus: open\nuid: issue00007\n---\n# All new\n\n" + "More words.\n" * 50)
    h.commit("Write it anew")


@situation(closed)
def typed_without_a_uid_that_comes_after_the_fix(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.write(7, uid="k7h2m9x3pt")
    h.commit("Add the uid")


@situation(closed)
def typed_without_anything_but_a_heading(h: GitHistory) -> None:
    h.put(f"{ISSUES}/7-crash.md", "# Crash on save\n")
    h.commit("Add the issue")
    h.fix(7)


@situation(closed)
def without_a_uid_fixed_and_retitled(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.move(7, "7-another-slug.md")
    h.commit("Rename the file")


@situation(closed)
def without_a_uid_fixed_and_moved_to_a_folder(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.move(7, "parser/7-crash.md")
    h.commit("Sort the issues")


@situation(closed)
def without_a_uid_renamed_and_a_uid_later(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.move(7, "7-another-slug.md")
    h.commit("Rename the file")
    h.write(7, uid="k7h2m9x3pt")
    h.commit("Add the uid")


@situation(open_)
def a_uid_and_a_new_name_in_one_commit_make_another_issue(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.move(7, "7-another-slug.md")
    h.write(7, uid="k7h2m9x3pt")
    h.commit("Rename the file and add the uid")  # neither uid nor path ties it to the old file


@situation(open_)
def a_uid_taken_away_makes_another_issue(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.write(7, uid=None)
    h.commit("Tidy")  # only a file without a uid can be the one of before


@situation(closed)
def a_uid_on_main_and_the_fix_on_a_branch_without_it(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.write(7, uid="k7h2m9x3pt")
    h.commit("Add the uid")
    h.merge("side")


@situation(open_)
def a_uid_on_main_and_a_word_on_a_branch_without_it(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.branch("side")
    h.type(7, "in-progress")
    h.switch("main")
    h.put(f"{ISSUES}/7-crash.md", h.path(7).read_text().replace("created", "uid: k7h2m9x3pt\ncreated"))
    h.commit("Add the uid")
    h.merging("side")
    h.path(7).write_text("---\nuid: k7h2m9x3pt\ntitle: Issue 7\nstatus: in-progress\n---\n")
    h.commit("Merge both")


@situation({"7-crash.md": open_, "7-other.md": closed})
def two_files_without_uids_are_told_apart_by_path(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.branch("side")
    h.commit()
    h.switch("main")
    h.new("7-other.md", "Fixes #7", uid=None)
    h.merge("side")


@situation({"7-crash.md": closed, "7-other.md": open_})
def a_second_file_without_a_uid_is_not_the_first_one_renamed(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.new("7-other.md", uid=None)


# Deleted, and back.

@situation(closed)
def deleted_by_mistake_and_restored(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.delete(7)
    h.commit("Delete it by mistake")
    h.restore("7-crash.md", fix)
    h.commit("Restore it")


@situation(closed)
def deleted_by_mistake_and_restored_by_a_revert(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.delete(7)
    h.revert(h.commit("Delete it by mistake"))


@situation(closed)
def deleted_and_restored_long_after_in_a_folder(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.delete(7)
    h.commit("Delete it by mistake")
    for _ in range(3):
        h.commit()
    h.restore("7-crash.md", fix)
    h.move(7, "parser/7-crash.md")
    h.commit("Restore it")


@situation(open_)
def deleted_and_restored_as_in_progress(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.delete(7)
    h.commit("Delete it")
    h.restore("7-crash.md", fix)
    h.type(7, "in-progress")


@situation(closed)
def fixed_while_it_was_deleted(h: GitHistory) -> None:
    h.tracker()
    added = h.new(7)
    h.delete(7)
    h.commit("Delete it by mistake")
    h.fix(7)
    h.restore("7-crash.md", added)
    h.commit("Restore it")


@situation(open_)
def reopened_while_it_was_deleted(h: GitHistory) -> None:
    h.tracker()
    h.new(7)
    fix = h.fix(7)
    h.delete(7)
    h.commit("Delete it by mistake")
    h.reopen(7)
    h.restore("7-crash.md", fix)
    h.commit("Restore it")


@situation(closed)
def restored_by_a_merge(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("side")
    h.delete(7)
    h.commit("Delete it")
    h.restore("7-crash.md", fix)
    h.commit("Restore it")
    h.switch("main")
    h.commit()
    h.merge("side")


@situation(closed)
def the_whole_tracker_deleted_and_restored(h: GitHistory) -> None:
    h.tracker()
    h.new(7)
    fix = h.fix(7)
    h.git("rm", "-r", "--quiet", ".tracker")
    h.commit("Clean up too much")
    h.git("checkout", fix, "--", ".tracker")
    h.commit("Restore it")


@situation(open_)
def a_fix_while_there_was_no_tracker_at_all(h: GitHistory) -> None:
    added = h.new(7)
    h.delete(7)
    h.commit("Give up on the tracker")
    h.fix(7)  # this tree holds no tracker, so the number may be anybody's
    h.restore("7-crash.md", added)
    h.commit("Take it up again")


@situation(open_)
def a_number_deleted_and_used_again(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.delete(7)
    h.commit("Delete it")
    h.new("7-other.md", uid="another007")


@situation(open_)
def a_number_deleted_and_used_again_at_the_same_path(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.delete(7)
    h.new(7, uid="another007")


@situation(open_)
def a_number_used_again_under_another_name_is_a_new_issue(h: GitHistory) -> None:
    h.new(7, uid=None)
    h.fix(7)
    h.delete(7)
    h.commit("Delete it")
    h.new("7-other.md", uid=None)


@situation({"7-b.md": closed, "7-c.md": open_})
def a_new_file_is_no_old_name_of_one_beside_it(h: GitHistory) -> None:
    h.new("7-a.md", uid=None)
    h.fix(7)
    h.move("7-a.md", "7-b.md")
    h.commit("Rename it")
    h.write("7-c.md", uid=None)


@situation({8: closed, 7: open_})
def numbers_that_changed_places(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.fix(7)
    h.move("7-crash.md", "tmp.md")
    h.move("8-crash.md", "7-was-8.md")
    h.move("tmp.md", "8-was-7.md")
    h.commit("Swap the numbers")


@situation({("v1.0", 7): closed, 7: absent})
def deleted_at_last(h: GitHistory) -> None:
    h.tracker()
    h.new(7)
    h.fix(7)
    h.tag("v1.0")
    h.delete(7)
    h.commit("Delete what is done")
