import VireoFormat
import VireoMarkup
public import VireoModel
import VireoStore

/// What became of the links when a page got another name.
public struct PageRename: Sendable, Hashable {
  /// The path of its file now.
  public var path: String
  /// How many links were changed, by the path that their text had before.
  public var changed: [String: Int]
  /// The files whose links were left as they are since something in them is broken.
  public var skipped: [String]
}

extension TrackerEdit {
  /// Gives a page another name, and lets every link lead where it led before.
  ///
  /// Links to the page are changed in pages, issues, comments and milestones, and so are those that would lead
  /// elsewhere now: relative ones in the page, and those of other texts that the new name would take over. No other
  /// byte of the texts is touched. A link that led nowhere may lead to the page now.
  ///
  /// - Returns: The path of its file, and which links were changed.
  /// - Throws: `VireoError` with the code `invalid-edit` for a name that none can have or that is taken, and
  ///   `edit-refused` where the name cannot be written in a text so that it is a link there.
  @discardableResult
  public mutating func rename(_ page: Page, to name: String) throws -> PageRename {
    let snapshot = try transaction.snapshot()
    let names = try PageFiles(snapshot.files).names()
    guard names.contains(page.name) else { throw refusal("there is no page '\(page.name)' any more", "run it again") }
    try Tracker.checkPageName(name, among: names, instead: page.name)
    var outcome = PageRename(path: PageName.path(of: name), changed: [:], skipped: [])
    guard name != page.name else { return outcome }
    let forms = ReferenceForms(prefix: tracker.config.references.prefix)
    let move = PageMove(page.name, to: name, among: names, forms: forms)
    let paths = try LinkTexts(snapshot).sources.map(\.path)
    let results = snapshot.files.map(paths) { index, bytes in
      Result { try move.rewritten(bytes.get(), at: paths[index]).count }
    }
    for (path, result) in zip(paths, results) {
      let count: Int
      do {
        count = try result.get()
      } catch let error as VireoError where error.code == .readFailed {
        // A file that cannot be read now is no reason to stop.
        outcome.skipped.append(path)
        continue
      }
      guard count > 0 else { continue }
      guard try isWhole(path) else {
        outcome.skipped.append(path)
        continue
      }
      outcome.changed[path] = count
      try transaction.edit(path) { try move.rewritten($0, at: path).bytes }
    }
    transaction.move(page.path, to: outcome.path)
    summary.append("page \(page.name) is \(name)")
    return outcome
  }

  private func isWhole(_ path: String) throws -> Bool {
    guard let bytes = try transaction.bytes(of: path) else { return false }
    return !Document(SourceText(path: path, bytes: bytes)).diagnostics.contains {
      $0.code.breaksFile && $0.code != .emptyFile
    }
  }
}
