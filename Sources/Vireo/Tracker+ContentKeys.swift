import Foundation
import VireoFormat
import VireoGit
import VireoIndex
package import VireoModel
import VireoStore

/// The index of a tracker's issues, for a tracker that looks at the files once.
final class HeldIndex: @unchecked Sendable {
  // It guards the index.
  private let lock = NSLock()
  private var index: IssueIndex?

  /// The index, made at the first use.
  func index(_ make: () throws -> IssueIndex) throws -> IssueIndex {
    lock.lock()
    defer { lock.unlock() }
    if let index { return index }
    let made = try make()
    index = made
    return made
  }
}

extension Tracker {
  /// The same tracker, whose answers about issues are all of the moment of the first one, so that the files are looked
  /// at once for many questions.
  ///
  /// One thread at a time may ask it for issues.
  package func lookingOnce() -> Tracker {
    var copy = self
    copy.held = HeldIndex()
    return copy
  }

  /// What tells the files of issues from what they were without reading them, by the paths of the issues' files.
  ///
  /// It may differ for the same contents, as in another clone, but it is never the same for others. Attachments that
  /// were changed in their place count too.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  package func contentKeys() throws -> [String: IssueContentKey] {
    let files = try files()
    var keys = try index(files).contentKeys()
    guard !files.foldersCoverFiles, let workTree else { return keys }
    for (path, entry) in keys where entry.hasAttachments {
      guard var key = entry.key else { continue }
      try files.walk(String(path.dropLast(3))) { file, kind in
        guard kind == .file, let signature = FileSignature(path: FilePath.join(workTree, file)) else { return }
        key.add(file)
        key = signature.added(to: key)
      }
      keys[path]?.key = key
    }
    return keys
  }

  /// What all texts and issues depend on beside themselves: the configuration.
  package var configurationKey: ContentKey { ContentKey(Array(configKey.utf8)) }
}

/// Reads texts, comments and attachments of issues, some at a time.
package struct IssueContentsReader: Sendable {
  fileprivate let files: any TrackerFiles
  fileprivate let config: Config

  /// - Throws: `VireoError` with the code `no-such-issue` if a file has gone since.
  package func contents(of issues: [Issue]) throws -> [IssueContents] {
    // A folder that is not there holds nothing.
    let places = issues.map { IssuePlace(path: $0.path, hasFolder: true) }
    let read = try Snapshot.map(places, of: files, config: config) { file -> (String, IssueContents)? in
      let path = file.place.path
      // One that is there and cannot be read has comments all the same.
      if file.document == nil, (try? files.bytes(of: path) == nil) == true { return nil }
      return (path, try Snapshot.contents(of: file, in: files).0)
    }
    let byPath = Dictionary(read, uniquingKeysWith: { first, _ in first })
    return try issues.map { issue in
      guard let contents = byPath[issue.path] else { throw IssueFinder.gone(issue) }
      return contents
    }
  }
}

extension Tracker {
  /// Reads the contents of issues, some at a time.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  package func contentsReader() throws -> IssueContentsReader {
    IssueContentsReader(files: try files(), config: config)
  }
}

extension Tracker {
  /// The files of an issue that are neither its own nor comments.
  package func attachments(of issue: Issue) throws -> [Attachment] {
    var found: [Attachment] = []
    let folder = String(issue.path.dropLast(3))
    try files().walk(folder) { path, kind in
      let (parent, name) = (FilePath.parent(of: path), path.split(separator: "/").last.map(String.init) ?? "")
      guard kind == .file, parent != folder || CommentName(fileName: name) == nil else { return }
      found.append(Attachment(path: path))
    }
    return found
  }
}
