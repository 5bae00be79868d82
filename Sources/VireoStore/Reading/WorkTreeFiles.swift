package import VireoFormat
package import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The tracker's files as they lie in the work tree.
///
/// Links are never followed, and only regular files are read.
package struct WorkTreeFiles: TrackerFiles {
  let top: Descriptor

  /// - Parameter workTree: The absolute path of the top of the work tree.
  package init(workTree: String) throws {
    top = try Descriptor.folder(workTree)
  }

  package func entries(in folder: String) throws -> [FolderEntry]? {
    guard let opened = try top.folder(folder) else { return nil }
    return try opened.entries(folder)
  }

  package func bytes(of path: String) throws -> [UInt8]? {
    let (folder, name) = path.splittingName
    return try top.folder(folder)?.bytes(of: name)
  }

  package func map<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<[UInt8], VireoError>) -> Output
  ) -> [Output] {
    mapOpened(paths) { _, folder, name in
      try folder.bytes(of: name)
    } transform: {
      transform($0, $1)
    }
  }

  /// Reads something of files in parallel and makes something of each; each folder is opened once by each thread.
  func mapOpened<Value, Output: Sendable>(
    _ paths: [String], _ read: @Sendable (Int, Descriptor, String) throws -> Value?,
    transform: @Sendable (Int, Result<Value, VireoError>) -> Output
  ) -> [Output] {
    Parallel.map(count: paths.count) { range in
      var folder: (path: Substring, opened: Descriptor?) = ("", nil)
      return range.map { index in
        let path = paths[index]
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        return transform(
          index,
          Result { () throws(VireoError) in
            do {
              if folder.opened == nil || folder.path != path[..<slash] {
                folder = (path[..<slash], try top.folder(String(path[..<slash])))
              }
              let name = String(path[slash...].dropFirst())
              if let value = try folder.opened.flatMap({ try read(index, $0, name) }) { return value }
              throw VireoError.reading(path, ENOENT)
            } catch {
              throw (error as? VireoError) ?? VireoError.reading(path, EIO)
            }
          })
      }
    }
  }
}

extension WorkTreeFiles {
  /// The file itself, or all files of a folder, hidden ones left out.
  func files(movedWith path: String) throws -> [String] {
    guard try entries(in: path) != nil else { return [path] }
    var found: [String] = []
    try walk(path) { path, kind in if kind == .file { found.append(path) } }
    return found
  }
}

extension String {
  /// The folder and the last name of a path.
  var splittingName: (folder: String, name: String) {
    guard let slash = lastIndex(of: "/") else { return ("", self) }
    return (String(self[..<slash]), String(self[index(after: slash)...]))
  }
}
