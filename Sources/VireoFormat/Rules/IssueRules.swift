package import VireoModel

/// The rules that one issue's file is held to, beside those of its bytes and its structure.
package struct IssueRules: Sendable {
  let config: Config

  package init(config: Config) { self.config = config }

  package func check(_ issue: Issue, _ document: Document) -> [Diagnostic] {
    var found: [Diagnostic] = []
    found += checkTitle(issue, document)
    found += checkStatus(issue, document)
    for entry in document.frontMatter.entries {
      if let key = IssueKey(rawValue: entry.key) {
        found += check(key, entry, document)
      } else if let field = config.fields.first(where: { $0.key == entry.key }) {
        found += FieldRules.check(entry, field, document)
      } else {
        found += checkSpelling(entry, document)
      }
    }
    for field in config.fields where field.isRequired {
      if issue.field(field.key).map({ $0 == .none || $0.list == [] }) ?? true {
        found.append(
          Diagnostic(
            .missingField, .init(path: issue.path), "the required field '\(field.key)' is missing",
            advice: "add it, for example with 'vireo edit --set \(field.key)=…'"))
      }
    }
    return found
  }

  /// Files written by hand may lack what only programs care for.
  package func checkIdentity(_ issue: Issue, _ document: Document) -> [Diagnostic] {
    let hasUID = document.frontMatter.entry("uid") != nil
    guard !hasUID || document.frontMatter.entry("created") == nil else { return [] }
    let what = hasUID ? "no date of creation" : issue.created == nil ? "no uid and no date of creation" : "no uid"
    return [
      Diagnostic(
        .missingIdentity, .init(path: issue.path), "this issue has \(what) of its own",
        advice: "run 'vireo check --fix'", fix: .identify)
    ]
  }

  private func checkTitle(_ issue: Issue, _ document: Document) -> [Diagnostic] {
    guard issue.title.isEmpty else { return [] }
    return [
      Diagnostic(
        .missingTitle, .init(path: issue.path), "this issue has no title",
        advice: "write 'title: …' or begin the text with a heading")
    ]
  }

  private func checkStatus(_ issue: Issue, _ document: Document) -> [Diagnostic] {
    guard config.state(of: issue.status) == nil else { return [] }
    let words = config.statuses.map(\.word)
    return [
      Diagnostic(
        .unknownStatus, document.place(of: "status"),
        "status '\(issue.status)' isn't configured" + Nearest.suggestion(for: issue.status, among: words),
        advice: "use one of \(words.joined(separator: ", ")), or add it to \(Layout.configPath)")
    ]
  }

  private func check(_ key: IssueKey, _ entry: FrontMatter.Entry, _ document: Document) -> [Diagnostic] {
    if key == .status { return [] }
    if key == .uid { return checkUID(entry, document) }
    let choices: [String] =
      switch key {
      case .resolution: config.resolutions
      case .type: config.types
      case .priority: config.priorities
      case .component: config.components.map(\.name)
      default: []
      }
    let type: CustomField.ValueType = choices.isEmpty && key.valueType == .choice ? .text : key.valueType
    let field = CustomField(
      key: key.rawValue, type: key == .component && !choices.isEmpty ? .choice : type, values: choices,
      isList: key.isList)
    return FieldRules.check(entry, field, document)
  }

  private func checkUID(_ entry: FrontMatter.Entry, _ document: Document) -> [Diagnostic] {
    if let text = entry.value.plain.text, UID(text) != nil { return [] }
    return [
      Diagnostic(
        .invalidUID, document.place(of: "uid"), "a uid is a letter and nine more letters or digits",
        advice: "delete the line and run 'vireo check --fix'")
    ]
  }

  private func checkSpelling(_ entry: FrontMatter.Entry, _ document: Document) -> [Diagnostic] {
    let known = IssueKey.allCases.map(\.rawValue) + config.fields.map(\.key)
    let lowered = entry.key.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
    let near = known.first { $0 == String(lowered) } ?? (entry.key.count > 4 ? nearest(entry.key, known) : nil)
    guard let near, document.frontMatter.entry(near) == nil else { return [] }
    return [
      Diagnostic(
        .misspelledKey, .init(document.source, entry.keyRange),
        "the key '\(entry.key)' has no meaning; did you mean '\(near)'?",
        advice: "correct the key, or name it under 'fields' in \(Layout.configPath)",
        fix: String(lowered) == near ? .replace([.init(entry.keyRange, near)]) : nil)
    ]
  }

  private func nearest(_ key: String, _ known: [String]) -> String? {
    Nearest.matches(for: key, among: known.filter { abs($0.count - key.count) <= 1 && $0.count > 4 }).first
  }
}
