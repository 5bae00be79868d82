import Foundation
import Testing
import Vireo
import VireoImport
import VireoTestSupport

/// Edits of every issue of two real trackers, as git sees them.
@Suite struct ImportedTrackerEditTests {
  private func imported(_ name: String) throws -> (ScratchRepository, Tracker) {
    let scratch = try ScratchRepository()
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() })
    _ = try Tracker.create(environment: environment)
    let tracker = try Tracker.open(environment: environment)
    let url = Fixtures.root.appending(path: "Tests/Fixtures/archives/\(name).github-archive.json")
    let archive = try GitHubArchiveReader.read(Array(Data(contentsOf: url)), path: name)
    _ = try GitHubArchiveImporter(tracker: tracker, includesPulls: true).run(archive, commit: nil) { _, _ in }
    // The bodies have line ends of two bytes, which git is to keep as they are.
    try scratch.git("config", "core.autocrlf", "false")
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "Import")
    return (scratch, tracker)
  }

  /// Added and removed lines, with how many files have such a change.
  private func changes(_ scratch: ScratchRepository) throws -> [String: Int] {
    let lines = try scratch.git("diff", "--numstat").split(separator: "\n")
    return Dictionary(grouping: lines) { $0.split(separator: "\t").prefix(2).joined(separator: " ") }
      .mapValues(\.count)
  }

  @Test(arguments: ["hpke", "tls-esni"]) func oneFieldIsOneLine(_ name: String) throws {
    let (scratch, tracker) = try imported(name)
    let issues = try tracker.issues().issues
    #expect(issues.count > 200)
    try tracker.edit { edit in for issue in issues { try edit.set("priority", of: issue, to: "high") } }
    #expect(try changes(scratch) == ["1 0": issues.count])
    try tracker.edit { edit in for issue in issues { try edit.set("priority", of: issue, to: "low") } }
    #expect(try changes(scratch) == ["1 0": issues.count])
    try tracker.edit { edit in for issue in issues { try edit.unset("priority", of: issue) } }
    #expect(try scratch.git("status", "--short") == "")
    try tracker.edit { edit in for issue in issues { try edit.set("title", of: issue, to: "\(issue.title) #7: x") } }
    #expect(try changes(scratch) == ["1 1": issues.count])
    try tracker.edit { edit in for issue in issues { try edit.set("title", of: issue, to: issue.title) } }
    // Quotes that were needed stay, so some lines differ, but no title does.
    #expect(try tracker.issues().issues.map(\.title) == issues.map(\.title))
    #expect(Set(try changes(scratch).keys).isSubset(of: ["1 1"]))
  }

  @Test(arguments: ["hpke", "tls-esni"]) func aStatusHasItsDateBesideIt(_ name: String) throws {
    let (scratch, tracker) = try imported(name)
    let closed = try tracker.issues(matching: .state(.closed)).issues
    try tracker.edit { edit in for issue in closed { try edit.set("status", of: issue, to: "open") } }
    #expect(try changes(scratch) == ["2 2": closed.count])
  }

  @Test(arguments: ["hpke", "tls-esni"]) func aLabelIsOneLine(_ name: String) throws {
    let (scratch, tracker) = try imported(name)
    let labelled = try tracker.issues().issues.filter { !$0.labels.isEmpty }
    try tracker.edit { edit in for issue in labelled { try edit.add(["x: y", "z"], to: "labels", of: issue) } }
    #expect(try changes(scratch) == ["2 0": labelled.count])
    try tracker.edit { edit in for issue in labelled { try edit.remove(["x: y", "z"], from: "labels", of: issue) } }
    #expect(try scratch.git("status", "--short") == "")
  }
}
