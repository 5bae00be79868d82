/// What is said of an import.
extension DiagnosticCode {
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
}
