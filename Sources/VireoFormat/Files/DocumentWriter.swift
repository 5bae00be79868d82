package import VireoModel

/// Writes new files of the tracker.
package enum DocumentWriter {
  /// The bytes of a file with a text and fields, in the order of new files.
  ///
  /// - Parameter template: What the file begins as; its fields stay where the edits do not change them.
  package static func issue(
    path: String, edits: [FieldEdit], body: String, template: SourceText? = nil
  ) throws -> [UInt8] {
    let start = template?.bytes ?? Array("---\n---\n".utf8)
    let edited = try FrontMatterEditor.apply(edits, to: SourceText(path: path, bytes: start))
    guard !body.isEmpty else { return edited }
    return replacingBody(of: SourceText(path: path, bytes: edited), with: body)
  }

  /// The bytes of a comment; front matter only where the name does not say everything, or the text needs it.
  package static func comment(path: String, fields: [FieldEdit], body: String) throws -> [UInt8] {
    guard !fields.isEmpty || body.hasPrefix("---") || body.hasPrefix("\n") || body.hasPrefix("\u{FEFF}") else {
      return ended(body)
    }
    return try issue(path: path, edits: fields, body: body)
  }

  /// The bytes of a file with another text; the front matter stays.
  package static func replacingBody(of source: SourceText, with body: String) -> [UInt8] {
    let frontMatter = FrontMatterParser.parse(source)
    var bytes = Array(source.bytes[..<frontMatter.bodyStart])
    if frontMatter.opening != nil {
      if bytes.last != .newline { bytes.append(.newline) }
      if !body.isEmpty { bytes.append(.newline) }
    }
    return bytes + ended(body)
  }

  /// The text with a last line end; a text that ends in a carriage return gets both bytes, to stay as it is.
  private static func ended(_ body: String) -> [UInt8] {
    guard !body.isEmpty else { return [] }
    let bytes = Array(body.utf8)
    return bytes + (bytes.last == .carriageReturn ? [.carriageReturn, .newline] : [.newline])
  }
}
