/// Rules of queries and of what issues name each other for.
extension DiagnosticCode {
  package static let invalidQuery = DiagnosticCode(
    "invalid-query", .error, "a query is written as `docs/queries.md` says",
    """
    ## What it means

    The text of a query cannot be read: on the command line, or in a file of `.tracker/queries`. There, also an order,
    group or column that is none is reported, queries that name each other in a ring, and a name that cannot be written
    behind `@` by everybody.

    ## Why it matters

    Nothing can be asked with it.

    ## Example

    ```
    vireo list labl:red
    ```

    ## Way out

    The place and the advice say what could stand there. `docs/queries.md` has the whole language.
    """)

  package static let noSuchQuery = DiagnosticCode(
    "no-such-query", .error, "the saved query exists",
    """
    ## What it means

    No file in `.tracker/queries` has this name.

    ## Example

    ```
    vireo query show nowhere
    ```

    ## Way out

    See `vireo query list`.
    """)

  package static let cycle = DiagnosticCode(
    "cycle", .error, "no issue waits for itself or is a part of itself",
    """
    ## What it means

    Issues name each other in a ring in `blocked-by` or in `parent`; or an issue names itself.

    ## Why it matters

    None of them can ever be ready, or has a place in the tree.

    ## Example

    ```
    blocked-by: [8]   # in issue 7
    blocked-by: [7]   # in issue 8
    ```

    ## Way out

    Decide which one comes first, and remove the other mention, as with `vireo edit 7 --remove blocked-by=8`.
    """)
}
