import VireoFormat
import VireoModel

extension Transaction {
  /// Stages an attachment.
  ///
  /// A name that is taken gets a number before its ending, unless the file there is the same. A name that some
  /// system cannot hold, or that would be read as a comment, is changed.
  ///
  /// - Returns: The path of its file.
  package mutating func attach(_ bytes: [UInt8], named name: String, in folder: String) throws -> String {
    let name = AttachmentName.portable(name)
    for number in 1... {
      let path = folder + "/" + AttachmentName.numbered(name, number)
      guard let present = try self.bytes(of: path) else {
        create(path, bytes)
        return path
      }
      if present == bytes { return path }
    }
    return folder
  }
}

/// Names of files that people attach.
package enum AttachmentName {
  /// The name without what some system cannot hold.
  package static func portable(_ name: String) -> String {
    let forbidden = Set("<>:\"/\\|?*".unicodeScalars)
    var text = ""
    for scalar in name.unicodeScalars {
      text.unicodeScalars.append(scalar.value < 0x20 || forbidden.contains(scalar) ? "_" : scalar)
    }
    while let last = text.last, last == "." || last == " " { text.removeLast() }
    while text.utf8.count > 200 { text.removeFirst() }
    if text.isEmpty { text = "attachment" }
    let isHidden = Layout.isIgnored(text) || CommentName(fileName: text) != nil
    return isHidden || PortableNames.check(text) != nil ? "_" + text : text
  }

  static func numbered(_ name: String, _ number: Int) -> String {
    guard number > 1 else { return name }
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "\(name)-\(number)" }
    return "\(name[..<dot])-\(number)\(name[dot...])"
  }
}
