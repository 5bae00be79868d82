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

  package static let ambiguousReference = DiagnosticCode(
    "ambiguous-reference", .warning, "a message names one issue",
    """
    ## What it means

    The message of a commit closes or reopens a number that two issues have in that commit, and the commit adds none
    of them. So it is not known which one is meant.

    ## Why it matters

    The message closes and reopens nothing, though its writer thought that it does.

    ## Example

    Two branches took the number 42. They are merged, and before `vireo repair` somebody commits:

    ```
    Fixes #42
    ```

    ## Way out

    Set the status of the issue that was meant: `vireo close 43`. The finding stays, since the message does; a commit
    is not changed. Repair numbers soon after a merge, and the hook `post-merge` tells of them.
    """)

  package static let outdatedReference = DiagnosticCode(
    "outdated-reference", .warning, "a message names the issue that has the number now",
    """
    ## What it means

    The message of a commit closes or reopens a number that another issue had before a repair. The commit was written
    before the repair, and moved onto it since, by a rebase for example.

    ## Why it matters

    It closes or reopens the issue that has the number now. Its writer may have meant the other one.

    ## Example

    `43-crash.md` has `was: [42]`. A branch with this message was written before that, and rebased later:

    ```
    Fixes #42
    ```

    ## Way out

    Look which issue is meant. If it is the other one, set the status of both by hand: `vireo close 43` and
    `vireo reopen 42`.
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

  package static let invalidMilestone = DiagnosticCode(
    "invalid-milestone", .error, "a milestone's keys have values of their types",
    """
    ## What it means

    A file in `.tracker/milestones` has a `start` or `due` that is no date, a `state` that is neither `open` nor
    `closed`, or an `order` that is no number. A milestone that begins after it is due, and a name that is not made of
    letters and digits, `-`, `_`, `.` and single blanks, is a warning.

    ## Why it matters

    The roadmap takes the value for missing.

    ## Example

    ```
    due: next summer
    ```

    ## Way out

    Correct the value; `vireo milestone rename` gives another name.
    """)

  package static let invalidTemplate = DiagnosticCode(
    "invalid-template", .error, "a file of the site's theme can be used",
    """
    ## What it means

    A file in `.tracker/theme/` is no template in Mustache, names what there is not, or leaves out what every page must
    have. `vireo site` writes nothing then.

    ## Why it matters

    The pages would lack something, or not be kept from running scripts.

    ## Example

    ```
    <main>{{{content}}}</main>
    ```

    ## Way out

    The message says what could stand there. `vireo site --eject-theme` writes our own templates, and without the file
    `vireo site` uses ours; see the page about sites.
    """)

  package static let invalidBlock = DiagnosticCode(
    "invalid-block", .error, "a block of a Markdown file can be filled in",
    """
    ## What it means

    A file that `vireo render` should fill in has a block that does not end, whose name is none, or whose query,
    milestone or options can't be understood.

    ## Example

    ```
    <!-- vireo:tmeline days=14 -->
    <!-- /vireo -->
    ```

    ## Way out

    The message says what could stand there; `vireo help render` has all names.
    """)

  package static let noSuchMilestone = DiagnosticCode(
    "no-such-milestone", .error, "the milestone exists",
    """
    ## What it means

    No file in `.tracker/milestones` has this name.

    ## Example

    ```
    vireo milestone show nowhere
    ```

    ## Way out

    See `vireo milestone list`.
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
