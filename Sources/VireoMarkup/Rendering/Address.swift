import VireoModel

/// Where an address leads, as far as that decides whether it may be a link.
enum Address {
  /// To another site.
  case external
  /// To a mailbox.
  case mail
  /// To a place of this site, or in this page.
  case relative
  /// Nowhere that a link may lead.
  case refused

  /// Only `http`, `https`, `mailto` and addresses without a scheme are links.
  ///
  /// Browsers drop tabs and line breaks from an address, and blanks and control characters from its beginning, before
  /// they look for the scheme (WHATWG URL, 4.4). So an address with a control character anywhere is refused, and blanks
  /// in front do not count. What has a colon before the first `/`, `?` or `#` but no scheme that is allowed is refused,
  /// also where it is no scheme at all. `//host`, and the same with backslashes, lead elsewhere in the scheme of the
  /// page, which nobody means, and are refused.
  static func kind(of address: some Collection<UInt8>) -> Address {
    let trimmed = address.drop { $0 == .space }
    if trimmed.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return .refused }
    var slashes = 0
    for byte in trimmed.prefix(2) where byte == .slash || byte == .backslash { slashes += 1 }
    if slashes == 2 { return .refused }
    guard let end = trimmed.firstIndex(where: { $0 == .colon || $0 == .slash || $0 == .question || $0 == .hash }),
      trimmed[end] == .colon
    else { return .relative }
    let scheme = trimmed[..<end].map(\.lowercased)
    if scheme.elementsEqual("http".utf8) || scheme.elementsEqual("https".utf8) { return .external }
    return scheme.elementsEqual("mailto".utf8) ? .mail : .refused
  }
}
