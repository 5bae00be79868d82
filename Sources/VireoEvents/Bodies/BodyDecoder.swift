import VireoModel

/// Takes the encodings off a request's body, within bounds.
///
/// Beside what `Content-Encoding` says (RFC 9110, section 8.4) the first bytes are believed, since proxies unpack
/// bodies and leave the header, and old clients pack them without one.
package struct BodyDecoder: Sendable {
  /// The most bytes that may come out.
  package var limit: Int

  package init(limit: Int) { self.limit = limit }

  /// The most encodings that may lie over each other.
  private static let encodingLimit = 2

  /// The bytes that the sender meant.
  ///
  /// - Parameter encoding: The header `Content-Encoding`; an empty one says as much as none.
  /// - Throws: ``IntakeRefusal``: too large, an encoding that is not known, or bytes that are not what they claim.
  package func decoded(_ body: [UInt8], encoding: String?) throws(IntakeRefusal) -> [UInt8] {
    let names = (encoding ?? "").split(separator: ",").map { $0.trimming { $0 == " " }.lowercased() }
      .filter { !$0.isEmpty && $0 != "identity" }
    guard names.count <= BodyDecoder.encodingLimit else { throw .unknownEncoding(encoding ?? "") }
    guard body.count <= limit else { throw .tooLarge(limit: limit) }
    if names.isEmpty { return try undeclared(body) }
    var bytes = body
    for name in names.reversed() { bytes = try decoded(bytes, from: name) }
    return bytes
  }

  private func decoded(_ body: [UInt8], from name: String) throws(IntakeRefusal) -> [UInt8] {
    if BodyDecoder.looksPlain(body) { return body }
    switch name {
    case "gzip", "x-gzip", "deflate": return try Inflater(limit: limit).inflated(body)
    case "br": return try BrotliDecoder(limit: limit).decoded(body)
    default: throw .unknownEncoding(name)
    }
  }

  /// A body without a header: plain, packed, or packed and in base64 (old Ruby and Go clients).
  private func undeclared(_ body: [UInt8]) throws(IntakeRefusal) -> [UInt8] {
    if Inflater.recognizes(body) { return try Inflater(limit: limit).inflated(body) }
    // Base64 of the two bytes with which zlib begins.
    guard body.starts(with: [UInt8(ascii: "e")]), let packed = Base64.decoded(body), Inflater.recognizes(packed) else {
      return body
    }
    return try Inflater(limit: limit).inflated(packed)
  }

  private static func looksPlain(_ body: [UInt8]) -> Bool {
    let first = body.first { !$0.isBlank && $0 != .newline && $0 != .carriageReturn }
    return first == .openBrace || first == .openBracket
  }
}

/// Base64 (RFC 4648, section 4), as it is sent in mails and by old clients: line ends and missing padding do no harm.
enum Base64 {
  /// The bytes; `nil` if another character is among them.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var held = 0
    for byte in text {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case .newline, .carriageReturn, UInt8(ascii: "="): continue
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    return result
  }
}
