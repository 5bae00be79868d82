import VireoModel
import Yams

/// The parts of a document as Yams gives them, each with what is said if it is not there.
extension ConfigReader {
  /// A key with its place.
  struct Name {
    var text: String
    var node: Node
  }

  func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  mutating func text(_ node: Node) -> String? {
    if let scalar = node.scalar { return scalar.string }
    report(node, "one value is wanted here", advice: "write one text")
    return nil
  }

  mutating func bool(_ node: Node) -> Bool? {
    switch node.scalar?.string.lowercased() {
    case "true"?, "yes"?, "on"?: return true
    case "false"?, "no"?, "off"?: return false
    default:
      report(node, "this is neither 'true' nor 'false'", advice: "write one of the two")
      return nil
    }
  }

  mutating func list(_ node: Node) -> [String]? {
    if isNull(node) { return [] }
    if let scalar = node.scalar { return [scalar.string] }
    guard let sequence = node.sequence else {
      report(node, "a list is wanted here", advice: "write it as [a, b]")
      return nil
    }
    return sequence.compactMap { text($0) }
  }

  mutating func lists(_ node: Node) -> [(String, [String])] {
    entries(of: node, "transitions").compactMap { name, value in
      list(value).map { (name.text, $0) }
    }
  }

  mutating func entries(of node: Node, _ what: String) -> [(Name, Node)] {
    if isNull(node) { return [] }
    guard let mapping = node.mapping else {
      report(node, "\(what) has keys and values", advice: "write it as {key: value}")
      return []
    }
    var found: [(Name, Node)] = []
    for (key, value) in mapping {
      guard let scalar = key.scalar else {
        report(key, "a key is one text", advice: "write one word")
        continue
      }
      found.append((Name(text: scalar.string, node: key), value))
    }
    return found
  }

  mutating func unknownKey(_ name: Name, among known: [String]) {
    report(
      name, "'\(name.text)' is no key here" + Nearest.suggestion(for: name.text, among: known),
      advice: "use one of \(known.joined(separator: ", "))")
  }

  mutating func report(_ name: Name, _ message: String, advice: String) {
    report(name.node, message, advice: advice)
  }

  mutating func report(_ node: Node, _ message: String, advice: String) {
    let place = node.mark.map { self.place(line: $0.line, column: $0.column, length: node.scalar?.string.utf8.count) }
    diagnostics.append(
      Diagnostic(.invalidConfig, place ?? .init(path: source.path), message, advice: advice))
  }

  mutating func reportSyntax(_ error: any Error) {
    var place = Diagnostic.Place(path: source.path)
    var message = "this is no YAML"
    if let error = error as? YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        place = self.place(line: mark.line, column: mark.column, length: nil)
        message += ": " + problem
      case .duplicatedKeysInMapping(let duplicates, let context):
        place = self.place(line: context.mark.line, column: context.mark.column, length: nil)
        message = "\(duplicates.sorted().map { "'\($0)'" }.joined(separator: ", ")) is there twice"
      default: message += ": \(error)"
      }
    }
    diagnostics.append(Diagnostic(.invalidConfig, place, message, advice: "correct the syntax"))
  }

  /// The place of a line and column as Yams counts them: both from 1, columns in scalars.
  func place(line: Int, column: Int, length: Int?) -> Diagnostic.Place {
    var offset = textStart
    for _ in 1..<max(line, 1) {
      offset = source.bytes[offset...].firstIndex(of: .newline).map { $0 + 1 } ?? source.bytes.count
    }
    var left = max(column, 1) - 1
    while left > 0, offset < source.bytes.count, source.bytes[offset] != .newline {
      offset += 1
      while offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return .init(source, offset..<min(offset + (length ?? 1), source.bytes.count))
  }
}
