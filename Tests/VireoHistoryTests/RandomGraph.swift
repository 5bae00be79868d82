import Testing
import VireoGit
import VireoHistory
import VireoModel
import VireoTestSupport

/// A random history in a real repository, and the graph that is read from it.
final class RandomGraph {
  let repository: ScratchRepository
  let git: GitProgram
  private(set) var graph = CommitGraph()
  let references: [GitReference]
  let commits: [ObjectID]
  private var random: SplitMix64

  /// - Parameters:
  ///   - seed: What the history follows from.
  ///   - count: How many commits it has; 5 to 40 if it is `nil`.
  init(seed: UInt64, count: Int? = nil) throws {
    random = SplitMix64(seed: seed)
    repository = try ScratchRepository()
    let few = 5 + Int(random.next() % 36)
    let stream = RandomGraph.stream(count ?? few, &random)
    try repository.write(stream, to: "stream")
    let result = try repository.shell("git fast-import --quiet --force < stream")
    try #require(result.status == 0, "\(result.output)")
    let location = try RepositoryLocation.find(from: repository.path, environment: repository.environment)
    git = GitProgram(location: location, environment: repository.environment)
    references = try ReferenceFiles(location).references(ObjectDatabase(git))
    let reader = try RandomGraph.reader(git)
    _ = try reader.read(references.map(\.commit), into: &graph)
    graph.sortAdded()
    commits = graph.ids
  }

  private static func reader(_ git: GitProgram) throws -> HistoryReader {
    HistoryReader(
      git, objects: ObjectDatabase(git), cuts: try HistoryCuts(ReferenceFiles(git.location)),
      grammar: ReferenceGrammar())
  }

  func reader() throws -> HistoryReader { try RandomGraph.reader(git) }

  /// Commits with up to four parents, dates in any order, and a tag or branch at some.
  private static func stream(_ count: Int, _ random: inout SplitMix64) -> String {
    var text = ""
    // In half of the histories a commit's parents are among the last few, so that there are long lines.
    let isNarrow = random.next() % 2 == 0
    for mark in 1...count {
      let parents =
        mark == 1 || random.next() % 15 == 0 ? 0 : 1 + Int(random.next() % 8) / 6 + Int(random.next() % 12) / 11
      let date = 1_000_000_000 + random.next() % 500
      let message = "Commit \(mark)"
      text += "commit refs/tags/t\(mark)\nmark :\(mark)\ncommitter A <a@example.org> \(date) +0000\n"
      text += "data \(message.utf8.count)\n\(message)\n"
      var chosen: [UInt64] = []
      for _ in 0..<parents {
        let reach = isNarrow ? min(mark - 1, 2) : mark - 1
        let parent = UInt64(mark) - 1 - random.next() % UInt64(reach)
        if !chosen.contains(parent) { chosen.append(parent) }
      }
      for (index, parent) in chosen.enumerated() { text += "\(index == 0 ? "from" : "merge") :\(parent)\n" }
      if chosen.isEmpty { text += "deleteall\n" }
      text += "\n"
      if random.next() % 4 == 0 { text += "reset refs/heads/b\(mark)\nfrom :\(mark)\n\n" }
    }
    return text
  }

  func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  func position(_ commit: ObjectID) throws -> Int { try #require(graph.position(of: commit)) }

  // MARK: - What git says

  func isAncestor(_ one: ObjectID, _ other: ObjectID) throws -> Bool {
    try git.run(["merge-base", "--is-ancestor", one.description, other.description]).status == 0
  }

  func names(of kind: GitReference.Kind, containing commit: ObjectID) throws -> [String] {
    let command = kind == .tag ? "tag" : "branch"
    let text = try git.run([command, "--contains", commit.description, "--format=%(refname:lstrip=2)"]).text
    return text.split(separator: "\n").map(String.init).sorted()
  }

  // MARK: - The order, as plainly as it can be said

  /// From the roots, always the ready commit with the smallest (date, id) next.
  func simpleDisplayOrder(of view: Set<Int>) -> [Int] {
    var order: [Int] = []
    var rest = view
    while !rest.isEmpty {
      let ready = rest.filter { position in graph.parents(of: position).allSatisfy { !rest.contains($0) } }
      guard let next = ready.min(by: { graph.isOlder($0, $1) }) else { return order }
      order.append(next)
      rest.remove(next)
    }
    return order
  }
}

extension Array {
  func shuffled(by pick: (Int) -> Int) -> [Element] {
    var rest = self
    var shuffled: [Element] = []
    while !rest.isEmpty { shuffled.append(rest.remove(at: pick(rest.count))) }
    return shuffled
  }
}
