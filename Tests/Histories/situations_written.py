"""Statuses that people and the commands write into files, before, after and beside fixes."""
from git_history import ISSUES, GitHistory
from situation import absent, closed, open_, situation

WORDS = "statuses: {open: open, in-progress: open, review: open, closed: closed, wontfix: closed}\n"


@situation(closed)
def closed_in_the_file(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed")


@situation(closed)
def closed_in_the_file_from_the_beginning(h: GitHistory) -> None:
    h.new(7, status="closed")


@situation(open_)
def no_status_in_the_file(h: GitHistory) -> None:
    h.new(7, status=None)


@situation(closed)
def no_status_in_the_file_and_a_fix(h: GitHistory) -> None:
    h.new(7, status=None)
    h.fix(7)


@situation(closed)
def in_progress_before_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "in-progress")
    h.fix(7)


@situation(closed)
def in_progress_beside_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.set(7, "in-progress")
    h.switch("main")
    h.fix(7)
    h.merge("side")


@situation(open_)
def in_progress_after_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.type(7, "in-progress")


@situation(closed)
def in_progress_after_the_fix_and_another_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.type(7, "in-progress")
    h.fix(7)


@situation(open_)
def reopened_by_command_though_the_file_says_open(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.set(7, "open")


@situation(closed)
def nothing_is_reopened_by_typing_the_word_that_is_there(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.type(7, "open")


@situation(open_)
def taking_the_status_out_is_a_change_of_it(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.type(7, None)


@situation(open_)
def a_status_where_none_was_is_a_change_of_it(h: GitHistory) -> None:
    h.new(7, status=None)
    h.fix(7)
    h.type(7, "open")


@situation(closed)
def quotes_around_the_status_are_no_change_of_it(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.type(7, '"open"  # by hand')


@situation(closed)
def line_ends_are_no_change_of_the_status(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    path = h.path(7)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    h.commit("Convert line ends")


@situation(closed)
def other_keys_are_no_change_of_the_status(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.write(7, title="Another title", priority="high", resolution="fixed")
    h.commit("Edit the issue")


@situation(open_)
def the_date_alone_is_a_change_of_the_status(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "in-progress")
    h.fix(7)
    h.write(7, date="2026-02-01")
    h.commit("Date it anew")


@situation(closed)
def a_status_in_the_body_is_none(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.path(7).write_text(h.path(7).read_text() + "\nstatus: open\nstatus-date: 2026-05-05\n")
    h.commit("Quote another tracker")


@situation(closed)
def another_closed_word_after_the_fix(h: GitHistory) -> None:
    h.tracker(WORDS)
    h.new(7)
    h.fix(7)
    h.type(7, "wontfix")


@situation(open_)
def an_unknown_word_after_the_fix_counts_as_open(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.type(7, "colsed")


@situation(open_)
def an_unknown_word_instead_of_a_closed_one_counts_as_open(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed")
    h.type(7, "colsed")


@situation(closed)
def a_word_that_the_configuration_names_later(h: GitHistory) -> None:
    h.new(7)
    h.type(7, "wontfix")
    h.tracker(WORDS, "Name our words")  # the value that the file has now counts


@situation(closed)
def a_fix_that_sets_the_file_as_well(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed", "Fixes #7: crash on save")


@situation(closed)
def a_fix_that_writes_an_open_word(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "in-progress", "Fixes #7: crash on save")  # the commit is no proper ancestor of itself


@situation(closed)
def a_closed_word_in_a_commit_that_says_reopen(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed", "Reopens #7")  # likewise


@situation(closed)
def born_closed_in_a_commit_that_says_reopen(h: GitHistory) -> None:
    h.new(7, "Reopens #7", status="closed")


@situation(open_)
def born_closed_and_reopened_by_a_message(h: GitHistory) -> None:
    h.new(7, status="closed")
    h.reopen(7)


@situation(open_)
def fixed_then_reopened(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.reopen(7)


@situation(closed)
def reopened_then_fixed(h: GitHistory) -> None:
    h.new(7)
    h.reopen(7)
    h.fix(7)


@situation(closed)
def fixed_reopened_and_fixed(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.reopen(7)
    h.fix(7)


@situation(open_)
def closed_in_the_file_and_reopened_by_a_message(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed")
    h.reopen(7)


@situation(closed)
def closed_in_the_file_reopened_by_a_message_and_fixed(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed")
    h.reopen(7)
    h.fix(7)


@situation(open_)
def closed_and_reopened_in_the_file(h: GitHistory) -> None:
    h.new(7)
    h.set(7, "closed")
    h.set(7, "open")


@situation(open_)
def closed_in_the_file_and_that_reverted(h: GitHistory) -> None:
    h.new(7)
    h.revert(h.set(7, "closed"))


@situation(closed)
def a_revert_of_a_commit_does_not_undo_its_word_where_the_file_keeps_it(h: GitHistory) -> None:
    h.new(7)
    closing = h.set(7, "closed")
    h.commit(f"Back out the code only\n\nThis reverts commit {closing}.")


@situation({7: closed, 8: open_})
def an_old_version_of_a_file_brings_its_old_word(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.set(8, "closed")
    h.fix(7)
    for issue in ("7-crash.md", "8-crash.md"):
        h.restore(issue, "HEAD~2")
    h.commit("As it was")


@situation(closed)
def open_again_while_it_was_open_decides_nothing(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    back = h.reopen(7)
    h.set(7, "in-progress")
    h.revert(back)  # with the reopen undone nobody has seen the fix but a word that changed no state


# What `record` writes down is what history gives already, and decides nothing.

@situation(closed)
def recorded(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.record()


@situation(open_)
def recorded_and_reverted(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.record()
    h.revert(fix)


@situation(closed)
def recorded_and_reverted_and_the_revert_reverted(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.record()
    h.revert(h.revert(fix))


@situation(open_)
def recorded_twice_on_the_way(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.record()
    undo = h.revert(fix)
    h.record("open")
    redo = h.revert(undo)
    h.record()
    h.revert(redo)


@situation(closed)
def recorded_as_closed_then_as_open_and_the_reopen_reverted(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.record()
    back = h.reopen(7)
    h.record("open")
    h.revert(back)


@situation(open_)
def recorded_and_reopened_by_a_message(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.record()
    h.reopen(7)


@situation(open_)
def recorded_and_reopened_in_the_file(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.record()
    h.set(7, "open")


@situation(open_)
def recorded_beside_a_reopen_that_saw_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.branch("side")
    h.reopen(7)
    h.switch("main")
    h.record()
    h.merge("side")


@situation(open_)
def recorded_beside_a_reopen_in_the_file_that_the_merge_kept(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.branch("side")
    h.set(7, "open")
    h.switch("main")
    h.record()
    h.merge("side", side="theirs")


@situation(closed)
def recorded_beside_a_reopen_in_the_file_that_the_merge_threw_away(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.branch("side")
    h.set(7, "open")
    h.switch("main")
    h.record()
    h.merge("side", side="ours")


@situation(closed)
def recorded_beside_in_progress_that_did_not_see_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.set(7, "in-progress")
    h.switch("main")
    h.fix(7)
    h.record()
    h.merge("side", side="theirs")  # the word changed no state where it was written


@situation(open_)
def recorded_beside_in_progress_that_saw_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.branch("side")
    h.set(7, "in-progress")
    h.switch("main")
    h.record()
    h.merge("side", side="theirs")


@situation({("release", 7): closed, ("before", 7): open_})
def a_record_picked_to_a_release_that_lacks_the_fix_closes_there(h: GitHistory) -> None:
    h.new(7)
    h.branch("release")
    h.commit()
    h.git("branch", "before")
    h.switch("main")
    h.fix(7)
    record = h.record()
    h.switch("release")
    h.pick(record)


@situation({("release", 7): open_, 7: open_})
def a_record_picked_beside_the_fix_goes_with_it(h: GitHistory) -> None:
    h.new(7)
    h.branch("release")
    h.commit()
    h.switch("main")
    fix = h.fix(7)
    record = h.record()
    h.revert(fix)
    h.switch("release")
    pick = h.pick(fix)
    h.pick(record)
    h.revert(pick)
    h.switch("main")


@situation(closed)
def a_record_that_is_reverted_leaves_it_as_it_was(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.revert(h.record())  # a revert gives back the status of before, which then goes on from where it came


@situation(closed)
def a_reverted_in_progress_brings_the_fix_back(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.revert(h.type(7, "in-progress"))  # likewise


@situation(closed)
def a_reverted_reopen_in_the_file_brings_the_fix_back(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.revert(h.set(7, "open"))


@situation(closed)
def a_reverted_closing_in_the_file_leaves_the_fix_after_it(h: GitHistory) -> None:
    h.new(7)
    closing = h.set(7, "closed")
    h.fix(7)
    h.revert(closing)


@situation(open_)
def a_reopen_in_the_file_reverted_twice(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.revert(h.revert(h.set(7, "open")))


@situation({7: closed, 8: open_})
def a_reverted_merge_that_brought_a_record_leaves_the_other_fix(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.branch("side")
    h.fix(7, 8)
    h.record("closed", 7, 8)
    h.switch("main")
    h.fix(7)
    h.revert(h.merge("side"), mainline=1)


@situation({7: open_, 8: closed, 9: closed})
def recorded_with_others(h: GitHistory) -> None:
    for number in (7, 8, 9):
        h.new(number)
    fix = h.fix(7)
    h.fix(8, 9)
    h.record("closed", 7, 8, 9)
    h.revert(fix)


# Files that cannot be read for a while.

@situation({("broken", 7): absent, 7: closed})
def markers_of_a_conflict_committed_and_mended(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    good = h.path(7).read_text()
    h.path(7).write_text(good.replace("title", "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> side\ntitle"))
    h.commit("Merge by hand")
    h.tag("broken")
    h.path(7).write_text(good)
    h.commit("Mend the file")


@situation({("broken", 7): absent, 7: open_})
def markers_of_a_conflict_mended_with_another_word(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.path(7).write_text("---\n<<<<<<< HEAD\nstatus: open\n=======\nstatus: closed\n>>>>>>> side\n---\n")
    h.commit("Merge by hand")
    h.tag("broken")
    h.path(7).write_text("---\nuid: issue00007\ntitle: Crash\nstatus: in-progress\n---\n")
    h.commit("Mend the file")


@situation({("broken", 7): absent, 7: closed})
def an_empty_file_filled_again(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    good = h.path(7).read_text()
    h.path(7).write_text("")
    h.commit("The editor crashed")
    h.tag("broken")
    h.path(7).write_text(good)
    h.commit("Mend the file")


@situation({("broken", 7): absent, 7: closed})
def fixed_while_the_file_could_not_be_read(h: GitHistory) -> None:
    h.new(7)
    good = h.path(7).read_text()
    h.path(7).write_text(good.replace("---\nIt is", "It is"))
    h.commit("Lose the closing line")
    h.tag("broken")
    h.fix(7)
    h.path(7).write_text(good)
    h.commit("Mend the file")


@situation(closed)
def a_file_with_a_foreign_line_is_read_all_the_same(h: GitHistory) -> None:
    h.new(7)
    h.put(f"{ISSUES}/7-crash.md", h.path(7).read_text().replace("title", "oops\ntitle"))
    h.commit("Slip")
    h.fix(7)
