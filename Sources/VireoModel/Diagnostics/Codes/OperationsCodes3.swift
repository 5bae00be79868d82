/// What a command or a call may answer.
extension DiagnosticCode {
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

  package static let invalidArchive = DiagnosticCode(
    "invalid-archive", .error, "an archive has the form that is documented",
    """
    ## What it means

    The file to import is no JSON, or lacks what the format demands.

    ## Example

    ```
    vireo import github-archive README.md
    ```

    ## Way out

    Make the archive again; see `docs/import.md` for the form.
    """)

  package static let importConflict = DiagnosticCode(
    "import-conflict", .error, "an imported issue keeps its number",
    """
    ## What it means

    An issue that is not from this archive already has the number, so that one was not imported.

    ## Example

    ```
    two archives with an issue 7
    ```

    ## Way out

    Import into an empty tracker, or give the other issue a new number first.
    """)

  package static let notCarried = DiagnosticCode(
    "not-carried", .info, "what an import leaves behind",
    """
    ## What it means

    The archive says something that has no place in the tracker.

    ## Way out

    Nothing needs to be done.
    """)

  package static let invalidConfigEdit = DiagnosticCode(
    "invalid-config-edit", .warning, "`config.yml` is left as it is",
    """
    ## What it means

    The settings could not be added to `.tracker/config.yml`, because it already has that key in a form
    that is not changed by programs.

    ## Way out

    Add what the message names by hand.
    """)
}
