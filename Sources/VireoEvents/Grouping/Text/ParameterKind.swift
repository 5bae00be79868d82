/// A kind of value that varies from event to event, and the word that takes its place.
///
/// The kinds and their order are those of `parameterization.py` of Sentry: at each place of a text the first kind that
/// fits wins, whatever could fit behind it. Examples of all are in the tests.
enum ParameterKind: String, CaseIterable {
  /// RFC 5322's `addr-spec` without quotes.
  case email
  /// `http`, `https`, `ws`, `wss` and `ftp`, up to white space.
  case url
  /// Labels that end with one of the hundred most used top-level domains.
  case hostname
  /// IPv4, and IPv6 as RFC 4291 writes it, but not `::` alone.
  case ip
  /// W3C's `traceparent`, and the trace of Amazon's load balancers.
  case traceparent
  case uuid
  /// 40 hexadecimal digits.
  case sha1
  /// 32 hexadecimal digits.
  case md5
  /// Dates and times as RFC 822, 850, 1123 and 3339, ISO 8601, JavaScript and clocks write them.
  case date
  /// `250ms`, `1.5s`; and as Go writes them, `1h2m3.5s`.
  case duration
  /// `0x…`, or 8 to 128 digits in one case with a decimal one among them.
  case hex
  /// 7 small hexadecimal digits, decimal ones and letters among them.
  case gitHash = "git_sha"
  case float
  /// Up to 7 digits; longer ones are `hex`.
  case int
  /// What stands in quotes behind `=`.
  case quoted = "quoted_str"
  /// `true` or `false` behind `=`.
  case bool

  /// What takes the value's place, as UTF-8.
  var mark: [UInt8] { ParameterKind.marks[self] ?? [] }

  private static let marks = Dictionary(
    uniqueKeysWithValues: ParameterKind.allCases.map { ($0, Array("<\($0.rawValue)>".utf8)) })
}
