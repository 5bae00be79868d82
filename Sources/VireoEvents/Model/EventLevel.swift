/// How bad an event is, as its sender says.
package enum EventLevel: String, Sendable, Hashable, CaseIterable, Comparable {
  case debug, info, warning, error, fatal

  package static func < (left: EventLevel, right: EventLevel) -> Bool { left.rank < right.rank }

  private var rank: Int { EventLevel.allCases.firstIndex(of: self) ?? 0 }

  /// Reads a word in any case, with the synonyms of the protocols.
  package init?(word: String) {
    switch word.lowercased() {
    case "debug", "trace", "log": self = .debug
    case "info", "notice": self = .info
    case "warning", "warn": self = .warning
    case "error", "err": self = .error
    case "fatal", "critical", "crit", "alert", "emergency", "panic": self = .fatal
    default: return nil
    }
  }

  /// Reads a level of Python's `logging`: 10 is debug, 50 critical.
  package init(pythonLevel level: Int) {
    switch level {
    case ..<20: self = .debug
    case ..<30: self = .info
    case ..<40: self = .warning
    case ..<50: self = .error
    default: self = .fatal
    }
  }
}
