import Foundation
import VireoFormat
import VireoGit
import VireoMarkup
import VireoModel
import VireoStore

/// What is looked up while links are resolved, each thing once: objects of git, names in folders, headings.
final class LinkLookup: @unchecked Sendable {
  // It guards all that follows.
  private let lock = NSLock()
  private let git: GitProgram
  private let files: any TrackerFiles
  private let read: @Sendable (String) -> [MarkdownBody.Heading]
  /// The revisions in which a file may be that is not checked out; an empty text is the index.
  private let present: [String]
  private var objects: [String: NamedObject?] = [:]
  private var folders: [String: Set<String>?] = [:]
  private var headings: [String: [MarkdownBody.Heading]] = [:]
  /// Whether git cannot tell that something is missing: a shallow clone lacks commits, and perhaps it cannot be run.
  private(set) var isGitBlind: Bool

  /// - Parameter read: Reads the headings of a file.
  init(
    _ git: GitProgram, _ files: any TrackerFiles, present: [String],
    read: @escaping @Sendable (String) -> [MarkdownBody.Heading]
  ) {
    (self.git, self.files, self.present, self.read) = (git, files, present, read)
    isGitBlind = FilePath.exists(FilePath.join(git.location.commonDirectory, "shallow"))
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    lock.lock()
    defer { lock.unlock() }
    return body()
  }

  /// Asks for many names at once.
  func prepare(_ names: Set<String>) { locked { ask(names) } }

  private func ask(_ names: Set<String>) {
    let unknown = names.filter { objects[$0] == nil }.sorted()
    guard !unknown.isEmpty else { return }
    let found = try? git.objects(named: unknown)
    if found == nil { isGitBlind = true }
    for name in unknown { objects[name] = .some(found?[name]) }
  }

  private func object(_ name: String) -> NamedObject? {
    locked {
      ask([name])
      return objects[name] ?? nil
    }
  }

  /// The commit whose id begins with some digits; `nil` for none and for several.
  func commit(_ digits: String) -> CommitID? {
    guard let found = object(LinkLookup.commitName(digits)), found.id.hasPrefix(digits) else { return nil }
    return found.id.commitID
  }

  static func commitName(_ digits: String) -> String { digits + "^{commit}" }

  static func fileName(_ path: String, at revision: String) -> String { revision + ":" + path }

  /// Whether a file or folder is there, at a revision or as it is now.
  func isFile(_ path: String, at revision: String?) -> Bool {
    if let revision { return isInTree(LinkLookup.fileName(path, at: revision)) }
    guard !path.isEmpty else { return true }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? ""
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    if names(in: folder)?.contains(name) == true { return true }
    // It may not be checked out.
    return present.contains { isInTree(LinkLookup.fileName(path, at: $0)) }
  }

  private func isInTree(_ name: String) -> Bool {
    let kind = object(name)?.kind
    return kind == "blob" || kind == "tree"
  }

  /// The names in a folder; `nil` where there is none.
  func names(in folder: String) -> Set<String>? {
    locked {
      if let known = folders[folder] { return known }
      let found = (try? files.entries(in: folder)).flatMap { $0 }.map { Set($0.map(\.name)) }
      folders[folder] = .some(found)
      return found
    }
  }

  func headings(of path: String) -> [MarkdownBody.Heading] {
    if let known = locked({ headings[path] }) { return known }
    let found = read(path)
    keep(found, of: path)
    return found
  }

  func keep(_ found: [MarkdownBody.Heading], of path: String) { locked { headings[path] = found } }
}
