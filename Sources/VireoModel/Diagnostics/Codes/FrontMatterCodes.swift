/// Rules of the lines and values of front matter.
extension DiagnosticCode {
  package static let tabIndent = DiagnosticCode(
    "tab-indent", .error, "indentation is made of blanks",
    """
    ## What it means

    A line of the front matter is indented with a tab, which YAML forbids (YAML 1.2, section 6.1).

    ## Why it matters

    How deep a tab is depends on who looks, so the structure would, too.

    ## Example

    ```
    labels:
    	- io
    ```

    ## Way out

    Put two blanks in the place of the tab.
    """)

  package static let badIndent = DiagnosticCode(
    "bad-indent", .error, "an indented line belongs to a key or an item",
    """
    ## What it means

    The line is indented, but what stands above it takes no further line; or a line that continues a
    text holds a colon and a blank.

    ## Why it matters

    The line would be lost, or be read as a part of another value.

    ## Example

    ```
    status: open
        priority: high
    ```

    ## Way out

    Remove the indentation, or quote the whole text.
    """)

  package static let notKeyValue = DiagnosticCode(
    "not-key-value", .error, "a line of front matter is `key: value`",
    """
    ## What it means

    The line is neither a key with a value, nor an item of a list, nor a comment.

    ## Why it matters

    It says nothing that could be read, so it would be lost.

    ## Example

    ```
    title: Crash
    status closed
    ```

    ## Way out

    Write `key: value`, put `#` before it, or move it below the front matter.
    """)

  package static let duplicateKey = DiagnosticCode(
    "duplicate-key", .error, "a key stands once",
    """
    ## What it means

    The same key is there twice.

    ## Why it matters

    Which of the two counts would depend on the program that reads it. This happens when a merge takes
    both sides.

    ## Example

    ```
    status: open
    status: closed
    ```

    ## Way out

    Delete one of the lines.
    """)

  package static let unsupportedYAML = DiagnosticCode(
    "unsupported-yaml", .error, "front matter is a small part of YAML",
    """
    ## What it means

    The value uses YAML that is not read here: an alias, a merge key, or a list or map inside a list or
    map.

    ## Why it matters

    Values are text, lists of text, or one level of map, so that every tool can edit a line without
    knowing the others.

    ## Example

    ```
    labels:
      - name: io
        colour: green
    ```

    ## Way out

    Quote it if it is text; else write plain values.
    """)

  package static let unclosedValue = DiagnosticCode(
    "unclosed-value", .error, "quotes and brackets are closed",
    """
    ## What it means

    A quotation mark or bracket is not closed before the value ends, or a backslash in double quotes
    begins no escape.

    ## Why it matters

    Where the value ends cannot be told.

    ## Example

    ```
    title: "Crash
      on save
    ```

    ## Way out

    Close it, or write the text without quotes.
    """)

  package static let quoteNeeded = DiagnosticCode(
    "quote-needed", .warning, "text that is no YAML needs quotes",
    """
    ## What it means

    The value is no YAML as it stands, so the rest of the line was taken as the text. That is most
    likely what was meant.

    ## Why it matters

    Other programs that read YAML will refuse the file.

    ## Example

    ```
    title: Crash: the disk is full
    ```

    ## Way out

    Put the text in quotes. `vireo check --fix` does it.
    """)

  package static let textCut = DiagnosticCode(
    "text-cut", .error, "YAML drops a part of this line",
    """
    ## What it means

    YAML takes the marked text for a comment, a tag or an anchor, and drops it in silence. The value is
    what is left.

    ## Why it matters

    The text is in the file, but no program shows it.

    ## Example

    ```
    title: C# crash, see #7 fails
    ```

    ## Way out

    Put the whole text in quotes. If a comment is meant, put a blank behind `#`.
    """)
}
