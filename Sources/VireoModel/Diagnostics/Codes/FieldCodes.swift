/// Rules of fields and their values.
extension DiagnosticCode {
  package static let missingTitle = DiagnosticCode(
    "missing-title", .error, "an issue has a title",
    """
    ## What it means

    There is neither a key `title` nor a heading.

    ## Why it matters

    The title is what people see in every listing.

    ## Example

    ```
    ---
    status: open
    ---
    It crashes.
    ```

    ## Way out

    Write `title: …` into the front matter, or begin the text with a heading.
    """)

  package static let unknownStatus = DiagnosticCode(
    "unknown-status", .error, "a status is one of the configured words",
    """
    ## What it means

    The word is none of `statuses` in `.tracker/config.yml`. Until it is mended, the issue counts as
    open.

    ## Why it matters

    Whether the issue is open or closed cannot be told from an unknown word.

    ## Example

    ```
    status: opne
    ```

    ## Way out

    Correct the word, or add it to `statuses` in `.tracker/config.yml`.
    """)

  package static let unknownChoice = DiagnosticCode(
    "unknown-choice", .warning, "a choice is one of the configured words",
    """
    ## What it means

    The value of `type`, `priority`, `resolution`, a component or a field of type `choice` is none of
    the configured ones.

    ## Why it matters

    Sorting and filters by that key will pass the issue over.

    ## Example

    ```
    priority: hihg
    ```

    ## Way out

    Correct the word, or add it to `.tracker/config.yml`.
    """)

  package static let invalidDate = DiagnosticCode(
    "invalid-date", .error, "a date is `2026-11-21` or `2026-11-21T10:04:33Z`",
    """
    ## What it means

    The value of a field that holds a date is none, or is a day that the calendar does not have.

    ## Why it matters

    The issue is missing wherever dates are compared or sorted.

    ## Example

    ```
    due: 2026-02-30
    ```

    ## Way out

    Write the date as RFC 3339 has it.
    """)

  package static let invalidValue = DiagnosticCode(
    "invalid-value", .error, "a value has the type of its field",
    """
    ## What it means

    The value is no number, address, issue or person, though the field holds one; or a list stands where
    one value is wanted.

    ## Why it matters

    It is kept, but nothing can be calculated or linked with it.

    ## Example

    ```
    fields: {cost: {type: number}}   # in config.yml
    cost: a lot
    ```

    ## Way out

    Correct the value, or change the type of the field in `.tracker/config.yml`.
    """)

  package static let missingField = DiagnosticCode(
    "missing-field", .error, "a required field has a value",
    """
    ## What it means

    `.tracker/config.yml` says that every issue has this field, and this one has not.

    ## Why it matters

    The project decided that issues without it are not complete.

    ## Example

    ```
    fields: {customer: {type: text, required: true}}
    ```

    ## Way out

    Add the field, for example with `vireo edit 7 --set customer=…`.
    """)

  package static let misspelledKey = DiagnosticCode(
    "misspelled-key", .warning, "a key that is nearly a known one",
    """
    ## What it means

    The key has no meaning of its own, but looks like one that has. It is kept and shown as it is.

    ## Why it matters

    A field that was meant has no effect.

    ## Example

    ```
    prioritty: high
    ```

    ## Way out

    Correct the key; or, if it is a field of your own, name it under `fields` in `.tracker/config.yml`.
    """)

  package static let invalidUID = DiagnosticCode(
    "invalid-uid", .error, "a uid is a letter and nine letters or digits",
    """
    ## What it means

    The value of `uid` does not have the form `[a-z][a-z0-9]{9}`.

    ## Why it matters

    The uid is what an issue is known by when its number changes.

    ## Example

    ```
    uid: 42
    ```

    ## Way out

    Delete the line and run `vireo check --fix`, which writes a new one.
    """)

  package static let missingIdentity = DiagnosticCode(
    "missing-identity", .info, "an issue without uid or date of creation",
    """
    ## What it means

    The file was written by hand and has no `uid` or no `created`. It is a good issue all the same.

    ## Why it matters

    Both are then taken from the history, which is slower and ends where a clone is shallow.

    ## Example

    ```
    ---
    title: Crash on save
    ---
    ```

    ## Way out

    Run `vireo check --fix`, which writes them down.
    """)
}
