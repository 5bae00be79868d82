package import VireoModel

/// The rules that a comment's file is held to, beside those of its bytes and its structure.
package enum CommentRules {
  private static let fields = [
    CustomField(key: "author", type: .person), CustomField(key: "date", type: .date),
    CustomField(key: "reply-to", type: .text),
  ]

  /// - Parameter others: The names of the comments beside it, without `.md`.
  package static func check(_ document: Document, others: Set<String>) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for entry in document.frontMatter.entries {
      guard let field = fields.first(where: { $0.key == entry.key }) else { continue }
      found += FieldRules.check(entry, field, document)
      guard entry.key == "reply-to", let name = entry.value.plain.text, !others.contains(name) else { continue }
      found.append(
        Diagnostic(
          .invalidValue, document.place(of: "reply-to"),
          "there is no comment '\(name)'" + Nearest.suggestion(for: name, among: others), severity: .warning,
          advice: "give the name of a file in this folder, without '.md'"))
    }
    return found
  }
}
