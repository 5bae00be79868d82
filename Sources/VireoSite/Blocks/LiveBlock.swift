package import Vireo
package import VireoModel

/// What a block shows: one syntax for files, which `vireo render` fills in, and for the pages of a site.
package enum LiveBlock: Sendable {
  /// The issues that a query finds; open ones if it says nothing of it.
  case query(Question)
  /// How far a milestone is.
  case milestone(Milestone)
  /// How far each open milestone is.
  case milestones
  /// The roadmap of milestones, or of all open ones.
  case roadmap([String])
  /// How a milestone came here.
  case chart(Milestone, BurnForm)
  /// What was closed between two revisions.
  case changelog(String)
  /// What happened, at most so many events.
  case timeline(Tracker.TimelineQuestion, limit: Int)
  /// The pages of the wiki, or of a folder of it.
  case pages(folder: String)
  /// The headings of the text.
  case toc

  /// The names of blocks.
  package static let names = [
    "query", "milestone", "milestones", "roadmap", "chart", "changelog", "timeline", "changes", "pages", "toc",
  ]

  /// Reads a block.
  ///
  /// - Throws: ``BlockError``, `QueryError` and `VireoError` where it can't be understood.
  package init(_ name: String, _ arguments: String, in tracker: Tracker, now: Timestamp) throws {
    let words = arguments.split(separator: " ").map(String.init)
    switch name {
    case "query": self = .query(try tracker.question(arguments))
    case "milestone": self = .milestone(try tracker.milestone(named: arguments))
    case "milestones": self = .milestones
    case "roadmap": self = .roadmap(try words.map { try tracker.milestone(named: $0).name })
    case "chart": self = try LiveBlock.chart(words, tracker)
    case "changelog": self = .changelog(arguments)
    case "timeline":
      let options = try TimelineWords(words)
      self = .timeline(try options.question(tracker, now: now), limit: options.limit ?? .max)
    case "changes":
      let options = try TimelineWords(words, isOfPages: true)
      self = .timeline(try options.question(tracker, now: now), limit: options.limit ?? 20)
    case "pages": self = .pages(folder: arguments)
    case "toc": self = .toc
    default:
      throw BlockError(
        message: "'\(name)' can't be filled in" + Nearest.suggestion(for: name, among: LiveBlock.names),
        advice: "write one of: " + LiveBlock.names.joined(separator: ", "))
    }
  }

  private static func chart(_ words: [String], _ tracker: Tracker) throws -> LiveBlock {
    var words = words
    var form = BurnForm.up
    if words.count > 1, let last = words.last.flatMap({ BurnForm(rawValue: $0) }) {
      form = last
      words.removeLast()
    }
    guard !words.isEmpty else {
      throw BlockError(message: "this chart is of no milestone", advice: "write chart NAME, NAME up or NAME down")
    }
    return .chart(try tracker.milestone(named: words.joined(separator: " ")), form)
  }

  /// The pages of a folder of the wiki.
  package static func pages(_ pages: [Page], below folder: String) -> [Page] {
    let start = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    return pages.filter { $0.name.hasPrefix(start) }
  }
}

/// Which chart of a milestone is drawn.
package enum BurnForm: String, Sendable {
  /// All issues and the closed ones.
  case up
  /// The open ones.
  case down
}

/// Why a block cannot be filled in.
package struct BlockError: Error {
  package var message: String
  package var advice: String?
}

/// The options of a block of events, as `days=14 kind=closed,tag limit=20`.
private struct TimelineWords {
  private var values: [String: String] = [:]
  private(set) var limit: Int?
  private let isOfPages: Bool

  private static let keys = ["days", "since", "until", "kind", "author", "milestone", "limit"]

  init(_ words: [String], isOfPages: Bool = false) throws {
    self.isOfPages = isOfPages
    let keys = TimelineWords.keys.filter { !isOfPages || !["kind", "milestone"].contains($0) }
    for word in words {
      let name = String(word.prefix { $0 != "=" })
      guard word.contains("="), keys.contains(name) else {
        throw BlockError(
          message: "'\(word)' is no option of \(isOfPages ? "changes" : "a timeline")"
            + Nearest.suggestion(for: name, among: keys),
          advice: "write one of: " + keys.map { $0 + "=" }.joined(separator: ", "))
      }
      values[name] = String(word.dropFirst(name.count + 1))
    }
    if values["days"] != nil, values["since"] != nil { throw BlockError(message: "write days= or since=, not both") }
    limit = try number("limit")
  }

  private func number(_ key: String) throws -> Int? {
    guard let text = values[key] else { return nil }
    guard let number = Int(text), (1...100_000).contains(number) else {
      throw BlockError(message: "\(key)= wants a number from 1 on, not '\(text)'")
    }
    return number
  }

  func question(_ tracker: Tracker, now: Timestamp) throws -> Tracker.TimelineQuestion {
    var question = Tracker.TimelineQuestion()
    question.wantsTexts = false
    question.filter.since = try values["since"].map { try TimelineDate.read($0, tracker, isStart: true) }
    question.filter.until = try values["until"].map { try TimelineDate.read($0, tracker, isStart: false) }
    let days = try number("days")
    let isBounded = isOfPages || limit != nil || values["until"] != nil || values["since"] != nil
    if let days = days ?? (isBounded ? nil : 30) {
      question.filter.since = Timestamp(seconds: now.seconds - Int64(days) * 86_400)
    }
    question.filter.kinds =
      isOfPages ? [.page] : try TimelineDate.kinds((values["kind"] ?? "").split(separator: ",").map(String.init))
    question.filter.authors = Set(try values["author"].map { [try tracker.person($0)] } ?? [])
    question.milestones = values["milestone"].map { [$0] } ?? []
    return question
  }
}

/// What people write to say which events they mean.
package enum TimelineDate {
  /// Reads a date as queries have it; of a span, its beginning or what comes behind its end.
  ///
  /// - Throws: ``BlockError``.
  package static func read(_ text: String, _ tracker: Tracker, isStart: Bool) throws -> Timestamp {
    let written = "\"" + text.replacing("\"", with: "") + "\""
    for comparison in isStart ? [">=", "<="] : ["<=", ">="] {
      guard let query = try? tracker.question("created:\(comparison)\(written)").query,
        case .condition(.date(_, let range)) = query
      else { continue }
      if let seconds = isStart ? range.start : range.end { return Timestamp(seconds: seconds) }
    }
    throw BlockError(
      message: "'\(text)' is no date: write 2026-01-31, 2026-01, 2026-01-31T10:00:00Z, or an age as 7d or 2w")
  }

  /// Reads kinds of events.
  ///
  /// - Throws: ``BlockError``.
  package static func kinds(_ words: [String]) throws -> Set<TimelineEvent.Kind> {
    let all = TimelineEvent.Kind.allCases.map(\.rawValue)
    return Set(
      try words.map { word in
        if let kind = TimelineEvent.Kind(rawValue: word) { return kind }
        throw BlockError(message: "'\(word)' is no kind of event" + Nearest.suggestion(for: word, among: all))
      })
  }
}
