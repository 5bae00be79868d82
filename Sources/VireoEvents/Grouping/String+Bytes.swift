extension String {
  /// Calls a function with the UTF-8 of the text, without a copy where the text is stored so.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }

  /// The text of UTF-8 bytes.
  init(bytes: some Collection<UInt8>) { self = String(decoding: bytes, as: UTF8.self) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes from an offset on begin so.
  func has(_ text: StaticString, at offset: Int = 0) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset >= 0, offset <= self.count - count else { return false }
    for index in 0..<count where self[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  /// Whether a range of bytes is this text.
  func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount && has(text, at: range.lowerBound)
  }

  /// Whether the bytes end so.
  func ends(with text: StaticString) -> Bool { has(text, at: count - text.utf8CodeUnitCount) }

  /// The offset of a text from an offset on.
  func find(_ text: StaticString, from start: Int = 0) -> Int? {
    let count = text.utf8CodeUnitCount
    guard count > 0, start <= self.count - count else { return nil }
    let first = text.utf8Start[0]
    for index in start...(self.count - count) where self[index] == first && has(text, at: index) { return index }
    return nil
  }
}
