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

  package static let deadLink = DiagnosticCode(
    "dead-link", .warning, "a link in a text leads somewhere",
    """
    ## What it means

    The text of an issue, comment, page or milestone names a page, heading, issue, comment, milestone, commit or file
    that is not there, as `[[Page]]`, `#7` or the address of a link. Code, and what is escaped as `\\#7`, names nothing.

    ## Why it matters

    Who follows the link finds nothing. The thing may have another name now, or be on another branch.

    ## Example

    ```
    See [[Desing/Storage]] and #999.
    ```

    ## Way out

    Correct the link, or make what it names. `vireo wiki rename` keeps links. A number that means something else than
    an issue is written as code, or with a backslash: `\\#999`.
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
