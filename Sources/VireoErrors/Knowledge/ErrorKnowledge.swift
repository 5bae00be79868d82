package import Vireo
package import VireoEvents
package import VireoModel

/// What git knows of an error: which commit a release is, what the source said there, who wrote the lines that failed,
/// who owns them, and since when it happens.
package struct ErrorKnowledge {
  private let tracker: Tracker
  private let release: CommitID
  private let tree: SourceTree

  /// - Returns: `nil` if git does not know the release.
  package init?(_ tracker: Tracker, release: String) throws {
    var releases = try Releases(tracker)
    guard let commit = releases.commit(of: release) else { return nil }
    self.tracker = tracker
    self.release = commit
    tree = try tracker.sourceTree(at: commit)
  }

  /// The commit of the release.
  package var commit: CommitID { release }

  /// Somebody who may have to do with the error.
  package struct Suspect: Sendable, Hashable {
    package var commit: CommitSummary
    /// Why, in words, the weightiest first.
    package var reasons: [String]
    /// The higher, the likelier.
    package var score: Int
  }

  /// How many frames of the program's own code are asked for their writers.
  private static let frameLimit = 5

  /// The file that a frame means, in the release's tree.
  package func path(of frame: EventFrame) -> String? {
    for name in [frame.absolutePath, frame.filename, frame.module.map { $0.replacing(".", with: "/") + ".py" }] {
      if let name, let path = tree.path(for: name) { return path }
    }
    return nil
  }

  /// The source around a frame as the release has it, for an event that brought none.
  package func source(of frame: EventFrame, context: Int = 5) throws -> EventSource? {
    guard let line = frame.line, let path = path(of: frame), let lines = try tracker.lines(of: path, at: release),
      lines.indices.contains(line - 1)
    else { return nil }
    return EventSource(
      before: Array(lines[max(0, line - 1 - context)..<(line - 1)]), line: lines[line - 1],
      after: Array(lines[line..<min(lines.count, line + context)]))
  }

  /// The event with the source around the program's own frames as the release has it, where it brought none.
  package func addingSources(to event: ErrorEvent) -> ErrorEvent {
    var event = event
    let ownership = FrameOwnership(event)
    for index in event.exceptions.indices {
      add(to: &event.exceptions[index].frames, where: ownership.exceptions[index])
    }
    add(to: &event.frames, where: ownership.plain)
    return event
  }

  private func add(to frames: inout [EventFrame], where owned: [Bool]) {
    var count = 0
    for index in frames.indices where count < ErrorKnowledge.frameLimit && owned.indices.contains(index) && owned[index]
    {
      count += 1
      if frames[index].source == nil { frames[index].source = try? source(of: frames[index]) }
    }
  }

  /// Who wrote the lines that failed, as the release has them, the likeliest first.
  ///
  /// A commit is the likelier the nearer its line is to where it failed, and much so if it came with the first release
  /// that has the error: then the releases before did not have it.
  ///
  /// - Parameters:
  ///   - frames: The program's own, the failing call first.
  ///   - good: A release without the error, before this one.
  package func suspects(_ frames: [EventFrame], good: CommitID? = nil) throws -> [Suspect] {
    let recent = try good.map { try Set(tracker.commits(from: $0, to: release, limit: 10_000).map(\.id)) }
    var found: [CommitID: Suspect] = [:]
    for (depth, frame) in frames.prefix(ErrorKnowledge.frameLimit).enumerated() {
      guard let line = frame.line, let path = path(of: frame),
        let writer = try tracker.author(ofLine: line, of: path, at: release)
      else { continue }
      var suspect = found[writer.id] ?? Suspect(commit: writer, reasons: [], score: 0)
      suspect.score += (ErrorKnowledge.frameLimit - depth) * 10
      suspect.reasons.append("wrote \(path):\(line)" + (depth == 0 ? ", which failed" : ""))
      if suspect.reasons.count == 1, recent?.contains(writer.id) == true {
        suspect.score += 100
        suspect.reasons.append("came since the last release without it")
      }
      found[writer.id] = suspect
    }
    return found.values.sorted { ($1.score, $1.commit.date, $0.commit.id) < ($0.score, $0.commit.date, $1.commit.id) }
  }

  /// Who owns the code that failed: the owners of the first frame that has any.
  ///
  /// - Parameter frames: The program's own, the failing call first.
  /// - Returns: The owners as they are written, with the line of CODEOWNERS that says so.
  package func owners(_ frames: [EventFrame]) throws -> (owners: [String], rule: String)? {
    for file in CodeOwners.paths {
      guard let lines = try tracker.lines(of: file, at: release) else { continue }
      let owners = CodeOwners(lines.joined(separator: "\n"))
      for frame in frames {
        guard let path = path(of: frame), let rule = owners.rule(for: path), !rule.owners.isEmpty else { continue }
        return (rule.owners, "\(file):\(rule.line)")
      }
      return nil
    }
    return nil
  }
}

extension ErrorEvent {
  /// The frames of the program's own, the failing call first, of the exception that was thrown or else of its causes.
  package var ownFrames: [EventFrame] {
    let ownership = FrameOwnership(self)
    for (exception, owned) in zip(exceptions, ownership.exceptions) {
      let frames = zip(exception.frames, owned).filter(\.1).map(\.0)
      if !frames.isEmpty { return frames }
    }
    return zip(frames, ownership.plain).filter(\.1).map(\.0)
  }
}
