/// What is said where a change is not made.
extension DiagnosticCode {
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

  package static let storeLocked = DiagnosticCode(
    "store-locked", .error, "one process writes at a time",
    """
    ## What it means

    Another process has held the lock on the tracker for too long.

    ## Example

    ```
    a command stopped with Ctrl-Z in the middle of a change
    ```

    ## Way out

    Wait and run it again. The lock goes with its process; no file needs to be deleted.
    """)

  package static let writeFailed = DiagnosticCode(
    "write-failed", .error, "the change can be written",
    """
    ## What it means

    The system refused to write a file.

    ## Example

    ```
    a read-only checkout, or a full disk
    ```

    ## Way out

    The cause is the system's own message. Files are replaced whole, so none is half-written.
    """)

  package static let transitionNotAllowed = DiagnosticCode(
    "transition-not-allowed", .error, "a status follows as configured",
    """
    ## What it means

    `transitions` in `.tracker/config.yml` does not allow this step.

    ## Example

    ```
    vireo close 7   # where open may only become in-progress
    ```

    ## Way out

    Take a step that is allowed, or change `transitions`.
    """)

  package static let invalidEdit = DiagnosticCode(
    "invalid-edit", .error, "a change fits the field",
    """
    ## What it means

    The value or key that was given cannot be used.

    ## Example

    ```
    vireo edit 7 --set created=tomorrow
    ```

    ## Way out

    The message says what is allowed.
    """)

  package static let noNumberLeft = DiagnosticCode(
    "no-number-left", .error, "there is a free number",
    """
    ## What it means

    Every number up to 999,999,999 is taken.

    ## Example

    ```
    a file named 999999999-x.md
    ```

    ## Way out

    Rename the file with the very large number.
    """)

  package static let noEditor = DiagnosticCode(
    "no-editor", .error, "an editor can be started",
    """
    ## What it means

    No editor is configured, or it ended with an error.

    ## Example

    ```
    EDITOR=false vireo new
    ```

    ## Way out

    Set `VIREO_EDITOR`, `GIT_EDITOR`, `core.editor`, `VISUAL` or `EDITOR`; or give the text on the
    command line.
    """)

  package static let noText = DiagnosticCode(
    "no-text", .error, "there is something to write",
    """
    ## What it means

    The title or text was left empty, so nothing was written.

    ## Example

    ```
    vireo comment 7 -b ""
    ```

    ## Way out

    Give a text.
    """)
}
