import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ReferenceFiles {
  /// All branches and tags that lead to a commit, by name.
  ///
  /// - Parameter objects: Tells where an annotated tag leads to whose commit is not written down.
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func references(_ objects: ObjectDatabase) throws -> [GitReference] {
    var targets: [String: Target] = [:]
    for target in try packed() { targets[target.name] = target }
    for (_, prefix) in ReferenceFiles.kinds {
      for (name, id) in try loose(below: prefix) { targets[name] = Target(name: name, id: id) }
    }
    return try targets.values.compactMap { target -> GitReference? in
      guard let (kind, prefix) = ReferenceFiles.kinds.first(where: { target.name.hasPrefix($0.prefix) }),
        !target.name.hasSuffix("/HEAD")
      else { return nil }
      let commit = try target.commit ?? (kind == .tag ? objects.commit(behind: target.id) : target.id)
      return commit.map { GitReference(kind: kind, name: String(target.name.dropFirst(prefix.count)), commit: $0) }
    }.sorted { $0.name < $1.name }
  }

  private static let kinds: [(kind: GitReference.Kind, prefix: String)] = [
    (.branch, "refs/heads/"), (.remoteBranch, "refs/remotes/"), (.tag, "refs/tags/"),
  ]

  /// A reference as it is written down.
  private struct Target {
    var name: String
    var id: ObjectID
    /// Where a tag leads to, if that is written beside it.
    var commit: ObjectID?
  }

  /// The lines of `packed-refs`; a line that begins with `^` tells where the tag above it leads to.
  private func packed() throws -> [Target] {
    guard let bytes = FilePath.bytes(packedPath, limit: .max) else { return [] }
    var found: [Target] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != .hash {
      if line.first == UInt8(ascii: "^") {
        if !found.isEmpty { found[found.count - 1].commit = try id(String(decoding: line.dropFirst(), as: UTF8.self)) }
        continue
      }
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
      guard parts.count == 2, let object = try id(String(decoding: parts[0], as: UTF8.self)) else { continue }
      found.append(Target(name: String(decoding: parts[1], as: UTF8.self), id: object))
    }
    return found
  }

  /// References with files of their own, by their full names; those that name another reference are left out.
  private func loose(below prefix: String) throws -> [(name: String, id: ObjectID)] {
    var found: [(name: String, id: ObjectID)] = []
    var pending = [String(prefix.dropLast())]
    while let folder = pending.popLast() {
      for name in FilePath.names(in: commonPath(folder)) where !name.hasSuffix(".lock") {
        let path = folder + "/" + name
        if FilePath.isFolder(commonPath(path)) {
          pending.append(path)
        } else if let text = FilePath.text(commonPath(path)), let id = try id(text) {
          found.append((path, id))
        }
      }
    }
    return found
  }
}

extension ObjectDatabase {
  /// The commit that an object is, or that a tag leads to; `nil` for anything else.
  fileprivate func commit(behind id: ObjectID) throws -> ObjectID? {
    var id = id
    for _ in 0..<8 {
      switch try kind(of: id) {
      case .commit: return id
      case .tag(let target): id = target
      case .other: return nil
      }
    }
    return nil
  }
}
