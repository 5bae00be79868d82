package import VireoModel

/// Reads a milestone from its file.
package enum MilestoneReader {
  /// The milestone, as far as its keys can be understood.
  package static func milestone(_ document: Document) -> Milestone {
    let file = document.source.path.split(separator: "/").last ?? ""
    var milestone = Milestone(name: String(file.dropLast(3)), body: document.body)
    for entry in document.frontMatter.entries {
      let text = IssueReader.text(entry.value, document.source)
      switch entry.key {
      case "title": milestone.title = text
      case "start": milestone.start = text.flatMap { Timestamp($0) }
      case "due": milestone.due = text.flatMap { Timestamp($0) }
      case "state": milestone.state = text.flatMap { IssueState(rawValue: $0) } ?? .open
      case "order": milestone.order = text.flatMap(number)
      default: milestone.fields.append(Field(key: entry.key, value: entry.value.plain))
      }
    }
    return milestone
  }

  /// A place in an order; neither infinite nor no number.
  package static func number(_ text: String) -> Double? {
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }
}
