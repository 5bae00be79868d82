import Vireo
import VireoModel

/// Where the pages of a site lie: paths from its root, with names that every file system and host can hold.
struct SiteAddress {
  /// The pages of issues whose number is theirs alone are called after it.
  private var byNumber: [IssueNumber: Bool] = [:]

  /// - Parameter all: The issues; of two with one number both have a page of the file's name.
  init(_ all: [Issue]) {
    byNumber.reserveCapacity(all.count)
    for issue in all { if let number = issue.number { byNumber[number] = byNumber[number] == nil } }
  }

  /// The page of an issue.
  func page(of issue: Issue) -> String {
    if let page = issue.number.flatMap(page(of:)) { return page }
    let stem = (issue.path.split(separator: "/").last ?? "").dropLast(3)
    return "issues/\(SiteAddress.name(of: String(stem), identity: issue.path)).html"
  }

  /// The page of the issue of a number; `nil` where there is none, or more than one.
  func page(of number: IssueNumber) -> String? { byNumber[number] == true ? "issues/\(number).html" : nil }

  static func list(ofLabel label: String) -> String { "labels/\(name(of: label)).html" }
  static func list(ofMilestone name: String) -> String { "milestones/\(self.name(of: name, keepsCase: true)).html" }
  static func list(ofPerson person: Handle) -> String { "people/\(name(of: person.text)).html" }
  static func list(ofQuery query: String) -> String { "queries/\(name(of: query)).html" }

  /// The page of a page of the wiki; each folder of its name is one of the site.
  static func page(ofWiki name: String) -> String {
    "wiki/" + name.split(separator: "/").map { self.name(of: String($0), keepsCase: true) }.joined(separator: "/")
      + ".html"
  }

  /// An attachment's file; what browsers would run has an ending that they only show.
  static func file(ofAttachment path: String, of page: String) -> String {
    let file = String(path.split(separator: "/").last ?? "")
    let ending = file.lastIndex(of: ".").map { file[file.index(after: $0)...].lowercased() } ?? ""
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    let safe = harmlessEndings.contains(ending) ? "." + ending : (ending.isEmpty ? "" : "-" + ending) + ".txt"
    return "\(page.dropLast(5))/\(name(of: stem, identity: path))\(safe)"
  }

  /// Endings of files that no browser runs anything of.
  private static let harmlessEndings: Set<String> = [
    "avif", "bz2", "csv", "diff", "gif", "gz", "jpeg", "jpg", "json", "log", "md", "mp4", "patch", "pdf", "png", "txt",
    "webm", "webp", "xz", "zip", "zst",
  ]

  /// Whether a file can be shown as an image.
  static func isImage(_ path: String) -> Bool {
    ["avif", "gif", "jpeg", "jpg", "png", "webp"].contains { path.hasSuffix("." + $0) }
  }

  /// A name of letters, digits and `.`, `_`, `-`: the text's own if it is one in small letters, else what is left of it
  /// with a number that follows from the text.
  ///
  /// - Parameters:
  ///   - identity: What the number follows from, if that is more than the text.
  ///   - keepsCase: Whether capital letters stay, since no two of these names differ in their case alone.
  static func name(of text: String, identity: String? = nil, keepsCase: Bool = false) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): keepsCase
      default: false
      }
    }
    if identity == nil, isPlain, (1...60).contains(text.utf8.count), !isOdd(text.lowercased()) { return text }
    var kept = ""
    for scalar in text.lowercased().unicodeScalars where kept.utf8.count < 40 {
      let isKept = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      if isKept {
        kept.unicodeScalars.append(scalar)
      } else if !kept.isEmpty, !kept.hasSuffix("-") {
        kept += "-"
      }
    }
    return (kept.isEmpty || kept.hasSuffix("-") ? kept : kept + "-") + StableID.digits(identity ?? text)
  }

  /// Whether Windows, a host or a site takes a name for something else.
  private static func isOdd(_ text: String) -> Bool {
    let stem = text.prefix { $0 != "." }
    return text.hasPrefix(".") || text.hasSuffix(".") || ["con", "prn", "aux", "nul", "index"].contains(stem)
      || (stem.utf8.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")))
  }

  /// A page's address as another page writes it, relative, so that a site works at any address and from files.
  ///
  /// - Parameter anchor: A place in the page.
  static func relative(_ target: String, from page: String, anchor: String? = nil) -> String {
    let place = anchor.map { "#" + WebAddress.path($0) } ?? ""
    // What both begin with, up to the last folder.
    var common = target.startIndex
    for (index, pair) in zip(target.utf8.indices, zip(target.utf8, page.utf8)) {
      guard pair.0 == pair.1 else { break }
      if pair.0 == UInt8(ascii: "/") { common = target.utf8.index(after: index) }
    }
    let shared = target.utf8.distance(from: target.startIndex, to: common)
    let ups = page.utf8.dropFirst(shared).count { $0 == UInt8(ascii: "/") }
    return String(repeating: "../", count: ups) + WebAddress.path(String(target[common...])) + place
  }
}
