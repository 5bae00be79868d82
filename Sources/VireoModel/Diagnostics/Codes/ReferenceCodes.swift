/// Rules of what is referred to, and of the configuration.
extension DiagnosticCode {
  package static let unknownIssue = DiagnosticCode(
    "unknown-issue", .warning, "a reference names an issue that exists",
    """
    ## What it means

    `blocked-by`, `parent`, `relates` or `duplicate-of` names an issue that is not there. Or the message of a commit
    that is being made closes, reopens or refers to one.

    ## Why it matters

    The link leads nowhere. The issue may be on another branch.

    ## Example

    ```
    blocked-by: [999]
    ```

    ## Way out

    Correct the number, or remove the reference. What the hook `commit-msg` does about a message, the config says:
    `references: {unknown: warn}` or `refuse`.
    """)

  package static let unknownMilestone = DiagnosticCode(
    "unknown-milestone", .warning, "a milestone has a file",
    """
    ## What it means

    The issue names a milestone for which there is no file in `.tracker/milestones/`, though others have
    one.

    ## Why it matters

    It is missing in the milestone that was probably meant.

    ## Example

    ```
    milestone: "1.O"
    ```

    ## Way out

    Correct the name, or add the file.
    """)

  package static let invalidConfig = DiagnosticCode(
    "invalid-config", .error, "`config.yml` says only what is documented",
    """
    ## What it means

    A key or value of `.tracker/config.yml` is not understood. The default is used in its place.

    ## Why it matters

    A rule that was meant has no effect.

    ## Example

    ```
    statuses: {done: finished}
    ```

    ## Way out

    Correct it; `vireo schema config` and `docs/format.md` say what may stand there.
    """)
}
