import VireoFormat
import VireoMarkup
import VireoModel

/// Whether a reference may lead to a certain file, told from its letters.
struct LinkFilter: Sendable {
  private let numbers: Set<IssueNumber>
  /// The last part of the file's name, without case, and as bytes.
  private let key: String
  private let stem: [UInt8]

  init(_ path: String, _ resolver: LinkResolver) {
    let stem = String(PageName.lastPart(of: path).dropLast(3))
    (key, self.stem) = (Slug.collisionKey(stem), Array(stem.utf8))
    let folder = PageName.folder(of: path).dropLast()
    numbers = resolver.numbers(of: path).union(resolver.numbers(of: folder + ".md"))
  }

  /// - Parameters:
  ///   - target: What is named; `nil` for an address.
  ///   - bytes: As it is written.
  func mayLead(_ target: TextReference.Target?, _ bytes: ArraySlice<UInt8>) -> Bool {
    switch target {
    case .issue(let number, _): numbers.contains(number)
    case .page(let name, _, _): Slug.collisionKey(PageName.lastPart(of: name)) == key
    case .milestone(let name): Slug.collisionKey(name) == key
    case .file(let path, _, _): path.utf8.contains(stem)
    // What is written otherwise than it counts may be anything.
    case nil:
      bytes.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "&") || $0 == .backslash } || bytes.contains(stem)
    case .commit, .person: false
    }
  }
}
