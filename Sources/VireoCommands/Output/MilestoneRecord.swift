import Vireo

/// A milestone with how far it is, as JSON shows it.
struct MilestoneRecord {
  static let fields = [
    "name", "title", "state", "isLate", "start", "due", "order", "open", "closed", "percent", "body", "fields", "path",
  ]

  let milestone: Milestone
  let progress: MilestoneProgress
  let isLate: Bool

  func value(_ field: String) -> JSONValue {
    switch field {
    case "name": .text(milestone.name)
    case "title": JSONValue(milestone.title)
    case "state": .text(milestone.state.rawValue)
    case "isLate": .bool(isLate)
    case "start": JSONValue(milestone.start?.description)
    case "due": JSONValue(milestone.due?.description)
    case "order": milestone.order.map { .number($0) } ?? .null
    case "open": .int(Int64(progress.open))
    case "closed": .int(Int64(progress.closed))
    case "percent": progress.percent.map { .int(Int64($0)) } ?? .null
    case "body": .text(milestone.body)
    case "fields": .object(milestone.fields.map { .init($0.key, FieldSelection.value($0.value)) })
    default: .text(milestone.path)
    }
  }
}

extension MilestoneRecord {
  /// The milestones as they are in a revision; all, or the one of a name.
  static func all(_ session: Session, at revision: String?, named name: String? = nil) throws -> [MilestoneRecord] {
    let tracker = try session.open(at: revision)
    let milestones = try name.map { [try tracker.milestone(named: $0)] } ?? tracker.milestones()
    let progress = try milestones.isEmpty ? [:] : tracker.milestoneProgress()
    let now = session.environment.now()
    return milestones.map {
      MilestoneRecord(milestone: $0, progress: progress[$0.name] ?? .init(), isLate: $0.isLate(at: now))
    }
  }
}
