/// What is said where an issue or a file is not found.
extension DiagnosticCode {
  package static let invalidSQL = DiagnosticCode(
    "invalid-sql", .error, "a question in SQL only reads, and only what there is",
    """
    ## What it means

    The statement given to `vireo sql` is no SQL, names a view or column that is not there, or would do something else
    than read.

    ## Why it matters

    It cannot be answered. Nothing was changed.

    ## Example

    ```
    vireo sql "DELETE FROM issues"
    ```

    ## Way out

    `vireo sql --views` lists the views with their columns. To change issues, use `vireo edit --where`.
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

  package static let fileMissing = DiagnosticCode(
    "file-missing", .error, "the file is there",
    """
    ## What it means

    A file that was named cannot be found or is no regular file.

    ## Example

    ```
    vireo attach 7 nowhere.png
    ```

    ## Way out

    Correct the path.
    """)

  package static let readFailed = DiagnosticCode(
    "read-failed", .error, "the file can be read",
    """
    ## What it means

    The system refused to read a file or folder.

    ## Example

    ```
    chmod 000 .tracker/issues
    ```

    ## Way out

    The cause is the system's own message.
    """)

  package static let unknownCode = DiagnosticCode(
    "unknown-code", .error, "a code names a rule",
    """
    ## What it means

    There is no diagnostic with that code.

    ## Example

    ```
    vireo explain unknown
    ```

    ## Way out

    See `vireo explain` for all codes.
    """)
}
