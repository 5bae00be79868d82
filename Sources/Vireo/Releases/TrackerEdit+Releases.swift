package import VireoModel
import VireoStore

extension TrackerEdit {
  /// Says which commit a release is, in a file with a line for each.
  ///
  /// - Parameters:
  ///   - release: The name, as the program says it.
  ///   - path: The file, from the top of the work tree; made if it is missing.
  /// - Throws: `VireoError` with the code `invalid-edit` for a name that no line can have.
  package mutating func tell(release: String, is commit: CommitID, in path: String) throws {
    let isOneLine = release.unicodeScalars.allSatisfy { !$0.properties.isWhitespace || $0 == " " }
    guard isOneLine, !release.isEmpty, !"# !".contains(release.first ?? " "), release.last != " " else {
      throw refusal(
        "'\(release)' can't be the name of a release", "take one without line ends, '#' and blanks around it")
    }
    let line = Array("\(release) \(commit.hex)\n".utf8)
    if try transaction.snapshot().files.bytes(of: path) == nil {
      transaction.create(path, line)
    } else {
      try transaction.edit(path) { bytes in
        bytes + (bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? [] : [UInt8(ascii: "\n")]) + line
      }
    }
    summary.append("release \(release)")
  }
}
