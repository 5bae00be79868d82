package import VireoModel

/// Whether values have the type of their field.
package enum FieldRules {
  static func check(_ entry: FrontMatter.Entry, _ field: CustomField, _ document: Document) -> [Diagnostic] {
    switch entry.value {
    case .none, .unreadable: return []
    case .scalar(let scalar):
      return check(scalar, field, document)
    case .list(let list):
      guard field.isList else { return [notText(list.range, list.isFlow, field, document)] }
      return list.items.flatMap { check($0.scalar, field, document) }
    case .map(_, let range):
      return [notText(range, false, field, document)]
    }
  }

  private static func notText(
    _ range: Range<Int>, _ isFlow: Bool, _ field: CustomField, _ document: Document
  ) -> Diagnostic {
    let quoted = ScalarWriter.inline(document.source.text(range))
    return Diagnostic(
      .invalidValue, .init(document.source, range), "'\(field.key)' holds one value, not several",
      severity: .warning, advice: isFlow ? "write \(quoted) if it is text" : "write one value",
      fix: isFlow && field.type == .text ? .replace([.init(range, quoted)]) : nil)
  }

  private static func check(
    _ scalar: FrontMatter.Scalar, _ field: CustomField, _ document: Document
  ) -> [Diagnostic] {
    guard !scalar.text.isEmpty, let defect = defect(of: scalar.text, field) else { return [] }
    let place = Diagnostic.Place(document.source, scalar.range)
    switch field.type {
    case .choice:
      return [
        Diagnostic(
          .unknownChoice, place, defect,
          advice: "use one of \(field.values.joined(separator: ", ")), or add it to \(Layout.configPath)")
      ]
    case .date:
      return [Diagnostic(.invalidDate, place, defect, advice: "write 2026-11-21 or 2026-11-21T10:04:33Z")]
    default:
      return [Diagnostic(.invalidValue, place, defect, advice: "correct the value, or change the field's type")]
    }
  }

  /// What is wrong with a value, in words; `nil` if it has the field's type.
  package static func defect(of text: String, _ field: CustomField) -> String? {
    switch field.type {
    case .text: nil
    case .number: isNumber(text) ? nil : "'\(text)' is no number"
    case .date: Timestamp(text) == nil ? "'\(text)' is no date" : nil
    case .choice:
      field.values.contains(text)
        ? nil : "\(field.key) '\(text)' isn't configured" + Nearest.suggestion(for: text, among: field.values)
    case .person: text.contains("\n") ? "'\(text)' is no person" : nil
    case .issue:
      switch IssueName(text) {
      case .number?, .uid?: nil
      case .path?, nil: "'\(text)' names no issue by number or uid"
      }
    case .url: isURL(text) ? nil : "'\(text)' is no absolute address"
    }
  }

  /// A decimal number, with a sign and a fraction if need be.
  private static func isNumber(_ text: String) -> Bool {
    var digits = Substring(text)
    if digits.first == "-" || digits.first == "+" { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
  }

  /// A scheme (RFC 3986, section 3.1), a colon and something without blanks.
  private static func isURL(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), text.index(after: colon) < text.endIndex else { return false }
    let scheme = text[..<colon].utf8
    return scheme.first?.isASCIILetter == true
      && scheme.allSatisfy { $0.isASCIILetter || $0.isDigit || "+-.".utf8.contains($0) }
      && !text.contains(where: \.isWhitespace)
  }
}
