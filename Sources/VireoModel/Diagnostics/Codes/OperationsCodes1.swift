/// What a command or a call may answer.
extension DiagnosticCode {
  package static let notARepository = DiagnosticCode(
    "not-a-repository", .error, "there is a git repository",
    """
    ## What it means

    Neither this folder nor one above it is a git repository.

    ## Why it matters

    The tracker lives in one.

    ## Example

    ```
    cd /tmp && vireo list
    ```

    ## Way out

    Go into a repository, name one with `-C DIR`, or run `git init`.
    """)

  package static let noTracker = DiagnosticCode(
    "no-tracker", .error, "the repository has a tracker",
    """
    ## What it means

    There is no folder `.tracker` at the top of the work tree or in the named revision.

    ## Why it matters

    There is nothing to read.

    ## Example

    ```
    git init && vireo list
    ```

    ## Way out

    Run `vireo init`.
    """)

  package static let unreadableRepository = DiagnosticCode(
    "unreadable-repository", .error, "git can read the repository",
    """
    ## What it means

    libgit2 could not open the repository or read one of its objects.

    ## Why it matters

    What the history says cannot be told.

    ## Example

    ```
    a repository with `extensions.objectFormat = sha256`
    ```

    ## Way out

    Run `git fsck`; the cause says what is wrong.
    """)

  package static let unknownRevision = DiagnosticCode(
    "unknown-revision", .error, "a revision names a commit",
    """
    ## What it means

    git knows no commit by that name.

    ## Example

    ```
    vireo list --at v9.9
    ```

    ## Way out

    See `git tag` and `git branch` for the names that there are.
    """)

  package static let noSuchIssue = DiagnosticCode(
    "no-such-issue", .error, "the issue exists",
    """
    ## What it means

    No issue has this number, uid or path.

    ## Example

    ```
    vireo show 999
    ```

    ## Way out

    See `vireo list -s all`. The issue may be on another branch.
    """)

  package static let ambiguousIssue = DiagnosticCode(
    "ambiguous-issue", .error, "a name means one issue",
    """
    ## What it means

    More than one issue has this number, or a uid that begins so.

    ## Why it matters

    Vireo does not guess which one is meant.

    ## Example

    ```
    vireo show k
    ```

    ## Way out

    Give more of the uid, or the path. For a number taken twice, run `vireo repair`.
    """)

  package static let brokenFile = DiagnosticCode(
    "broken-file", .error, "a broken file is not written to",
    """
    ## What it means

    The file has mistakes that make its structure uncertain, so it cannot be changed without a risk of
    losing something.

    ## Example

    ```
    vireo edit 7 --set status=closed   # while conflict markers are in the file
    ```

    ## Way out

    Mend what is reported, then run the command again.
    """)

  package static let editRefused = DiagnosticCode(
    "edit-refused", .error, "a change does what was asked and nothing else",
    """
    ## What it means

    The file would not have read as wanted afterwards, so nothing was written.

    ## Way out

    Change the file in an editor, and report this as a bug.
    """)

  package static let fileChanged = DiagnosticCode(
    "file-changed", .error, "a file is not overwritten",
    """
    ## What it means

    The file changed again and again while the command tried to change it.

    ## Why it matters

    The other program's change would be lost.

    ## Example

    ```
    an editor that saves every few milliseconds
    ```

    ## Way out

    Run the command again.
    """)
}
