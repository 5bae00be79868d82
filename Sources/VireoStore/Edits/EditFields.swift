package import VireoFormat
package import VireoModel

extension Transaction {
  /// Stages changes of an issue's front matter.
  package mutating func edit(_ path: String, fields: [FieldEdit]) throws {
    try edit(path) { bytes in
      let source = SourceText(path: path, bytes: bytes)
      let blocking = TextRules.check(source).filter { $0.code.breaksFile }
      guard blocking.isEmpty else { throw VireoError.brokenFile(path, blocking) }
      return try FrontMatterEditor.apply(fields, to: source)
    }
  }

  /// Stages another text for an issue or comment.
  package mutating func edit(_ path: String, body: String) throws {
    try edit(path) { bytes in
      let document = Document(SourceText(path: path, bytes: bytes))
      guard !document.isBroken else { throw VireoError.brokenFile(path, document.diagnostics) }
      return DocumentWriter.replacingBody(of: document.source, with: body)
    }
  }
}

/// Makes edits from what people say, and refuses what no field can hold.
package struct FieldEditMaker: Sendable {
  let config: Config

  package init(config: Config) { self.config = config }

  /// What is known of a key: built in, configured, or any text.
  private func field(_ key: String) throws -> CustomField {
    if let known = IssueKey(rawValue: key) {
      guard !known.isManaged else {
        throw invalid("'\(key)' is written by vireo alone", advice: "leave it as it is")
      }
      return CustomField(key: key, type: known.valueType, values: choices(known), isList: known.isList)
    }
    if let custom = config.fields.first(where: { $0.key == key }) { return custom }
    let isKey = key.utf8.first.map { $0 != UInt8(ascii: "-") } ?? false
    guard isKey, key.utf8.allSatisfy(FieldEditMaker.isKeyByte) else {
      throw invalid("'\(key)' can't be a key", advice: "use letters, digits, hyphens and underscores")
    }
    let known = IssueKey.allCases.map(\.rawValue) + config.fields.map(\.key)
    let near = Nearest.matches(for: key, among: known.filter { $0.count > 3 })
    guard near.isEmpty else {
      throw invalid(
        "'\(key)' is no field" + Nearest.suggestion(for: key, among: known),
        advice: "correct it, or name it under 'fields' in \(Layout.configPath)")
    }
    return CustomField(key: key)
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private func choices(_ key: IssueKey) -> [String] {
    switch key {
    case .status: config.statuses.map(\.word)
    case .type: config.types
    case .priority: config.priorities
    case .resolution: config.resolutions
    default: []
    }
  }

  /// Sets a key to a text; commas separate the items of a list; an empty text takes the key away.
  package func set(_ key: String, to text: String) throws -> FieldEdit {
    let field = try field(key)
    if field.isList {
      let items = text.split(separator: ",").map { String($0).trimmingSpaces }.filter { !$0.isEmpty }
      if items.isEmpty { return .unset(key) }
      return .set(key, .list(try items.map { try checked($0, field) }), kind(field))
    }
    if text.isEmpty { return .unset(key) }
    return .set(key, .text(try checked(text, field)), kind(field))
  }

  package func unset(_ key: String) throws -> FieldEdit {
    guard key != "title", key != "status" else {
      throw invalid("an issue has a \(key)", advice: "set it to something else")
    }
    _ = try field(key)
    return .unset(key)
  }

  package func add(_ key: String, _ items: [String]) throws -> FieldEdit {
    let field = try field(key)
    return .add(key, try items.map { try checked($0, field) }, kind(field))
  }

  package func remove(_ key: String, _ items: [String]) throws -> FieldEdit {
    _ = try field(key)
    return .remove(key, items)
  }

  private func kind(_ field: CustomField) -> ScalarWriter.Kind {
    switch field.type {
    case .number, .date, .issue: .bare
    case .text, .choice, .person, .url: .text
    }
  }

  private func checked(_ text: String, _ field: CustomField) throws -> String {
    var text = text
    if field.type == .person, text.hasPrefix("@") { text.removeFirst() }
    if field.type == .issue, text.hasPrefix("#") { text.removeFirst() }
    if field.key == "title", text.contains(where: \.isNewline) {
      throw invalid("a title is one line", advice: "put the rest into the text")
    }
    if let defect = FieldRules.defect(of: text, field) {
      throw invalid(defect, advice: advice(field))
    }
    return text
  }

  private func advice(_ field: CustomField) -> String {
    switch field.type {
    case .choice: "use one of \(field.values.joined(separator: ", ")), or add it to \(Layout.configPath)"
    case .date: "write 2026-11-21 or 2026-11-21T10:04:33Z"
    case .issue: "give a number or uid"
    case .number: "write a number such as 3 or 2.5"
    case .url: "write a whole address such as https://example.org/"
    case .text, .person: "give another value"
    }
  }

  private func invalid(_ message: String, advice: String) -> VireoError {
    VireoError(.invalidEdit, message, state: "nothing was written", advice: advice)
  }
}

extension String {
  package var trimmingSpaces: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
