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

  /// Reads files in parallel with the signature that each had before, and makes something of each; the order stays.
  func mapSigned<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<SignedBytes, VireoError>) -> Output
  ) -> [Output]

  /// The file system's time at this moment in nanoseconds since 1970; `nil` where contents never change.
  ///
  /// - Parameter folder: An absolute path where a file may be written for this.
  func clock(_ folder: String) throws -> Int64?
}

/// The content of a file, with the signature that it had before it was read.
package struct SignedBytes: Sendable {
  package var bytes: [UInt8]
  package var signature: FileSignature

  package init(_ bytes: [UInt8], _ signature: FileSignature) { (self.bytes, self.signature) = (bytes, signature) }
}
