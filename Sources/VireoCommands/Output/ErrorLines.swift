import Vireo
import VireoErrors
import VireoEvents

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
    if let archive = issue.archive { lines.append("archived      \(archive.text)") }
    if let culprit = group.culprit { lines.append("culprit       \(culprit)") }
    lines.append("events        \(group.events)")
    lines.append("users         \(group.users)")
    lines.append("first seen    \(group.first)")
    lines.append("last seen     \(group.last)")
    lines.append("30 days       \(try days(30, of: group.id))")
    lines += try named("releases", database.releases(of: group.id))
    lines += try named("environments", database.environments(of: group.id))
    for (index, feedback) in try database.feedback(on: group.id, limit: 5).enumerated() {
      let name = feedback.name.map { $0 + ": " } ?? ""
      lines.append((index == 0 ? "feedback" : "").padding(14) + name + feedback.text)
    }
    guard let sample = try database.latestSample(of: group.id) else { return lines }
    lines.append("newest event  \(sample.id)")
    guard let trace = sample.event(Intake.protocols)?.traceID else { return lines }
    for (index, line) in try database.logs(ofTrace: trace, limit: 20).enumerated() {
      let time = line.time.map { $0.description + " " } ?? ""
      lines.append((index == 0 ? "log" : "").padding(14) + "\(time)\(line.level) \(line.text)")
    }
    return lines
  }

  /// What git knows of the newest event that is kept: its release's commit, who wrote the lines that failed, and who
  /// owns them.
  func knowledge(of group: EventGroup, in tracker: Tracker) throws -> [String] {
    guard let event = try database.latestSample(of: group.id)?.event(Intake.protocols), let release = event.release
    else { return [] }
    let since = try FirstBadRelease(
      tracker, bad: database.releases(of: group.id).map(\.name), all: database.releases().map(\.name))
    guard let known = try ErrorKnowledge(tracker, release: release) else {
      return ["", "git knows no commit of the release \(release); 'vireo release new' tells it"]
        + (since.map { text($0) } ?? [])
    }
    let frames = event.ownFrames
    var lines = ["", "release       \(release) is \(known.commit.short)"] + (since.map { text($0) } ?? [])
    for (index, suspect) in try known.suspects(frames, good: since?.lastGood?.commit).prefix(3).enumerated() {
      let commit = suspect.commit
      lines.append(
        (index == 0 ? "suspects" : "").padding(14)
          + "\(commit.id.short) \(commit.author) \(commit.date.day) \(commit.subject)")
      lines.append("".padding(14) + suspect.reasons.joined(separator: "; "))
    }
    if let (owners, rule) = try known.owners(frames) {
      lines.append("owners".padding(14) + owners.joined(separator: " ") + "  (\(rule))")
    }
    return lines
  }

  /// Since when an error happens, and what came with it.
  private func text(_ since: FirstBadRelease) -> [String] {
    var lines = ["first bad     \(since.first.name), \(since.first.commit.short)"]
    guard let good = since.lastGood else { return lines }
    let count = since.commits.count
    let more = count == FirstBadRelease.limit ? " or more" : ""
    lines.append("last good     \(good.name), \(good.commit.short)")
    lines.append(
      "between       \(count)\(more) commit\(count == 1 ? "" : "s"): "
        + "git log \(good.commit.short)..\(since.first.commit.short)")
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
