/// Text that is compared without regard to case, and its runs of digits by value: `1.9` before `1.10`.
package struct NaturalText: Hashable, Comparable, Sendable {
  private let text: String

  package init(_ text: String) { self.text = text.lowercased() }

  package static func < (left: NaturalText, right: NaturalText) -> Bool {
    var (a, b) = (left.text[...], right.text[...])
    while let x = a.first, let y = b.first {
      if x.isASCII, x.isNumber, y.isASCII, y.isNumber {
        let (m, n) = (a.takeNumber(), b.takeNumber())
        if m != n { return m.count != n.count ? m.count < n.count : m < n }
      } else if x != y {
        return x < y
      } else {
        a.removeFirst()
        b.removeFirst()
      }
    }
    return a.isEmpty && !b.isEmpty
  }
}

extension Substring {
  /// Takes the digits at the beginning, without leading zeros.
  fileprivate mutating func takeNumber() -> Substring {
    let digits = prefix { $0.isASCII && $0.isNumber }
    self = self[digits.endIndex...]
    return digits.drop { $0 == "0" }
  }
}
