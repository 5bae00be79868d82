import VireoFormat
import VireoModel

/// Where what we read without a word differs from what Yams reads, each with its reason.
///
/// Yams reads with libyaml, which follows YAML 1.1 with exceptions; front matter follows YAML 1.2.
enum Difference: CaseIterable {
  /// YAML forbids control characters; here they are text, and made harmless where they are shown.
  case controlCharacter
  /// A lone carriage return and U+0085, U+2028, U+2029 end a line in YAML 1.1; no editor shows them so, and here they
  /// are text. (YAML 1.2 agrees but for the carriage return.)
  case lineSeparator
  /// libyaml drops U+FEFF before a token, and Foundation where a text begins with it; here it is text.
  case byteOrderMark
  /// YAML 1.2 allows a tab behind a hyphen (rule 66, `s-separate-in-line`); libyaml does not.
  case tabBehindHyphen
  /// YAML 1.2 lets the text of a block begin with a tab behind the indentation; libyaml does not.
  case tabInBlock
  /// YAML 1.2 lets a line between values hold tabs alone, or before a comment; libyaml does not.
  case tabOnBlankLine
  /// YAML 1.2 lets plain text in brackets begin with `:` or `?` before a character that is no blank (rule 123); libyaml
  /// takes the mark for an indicator.
  case markInBrackets
  /// YAML 1.2 ends plain text in brackets before `:,` and `:}`; libyaml refuses that.
  case colonBeforeBracket

  func explains(_ comparison: Comparison, _ oracle: Oracle) -> Bool {
    let yaml = comparison.linesFed
    let scalars = yaml.unicodeScalars
    switch self {
    case .controlCharacter:
      return oracle.rejection.contains("control characters are not allowed")
        || scalars.contains { $0.value == 0x7F || (0x80...0x9F).contains($0.value) && $0.value != 0x85 }
    case .lineSeparator:
      return scalars.contains { ["\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) }
    case .byteOrderMark: return scalars.contains("\u{FEFF}") || yaml.contains("\\uFEFF")
    case .tabBehindHyphen:
      return oracle.rejection.contains("found character that cannot start any token") && yaml.contains(#/- *\t/#)
    case .tabInBlock:
      return oracle.rejection.contains("found a tab character where an indentation space is expected")
    case .tabOnBlankLine:
      return oracle.isRejected && yaml.contains(#/(^|\n)[ ]*\t\s*(\n|$|#)/#)
    case .markInBrackets:
      let isKnown = oracle == .other("deep") || oracle.isRejected
      return isKnown && yaml.contains(#/[\[{,:]\s*([#].*\n\s*)*[:?][^\s]/#)
    case .colonBeforeBracket: return oracle.rejection.contains("found unexpected ':'")
    }
  }

  static func explaining(_ comparison: Comparison, _ oracle: Oracle) -> Difference? {
    allCases.first { $0.explains(comparison, oracle) }
  }
}

/// Where we take the rest of a line as text, with a warning, although Yams reads something else.
enum TextInsteadOfYAML: CaseIterable {
  /// YAML 1.2 wants the lines of a list in brackets deeper than the key; libyaml does not care.
  case bracketsAtMargin

  /// YAML 1.2 wants the further lines of quoted text deeper than the key; libyaml does not care.
  case quotesAtMargin
  /// See ``Difference/lineSeparator``.
  case lineSeparator
  /// A tag or an anchor inside of brackets.
  case propertyInBrackets
  /// A tag that nobody would write.
  case oddTag
  /// libyaml takes a hash behind a bracket, a quotation mark or a block's header for a comment; YAML 1.2 wants a blank.
  case hashWithoutBlank
  /// A key that begins with a question mark.
  case explicitKey
  /// YAML 1.2 has no plain text that is a hyphen alone (rule 123); libyaml has, in brackets.
  case hyphenInBrackets

  func explains(_ comparison: Comparison) -> Bool {
    let yaml = comparison.linesFed
    switch self {
    case .bracketsAtMargin: return yaml.contains(#/[:\-]\s+[\[{][^\]}]*\n\s*[^\s]/#)
    case .quotesAtMargin: return yaml.contains(#/[:\-]\s+["'][^\n]*\n\s*[^\s]/#)
    case .lineSeparator: return Difference.lineSeparator.explains(comparison, .read([]))
    case .propertyInBrackets: return yaml.contains(#/[\[{,:]\s*[!&]/#)
    case .oddTag: return yaml.contains(#/!<|!!!/#)
    case .hashWithoutBlank: return yaml.contains(#/[\]}"'|>+\-0-9]#/#)
    case .explicitKey: return yaml.contains(#/(^|\n)\s*\?\s/#)
    case .hyphenInBrackets: return yaml.contains(#/[\[{,:]\s*-\s*[,\]}]/#)
    }
  }

  static func explaining(_ comparison: Comparison) -> TextInsteadOfYAML? {
    allCases.first { $0.explains(comparison) }
  }
}
