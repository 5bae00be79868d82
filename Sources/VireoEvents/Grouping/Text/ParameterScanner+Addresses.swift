import VireoModel

/// The kinds that name a place in the network, a trace, or a thing by its UUID.
extension ParameterScanner {
  // MARK: - Addresses

  func url(_ start: Int) -> Int? {
    let scheme: Int
    switch byte(start) {
    case UInt8(ascii: "w"): scheme = has("wss", start) ? 3 : has("ws", start) ? 2 : 0
    case UInt8(ascii: "h"): scheme = has("https", start) ? 5 : has("http", start) ? 4 : 0
    case UInt8(ascii: "f"): scheme = has("ftp", start) ? 3 : 0
    default: return nil
    }
    guard scheme > 0, has("://", start + scheme) else { return nil }
    var end = start + scheme + 3
    switch byte(end) {
    case .slash, UInt8(ascii: "$"), .fullStop, .question, .hash: return nil
    default: break
    }
    let first = end
    while end < bytes.count, !isSpace(bytes[end]) { end += 1 }
    return end > first + 1 ? end : nil
  }

  func has(_ text: StaticString, _ start: Int) -> Bool {
    bytes.withUnsafeBufferPointer { $0.has(text, at: start) }
  }

  func isSpace(_ byte: UInt8) -> Bool { byte == .space || byte >= 0x09 && byte <= 0x0D }

  /// An address of either version; `::` within it must have a digit beside it, and no letter may follow.
  func ip(_ start: Int) -> Int? {
    if byte(start).isDigit, let end = ip4(start), !byte(end).isWordCharacter { return end }
    guard !byte(start - 1).isWordCharacter else { return nil }
    return ip6(start)
  }

  /// Four numbers up to 255.
  private func ip4(_ start: Int) -> Int? {
    var position = start
    for part in 0..<4 {
      let end = endOfDigits(position, atMost: 3)
      guard end > position, end - position <= 3 else { return nil }
      guard bytes[position..<end].reduce(0, { $0 * 10 + Int($1 - 0x30) }) <= 255 else { return nil }
      position = end
      if part < 3 {
        guard byte(position) == .fullStop else { return nil }
        position += 1
      }
    }
    return position
  }

  private func ip6(_ start: Int) -> Int? {
    var position = start
    var groups = 0
    var isShortened = false
    // Where an address may end: behind a group, or behind `::`.
    while groups < 8 {
      if has("::", position) {
        if isShortened { break }
        isShortened = true
        position += 2
        guard byte(position).isHexDigit else { break }
        continue
      }
      if groups > 0, byte(position - 1) != .colon {
        guard byte(position) == .colon, byte(position + 1).isHexDigit else { break }
        position += 1
      }
      if groups > 0 || isShortened, let end = ip4(position) {
        groups += 2
        position = end
        break
      }
      let end = hexGroup(position)
      guard end > position else { break }
      groups += 1
      position = end
    }
    guard groups == 8 || isShortened && (1..<8).contains(groups) else { return nil }
    if byte(position) == UInt8(ascii: "%"), byte(position + 1).isWordCharacter {
      position += 1
      while byte(position).isWordCharacter, position - start < 64 { position += 1 }
    }
    return byte(position).isASCIILetter || byte(position).isDigit ? nil : position
  }

  private func hexGroup(_ start: Int) -> Int {
    var end = start
    while byte(end).isHexDigit, end - start < 4 { end += 1 }
    return end
  }

  // MARK: - Identifiers

  func traceparent(_ start: Int) -> Int? {
    if has("00-", start), let id = smallHex(start + 3, 32), byte(id) == .hyphen,
      let parent = smallHex(id + 1, 16), byte(parent) == .hyphen, byte(parent + 1) == UInt8(ascii: "0"),
      byte(parent + 2) == UInt8(ascii: "0") || byte(parent + 2) == UInt8(ascii: "1"), isBoundary(parent + 3)
    {
      return parent + 3
    }
    guard has("1-", start), let time = smallHex(start + 2, 8), byte(time) == .hyphen,
      let id = smallHex(time + 1, 24), isBoundary(id)
    else { return nil }
    return id
  }

  private func smallHex(_ start: Int, _ count: Int) -> Int? {
    for offset in start..<(start + count) {
      guard byte(offset).isHexDigit, byte(offset).lowercased == byte(offset) else { return nil }
    }
    return start + count
  }

  func uuid(_ start: Int) -> Int? {
    var position = start
    for (index, count) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0 {
        guard byte(position) == .hyphen else { return nil }
        position += 1
      }
      for offset in position..<(position + count) where !byte(offset).isHexDigit { return nil }
      position += count
    }
    return isBoundary(position) ? position : nil
  }
}
