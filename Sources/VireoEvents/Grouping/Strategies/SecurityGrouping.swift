import VireoModel

/// What reports of a browser's policy are told apart by: the directive, and the host that was blocked.
///
/// Follows Sentry's strategies for security reports. What is blocked without an address ("Content Security Policy
/// Level 3", section 5.3: `inline`, `eval`, or a scheme alone as `data`) stands for itself; the page's own host is
/// `self`.
enum SecurityGrouping {
  static func component(of report: SecurityReport) -> GroupingComponent {
    GroupingComponent(
      .security,
      parts: [GroupingComponent(.directive, report.directive), GroupingComponent(.blocked, blocked(by: report))])
  }

  /// The host, in small letters, or the word.
  static func blocked(by report: SecurityReport) -> String {
    guard let host = host(of: report.blocked) else {
      return report.blocked.isEmpty ? "self" : String(report.blocked.prefix { $0 != ":" }.lowercased())
    }
    return host == report.document.flatMap { SecurityGrouping.host(of: $0) } ? "self" : host
  }

  /// The host of an address, without user and port; `nil` if it has none.
  private static func host(of address: String) -> String? {
    address.withBytes { bytes in
      guard let colon = bytes.find("://") else { return nil }
      var authority = bytes[(colon + 3)...].prefix { byte in
        byte != .slash && byte != .question && byte != .hash && byte != .backslash
      }
      if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
      if authority.first != .openBracket, let port = authority.lastIndex(of: .colon) { authority = authority[..<port] }
      return authority.isEmpty ? nil : String(bytes: authority).lowercased()
    }
  }
}
