/// The names that people give to milestones and saved queries: those of their files, without `.md`.
public enum EntryName {
  /// Whether a new file may have a name: it begins with a letter or digit, goes on with these, `-`, `_`, `.` and single
  /// blanks, ends with neither blank nor full stop, and has at most 100 bytes.
  public static func isValid(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last, first.isLetterOrDigit, last != " ", last != "." else {
      return false
    }
    let hasPair = zip(scalars, scalars.dropFirst()).contains { $0 == " " && $1 == " " }
    return !hasPair && text.utf8.count <= 100
      && scalars.allSatisfy { $0.isLetterOrDigit || "-_. ".unicodeScalars.contains($0) }
  }

  /// What a name may be, for messages.
  package static let advice = "use letters, digits, '-', '_', '.' and single blanks, a letter or digit first"
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }
}
