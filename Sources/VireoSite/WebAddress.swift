/// Addresses of pages (RFC 3986).
public enum WebAddress {
  /// A path as a relative address: all that has a meaning in an address or in Markdown is percent-encoded (2.1).
  public static func path(_ path: String) -> String {
    if path.utf8.allSatisfy(isPlain) { return path }
    let digits = Array("0123456789ABCDEF")
    return path.utf8.map { byte in
      isPlain(byte) ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
