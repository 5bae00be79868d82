import VireoEvents
import VireoModel

/// Makes of the items of a body what waits in the spool.
struct IntakeReading {
  let project: Int
  let reader: any IntakeProtocol
  let now: Timestamp
  let rules: LiveRules.Present
  let newID: () -> EventID
  /// Counts what is not kept.
  let count: (_ type: String, _ count: Int) -> Void
  /// The names and sizes of the files that came with the event.
  var attachments: [(name: String, size: Int)] = []

  /// The id of the first event.
  private(set) var first: EventID?
  private var entries: [SpoolEntry] = []
  /// How many bytes were read since they were taken.
  private(set) var size = 0

  init(
    project: Int, reader: any IntakeProtocol, now: Timestamp, rules: LiveRules.Present,
    newID: @escaping () -> EventID, count: @escaping (String, Int) -> Void
  ) {
    (self.project, self.reader, self.now, self.rules) = (project, reader, now, rules)
    (self.newID, self.count) = (newID, count)
  }

  /// Takes out what was read.
  mutating func take() -> [SpoolEntry] {
    defer { (entries, size) = ([], 0) }
    return entries
  }

  mutating func read(_ item: IntakeItem) {
    switch item {
    case .event(let body, let id): read(event: body, id)
    case .record(let kind, let body): keep(kind, rules.scrubber.scrubbed(body))
    case .dropped(let type, let number): count(type, max(0, min(number, 100_000)))
    case .broken(let type, _): count("broken " + type, 1)
    case .attachment: break
    }
  }

  private mutating func read(event body: JSONValue, _ id: EventID?) {
    var body = body
    if !attachments.isEmpty, case .object(var members) = body {
      let files = attachments.map { file in
        JSONValue.object([.init("filename", .text(file.name)), .init("size", .int(Int64(file.size)))])
      }
      members.append(.init("vireo.attachments", .array(files)))
      body = .object(members)
    }
    body = rules.scrubber.scrubbed(body)
    let event = reader.event(from: body, id: id ?? newID(), received: now)
    first = first ?? event.id
    // What a user says is no error, and stands beside the one that it is about.
    if event.kind == .feedback { return keep(.feedback, body) }
    switch rules.rules.fate(of: event, body: body, reader) {
    case .kept(let event, let body):
      let bytes = body.serializedBytes()
      add(.event(Arrival(project: project, event: event, protocolName: reader.name, body: bytes)), bytes.count)
    case .dropped(let place): count("dropped by \(place)", 1)
    }
  }

  private mutating func keep(_ kind: IntakeItem.RecordKind, _ body: JSONValue) {
    let bytes = body.serializedBytes()
    add(.record(IntakeRecord(project: project, kind: kind, received: now, body: bytes)), bytes.count)
  }

  /// From how many bytes on an event is not kept in memory as it was read, but as its bytes.
  private static let largeSize = 128 << 10

  private mutating func add(_ entry: SpoolEntry, _ count: Int) {
    entries.append(count > IntakeReading.largeSize ? .unread(entry.bytes) : entry)
    size += count
  }
}
