import Foundation
import Testing
import Vireo
@testable import VireoErrors
import VireoTestSupport

/// A server's clone and somebody else's, of one repository.
@Suite("Publishing")
struct PublishingTests {
  private let remote: ScratchRepository
  private var server: String { remote.path + "-server" }
  private var other: String { remote.path + "-other" }

  init() throws {
    remote = try ScratchRepository()
    try remote.write("one\ntwo\nthree\n", to: "program.txt")
    try remote.write("", to: ".tracker/config.yml")
    try remote.git("add", "-A")
    try remote.git("commit", "-q", "-m", "first")
    try shell("git config core.bare true && git clone -q . \(server) && git clone -q . \(other)")
  }

  @discardableResult
  private func shell(_ command: String, at path: String? = nil) throws -> String {
    let result = try remote.shell("cd \(path ?? remote.path) && " + command)
    #expect(result.status == 0, "\(command): \(result)")
    return result.text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func tracker(_ path: String) throws -> Tracker {
    try Tracker.open(
      at: path,
      environment: Vireo.Environment(
        variables: remote.environment, currentDirectory: path, now: { Timestamp(seconds: 1_795_255_473) },
        makeRandom: { SystemRandomNumberGenerator() }), usesCache: false)
  }

  private func newIssue(_ title: String, at path: String) throws {
    try tracker(path).edit(commit: true) { _ = try $0.newIssue(title: title, body: "") }
  }

  private func titles(_ path: String) throws -> [String] {
    try tracker(path).issues().issues.map(\.title).sorted()
  }

  private func head(_ path: String) throws -> String { try shell("git rev-parse main", at: path) }

  @Test("what is committed here is there, and what was committed there is here")
  func bothWays() throws {
    try newIssue("A", at: server)
    #expect(try tracker(server).publish(to: "origin") != nil)
    #expect(try head(remote.path) == head(server))
    try shell("git pull -q", at: other)
    try newIssue("B", at: other)
    try shell("git push -q", at: other)
    #expect(try tracker(server).publish(to: "origin") != nil)
    #expect(try titles(server) == ["A", "B"])
    #expect(try shell("git status --porcelain", at: server) == "")
    #expect(try tracker(server).publish(to: "origin") == nil)
  }

  @Test("a branch that the remote does not have yet is made")
  func newBranch() throws {
    try shell("git switch -q -c errors", at: server)
    try newIssue("A", at: server)
    _ = try tracker(server).publish(to: "origin")
    #expect(try shell("git rev-parse errors") == shell("git rev-parse errors", at: server))
  }

  @Test("where both moved they are merged, a number given out twice is given out anew, and what lies around stays")
  func merge() throws {
    try newIssue("A", at: server)
    try newIssue("B", at: other)
    try shell("echo four >> program.txt && git commit -qam Four && git push -q", at: other)
    try shell("echo mine > notes.txt && echo staged > staged.txt && git add staged.txt", at: server)
    _ = try tracker(server).publish(to: "origin")
    #expect(try head(remote.path) == head(server))
    #expect(try titles(server) == ["A", "B"])
    #expect(Set(try tracker(server).issues().issues.compactMap { $0.number?.value }) == [1, 2])
    #expect(try shell("git status --porcelain", at: server) == "A  staged.txt\n?? notes.txt")
    #expect(try shell("tail -1 program.txt", at: server) == "four")
  }

  @Test("what can't be merged is told, and nothing is changed")
  func conflict() throws {
    try shell("sed -i s/two/2/ program.txt && git commit -qam Two", at: server)
    try shell("sed -i s/two/zwei/ program.txt && git commit -qam Zwei && git push -q", at: other)
    let before = try head(server)
    let error = #expect(throws: VireoError.self) { try tracker(server).publish(to: "origin") }
    #expect(error?.code == .notPublished && error?.causes == ["program.txt"])
    #expect(try head(server) == before && shell("git status --porcelain", at: server) == "")
  }

  @Test("a file that is not committed and in the way keeps the remote's work out, and itself")
  func inTheWay() throws {
    try shell("echo four >> program.txt && git commit -qam Four && git push -q", at: other)
    try shell("echo mine >> program.txt", at: server)
    let before = try head(server)
    #expect(throws: VireoError.self) { try tracker(server).publish(to: "origin") }
    #expect(try head(server) == before && shell("tail -1 program.txt", at: server) == "mine")
  }

  @Test("a remote that can't be reached, and a refusal, are told with git's words", arguments: ["gone", "refusing"])
  func failing(_ kind: String) throws {
    try newIssue("A", at: server)
    if kind == "gone" {
      try shell("git remote set-url origin \(remote.path)-gone", at: server)
    } else {
      try shell(
        "git config --unset core.hooksPath; mkdir -p .git/hooks; printf '#!/bin/sh\\necho no thanks >&2; exit 1\\n' "
          + "> .git/hooks/pre-receive && chmod +x .git/hooks/pre-receive")
    }
    let error = #expect(throws: VireoError.self) { try tracker(server).publish(to: "origin") }
    #expect(error?.code == .notPublished)
    let words = kind == "gone" ? "does not appear to be a git repository" : "no thanks"
    #expect(error?.causes.contains { $0.contains(words) } == true, "\(String(describing: error))")
    #expect(try titles(server) == ["A"])
  }

  @Test("two that publish at once lose nothing")
  func atOnce() async throws {
    let paths = [server, other]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for path in paths {
        group.addTask {
          for number in 1...6 {
            try newIssue("\(path.hasSuffix("server") ? "S" : "O")\(number)", at: path)
            // The other one may be faster again and again; what is here stays, and the next one brings it.
            _ = try? tracker(path).publish(to: "origin")
          }
        }
      }
      try await group.waitForAll()
    }
    for path in paths + paths { _ = try tracker(path).publish(to: "origin") }
    #expect(try head(server) == head(other) && head(server) == head(remote.path))
    #expect(try titles(server).count == 12 && Set(titles(server)).count == 12)
    #expect(try Set(tracker(server).issues().issues.compactMap { $0.number?.value }).count == 12)
  }
}
