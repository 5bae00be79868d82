/// Rules of what running programs report.
extension DiagnosticCode {
  package static let invalidErrorRule = DiagnosticCode(
    "invalid-error-rule", .error, "a rule for errors is written as `docs/errors.md` and `docs/grouping.md` say",
    """
    ## What it means

    A line of `secrets`, `events`, `fingerprints` or `stack-traces` in `.tracker/errors` is no rule: a name is unknown,
    a pattern cannot be read, or a part of the rule is missing.

    ## Why it matters

    The line is left out, and events are taken in as if it were not there. The other lines hold.

    ## Example

    ```
    error.typ:ConnectionError -> no-connection
    ```

    ## Way out

    The place and the advice say what could stand there. `docs/errors.md` and `docs/grouping.md` have the languages.
    """)
}
