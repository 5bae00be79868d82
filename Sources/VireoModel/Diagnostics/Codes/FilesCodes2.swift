/// Rules of names and places of files.
extension DiagnosticCode {
  package static let nameCollision = DiagnosticCode(
    "name-collision", .error, "names differ by more than case",
    """
    ## What it means

    Two paths are the same once case and the form of accented letters are ignored.

    ## Why it matters

    On macOS and Windows, one of the files disappears in a checkout.

    ## Example

    ```
    Readme.md
    README.md
    ```

    ## Way out

    Rename one of them.
    """)
}
