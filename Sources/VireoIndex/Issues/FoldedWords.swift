import Foundation
import VireoModel

/// Texts as their words are compared (`docs/queries.md`, section 4).
///
/// Case and accents are gone beyond ASCII, and so is what is no letter, digit or mark: every scalar there that is left
/// belongs to a word. What stands between words becomes blanks.
package struct FoldedWords {
  /// What is left of scalars beyond ASCII; looking it up takes time.
  private var known: [Unicode.Scalar: Folded] = [:]

  package init() {}

  private enum Folded {
    /// Letters or digits, in small letters and without accents.
    case word(String.UnicodeScalarView)
    /// A mark that makes another word, as those of vowels in Devanagari.
    case mark
    /// An accent.
    case nothing
    case gap
  }

  /// Appends a text in UTF-8 with its words as they are compared.
  mutating func append(_ text: some Collection<UInt8>, to result: inout [UInt8]) {
    if text.allSatisfy({ $0 < 0x80 }) {
      result += text
    } else {
      result += self.text(String(decoding: text, as: UTF8.self)).utf8
    }
  }

  private mutating func text(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isInWord = false
    for scalar in text.unicodeScalars {
      guard !scalar.isASCII else {
        result.append(scalar)
        isInWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        continue
      }
      switch folded(scalar) {
      case .word(let letters):
        result.append(contentsOf: letters)
        isInWord = true
      case .mark where isInWord: result.append(scalar)
      case .nothing: break
      case .mark, .gap:
        result.append(" ")
        isInWord = false
      }
    }
    return String(result)
  }

  /// The words of a text.
  package mutating func words(_ text: String) -> [String] {
    self.text(text).unicodeScalars.split { $0.isASCII && !$0.properties.isAlphabetic && !("0"..."9").contains($0) }
      .map { String($0).lowercased() }
  }

  private mutating func folded(_ scalar: Unicode.Scalar) -> Folded {
    if let found = known[scalar] { return found }
    let found = FoldedWords.folded(scalar)
    known[scalar] = found
    return found
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Folded {
    if scalar.isAccent { return .nothing }
    if scalar.isMark { return .mark }
    guard scalar.isLetterOrDigit else { return .gap }
    // Most Han has one form; looking for another takes time.
    if (0x3400...0x9FFF).contains(scalar.value) { return .word(String.UnicodeScalarView([scalar])) }
    let letters = String(scalar).decomposedStringWithCanonicalMapping.lowercased()
      .decomposedStringWithCanonicalMapping.unicodeScalars
    // The sigma at the end of a word is another small form of the same letter.
    return .word(String.UnicodeScalarView(letters.filter { !$0.isAccent }.map { $0 == "\u{3C2}" ? "\u{3C3}" : $0 }))
  }
}

extension Unicode.Scalar {
  /// Whether it belongs to a word by itself: Unicode's categories L and N.
  var isLetterOrDigit: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// Whether it stands on another one: Unicode's category M.
  var isMark: Bool { [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory) }

  /// Whether words are the same without it: Unicode's blocks of combining diacritical marks and variation selectors.
  var isAccent: Bool {
    switch value {
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F: true
    default: false
    }
  }
}
