package import VireoFormat
package import VireoModel

/// Files that tell without being read whether they are still the same.
package protocol SignedFiles: TrackerFiles {
  /// Whether a folder's signature covers the files in it, so that they need not be looked at one by one.
  var foldersCoverFiles: Bool { get }

  /// The signature of a folder; `nil` where there is none.
  func signature(ofFolder path: String) throws -> FileSignature?

  /// The signatures of folders, in their order; those that lie in one folder should follow each other.
  func signatures(ofFolders paths: [String]) throws -> [FileSignature?]

  /// The entries of a listing that are not as it has them.
  ///
  /// - Parameters:
  ///   - listing: What the folder held.
  ///   - folder: The path of the folder.
  ///   - indices: Which of the entries.
  /// - Returns: Their indices, in order.
  func changes(in listing: FolderListing, of folder: String, _ indices: Range<Int>) throws -> [Int]

  /// Reads issues in parallel with the signatures that their files had before, and makes something of each; the order
  /// stays.
  func mapIssues<Output: Sendable>(
    _ requests: [IssueRequest], _ transform: @Sendable (Int, IssueRead) -> Output
  ) -> [Output]

  /// The file system's time at this moment in nanoseconds since 1970; `nil` where contents never change.
  ///
  /// - Parameter folder: An absolute path where a file may be written for this.
  func clock(_ folder: String) throws -> Int64?
}

/// What is wanted of an issue.
package struct IssueRequest: Sendable {
  /// The path of its file.
  package var path: String
  /// Whether its own folder is wanted too.
  package var withFolder: Bool

  package init(path: String, withFolder: Bool) { (self.path, self.withFolder) = (path, withFolder) }
}

/// What was read of an issue.
package struct IssueRead: Sendable {
  package var file: Result<SignedBytes, VireoError>
  /// Its own folder, where that was wanted and is there.
  package var folder: OwnFolder?

  package init(file: Result<SignedBytes, VireoError>, folder: OwnFolder?) { (self.file, self.folder) = (file, folder) }
}

/// An issue's own folder.
package struct OwnFolder: Sendable {
  /// A folder or comment that must be as it is for all to be the same, with its path from the issue's folder; the
  /// folder itself has an empty one.
  package struct Part: Sendable {
    package var path: String
    package var isFolder: Bool
    package var signature: FileSignature

    package init(path: String, isFolder: Bool, signature: FileSignature) {
      (self.path, self.isFolder, self.signature) = (path, isFolder, signature)
    }
  }

  package var parts: [Part] = []
  /// The comments' files by name, in order.
  package var comments: [(name: CommentName, bytes: [UInt8])] = []
  /// How many other files there are, at any depth.
  package var attachmentCount = 0

  package init() {}

  /// Takes in the entries of one folder.
  ///
  /// - Parameters:
  ///   - path: The folder's path from the issue's folder.
  ///   - read: Reads a file of it.
  /// - Returns: The paths of the folders in it.
  mutating func add(
    _ path: String, _ signature: FileSignature, _ entries: [FolderEntry], read: (String) -> SignedBytes?
  ) -> [String] {
    parts.append(Part(path: path, isFolder: true, signature: signature))
    var below: [String] = []
    for entry in entries.sorted(by: { $0.name < $1.name }) where !Layout.isIgnored(entry.name) {
      switch entry.kind {
      case .folder: below.append(path.isEmpty ? entry.name : path + "/" + entry.name)
      case .other: break
      case .file:
        guard path.isEmpty, let name = CommentName(fileName: entry.name) else {
          attachmentCount += 1
          continue
        }
        let file = read(entry.name)
        parts.append(Part(path: entry.name, isFolder: false, signature: file?.signature ?? .none))
        if let file { comments.append((name, file.bytes)) }
      }
    }
    return below
  }
}

/// The content of a file, with the signature that it had before it was read.
package struct SignedBytes: Sendable {
  package var bytes: [UInt8]
  package var signature: FileSignature

  package init(_ bytes: [UInt8], _ signature: FileSignature) { (self.bytes, self.signature) = (bytes, signature) }
}
