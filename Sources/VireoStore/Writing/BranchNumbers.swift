import Foundation
import VireoFormat
import VireoGit
import VireoModel

/// The highest number of the issues in all local and remote-tracking branches; only names are read.
///
/// What a folder's tree holds never changes, so it is remembered beside the counter. The file may be deleted.
struct BranchNumbers {
  private let store: Store
  private let path: String
  private let objects: ObjectDatabase

  init(_ store: Store) {
    self.store = store
    path = FilePath.join(store.stateFolder, "branches")
    objects = ObjectDatabase(store.git)
  }

  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  func highest() throws -> Int {
    let branches = try ReferenceFiles(store.location).references(objects).filter { $0.kind != .tag }
    let tips = Set(branches.map(\.commit)).sorted()
    let known = remembered()
    let found = tips.compactMap { known["\($0)"] }
    if found.count == tips.count { return found.max() ?? 0 }
    var memory = Memory(known: known)
    for tip in tips {
      let key = "\(tip)"
      memory.used[key] = try memory.known[key] ?? highest(in: tip, &memory)
    }
    save(memory.used)
    return tips.compactMap { memory.used["\($0)"] }.max() ?? 0
  }

  /// What is known of commits and trees, and which of it is still of use.
  private struct Memory {
    var known: [String: Int]
    var used: [String: Int] = [:]
  }

  private func highest(in commit: ObjectID, _ memory: inout Memory) throws -> Int {
    guard let root = try objects.read(commit, .commit, { CommitObject($0).tree }) ?? nil,
      let entry = try objects.entry(at: Layout.issuesFolder, in: root), entry.kind == .folder
    else { return 0 }
    return try highest(inTree: entry.id, &memory)
  }

  private func highest(inTree tree: ObjectID, _ memory: inout Memory) throws -> Int {
    let key = tree.description
    if let number = memory.used[key] { return number }
    let entries = try objects.entries(tree)
    // The folders are looked at even where the number is known, so that theirs are not forgotten.
    var stems: Set<ArraySlice<UInt8>> = []
    var highest = 0
    for entry in entries where entry.kind == .file && entry.name.suffix(3).elementsEqual(".md".utf8) {
      stems.insert(entry.name.dropLast(3))
      let name = String(decoding: entry.name, as: UTF8.self)
      if case .number(let number, _) = IssueFileName.numbering(of: name) { highest = max(highest, number.value) }
    }
    for entry in entries where entry.kind == .folder && !stems.contains(entry.name[...]) {
      if let number = memory.known[entry.id.description] {
        memory.used[entry.id.description] = number
        highest = max(highest, number)
      } else {
        highest = max(highest, try self.highest(inTree: entry.id, &memory))
      }
    }
    memory.used[key] = highest
    return highest
  }

  private func remembered() -> [String: Int] {
    guard let data = FileManager.default.contents(atPath: path) else { return [:] }
    var known: [String: Int] = [:]
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2, let number = Int(parts[1]) { known[String(parts[0])] = number }
    }
    return known
  }

  /// Where it cannot be written it is found again the next time.
  private func save(_ numbers: [String: Int]) {
    let lines = numbers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }
    try? Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
