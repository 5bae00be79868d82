"""What a message closes, and what it does not."""
from git_history import GitHistory
from situation import closed, open_, situation

CLOSING = [
    "Fixes #{}", "fixes #{}.", "It is gone (closes #{})", "Resolved: bug #{}", "CLOSES ISSUE {}", "Fixed [#{}]",
    "fix: #{} crash on save", "Crash on save\n\nCloses: #{}", "Re-fixes #{}", "fixup! Fixes #{}", "Closes ticket:{}",
    "This does not fix #{}, it seems", "\n\nFixes #{}", "    Fixes #{} in an indented subject", "Fixes\n#{}",
    "Two things\n\n- resolves #{}\n- tests", "Crash `on save`, fixes #{}", "Fixes #{}\n\nRefs #{}",
    "Fixed #{} -- crash",
    "Said ``fixes` nothing``, but fixes #{}", "Mend it (#4) (#5)\n\nFixes #{}", "Fix bug  :  #{}", "fix\t#{}",
]
NOT_CLOSING = [
    "Prefixes #{}", "A fix for #{}", "Fixing #{}", "Fixes #0{}", "Fixes # {}", "Fixes #{}.1", "Fixes x#{}",
    "Fixes #{}th",
    "Fixes {}", "fixes/#{}", "Fixes PR #{}", "Fixes pull request #{}", "Fixes owner/repo#{}", "Crash, fixes (#{})",
    "Merge pull request #{} from alice/fixes", "A quotation\n\n> Fixes #{}", "A quotation\n\n   > Fixes #{}",
    "Code\n\n    Fixes #{}", "Code\n\n\tFixes #{}", "Code\n\n```\nFixes #{}\n```", "Code\n\n~~~\nFixes #{}",
    "Fixes `#{}`",
    "See https://example.org/fixes/#{}", "Fixes https://example.org/issues/#{}", "Fixes\n\n#{}", "Fixes #{}00000000",
    "Revert \"Fixes #{}\"", "don'fixes #{}", "Fixes &#{};", "Fixes issues {}", "Fixes - #{}", "fix_es #{}", "Fixes.#{}",
]


def numbered(count: int) -> range:
    """The numbers of a table's issues."""
    return range(11, 11 + count)


def say_each(h: GitHistory, messages: list[str]) -> None:
    """Makes an issue for each message, then a commit with each."""
    for number in numbered(len(messages)):
        h.write(number)
    h.commit("Add the issues")
    for number, message in zip(numbered(len(messages)), messages):
        h.commit(message.replace("{}", str(number)))


@situation({number: closed for number in numbered(len(CLOSING))})
def these_messages_close(h: GitHistory) -> None:
    say_each(h, CLOSING)


@situation({number: open_ for number in numbered(len(NOT_CLOSING))})
def these_messages_do_not_close(h: GitHistory) -> None:
    say_each(h, NOT_CLOSING)


@situation(closed)
def a_fix_closes(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)


@situation(closed)
def file_and_fix_in_one_commit(h: GitHistory) -> None:
    h.new(7, "Fixes #7: crash on save")


@situation({7: closed, 8: closed, 9: open_, 10: closed})
def one_message_closes_several(h: GitHistory) -> None:
    for number in (7, 8, 9, 10):
        h.write(number)
    h.commit("Add the issues")
    h.commit("Fixes #7 and #8, see #9, resolves issue 10")


