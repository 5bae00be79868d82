/// What an annotated tag says of itself.
package struct TagAnnotation: Sendable, Hashable {
  /// The tagger's name and address, as `Alice <alice@example.org>`.
  package var person: String
  /// When it was made, in seconds since 1970.
  package var seconds: Int64
  /// The first line of its message.
  package var subject: String
}

extension GitProgram {
  /// What annotated tags say of themselves, by their names.
  package func tagAnnotations() throws -> [String: TagAnnotation] {
    let fields = ["refname:strip=2", "objecttype", "taggername", "taggeremail", "taggerdate:unix", "subject"]
    let format = fields.map { "%(\($0))%00" }.joined()
    let result = try run(["for-each-ref", "--format=" + format, "refs/tags"])
    guard result.status == 0 else { return [:] }
    var found: [String: TagAnnotation] = [:]
    var rest = result.text.split(separator: "\0", omittingEmptySubsequences: false)[...]
    while rest.count >= fields.count {
      // Each line ends behind its last field.
      let tag = rest.prefix(fields.count).map { String($0.drop { $0 == "\n" }) }
      rest = rest.dropFirst(fields.count)
      guard tag[1] == "tag", let seconds = Int64(tag[4]) else { continue }
      found[tag[0]] = TagAnnotation(person: tag[2] + " " + tag[3], seconds: seconds, subject: tag[5])
    }
    return found
  }
}
