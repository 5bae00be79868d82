/// A value of a fingerprint, or a title: text with variables in it, as `Error from {{ logger }}`.
package struct FingerprintTemplate: Sendable, Hashable {
  /// A part of it.
  package enum Piece: Sendable, Hashable {
    case text(String)
    case variable(Variable)
  }

  /// What is put in from the event.
  package enum Variable: Sendable, Hashable {
    /// The grouping that the event would have without the fingerprint.
    case algorithm
    case transaction, errorType, errorValue, function, path, filename, module, package, logger, level, message
    case tag(String)

    /// Reads a name, long or short.
    package init?(_ name: String) {
      switch name {
      case "default": self = .algorithm
      case "transaction": self = .transaction
      case "error.type", "type": self = .errorType
      case "error.value", "value": self = .errorValue
      case "stack.function", "function": self = .function
      case "stack.abs_path", "path": self = .path
      case "stack.filename", "filename": self = .filename
      case "stack.module", "module": self = .module
      case "stack.package", "package": self = .package
      case "logger": self = .logger
      case "level": self = .level
      case "message": self = .message
      default:
        guard name.hasPrefix("tags."), name.utf8.count > 5 else { return nil }
        self = .tag(String(name.dropFirst(5)))
      }
    }

    /// All names but those of tags.
    static let names = [
      "default", "transaction", "error.type", "type", "error.value", "value", "stack.function", "function",
      "stack.abs_path", "path", "stack.filename", "filename", "stack.module", "module", "stack.package", "package",
      "logger", "level", "message",
    ]
  }

  package var pieces: [Piece]

  init(pieces: [Piece]) { self.pieces = pieces }

  /// Reads what a sender wrote; what looks like a variable and is none stays as it is.
  package init(_ text: String) {
    pieces = []
    var plain = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      let inner = rest[open.upperBound...]
      guard let close = inner.firstRange(of: "}}") else { break }
      plain += rest[..<open.lowerBound]
      let name = inner[..<close.lowerBound].trimmingBlanks
      if let variable = Variable(String(name)) {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
        pieces.append(.variable(variable))
      } else {
        plain += rest[open.lowerBound..<close.upperBound]
      }
      rest = rest[close.upperBound...]
    }
    plain += rest
    if !plain.isEmpty || pieces.isEmpty { pieces.append(.text(plain)) }
  }

  /// Whether it is `{{ default }}` and nothing else.
  package var isAlgorithm: Bool { pieces == [.variable(.algorithm)] }

  /// The text with the event's values in it, `<no-NAME>` where it has none.
  func text(in context: RuleContext) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .variable(let variable): context.value(of: variable)
      }
    }.joined()
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
