import VireoFormat
import VireoMarkup
import VireoModel
import VireoStore

/// What a page's new name changes in texts, so that every link leads where it led.
///
/// A link is touched only if it would lead elsewhere as it stands: since it leads to the page, since the page lies in
/// another folder now, or since the new name would come before the one that was meant. A link that led nowhere may lead
/// to the page under its new name.
struct PageMove: Sendable {
  let old: String
  let new: String
  private let before: PageNames
  private let after: PageNames
  private let forms: ReferenceForms

  init(_ old: String, to new: String, among names: [String], forms: ReferenceForms) {
    (self.old, self.new, self.forms) = (old, new, forms)
    before = PageNames(names)
    after = PageNames(names.filter { $0 != old } + [new])
  }

  private var oldPath: String { PageName.path(of: old) }

  /// A link of a text with what is to stand in its place.
  private struct Place {
    var range: Range<Int>
    /// `nil` if it stays.
    var text: String?
    /// Whether what is read there afterwards is what was meant.
    var isRight: (PageMove, LinkTexts.Found) -> Bool
  }

  /// A text with its links leading where they led.
  ///
  /// - Parameters:
  ///   - bytes: The file's.
  ///   - path: Its path before the move.
  /// - Returns: The new bytes, and how many links were changed.
  /// - Throws: `VireoError` with the code `edit-refused` where a name cannot be written in a text so that it is read as
  ///   a link again.
  func rewritten(_ bytes: [UInt8], at path: String) throws -> (bytes: [UInt8], count: Int) {
    let source = LinkSource(.page, path: path, name: "")
    let document = Document(SourceText(path: path, bytes: bytes))
    let found = LinkTexts.read(source, bytes, forms, where: PageMove.mayConcern).found
    let places = found.map { place($0, in: path) }
    let changes = places.filter { $0.text != nil }
    guard !changes.isEmpty else { return (bytes, 0) }
    var result: [UInt8] = []
    var start = 0
    for change in changes {
      result += bytes[start..<change.range.lowerBound]
      result += Array((change.text ?? "").utf8)
      start = change.range.upperBound
    }
    result += bytes[start...]
    let read = LinkTexts.read(source, result, forms).found
    guard read.count == places.count, zip(places, read).map({ $0.isRight(self, $1) }) == places.map({ _ in true })
    else {
      let line = document.source.position(at: changes[0].range.lowerBound).line
      throw VireoError(
        .editRefused, "the links of \(path):\(line) can't be written with the new name", state: "nothing was written",
        advice: "take another name, or change these links by hand before")
    }
    return (result, changes.count)
  }

  /// Whether a reference may have to be written anew, told from its letters.
  private static func mayConcern(_ target: TextReference.Target?, _ bytes: ArraySlice<UInt8>) -> Bool {
    switch target {
    case .page, nil: true
    case .file(let path, let revision, _): revision == nil && path.hasSuffix(".md")
    default: false
    }
  }

  private func place(_ found: LinkTexts.Found, in path: String) -> Place {
    let newPath = path == oldPath ? PageName.path(of: new) : path
    guard let reference = found.reference else { return place(ofAddress: found, in: path, newPath) }
    switch reference.target {
    case .page(let name, _, _) where !name.isEmpty:
      return place(ofPage: name, reference.nameRange ?? reference.range, in: path, newPath)
    case .file(let file, nil, _) where RepositoryPath(file, from: "").text == oldPath:
      return place(ofFile: file, reference)
    default:
      let target = reference.target
      return Place(range: reference.range) { $1.reference?.target == target }
    }
  }

  // MARK: - [[Page]]

  private func place(ofPage name: String, _ range: Range<Int>, in path: String, _ newPath: String) -> Place {
    let wanted: PageNames.Match
    switch before.match(name, in: path) {
    case .page(let page): wanted = .page(page == old ? new : page)
    case let nothing: wanted = nothing
    }
    func isRight(_ name: String) -> Bool {
      let match = after.match(name, in: newPath)
      switch wanted {
      case .page: return match == wanted
      // What was missing or ambiguous may have come to be by the new name.
      case .none: return match == .none || match == .page(new)
      case .several: if case .several = match { return true } else { return match == .none || match == .page(new) }
      }
    }
    let text = isRight(name) ? nil : spellings(of: wanted, insteadOf: name, in: path, newPath).first(where: isRight)
    return Place(range: range, text: text) { _, found in
      guard case .page(let written, _, _)? = found.reference?.target else { return false }
      return written == text ?? name
    }
  }

  /// How a page may be written, in the way in which it was at first.
  private func spellings(
    of wanted: PageNames.Match, insteadOf name: String, in path: String, _ newPath: String
  ) -> [String] {
    guard case .page(let page) = wanted else { return before.scopes(of: name, in: path).map { "/" + $0 } }
    if name.hasPrefix("/") { return ["/" + page] }
    let (oldFolder, folder) = (PageNames.folder(of: path), PageNames.folder(of: newPath))
    let wasBeside = !oldFolder.isEmpty && before.match("/" + oldFolder + name, in: path) != .none
    var beside: [String] = []
    if !folder.isEmpty, page.utf8.starts(with: folder.utf8) { beside = [String(page.dropFirst(folder.count))] }
    return (wasBeside ? beside + [page] : [page] + beside) + ["/" + page]
  }

  // MARK: - Addresses and files

  private func place(ofAddress found: LinkTexts.Found, in path: String, _ newPath: String) -> Place {
    let address = RelativeAddress(found.address)
    let target = RepositoryPath(address.path, from: path)
    let wanted = target.text == oldPath ? RepositoryPath("/" + PageName.path(of: new), from: "") : target
    func isRight(_ written: RelativeAddress) -> Bool {
      RepositoryPath(written.path, from: newPath).isSame(as: wanted)
    }
    var text: String?
    if !isRight(address) {
      let start = address.path.hasPrefix("/") ? wanted.writtenFromRoot : wanted.written(from: newPath)
      text = start + RelativeAddress.safe(rest: address.rest)
    }
    return Place(range: found.range, text: text) { _, found in
      found.reference == nil && isRight(RelativeAddress(found.address))
    }
  }

  private func place(ofFile file: String, _ reference: TextReference) -> Place {
    let path = PageName.path(of: new)
    let start = reference.range.lowerBound + "file:".utf8.count
    // With a blank it could not be written at all; it leads to HEAD's file still, and `check` tells of it later.
    let text = path.contains(" ") ? nil : path
    return Place(range: start..<start + file.utf8.count, text: text) { _, found in
      guard case .file(let written, nil, _)? = found.reference?.target else { return false }
      return written == text ?? file
    }
  }
}
