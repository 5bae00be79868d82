/// What a command or a call may answer.
extension DiagnosticCode {
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

  package static let notCommitted = DiagnosticCode(
    "not-committed", .error, "a change can be committed",
    """
    ## What it means

    The change is written to the work tree, but the commit was not made.

    ## Example

    ```
    vireo close 7 --commit   # during a merge
    ```

    ## Way out

    Commit the files yourself, or finish what is under way first.
    """)

  package static let noIdentity = DiagnosticCode(
    "no-identity", .error, "git knows who you are",
    """
    ## What it means

    A commit needs a name and an address, and git has none.

    ## Example

    ```
    git config --unset user.email
    ```

    ## Way out

    Run `git config user.name …` and `git config user.email …`.
    """)

  package static let unknownPerson = DiagnosticCode(
    "unknown-person", .error, "`@me` is somebody",
    """
    ## What it means

    `@me` was used, and neither git nor the environment says who that is.

    ## Example

    ```
    vireo list -a @me
    ```

    ## Way out

    Set `user.email` in git, or name the person.
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
}
