import VireoFormat
package import VireoModel

extension Transaction {
  /// Stages the mending of findings.
  ///
  /// - Parameters:
  ///   - added: Tells when a file was added to the history; `nil` for one that no commit holds.
  ///   - now: The date of creation of such a file.
  /// - Returns: What was mended, each with what was done.
  package mutating func fix(
    _ diagnostics: [Diagnostic], now: Timestamp, random: inout some RandomNumberGenerator,
    added: (String) throws -> Timestamp?
  ) throws -> [(Diagnostic, String)] {
    var done: [(Diagnostic, String)] = []
    // Bytes first, while the places that were found are still true.
    for (path, found) in Dictionary(grouping: diagnostics, by: \.place.path).sorted(by: { $0.key < $1.key }) {
      let replacements = found.flatMap { diagnostic -> [Fix.Replacement] in
        guard case .replace(let replacements) = diagnostic.fix else { return [] }
        done.append((diagnostic, "replaced with \(replacements.map(\.text).joined(separator: ", "))"))
        return replacements
      }
      guard !replacements.isEmpty, let original = try bytes(of: path) else { continue }
      try edit(path) { bytes in
        guard bytes == original else {
          throw VireoError(.fileChanged, "'\(path)' was changed in the meantime", advice: "run it again")
        }
        return bytes.replacing(replacements)
      }
    }
    for diagnostic in diagnostics where diagnostic.fix == .identify {
      let path = diagnostic.place.path
      let uid = UID.make(using: &random)
      let created = try added(path) ?? now
      let document = try bytes(of: path).map { Document(SourceText(path: path, bytes: $0)) }
      var edits: [FieldEdit] = []
      if document?.frontMatter.entry("uid") == nil { edits.append(.set("uid", .text(uid.text), .text)) }
      if document?.frontMatter.entry("created") == nil {
        edits.append(.set("created", .text(created.description), .bare))
      }
      try edit(path, fields: edits)
      done.append((diagnostic, "added \(edits.map(\.key).joined(separator: " and "))"))
    }
    return try done + number(diagnostics)
  }

  private mutating func number(_ diagnostics: [Diagnostic]) throws -> [(Diagnostic, String)] {
    let drafts = diagnostics.filter { $0.fix == .number }
    guard !drafts.isEmpty else { return [] }
    let snapshot = try snapshot()
    let numbers = try NumberCounter(store).take(drafts.count, snapshot: { snapshot })
    return try zip(drafts, numbers).compactMap { draft, number in
      guard let place = snapshot.layout.issues.first(where: { $0.path == draft.place.path }) else { return nil }
      let path = try renumberedPath(place, to: number)
      move(place.path, to: path)
      if place.hasFolder { move(place.folder, to: String(path.dropLast(3))) }
      return (draft, "renamed to \(path)")
    }
  }
}
