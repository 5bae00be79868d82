import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// HEAD and what lies beside it, read from the files (gitrepository-layout(5)), which takes no library.
package struct ReferenceFiles: Sendable {
  private let location: RepositoryLocation

  package init(_ location: RepositoryLocation) { self.location = location }

  /// The name of the branch that HEAD is on; `nil` where it is on none.
  package var headBranch: String? {
    guard let text = FilePath.text(FilePath.join(location.gitDirectory, "HEAD")), text.hasPrefix("ref: refs/heads/")
    else { return nil }
    return String(text.dropFirst("ref: refs/heads/".count))
  }

  /// The name of the default branch of the remote `origin`, as the last clone saw it.
  package var remoteDefaultBranch: String? {
    let prefix = "ref: refs/remotes/origin/"
    guard let text = FilePath.text(FilePath.join(location.commonDirectory, "refs/remotes/origin/HEAD")),
      text.hasPrefix(prefix)
    else { return nil }
    return String(text.dropFirst(prefix.count))
  }

  /// The commit that HEAD is at; `nil` on a branch that has none yet.
  ///
  /// - Throws: ``VireoError`` with the code `unreadable-repository` for names of SHA-256.
  package func head() throws -> ObjectID? {
    try resolve("HEAD", depth: 0)
  }

  /// The commits that an unfinished merge brings in.
  package func mergeHeads() throws -> [ObjectID] {
    try lines(FilePath.join(location.gitDirectory, "MERGE_HEAD")).compactMap { try id($0) }
  }

  private func resolve(_ name: String, depth: Int) throws -> ObjectID? {
    guard depth < 6 else { return nil }
    let folders = name == "HEAD" ? [location.gitDirectory] : [location.gitDirectory, location.commonDirectory]
    for folder in folders {
      guard let text = FilePath.text(FilePath.join(folder, name)) else { continue }
      if text.hasPrefix("ref: ") {
        let next = String(text.dropFirst(5))
        guard next.hasPrefix("refs/"), !next.contains("..") else { return nil }
        return try resolve(next, depth: depth + 1)
      }
      return try id(text)
    }
    return try packedReferences(containing: " " + name + "\n").first { $0.name == name }?.commit
  }

  /// The lines of `packed-refs` (git-pack-refs(1)), none where a text is not in the file: it may hold many thousands.
  private func packedReferences(containing text: String) throws -> [(name: String, commit: ObjectID?)] {
    guard let bytes = FilePath.bytes(packedPath, limit: .max), !bytes.isEmpty else { return [] }
    guard bytes.withUnsafeBytes({ ReferenceFiles.contains(Array(text.utf8), $0) }) else { return [] }
    return try bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
      guard parts.count == 2, let first = parts.first, first.count >= 40 else { return nil }
      return (String(decoding: parts[1], as: UTF8.self), try id(String(decoding: first, as: UTF8.self)))
    }
  }

  /// - Parameter text: At least one byte.
  private static func contains(_ text: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard var next = bytes.baseAddress, let first = text.first else { return false }
    let end = next + bytes.count
    while let found = memchr(next, Int32(first), end - next), end - UnsafeRawPointer(found) >= text.count {
      if memcmp(found, text, text.count) == 0 { return true }
      next = UnsafeRawPointer(found) + 1
    }
    return false
  }

  var packedPath: String { commonPath("packed-refs") }

  func commonPath(_ path: String) -> String { FilePath.join(location.commonDirectory, path) }

  func id(_ text: String) throws -> ObjectID? {
    if text.utf8.count == 64, text.utf8.allSatisfy(\.isHexDigit) { throw VireoError.sha256(location.gitDirectory) }
    return ObjectID(hex: text)
  }

  private func lines(_ path: String) -> [String] {
    guard let file = fopen(path, "re") else { return [] }
    defer { fclose(file) }
    var lines: [String] = []
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0 {
      if let line { lines.append(String(cString: line).trimmingLineEnd) }
    }
    return lines
  }

  // MARK: - Histories that are not as the commits have them

  /// The commits at which a shallow clone is cut.
  package func shallow() throws -> Set<ObjectID> {
    Set(try lines(FilePath.join(location.commonDirectory, "shallow")).compactMap { try id($0) })
  }

  /// Commits with other parents, by `info/grafts`, an old form of `git replace --graft`.
  package func grafts() throws -> [ObjectID: [ObjectID]] {
    var grafts: [ObjectID: [ObjectID]] = [:]
    for line in lines(FilePath.join(location.commonDirectory, "info/grafts")) where !line.hasPrefix("#") {
      let ids = try line.split(separator: " ").compactMap { try id(String($0)) }
      if let first = ids.first { grafts[first] = Array(ids.dropFirst()) }
    }
    return grafts
  }

  /// Objects that stand in for others, by git-replace(1).
  package func replacements() throws -> [ObjectID: ObjectID] {
    var replacements: [ObjectID: ObjectID] = [:]
    let prefix = "refs/replace/"
    for (name, object) in try packedReferences(containing: " " + prefix) where name.hasPrefix(prefix) {
      if let old = try id(String(name.dropFirst(prefix.count))) { replacements[old] = object }
    }
    let folder = FilePath.join(location.commonDirectory, prefix)
    for name in FilePath.names(in: folder) {
      if let old = try id(name), let text = FilePath.text(FilePath.join(folder, name)) {
        replacements[old] = try id(text)
      }
    }
    return replacements
  }
}
