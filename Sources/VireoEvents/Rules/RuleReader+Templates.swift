import VireoModel

/// Texts with variables in them.
extension RuleReader {
  func template(_ range: Range<Int>, isTitle: Bool) throws(RuleMistake) -> FingerprintTemplate {
    var pieces: [FingerprintTemplate.Piece] = []
    var plain: [UInt8] = []
    var index = range.lowerBound
    let bytes = source.bytes
    while index < range.upperBound {
      if bytes[index] == .openBrace, index + 1 < range.upperBound, bytes[index + 1] == .openBrace {
        let (variable, end) = try variable(index, range.upperBound)
        if !plain.isEmpty { pieces.append(.text(String(bytes: plain))) }
        plain = []
        pieces.append(.variable(variable))
        index = end
        continue
      }
      if bytes[index] == .backslash, index + 1 < range.upperBound { index += 1 }
      plain.append(bytes[index])
      index += 1
    }
    if !plain.isEmpty || pieces.isEmpty { pieces.append(.text(String(bytes: plain))) }
    let template = FingerprintTemplate(pieces: pieces)
    guard isTitle ? pieces.contains(.variable(.algorithm)) : pieces.contains(.variable(.algorithm)) && pieces.count > 1
    else { return template }
    throw RuleMistake(
      range, "'{{ default }}' is no text, so it stands alone", advice: "make it a value of its own, with a comma")
  }

  private func variable(
    _ start: Int, _ end: Int
  ) throws(RuleMistake) -> (variable: FingerprintTemplate.Variable, end: Int) {
    var first = start + 2
    while first < end, RuleReader.isBlank(source.bytes[first]) { first += 1 }
    var close = first
    while close + 1 < end, !(source.bytes[close] == .closeBrace && source.bytes[close + 1] == .closeBrace) {
      close += 1
    }
    guard close + 1 < end else {
      throw RuleMistake(start..<(start + 2), "the braces aren't closed", advice: "add '}}'")
    }
    var last = close
    while last > first, RuleReader.isBlank(source.bytes[last - 1]) { last -= 1 }
    let name = text(first..<last)
    guard let variable = FingerprintTemplate.Variable(name) else {
      throw RuleMistake(
        first == last ? start..<(close + 2) : first..<last,
        "'\(name)' is no variable" + Nearest.suggestion(for: name, among: FingerprintTemplate.Variable.names),
        advice: "see docs/grouping.md for all of them; tags are 'tags.NAME'")
    }
    return (variable, close + 2)
  }
}
