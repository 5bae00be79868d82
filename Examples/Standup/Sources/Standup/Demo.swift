import Foundation
import Vireo

/// A tracker in a new repository, with two issues, a comment and a close.
struct Demo {
  let folder: String

  func run() throws -> String {
    try git("init", "--quiet", folder)
    _ = try Tracker.create(at: folder)
    let tracker = try Tracker.open(at: folder)

    // One edit is written together, and under a lock that all programs share.
    let crash = try tracker.edit { edit in
      let crash = try edit.newIssue(
        title: "Crash on save", body: "It happens when the path has a space.", author: "bob",
        fields: [("type", "defect"), ("priority", "high"), ("assignee", "alice")])
      _ = try edit.newIssue(title: "Ask before overwriting", author: "alice", fields: [("priority", "low")])
      return crash
    }.value
    let before = try Board(tracker).text

    try tracker.edit { edit in
      let issue = try edit.issue(.number(crash.number))
      try edit.comment(on: issue, author: "alice", body: "The quotes were missing.")
      try edit.close(issue, resolution: "fixed")
    }
    let issue = try tracker.issue(.number(crash.number))
    let comments = try tracker.contents(of: issue).comments
    let closed = "\(issue.displayName) is \(issue.status), \(issue.resolution ?? "for no reason"); \(comments[0].body)"
    return [before, closed, try Board(tracker).text].joined(separator: "\n\n")
  }

  private func git(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
