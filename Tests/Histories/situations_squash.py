"""Branches merged as one commit, whose message lists what was on them."""
from git_history import GitHistory
from situation import closed, open_, situation


def on_topic(h: GitHistory) -> None:
    """An issue, and a branch with some work, where we are then."""
    h.new(7)
    h.branch("topic")
    h.commit("Prepare")


@situation(closed)
def the_list_that_git_writes_closes(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.squash("topic")


@situation(closed)
def the_list_that_a_forge_writes_closes(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.forge_squash("topic", "Mend the crash (#12)")


@situation(closed)
def a_message_of_one_s_own_closes(h: GitHistory) -> None:
    on_topic(h)
    h.switch("main")
    h.squash("topic", "Mend the crash (#12)\n\nFixes #7\n")


@situation(open_)
def a_message_that_leaves_the_fix_out_does_not_close(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.squash("topic", "Mend the crash (#12)\n")


@situation({7: open_, 8: closed})
def git_s_list_with_a_fix_and_its_revert(h: GitHistory) -> None:
    h.new(8)
    on_topic(h)
    h.revert(h.fix(7))
    h.fix(8)
    h.switch("main")
    h.squash("topic")


@situation({7: open_, 8: closed})
def a_forge_s_list_with_a_fix_and_its_revert(h: GitHistory) -> None:
    h.new(8)
    on_topic(h)
    h.revert(h.fix(7))
    h.fix(8)
    h.switch("main")
    h.forge_squash("topic", "Mend the crash (#12)")


@situation(closed)
def git_s_list_with_a_fix_its_revert_and_the_revert_of_that(h: GitHistory) -> None:
    on_topic(h)
    h.revert(h.revert(h.fix(7)))
    h.switch("main")
    h.squash("topic")


@situation(closed)
def a_forge_s_list_with_a_fix_its_revert_and_the_revert_of_that(h: GitHistory) -> None:
    on_topic(h)
    h.revert(h.revert(h.fix(7)))
    h.switch("main")
    h.forge_squash("topic", "Mend the crash (#12)")


@situation(closed)
def a_list_with_a_reverted_fix_and_a_new_one(h: GitHistory) -> None:
    on_topic(h)
    h.revert(h.fix(7))
    h.fix(7)
    h.switch("main")
    h.squash("topic")


@situation(open_)
def git_s_list_with_the_revert_of_an_older_fix(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("topic")
    h.commit("Prepare")
    h.revert(fix)
    h.switch("main")
    h.squash("topic")


@situation(open_)
def a_forge_s_list_with_the_revert_of_an_older_fix(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("topic")
    h.commit("Prepare")
    h.revert(fix)
    h.switch("main")
    h.forge_squash("topic", "Clean up (#12)")


@situation({7: open_, 8: closed})
def git_s_list_is_the_newest_first(h: GitHistory) -> None:
    h.new(8)
    on_topic(h)
    h.fix(7)
    h.reopen(8)
    h.fix(8)
    h.reopen(7)
    h.switch("main")
    h.squash("topic")  # what came last stands, wherever it is written


@situation({7: open_, 8: closed})
def a_forge_s_list_is_the_oldest_first(h: GitHistory) -> None:
    h.new(8)
    on_topic(h)
    h.fix(7)
    h.reopen(8)
    h.fix(8)
    h.reopen(7)
    h.switch("main")
    h.forge_squash("topic", "Mend the crash (#12)")


@situation(open_)
def the_revert_of_a_squash_opens(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.revert(h.squash("topic"))


@situation(closed)
def the_revert_of_a_squash_that_reverted_an_older_fix(h: GitHistory) -> None:
    h.new(7)
    fix = h.fix(7)
    h.branch("topic")
    h.revert(fix)
    h.switch("main")
    h.revert(h.squash("topic"))


@situation(closed)
def the_revert_of_a_squash_s_revert(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.revert(h.revert(h.squash("topic")))


@situation(closed)
def a_list_with_a_pick(h: GitHistory) -> None:
    h.new(7)
    h.branch("release")
    fix = h.fix(7)
    h.branch("topic", "main")
    h.commit("Prepare")
    h.pick(fix, x=True)
    h.switch("main")
    h.squash("topic")


@situation(closed)
def a_list_within_a_list(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.branch("outer", "main")
    h.squash("topic")
    h.commit("More")
    h.switch("main")
    h.squash("outer")  # each item is a message of its own, here a list


@situation({7: closed, 8: closed})
def a_list_that_closes_several(h: GitHistory) -> None:
    h.new(8)
    on_topic(h)
    h.fix(7)
    h.fix(8)
    h.switch("main")
    h.squash("topic")


@situation(open_)
def code_within_an_item_stays_code(h: GitHistory) -> None:
    on_topic(h)
    h.commit("Say how\n\n    Fixes #7")
    h.switch("main")
    h.squash("topic")


@situation(open_)
def a_quotation_within_an_item_stays_one(h: GitHistory) -> None:
    on_topic(h)
    h.commit("Say how\n\n> Fixes #7")
    h.switch("main")
    h.squash("topic")


@situation({("topic", 7): closed, 7: open_})
def a_squash_that_is_not_committed_brings_nothing(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.git("merge", "--squash", "topic")


@situation(closed)
def a_squash_and_then_the_branch_itself(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.squash("topic")
    h.merge("topic")


@situation(open_)
def a_reopen_after_the_squash(h: GitHistory) -> None:
    on_topic(h)
    h.fix(7)
    h.switch("main")
    h.squash("topic")
    h.reopen(7)


@situation(open_)
def fixup_commits_squashed_by_a_rebase_drop_the_fix(h: GitHistory) -> None:
    h.new(7)
    h.branch("topic")
    h.commit("Mend it")
    h.commit("fixup! Mend it\n\nFixes #7")
    h.git("rebase", "--quiet", "--interactive", "--autosquash", "main", GIT_SEQUENCE_EDITOR="true")
    h.switch("main")
    h.merge("topic", ff=True)
