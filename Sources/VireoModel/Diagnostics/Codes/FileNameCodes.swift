/// Rules of names and places of files.
extension DiagnosticCode {
  package static let duplicateNumber = DiagnosticCode(
    "duplicate-number", .error, "a number belongs to one issue",
    """
    ## What it means

    Two files have the same number. This happens when two branches take it and are merged.

    ## Why it matters

    `#7` could mean either, so a command that names it is refused.

    ## Example

    ```
    .tracker/issues/7-crash.md
    .tracker/issues/7-slow.md
    ```

    ## Way out

    Run `vireo repair`, which gives one of them a new number.
    """)

  package static let duplicateUID = DiagnosticCode(
    "duplicate-uid", .error, "a uid belongs to one issue",
    """
    ## What it means

    Two files have the same `uid`: one was copied, or two clones repaired a number differently.

    ## Why it matters

    The two cannot be told apart when they are merged.

    ## Example

    ```
    cp 7-crash.md 8-slow.md
    ```

    ## Way out

    If one is a copy, delete its `uid` and run `vireo check --fix`. If both are the same issue, put what
    differs into one of the files and delete the other.
    """)

  package static let oddFileName = DiagnosticCode(
    "odd-file-name", .warning, "a file is named `7-title.md`",
    """
    ## What it means

    The name is a number alone, or the number begins with zeros. The file is read.

    ## Why it matters

    Two branches that take the same number then conflict in a way in which one of the two issues is
    easily lost.

    ## Example

    ```
    .tracker/issues/007-x.md
    ```

    ## Way out

    Rename it with `git mv` to the number, a hyphen and a few words.
    """)

  package static let numberTooLong = DiagnosticCode(
    "number-too-long", .error, "a number has nine digits at most",
    """
    ## What it means

    The name of the file begins with more than nine digits.

    ## Why it matters

    Such a number cannot be named in a commit message. The file is not listed as an issue.

    ## Example

    ```
    .tracker/issues/123456789012-x.md
    ```

    ## Way out

    Rename the file, or put a word first and run `vireo check --fix` for a number.
    """)

  package static let unnumberedDraft = DiagnosticCode(
    "unnumbered-draft", .warning, "a draft has no number yet",
    """
    ## What it means

    The file has front matter, but its name does not begin with a number. It is listed as a draft.

    ## Why it matters

    Nobody can refer to it.

    ## Example

    ```
    .tracker/issues/crash-on-save.md
    ```

    ## Way out

    Run `vireo check --fix`, which renames it to the next number.
    """)

  package static let notRegularFile = DiagnosticCode(
    "not-regular-file", .error, "an issue is a regular file",
    """
    ## What it means

    Something named like an issue is a folder, a link or a device. It is not followed or opened.

    ## Why it matters

    A link could show a file from outside of the repository, and a pipe would never end.

    ## Example

    ```
    ln -s /etc/passwd .tracker/issues/7-x.md
    ```

    ## Way out

    Replace it by a regular file, or remove it.
    """)

  package static let orphanFolder = DiagnosticCode(
    "orphan-folder", .warning, "a folder of comments belongs to an issue",
    """
    ## What it means

    The folder holds comments, but no issue beside it has its name. Its file was probably renamed or
    deleted.

    ## Why it matters

    The comments are shown with no issue.

    ## Example

    ```
    git mv 7-crash.md 7-crash-on-save.md   # without the folder 7-crash/
    ```

    ## Way out

    Rename the folder like the file, or bring the file back.
    """)

  package static let hiddenIssue = DiagnosticCode(
    "hidden-issue", .warning, "an issue does not lie in another one's folder",
    """
    ## What it means

    A file in an issue's folder has a `uid` or `status`, as issues have; but there it is an attachment.

    ## Why it matters

    Nobody will see it in a listing.

    ## Example

    ```
    .tracker/issues/7-crash/8-slow.md
    ```

    ## Way out

    Move it up beside the other issues.
    """)

  package static let unportableName = DiagnosticCode(
    "unportable-name", .error, "names work on every system",
    """
    ## What it means

    The name cannot be used on Windows: a reserved word, a forbidden character, or a blank or dot at the
    end.

    ## Why it matters

    The repository cannot be checked out there.

    ## Example

    ```
    .tracker/issues/7-crash/what?.png
    ```

    ## Way out

    Rename the file.
    """)

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
