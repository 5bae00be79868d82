import Foundation

/// Words as `docs/queries.md` defines them.
enum PlainWords {
  /// The runs of letters and digits with the marks that stand on them, in small letters and without accents.
  static func words(_ text: String) -> [String] {
    var found: [String] = []
    var present = String.UnicodeScalarView()
    func end() {
      if !present.isEmpty { found.append(folded(String(present))) }
      present = .init()
    }
    for scalar in text.unicodeScalars {
      if isLetterOrDigit(scalar) || (isMark(scalar) && !present.isEmpty) { present.append(scalar) } else { end() }
    }
    end()
    return found
  }

  private static func folded(_ word: String) -> String {
    // Accents are the marks of blocks for any letter; elsewhere a mark makes another word.
    let plain = word.decomposedStringWithCanonicalMapping.unicodeScalars.filter { !isAccent($0) }
    return String(String.UnicodeScalarView(plain)).lowercased().replacing("ς", with: "σ")
  }

  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    let blocks: [ClosedRange<UInt32>] = [
      0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F,
    ]
    return blocks.contains { $0.contains(scalar.value) }
  }

  static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [.nonspacingMark, .spacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
  }

  /// Whether the words of a text hold those of a phrase one after the other; with `*` at its end the last may go on.
  static func holds(_ all: [String], phrase: String) -> Bool {
    let isPrefix = phrase.unicodeScalars.last == "*"
    let wanted = words(phrase)
    guard !wanted.isEmpty, wanted.count <= all.count else { return false }
    return (0...(all.count - wanted.count)).contains { start in
      wanted.indices.allSatisfy { index in
        let word = all[start + index]
        let isOpen = isPrefix && index == wanted.count - 1
        return isOpen ? word.unicodeScalars.starts(with: wanted[index].unicodeScalars) : word.isSame(wanted[index])
      }
    }
  }

  /// The handles that a text names with `@`.
  static func mentions(_ text: String) -> Set<String> {
    func isPart(_ scalar: Unicode.Scalar) -> Bool { isLetterOrDigit(scalar) || isMark(scalar) || scalar == "_" }
    var found: Set<String> = []
    let scalars = Array(text.unicodeScalars)
    for index in scalars.indices where scalars[index] == "@" {
      if index > 0, isPart(scalars[index - 1]) || scalars[index - 1] == "@" { continue }
      var handle = Array(scalars[(index + 1)...].prefix { isPart($0) || $0 == "." || $0 == "-" })
      while let last = handle.last, last == "." || last == "-" { handle.removeLast() }
      if !handle.isEmpty { found.insert(String(String.UnicodeScalarView(handle))) }
    }
    return found
  }
}
