import Vireo
import VireoErrors

/// What is counted of events, as lines.
struct ErrorLines {
  private let database: EventDatabase
  private let now: Timestamp

  init(_ database: EventDatabase, now: Timestamp) {
    self.database = database
    self.now = now
  }

  /// What is known of one group.
  func lines(of issue: Issue, _ group: EventGroup) throws -> [String] {
    var lines = ["\(issue.displayName) \(issue.title)", ""]
    if let culprit = group.culprit { lines.append("culprit       \(culprit)") }
    lines.append("events        \(group.events)")
    lines.append("users         \(group.users)")
    lines.append("first seen    \(group.first)")
    lines.append("last seen     \(group.last)")
    lines.append("30 days       \(try days(30, of: group.id))")
    lines += try named("releases", database.releases(of: group.id))
    lines += try named("environments", database.environments(of: group.id))
    if let sample = try database.latestSample(of: group.id) { lines.append("newest event  \(sample.id)") }
    return lines
  }

  /// What came in all.
  func totals(days count: Int) throws -> [String] {
    let start = Timestamp(seconds: (now.dayNumber - Int64(count) + 1) * 86_400)
    let groups = try database.groups()
    var lines = [
      "errors        \(groups.count)", "events        \(groups.reduce(0) { $0 + $1.events })",
      "\(count) days".padding(14) + (try days(count, of: nil)),
    ]
    lines += try named("kept", database.recorded())
    lines += try named("not kept", database.counted(since: start))
    return lines
  }

  private func days(_ count: Int, of group: Int64?) throws -> String {
    let first = now.dayNumber - Int64(count) + 1
    var values = [Int](repeating: 0, count: count)
    for (hour, events) in try database.hours(of: group, since: Timestamp(seconds: first * 86_400)) {
      let day = Int(hour / 24 - first)
      if values.indices.contains(day) { values[day] += events }
    }
    return "|\(Sparkline.text(values))|  \(values.reduce(0, +)), at most \(values.max() ?? 0) a day"
  }

  private func named(_ title: String, _ counts: [NamedCount]) -> [String] {
    let shown = counts.prefix(10).enumerated().map { index, count in
      (index == 0 ? title : "").padding(14) + "\(count.name)  \(count.events)"
    }
    return shown + (counts.count > 10 ? ["".padding(14) + "… \(counts.count - 10) more"] : [])
  }
}

extension String {
  /// The text with blanks up to a number of characters.
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
