/// What is said of what running programs report.
extension DiagnosticCode {
  package static let eventsUnreadable = DiagnosticCode(
    "events-unreadable", .error, "the record of events can be read",
    """
    ## What it means

    The database in which events are counted is damaged, was written by a newer version, or can't be opened.

    ## Why it matters

    Counts, users and samples of events are only there. Issues are not: they are files.

    ## Example

    ```
    vireo error list --data /srv/events
    ```

    ## Way out

    See the cause. A damaged file can be moved away; counting begins anew then, and every issue stays.
    """)

  package static let intakeBusy = DiagnosticCode(
    "intake-busy", .error, "one process takes events in",
    """
    ## What it means

    Another process takes events into the same folder.

    ## Why it matters

    Two of them would count what the other has counted already.

    ## Example

    ```
    vireo serve & vireo serve
    ```

    ## Way out

    Stop the other one, or give this one a folder of its own with `--data`.
    """)
}
