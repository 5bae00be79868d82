/// Rules of the wiki's pages.
extension DiagnosticCode {
  package static let invalidPage = DiagnosticCode(
    "invalid-page", .warning, "a page has a name and keys that it can have",
    """
    ## What it means

    The name of a file below `.tracker/wiki`, or of a folder, is not made of letters and digits, `-`, `_`, `.` and
    single blanks, with a letter or digit first. Or its `tags` are no list, or its `title` is no text.

    ## Why it matters

    No link of the form `[[Name]]` can lead to it, or what was meant as a tag is none.

    ## Example

    ```
    .tracker/wiki/[draft] Storage.md
    ```

    ## Way out

    Rename it with `vireo wiki rename`, which keeps the links to it, or correct the key.
    """)

  package static let noSuchPage = DiagnosticCode(
    "no-such-page", .error, "the page exists",
    """
    ## What it means

    No file below `.tracker/wiki` has this name; or several have it that differ only in case, and it is written
    as none of them.

    ## Example

    ```
    vireo wiki show Desing/Storage
    ```

    ## Way out

    See `vireo wiki list`.
    """)
}
