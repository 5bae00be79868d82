/// Rules of what running programs report.
extension DiagnosticCode {
  package static let invalidGroupingRule = DiagnosticCode(
    "invalid-grouping-rule", .error, "a rule for grouping is written as `docs/grouping.md` says",
    """
    ## What it means

    A line of `.tracker/errors/fingerprints` or `.tracker/errors/stack-traces` is no rule: a name is unknown, a pattern
    cannot be read, or a part of the rule is missing.

    ## Why it matters

    The line is left out, and events are grouped as if it were not there. The other lines hold.

    ## Example

    ```
    error.typ:ConnectionError -> no-connection
    ```

    ## Way out

    The place and the advice say what could stand there. `docs/grouping.md` has both languages.
    """)
}
