"""No clock decides: only what a commit has among its ancestors does."""
from git_history import START, GitHistory
from situation import closed, open_, situation

FUTURE = 4_102_444_800  # 2100


@situation(open_)
def a_reopen_dated_1970_counts(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.at(1)
    h.reopen(7)


@situation(closed)
def a_fix_dated_1970_counts(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.reopen(7)
    h.at(1)
    h.fix(7)


@situation(open_)
def a_fix_from_the_future_can_be_reopened_today(h: GitHistory) -> None:
    h.new(7)
    h.at(FUTURE)
    h.fix(7)
    h.at(START + 3600)
    h.reopen(7)


@situation(closed)
def a_reopen_from_the_future_does_not_keep_it_open(h: GitHistory) -> None:
    h.new(7)
    h.at(FUTURE)
    h.reopen(7)
    h.at(START + 3600)
    h.fix(7)


@situation(closed)
def everything_in_one_second_goes_by_descent(h: GitHistory) -> None:
    h.pace = 0
    h.new(7)
    h.fix(7)
    h.reopen(7)
    h.fix(7)


@situation(open_)
def a_clock_that_runs_backwards_changes_nothing(h: GitHistory) -> None:
    h.pace = -3600
    h.new(7)
    h.fix(7)
    h.set(7, "open")


@situation(open_)
def a_status_date_of_long_ago_reopens(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.write(7, status="open", date="1999-12-31")
    h.commit("Open it again")


@situation(closed)
def a_status_date_in_the_future_does_not_outlast_a_fix(h: GitHistory) -> None:
    h.new(7)
    h.write(7, status="in-progress", date="2100-01-01T00:00:00Z")
    h.commit("Begin with it")
    h.fix(7)


@situation(closed)
def created_later_than_its_fix_means_nothing_for_a_committed_file(h: GitHistory) -> None:
    h.new(7, created="2100-01-01")
    h.fix(7)


@situation(open_)
def created_earlier_than_old_fixes_means_nothing_for_a_committed_file(h: GitHistory) -> None:
    h.tracker()
    h.fix(7)
    h.new(7, created="1999-12-31")


@situation(closed)
def the_newer_reopen_of_two_branches_does_not_win(h: GitHistory) -> None:
    h.new(7)
    h.branch("side")
    h.fix(7)
    h.switch("main")
    h.at(FUTURE)
    h.reopen(7)
    h.merge("side")


@situation(open_)
def the_order_of_author_dates_is_turned_by_a_rebase_and_means_nothing(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    h.reopen(7)
    h.switch("main")
    h.fix(7)
    h.switch("topic")
    h.rebase("main")
