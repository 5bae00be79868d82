package import VireoModel

/// A place in a text that names something of the project.
package struct TextReference: Sendable, Hashable {
  /// What is named.
  package enum Target: Sendable, Hashable {
    /// `#7`, `issue:7`, or with the prefix of the config `ABC-7`; `issue:7#20261121T100433Z-alice-k3f9` is a comment.
    case issue(IssueNumber, comment: String?)
    /// `milestone:1.0`.
    case milestone(String)
    /// `commit:a1b2c3d`, or seven to forty hexadecimal digits alone.
    case commit(digits: String, isBare: Bool)
    /// `file:Sources/x.swift@v1.0#L10-L20`.
    case file(path: String, revision: String?, lines: ClosedRange<Int>?)
    /// `[[Page]]`, `[[Page#heading]]` and `[[#heading]]`; with `|` a text of its own.
    case page(name: String, heading: String?, text: String?)
    /// `@alice`.
    case person(Handle)
  }

  package var target: Target
  /// The bytes of the file that are the reference.
  package var range: Range<Int>
  /// For a page, the bytes that are its name.
  package var nameRange: Range<Int>?
  /// What is shown if nobody says otherwise.
  package var text: String
  /// How it is written, but for the backslash before a `|` that a table needs.
  package var spelling: String

  package init(target: Target, range: Range<Int>, nameRange: Range<Int>? = nil, text: String, spelling: String) {
    (self.target, self.range, self.nameRange) = (target, range, nameRange)
    (self.text, self.spelling) = (text, spelling)
  }
}

/// A link or image with a relative address.
package struct RelativeLink: Sendable, Hashable {
  /// The address as it counts, without escapes.
  package var destination: String
  /// The bytes of the file that are the address, in a link or in a definition `[x]: Other.md`.
  package var range: Range<Int>
  package var isImage: Bool
}

/// Which forms of references a project has.
package struct ReferenceForms: Sendable, Hashable {
  /// With `ABC`, `ABC-7` is an issue and `#7` is text, as in commit messages.
  package var prefix: String?

  package init(prefix: String? = nil) { self.prefix = prefix }
}
