package import VireoFormat
package import VireoModel

/// Where the tracker's files are read from: the work tree, the index, or a commit.
package protocol TrackerFiles: Sendable {
  /// The entries of a folder, in no order; `nil` where there is none.
  ///
  /// - Parameter folder: A path from the top of the work tree.
  func entries(in folder: String) throws -> [FolderEntry]?

  /// The bytes of a regular file; `nil` where there is none.
  func bytes(of path: String) throws -> [UInt8]?

  /// Reads many files, in parallel where that is faster, and makes something of each; the order stays.
  func map<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<[UInt8], VireoError>) -> Output
  ) -> [Output]
}

extension TrackerFiles {
  /// All files below a folder, links and devices among them; hidden ones are left out.
  package func walk(_ folder: String, _ visit: (String, FolderEntry.Kind) -> Void) throws {
    for entry in (try entries(in: folder) ?? []).sorted(by: { $0.name < $1.name })
    where !Layout.isIgnored(entry.name) {
      let path = folder + "/" + entry.name
      visit(path, entry.kind)
      if entry.kind == .folder { try walk(path, visit) }
    }
  }
  /// Reads files one after the other, where one thread at a time may do so.
  ///
  /// - Parameter place: Where they are read from, for messages.
  func mapInOrder<Output: Sendable>(
    _ paths: [String], place: String, _ transform: @Sendable (Int, Result<[UInt8], VireoError>) -> Output
  ) -> [Output] {
    paths.enumerated().map { index, path in
      let missing = VireoError(.readFailed, "'\(path)' isn't in \(place)", advice: "run 'git fsck'")
      do {
        return transform(index, try bytes(of: path).map(Result.success) ?? .failure(missing))
      } catch {
        return transform(index, .failure((error as? VireoError) ?? missing))
      }
    }
  }
}
