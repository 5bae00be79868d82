import VireoGit
import VireoModel

/// Numbers by which equal commits are found: FNV-1a of 64 bits.
///
/// Whoever can make two texts of one number can as well make two commits of one author, date and subject.
package enum CommitKeys {
  /// A number for author, author date and subject, and one for the subject without pull requests at its end.
  static func keys(_ commit: CommitObject, _ bytes: UnsafeRawBufferPointer) -> (copy: UInt64, subject: UInt64) {
    var start = commit.messageStart
    while start < bytes.count, bytes[start].isBlank || bytes[start].isLineEnd { start += 1 }
    var end = start
    while end < bytes.count, bytes[end] != .newline { end += 1 }
    while end > start, bytes[end - 1].isBlank || bytes[end - 1].isLineEnd { end -= 1 }
    var copy = hash(bytes[commit.author], offset)
    copy = withUnsafeBytes(of: commit.authored) { hash($0[...], copy) }
    copy = hash(bytes[start..<end], copy)
    let subject: UInt64
    if end > start, bytes[end - 1] == UInt8(ascii: ")") {
      subject = key(ofSubject: RevertNote.withoutPullRequests(Array(bytes[start..<end])))
    } else {
      subject = hash(bytes[start..<end], offset)
    }
    return (copy, subject)
  }

  /// The number of a subject without pull requests at its end.
  package static func key(ofSubject subject: [UInt8]) -> UInt64 {
    subject.withUnsafeBytes { hash($0[...], offset) }
  }

  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func hash(_ bytes: Slice<UnsafeRawBufferPointer>, _ start: UInt64) -> UInt64 {
    var value = start
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return value
  }
}
