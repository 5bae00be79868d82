/// Rules of a file's bytes and of where its front matter begins and ends.
extension DiagnosticCode {
  package static let notUTF8 = DiagnosticCode(
    "not-utf8", .error, "text must be UTF-8",
    """
    ## What it means

    The file holds a byte that cannot stand there in UTF-8. The rest of the file is read, with a
    replacement character in that place.

    ## Why it matters

    Another program may guess another encoding, and an edit could make the guess permanent.

    ## Example

    ```
    printf -- '---\\ntitle: caf\\351\\n---\\n' > .tracker/issues/7-coffee.md
    ```

    ## Way out

    Save the file as UTF-8, for example with `iconv -f latin1 -t utf-8`.
    """)

  package static let nulByte = DiagnosticCode(
    "nul-byte", .error, "text holds no zero bytes",
    """
    ## What it means

    The file holds the byte 0, which no text has. It is often a binary file with a wrong name, or a file
    that a crash cut short.

    ## Why it matters

    Most tools treat such a file as binary: git shows no differences, grep finds nothing.

    ## Example

    ```
    printf -- '---\\ntitle: a\\0b\\n---\\n' > .tracker/issues/7-a.md
    ```

    ## Way out

    Remove the byte, or get the file back from git.
    """)

  package static let emptyFile = DiagnosticCode(
    "empty-file", .error, "an issue has at least a title",
    """
    ## What it means

    The file has no bytes, or nothing but blanks.

    ## Why it matters

    An editor or a full disk may have emptied it; an empty file is not deleted, so that you notice.

    ## Example

    ```
    : > .tracker/issues/7-crash.md
    ```

    ## Way out

    Get the text back with `git checkout -- PATH`, write a title, or delete the file.
    """)

  package static let unclosedFrontMatter = DiagnosticCode(
    "unclosed-front-matter", .error, "front matter ends with a line `---`",
    """
    ## What it means

    The first line is `---`, and no line after it is `---` again, so nobody can tell fields from text.

    ## Why it matters

    Everything in the file would be read as fields, or nothing.

    ## Example

    ```
    ---
    title: Crash on save

    The text.
    ```

    ## Way out

    Write a line `---` behind the last field.
    """)

  package static let frontMatterTooLarge = DiagnosticCode(
    "front-matter-too-large", .error, "front matter has 64 KiB at most",
    """
    ## What it means

    There are more than 65,536 bytes between the two lines `---`.

    ## Why it matters

    Front matter is read for every listing. Long text belongs below it.

    ## Example

    ```
    ---
    title: x
    log: |
      (a log of 100,000 bytes)
    ---
    ```

    ## Way out

    Move long values into the text, a comment or an attachment.
    """)

  package static let conflictMarker = DiagnosticCode(
    "conflict-marker", .error, "a merge was left unfinished",
    """
    ## What it means

    A line begins with the marker that git writes where two sides of a merge differ.

    ## Why it matters

    Both values are there, and neither is chosen. Nothing is guessed, and nothing is written to the
    file.

    ## Example

    ```
    <<<<<<< HEAD
    status: open
    =======
    status: closed
    >>>>>>> fix
    ```

    ## Way out

    Keep the lines that are right, delete the markers, and run `git add`.
    """)
}
