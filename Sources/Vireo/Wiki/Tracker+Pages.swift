import VireoFormat
public import VireoModel
import VireoStore

extension Tracker {
  /// The pages of the wiki, by name.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  public func pages() throws -> [Page] { try PageFiles(files()).map { PageReader.page($0) } }

  /// The page of a name; case, and how accents are composed, do not matter unless two names differ only in them.
  ///
  /// - Throws: `VireoError` with the codes `no-such-page` or `read-failed`.
  public func page(named name: String) throws -> Page {
    let files = PageFiles(try files())
    let names = FoldedNames(try files.names())
    guard let found = names.spelling(of: name), let document = try files.document(found) else {
      throw Tracker.noPage(name, names)
    }
    return PageReader.page(document)
  }

  private static func noPage(_ name: String, _ names: FoldedNames) -> VireoError {
    let several = names.spellings(of: name)
    guard several.count < 2 else {
      return VireoError(
        .noSuchPage, "'\(name)' is \(several.count) pages: \(several.joined(separator: ", "))",
        advice: "write it as one of them is written")
    }
    return VireoError(
      .noSuchPage, "there is no page '\(name)'" + names.suggestion(for: name),
      advice: "see 'vireo wiki list', or make it with 'vireo wiki new'")
  }
}
