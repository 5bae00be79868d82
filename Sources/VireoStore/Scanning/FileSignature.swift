package import VireoGit
package import VireoModel

/// What tells one content of a file or folder from another without reading it: of the work tree its size, times and
/// inode, of a commit its object's id.
///
/// Like git's index (git's Documentation/technical/racy-git.txt), the work tree's is good only if the times are older
/// than the moment at which the content was read: a later change in the same tick of the clock has the same ones.
package struct FileSignature: Hashable, Sendable {
  private var first: UInt64
  private var second: UInt64
  private var third: UInt64
  private var fourth: UInt64

  /// Equal to no signature of anything that is there.
  package static let none = FileSignature(0, 0, 0, 0)

  private init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
  }

  /// - Parameters:
  ///   - size: The size in bytes.
  ///   - modified: When the content was changed, in nanoseconds since 1970.
  ///   - changed: When the inode was changed, in nanoseconds since 1970.
  ///   - inode: The number of the inode, and what kind of file it is.
  package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
    self.init(
      UInt64(bitPattern: size), UInt64(bitPattern: modified), UInt64(bitPattern: changed), inode)
  }

  package init(_ id: ObjectID) {
    let words = id.bytes.withUnsafeBytes { bytes in
      [0, 8, 16].map { offset -> UInt64 in
        bytes.count >= offset + 8
          ? bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          : bytes.dropFirst(offset).reduce(0) { $0 << 8 | UInt64($1) }
      }
    }
    self.init(words[0], words[1], words[2], UInt64.max)
  }

  /// The four parts, as numbers.
  package var text: String { "\(first) \(second) \(third) \(fourth)" }

  /// A key with this added.
  package func added(to key: ContentKey) -> ContentKey {
    var key = key
    for word in [first, second, third, fourth] { key.add(word) }
    return key
  }

  /// The signature if it tells a later change, else one that equals none.
  ///
  /// - Parameter clock: The file system's time before the content was read, in nanoseconds; `nil` for a content that
  ///   never changes.
  package func trusted(before clock: Int64?) -> FileSignature {
    guard let clock else { return self }
    return max(Int64(bitPattern: second), Int64(bitPattern: third)) < clock ? self : .none
  }
}
