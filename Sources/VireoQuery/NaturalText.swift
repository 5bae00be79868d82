/// Text that is compared without regard to case, and its runs of digits by value: `1.9` before `1.10`.
package struct NaturalText: Hashable, Comparable, Sendable {
  private let text: String
  /// Whether every byte is a character.
  private let isPlain: Bool

  package init(_ text: String) {
    self.text = text.lowercased()
    isPlain = self.text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
  }

  package static func < (left: NaturalText, right: NaturalText) -> Bool {
    if left.isPlain, right.isPlain {
      let answer = left.text.utf8.withContiguousStorageIfAvailable { a in
        right.text.utf8.withContiguousStorageIfAvailable { b in NaturalText.isLess(bytes: a, b) }
      }
      if let answer = answer ?? nil { return answer }
    }
    return isLess(left.text, right.text)
  }

  private static func isLess(bytes a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    var (i, j) = (0, 0)
    /// Passes the digits at a place, and gives those behind leading zeros.
    func number(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Range<Int> {
      while place < bytes.count, bytes[place] == digits.lowerBound { place += 1 }
      let start = place
      while place < bytes.count, digits.contains(bytes[place]) { place += 1 }
      return start..<place
    }
    while i < a.count, j < b.count {
      if digits.contains(a[i]), digits.contains(b[j]) {
        let (m, n) = (number(a, &i), number(b, &j))
        if m.count != n.count { return m.count < n.count }
        for (x, y) in zip(a[m], b[n]) where x != y { return x < y }
      } else if a[i] != b[j] {
        return a[i] < b[j]
      } else {
        (i, j) = (i + 1, j + 1)
      }
    }
    return i == a.count && j < b.count
  }

  private static func isLess(_ left: String, _ right: String) -> Bool {
    var (a, b) = (left[...], right[...])
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
