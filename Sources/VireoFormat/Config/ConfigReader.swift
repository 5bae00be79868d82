package import VireoModel
import Yams

/// Reads `config.yml`; what is not understood is a diagnostic, and the default stays.
package struct ConfigReader {
  let source: SourceText
  private var config = Config()
  var diagnostics: [Diagnostic] = []

  package static func read(_ source: SourceText) -> (Config, [Diagnostic]) {
    var reader = ConfigReader(source: source)
    reader.read()
    return (reader.config, reader.diagnostics)
  }

  private init(source: SourceText) { self.source = source }

  /// Behind the byte order mark, which Yams does not skip.
  var textStart: Int { source.bytes.starts(with: SourceText.byteOrderMark) ? 3 : 0 }

  private mutating func read() {
    let defects = TextRules.check(source).filter { $0.code != .emptyFile }
    guard defects.isEmpty else {
      diagnostics = defects
      return
    }
    guard source.bytes.count <= FrontMatter.sizeLimit else {
      diagnostics = [
        Diagnostic(.invalidConfig, .init(path: source.path), "config.yml has more than 64 KiB", advice: "shorten it")
      ]
      return
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: String(decoding: source.bytes[textStart...], as: UTF8.self), .basic)
    } catch {
      reportSyntax(error)
      return
    }
    // Comparing with a node would make Yams compile its expressions for numbers and dates, which takes milliseconds.
    guard let node, node.scalar.map({ !$0.string.isEmpty }) ?? true else { return }
    for (name, value) in entries(of: node, "config.yml") {
      switch name.text {
      case "name": config.name = text(value)
      case "statuses": readStatuses(value)
      case "transitions": config.transitions = Dictionary(lists(value), uniquingKeysWith: { first, _ in first })
      case "resolutions": set(\.resolutions, value)
      case "types": set(\.types, value)
      case "priorities": set(\.priorities, value)
      case "labels": readLabels(value)
      case "components": readComponents(value)
      case "fields": readFields(value)
      case "people": readPeople(value)
      case "references": readReferences(value)
      case "release-branches": set(\.releaseBranches, value)
      case "commit": if let flag = bool(value) { config.commit = flag }
      default: unknownKey(name, among: ConfigReader.keys)
      }
    }
    checkTransitions(node)
  }

  static let keys = [
    "name", "statuses", "transitions", "resolutions", "types", "priorities", "labels", "components", "fields", "people",
    "references", "release-branches", "commit",
  ]

  private mutating func set(_ path: WritableKeyPath<Config, [String]>, _ node: Node) {
    if let items = list(node) { config[keyPath: path] = items }
  }

  private mutating func readStatuses(_ node: Node) {
    var statuses: [Config.Status] = []
    let words = entries(of: node, "statuses")
    guard node.mapping != nil else { return }
    for (word, value) in words {
      guard let name = text(value) else { continue }
      guard let state = IssueState(rawValue: name) else {
        report(value, "a status is 'open' or 'closed', not '\(name)'", advice: "write open or closed")
        continue
      }
      statuses.append(.init(word: word.text, state: state))
    }
    guard statuses.contains(where: { $0.state == .open }), statuses.contains(where: { $0.state == .closed }) else {
      report(
        node, "there must be one status that is open and one that is closed", advice: "add the one that is missing")
      return
    }
    config.statuses = statuses
  }

  private mutating func checkTransitions(_ root: Node) {
    guard let node = root.mapping?["transitions"] else { return }
    let words = config.statuses.map(\.word)
    for word in (config.transitions.keys.sorted() + config.transitions.values.flatMap { $0 }).uniqued()
    where !words.contains(word) {
      report(
        node, "'\(word)' is no status" + Nearest.suggestion(for: word, among: words),
        advice: "use the words of 'statuses'")
    }
  }

  private mutating func readLabels(_ node: Node) {
    for (name, value) in entries(of: node, "labels") {
      var label = Config.Label(name: name.text)
      if value.mapping != nil {
        for (key, value) in entries(of: value, "a label") {
          switch key.text {
          case "colour", "color": label.colour = text(value)
          case "description": label.description = text(value)
          default: unknownKey(key, among: ["colour", "description"])
          }
        }
      } else if !isNull(value) {
        label.colour = text(value)
      }
      if let colour = label.colour, !ConfigReader.isColour(colour) {
        report(value, "'\(colour)' is no colour", advice: "write it as \"#0a7\" or \"#00aa77\", in quotes")
        label.colour = nil
      }
      config.labels.append(label)
    }
  }

  private static func isColour(_ text: String) -> Bool {
    text.hasPrefix("#") && (text.count == 4 || text.count == 7) && text.dropFirst().allSatisfy(\.isHexDigit)
  }

  private mutating func readComponents(_ node: Node) {
    for (name, value) in entries(of: node, "components") {
      var component = Config.Component(name: name.text)
      for (key, value) in entries(of: value, "a component") {
        switch key.text {
        case "owner": component.owner = text(value).map { Handle($0) }
        case "paths": component.paths = list(value) ?? []
        default: unknownKey(key, among: ["owner", "paths"])
        }
      }
      config.components.append(component)
    }
  }

  private mutating func readFields(_ node: Node) {
    for (name, value) in entries(of: node, "fields") {
      if IssueKey(rawValue: name.text) != nil {
        report(name, "'\(name.text)' is a field already", advice: "choose another name")
        continue
      }
      var field = CustomField(key: name.text)
      for (key, value) in entries(of: value, "a field") {
        switch key.text {
        case "type": readType(value, of: &field)
        case "values": field.values = list(value) ?? []
        case "list": field.isList = bool(value) ?? false
        case "required": field.isRequired = bool(value) ?? false
        default: unknownKey(key, among: ["type", "values", "list", "required"])
        }
      }
      if field.type == .choice, field.values.isEmpty {
        report(name, "a choice needs 'values'", advice: "list them, as in values: [a, b]")
      }
      config.fields.removeAll { $0.key == field.key }
      config.fields.append(field)
    }
  }

  private mutating func readType(_ node: Node, of field: inout CustomField) {
    guard let name = text(node) else { return }
    let known = CustomField.ValueType.allCases.map(\.rawValue)
    guard let type = CustomField.ValueType(rawValue: name) else {
      report(
        node, "'\(name)' is no type of field" + Nearest.suggestion(for: name, among: known),
        advice: "use one of \(known.joined(separator: ", "))")
      return
    }
    field.type = type
  }

  private mutating func readPeople(_ node: Node) {
    for (name, value) in entries(of: node, "people") {
      var person = Config.Person(handle: Handle(name.text))
      for (key, value) in entries(of: value, "a person") {
        switch key.text {
        case "name": person.name = text(value)
        case "email": person.emails = list(value) ?? []
        default: unknownKey(key, among: ["name", "email"])
        }
      }
      config.people.append(person)
    }
  }

  private mutating func readReferences(_ node: Node) {
    for (key, value) in entries(of: node, "references") {
      switch key.text {
      case "prefix": config.references.prefix = isNull(value) ? nil : text(value)
      case "envelope": readEnvelope(value)
      case "glued": config.references.isGlued = bool(value) ?? false
      case "pull-requests": readPullRequests(value)
      case "unknown": readUnknown(value)
      case "words": readWords(value)
      default: unknownKey(key, among: ["prefix", "envelope", "glued", "pull-requests", "unknown", "words"])
      }
    }
  }

  private mutating func readEnvelope(_ node: Node) {
    guard !isNull(node), let text = text(node) else { return }
    if text.count == 2 {
      config.references.envelope = text
    } else {
      report(node, "an envelope is two characters", advice: "write it as \"[]\"")
    }
  }

  private mutating func readPullRequests(_ node: Node) {
    switch text(node) {
    case "ignore"?: config.references.mentionsPullRequests = false
    case "mention"?: config.references.mentionsPullRequests = true
    default: report(node, "this is neither 'ignore' nor 'mention'", advice: "write one of the two")
    }
  }

  private mutating func readUnknown(_ node: Node) {
    switch text(node) {
    case "warn"?: config.references.refusesUnknown = false
    case "refuse"?: config.references.refusesUnknown = true
    default: report(node, "this is neither 'warn' nor 'refuse'", advice: "write one of the two")
    }
  }

  private mutating func readWords(_ node: Node) {
    for (key, value) in entries(of: node, "words") {
      let words = list(value) ?? []
      switch key.text {
      case "close": config.references.close = words
      case "reopen": config.references.reopen = words
      case "refer": config.references.refer = words
      default: unknownKey(key, among: ["close", "reopen", "refer"])
      }
    }
  }
}
