import VireoFormat
import VireoModel
import VireoTestSupport
import Yams

/// The keys and texts of front matter in lines that can be compared and read: one for each key.
enum Rendering {
  static func ours(_ frontMatter: FrontMatter) -> [String] {
    frontMatter.entries.map { line(key: $0.key, value($0.value.plain)) }
  }

  static func line(key: String, _ value: String) -> String { quoted(key) + " = " + value }

  static func value(_ value: FieldValue) -> String {
    switch value {
    case .none: quoted("")
    case .text(let text): quoted(text)
    case .list(let items): list(items)
    case .map(let fields): map(fields.map { ($0.key, $0.value.text ?? "") })
    }
  }

  static func list(_ items: [String]) -> String { "[" + items.map(quoted).joined(separator: ", ") + "]" }

  static func map(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { quoted($0.0) + ": " + quoted($0.1) }.joined(separator: ", ") + "}"
  }

  static func quoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }
}

/// What Yams reads from the lines between the fences.
enum Oracle: Equatable {
  case read([String])
  /// More than one level, or no keys.
  case other(String)
  case rejected(String)

  var isRejected: Bool { !rejection.isEmpty }

  /// Why it was rejected, or nothing.
  var rejection: String { if case .rejected(let reason) = self { reason } else { "" } }

  static func read(_ yaml: String) -> Oracle {
    do {
      guard let node = try Yams.compose(yaml: yaml) else { return .read([]) }
      guard let mapping = node.mapping else { return .other("no map") }
      var lines: [String] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string, let text = render(value) else { return .other("deep") }
        lines.append(Rendering.line(key: name, text))
      }
      return .read(lines)
    } catch {
      return .rejected("\(error)")
    }
  }

  private static func render(_ node: Node) -> String? {
    switch node {
    case .scalar(let scalar): return Rendering.quoted(scalar.string)
    case .sequence(let sequence):
      let items = sequence.map { $0.scalar?.string }
      return items.contains(nil) ? nil : Rendering.list(items.compactMap { $0 })
    case .mapping(let mapping):
      var pairs: [(String, String)] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string, let text = value.scalar?.string else { return nil }
        pairs.append((name, text))
      }
      return Rendering.map(pairs)
    case .alias: return nil
    }
  }
}

/// Front matter as both read it.
struct Comparison {
  let source: SourceText
  let ours: FrontMatter
  let yaml: String

  /// - Parameter yaml: the lines between the fences.
  init(yaml: String) {
    self.init(file: "---\n" + yaml + "---\n")
  }

  init(file: String) {
    source = SourceText(path: "7-x.md", bytes: Array(file.utf8))
    ours = FrontMatterParser.parse(source)
    yaml =
      if let opening = ours.opening, let closing = ours.closing {
        source.text(opening.upperBound..<closing.lowerBound)
      } else {
        ""
      }
  }

  /// The lines with `\n` behind each. (For Swift, `\r\n` is one character, and no `\n`.)
  var linesFed: String { yaml.replacing("\r\n", with: "\n") }

  /// What is wrong, if something is: the two differ, and nothing explains it.
  func mismatch() -> String? {
    let oracle = Oracle.read(yaml)
    let lines = Rendering.ours(ours)
    if ours.diagnostics.isEmpty {
      if oracle == .read(lines) { return nil }
      if Difference.explaining(self, oracle) != nil { return nil }
      return "accepted by us\n  input: \(escaped(yaml))\n  ours:  \(lines)\n  Yams:  \(oracle)"
    }
    guard ours.diagnostics.allSatisfy({ $0.code == .quoteNeeded }) else { return nil }
    // The text is taken as it stands: YAML must not read it so, and the offered fix must make YAML read it so.
    let replacements = ours.diagnostics.flatMap { diagnostic -> [Fix.Replacement] in
      if case .replace(let found)? = diagnostic.fix { found } else { [] }
    }
    let mended = Comparison(file: String(decoding: source.bytes.replacing(replacements), as: UTF8.self))
    let mendedOracle = Oracle.read(mended.yaml)
    if !mended.ours.diagnostics.isEmpty || Rendering.ours(mended.ours) != lines
      || mendedOracle != .read(lines) && Difference.explaining(mended, mendedOracle) == nil
    {
      return "the fix changes it\n  input: \(escaped(yaml))\n  fixed: \(escaped(mended.yaml))\n  ours:  \(lines)"
        + "\n  after: \(Rendering.ours(mended.ours)) \(mended.ours.diagnostics.map(\.code))\n  Yams:  \(mendedOracle)"
    }
    if case .read(let found) = oracle, TextInsteadOfYAML.explaining(self) == nil {
      return "a warning where YAML is fine\n  input: \(escaped(yaml))\n  ours:  \(lines)\n  Yams:  \(found)"
    }
    return nil
  }
}