@situation({7: closed, 8: open_})
def each_number_of_a_list_needs_its_sign(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Fixes #7, 8")


@situation({7: closed, 8: closed})
def a_list_goes_on_behind_a_comma_at_a_line_end(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Fixes #7,\n#8")


@situation({7: closed, 8: open_})
def a_line_end_alone_ends_a_list(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Fixes #7\n#8")


@situation({7: closed, 8: open_})
def a_quotation_ends_a_list(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Fixes #7,\n> and\n#8")


@situation({7: open_, 77: closed})
def the_digits_are_read_to_their_end(h: GitHistory) -> None:
    h.new(7)
    h.new(77)
    h.commit("Fixes #77")


@situation({7: open_, 8: closed})
def the_number_of_a_pull_request_is_no_issue(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Fixes #8 (#7)")


@situation(closed)
def a_close_behind_a_reopen_stands(h: GitHistory) -> None:
    h.new(7)
    h.commit("Reopens #7, which was closed in error; now it really is done: fixes #7")


@situation(open_)
def a_reopen_behind_a_close_stands(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.commit('The old "fixes #7" was wrong, reopens #7')


@situation(closed)
def a_quoted_reopen_means_nothing(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.commit("Answer\n\n> Reopen #7\n\nNo.")


@situation(closed)
def the_amended_message_says_it(h: GitHistory) -> None:
    h.new(7)
    h.commit("Mend it")
    h.amend("Mend it\n\nFixes #7\n")


@situation(open_)
def the_message_that_was_amended_away_means_nothing(h: GitHistory) -> None:
    h.new(7)
    h.fix(7)
    h.amend("Mend another\n")


@situation({7: closed, 8: closed})
def a_message_may_have_crlf(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit(b"Mend it\r\n\r\nFixes #7,\r\n#8\r\n")


@situation(closed)
def a_message_may_be_latin_1_with_a_header(h: GitHistory) -> None:
    h.new(7)
    h.git("config", "i18n.commitEncoding", "ISO-8859-1")
    h.commit("Böse Sache\n\nFixes #7\n".encode("latin-1"))


@situation(closed)
def a_message_may_be_no_utf_8(h: GitHistory) -> None:
    h.new(7)
    h.commit(b"B\xf6se Sache, \xff fixes #7\n")


@situation({7: closed, 8: open_})
def a_message_may_be_empty(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.fix(7)
    h.commit("")


@situation(closed)
def a_message_without_a_line_end_counts(h: GitHistory) -> None:
    h.new(7)
    h.commit(b"Fixes #7")


@situation(open_)
def an_annotated_tag_closes_nothing(h: GitHistory) -> None:
    h.new(7)
    h.tag("v1.0", "Fixes #7")


@situation(open_)
def a_note_closes_nothing(h: GitHistory) -> None:
    h.new(7)
    h.note("Fixes #7")


@situation(open_)
def the_name_of_a_branch_closes_nothing(h: GitHistory) -> None:
    h.new(7)
    h.branch("fixes-#7")
    h.commit("Work")
    h.switch("main")
    h.merge("fixes-#7", message="Merge remote-tracking branch 'origin/fixes-#7'")


@situation(open_)
def a_comment_file_that_says_it_closes_nothing(h: GitHistory) -> None:
    h.new(7)
    h.put(".tracker/issues/7-crash/20260101T000000Z-bob-k3f9.md", "Fixes #7\n")
    h.commit("Comment")


@situation(closed)
def a_word_of_the_configuration_closes(h: GitHistory) -> None:
    h.tracker("references:\n  words:\n    close: [kills]\n")
    h.new(7)
    h.commit("Kills #7")


@situation({7: closed, 8: open_, 9: open_})
def with_a_prefix_only_that_counts(h: GitHistory) -> None:
    h.tracker("references:\n  prefix: ABC\n")
    for number in (7, 8, 9):
        h.new(number)
    h.commit("Fixes ABC-7\n\nFixes #8\nFixes abc-9")


@situation({7: closed, 8: open_})
def with_an_envelope_words_count_only_within(h: GitHistory) -> None:
    h.tracker("references:\n  envelope: \"[]\"\n")
    h.new(7)
    h.new(8)
    h.commit("[Fixes #7]\n\nFixes #8")


@situation({7: closed, 8: closed})
def a_list_of_bullets_is_read_item_by_item(h: GitHistory) -> None:
    h.new(7)
    h.new(8)
    h.commit("Release\n\n* Fixes #7\n* Fixes #8 (#9)\n")
