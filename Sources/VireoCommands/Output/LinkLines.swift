import Vireo

/// Links as text.
struct LinkLines {
  let resolver: LinkResolver

  /// What a link leads to: `issue` and `#7`, `page` and `Design/Storage#files`.
  func target(_ destination: LinkDestination) -> (kind: String, name: String) {
    func issue(_ path: String) -> String { resolver.issue(at: path)?.displayName ?? path }
    func anchor(_ anchor: String?) -> String { anchor.map { "#" + $0 } ?? "" }
    switch destination {
    case .issue(let path, let heading): return ("issue", issue(path) + anchor(heading))
    case .comment(let path, _): return ("comment", path)
    case .page(let name, let heading): return ("page", name + anchor(heading))
    case .milestone(let name): return ("milestone", name)
    case .commit(let commit): return ("commit", commit.short)
    case .file(let path, let revision, let lines):
      let place = lines.map { $0.count == 1 ? "#L\($0.lowerBound)" : "#L\($0.lowerBound)-L\($0.upperBound)" } ?? ""
      return ("file", path + (revision.map { "@" + $0 } ?? "") + place)
    case .person(let handle): return ("person", "@" + handle.text)
    case .missing(let missing): return ("nowhere", missing.reason)
    case .text: return ("text", "")
    }
  }

  /// A text that names something: `#7 open Crash on save`, `a comment on #7`, `page Home`.
  func source(_ source: LinkSource) -> String {
    switch source.kind {
    case .issue: resolver.issue(at: source.path).map(RelationLines.line) ?? source.name
    case .comment: "a comment on \(source.name)"
    case .page: "page \(source.name)"
    case .milestone: "milestone \(source.name)"
    }
  }

  /// A line for each text that some links stand in: `referred to by page Home (.tracker/wiki/Home.md:3, 9)`.
  func referring(_ links: [Link]) -> [String] {
    var lines: [String] = []
    var rest = links[...]
    while let first = rest.first {
      let same = rest.prefix { $0.source == first.source }
      rest = rest.dropFirst(same.count)
      var places: [Int] = []
      for link in same where places.last != link.line { places.append(link.line) }
      let place = "\(first.source.path):" + places.map(String.init).joined(separator: ", ")
      lines.append("referred to by \(source(first.source)) (\(place))")
    }
    return lines
  }

  static let fields = ["path", "line", "text", "kind", "target"]

  /// One of ``fields``.
  func value(_ field: String, _ link: Link) -> JSONValue {
    switch field {
    case "path": .text(link.source.path)
    case "line": .int(Int64(link.line))
    case "text": .text(link.spelling)
    case "kind": .text(target(link.destination).kind)
    default: .text(target(link.destination).name)
    }
  }

  func objects(_ links: some Sequence<Link>) -> JSONValue {
    .array(links.map { link in .object(LinkLines.fields.map { .init($0, value($0, link)) }) })
  }
}
