/// The language of an event or frame, as far as grouping differs by it.
///
/// The words are those of the field `platform` in "Event Payloads" of Sentry's developer documentation.
package enum GroupingPlatform: Sendable, Hashable {
  case javascript, node, python, ruby, php, java, csharp, go, native, other

  package init(_ word: String?) {
    switch word {
    case "javascript": self = .javascript
    case "node": self = .node
    case "python": self = .python
    case "ruby": self = .ruby
    case "php": self = .php
    case "java": self = .java
    case "csharp", "dotnet", "fsharp", "vb": self = .csharp
    case "go": self = .go
    case "native", "c", "objc", "cocoa", "swift", "rust": self = .native
    default: self = .other
    }
  }

  var isJavaScript: Bool { self == .javascript || self == .node }

  /// Whether the text of a line tells frames apart: where programs run from their sources.
  var hasContextLine: Bool {
    switch self {
    case .javascript, .node, .python, .ruby, .php: true
    case .java, .csharp, .go, .native, .other: false
    }
  }

  /// The word that rules have for it.
  var family: PlatformFamily {
    switch self {
    case .javascript, .node: .javascript
    case .native: .native
    case .python, .ruby, .php, .java, .csharp, .go, .other: .other
    }
  }
}

/// The platforms as the matcher `family` knows them.
enum PlatformFamily: String, Sendable, Hashable, CaseIterable {
  case javascript, native, other
}
