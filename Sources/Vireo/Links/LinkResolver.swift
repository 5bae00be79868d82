import VireoFormat
package import VireoMarkup
package import VireoModel

/// Says where references and links of texts lead, in one view of the tracker.
///
/// It knows issues, pages, milestones and people from the beginning, and looks up the rest when it is asked for, once.
package struct LinkResolver: Sendable {
  private let pages: PageNames
  private let milestones: FoldedNames
  private let issues: [Issue]
  /// Where the issue of a path stands among them.
  private let byPath: [String: Int]
  /// The paths of files of issues that are not among them, as they cannot be read.
  private let unread: Set<String>
  private let numbers: [IssueNumber: String]
  private let people: [String: Handle]
  let lookup: LinkLookup
  /// Which forms of references there are.
  package let forms: ReferenceForms

  init(
    pages: [String], issues: [Issue], places: [IssuePlace], milestones: [String], people: [Handle],
    forms: ReferenceForms,
    lookup: LinkLookup
  ) {
    self.pages = PageNames(pages)
    self.milestones = FoldedNames(milestones)
    self.issues = issues
    let byPath = Dictionary(issues.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.byPath = byPath
    // Also of a file that cannot be read. Of several with a number, the first by path; a number in force counts before
    // a former one.
    var numbers: [IssueNumber: String] = [:]
    numbers.reserveCapacity(places.count)
    var unread: Set<String> = []
    for place in places {
      guard let number = place.number else { continue }
      let path = place.path
      if byPath[path] == nil { unread.insert(path) }
      if numbers[number].map({ path < $0 }) ?? true { numbers[number] = path }
    }
    let inForce = numbers
    for issue in issues { for number in issue.was where inForce[number] == nil { numbers[number] = issue.path } }
    (self.numbers, self.unread) = (numbers, unread)
    self.people = Dictionary(people.map { ($0.text.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    (self.forms, self.lookup) = (forms, lookup)
  }

  /// The issue in a file.
  package func issue(at path: String) -> Issue? { byPath[path].map { issues[$0] } }

  private func isIssue(_ path: String) -> Bool { byPath[path] != nil || unread.contains(path) }

  /// The issue of a number, or that had it before a repair.
  package func issue(_ number: IssueNumber) -> Issue? { numbers[number].flatMap(issue(at:)) }

  /// The numbers that lead to the issue in a file.
  func numbers(of path: String) -> Set<IssueNumber> { Set(numbers.filter { $0.value == path }.keys) }

  /// Where a reference leads.
  ///
  /// - Parameters:
  ///   - reference: As it was read.
  ///   - path: The path of the file that it stands in.
  package func destination(of reference: TextReference, in path: String) -> LinkDestination {
    switch reference.target {
    case .issue(let number, let comment): issue(number, comment: comment)
    case .milestone(let name): milestone(name)
    case .commit(let digits, let isBare): commit(digits, isBare: isBare)
    case .file(let file, let revision, let lines): self.file(file, revision, lines)
    case .page(let name, let heading, _): page(name, heading, in: path)
    case .person(let handle): people[handle.text.lowercased()].map { .person($0) } ?? .text
    }
  }

  private func issue(_ number: IssueNumber, comment: String?) -> LinkDestination {
    guard let path = numbers[number] else {
      return .missing(.init(.issue, "\(number)", "there is no issue \(number)"))
    }
    guard let comment else { return .issue(path: path, anchor: nil) }
    let folder = String(path.dropLast(3))
    guard CommentName(fileName: comment + ".md") != nil, lookup.names(in: folder)?.contains(comment + ".md") == true
    else {
      return .missing(
        .init(.comment, "\(number)#\(comment)", "issue \(number) has no comment '\(comment)'", container: path))
    }
    return .comment(path: folder + "/\(comment).md", issue: path)
  }

  private func milestone(_ name: String) -> LinkDestination {
    if let found = milestones.spelling(of: name) { return .milestone(name: found) }
    return .missing(
      .init(.milestone, name, "there is no milestone '\(name)'", nearest: milestones.nearest(to: name)))
  }

  private func commit(_ digits: String, isBare: Bool) -> LinkDestination {
    if let commit = lookup.commit(digits) { return .commit(commit) }
    if isBare || lookup.isGitBlind { return .text }
    return .missing(.init(.commit, digits, "there is no commit \(digits), or there are several"))
  }

  private func file(_ path: String, _ revision: String?, _ lines: ClosedRange<Int>?) -> LinkDestination {
    guard let clean = RepositoryPath(path, from: "").text else { return .text }
    if lookup.isFile(clean, at: revision) { return .file(path: clean, revision: revision, lines: lines) }
    if revision != nil, lookup.isGitBlind { return .text }
    let place = revision.map { " in \($0)" } ?? ""
    return .missing(
      .init(
        .file, revision.map { "\(path)@\($0)" } ?? path, "there is no file '\(path)'" + place,
        nearest: revision == nil ? nearestFile(to: clean) : nil))
  }

  private func nearestFile(to path: String) -> String? {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    guard let near = FoldedNames(lookup.names(in: folder) ?? []).nearest(to: name) else { return nil }
    return folder.isEmpty ? near : folder + "/" + near
  }

  // MARK: - Pages

  private func page(_ name: String, _ heading: String?, in path: String) -> LinkDestination {
    if name.isEmpty {
      guard let heading else { return .text }
      return self.heading(heading, of: path)
    }
    switch pages.match(name, in: path) {
    case .page(let found):
      guard let heading else { return .page(name: found, anchor: nil) }
      return self.heading(heading, of: PageName.path(of: found))
    case .several(let several):
      return .missing(
        .init(
          .page, name, "'\(name)' is \(several.count) pages: \(several.joined(separator: ", "))", nearest: several.first
        ))
    case .none:
      let plain = name.hasPrefix("/") ? String(name.dropFirst()) : name
      return .missing(.init(.page, plain, "there is no page '\(plain)'", nearest: pages.names.nearest(to: plain)))
    }
  }

  /// A heading of a text that is there.
  private func heading(_ name: String, of path: String) -> LinkDestination {
    let headings = lookup.headings(of: path)
    guard let anchor = MarkdownBody.anchor(of: name, among: headings) else {
      let near = Nearest.matches(for: name, among: headings.map(\.text)).first
      let text = PageName.name(ofFile: path).map { "page '\($0)'" } ?? "this text"
      return .missing(
        .init(
          .heading, (PageName.name(ofFile: path) ?? "") + "#" + name, "\(text) has no heading '\(name)'", nearest: near,
          container: path))
    }
    return text(at: path, anchor: anchor) ?? .text
  }

  /// The issue, page, comment or milestone in a file.
  private func text(at path: String, anchor: String?) -> LinkDestination? {
    if isIssue(path) { return .issue(path: path, anchor: anchor) }
    if let name = PageName.name(ofFile: path), pages.names.contains(name) { return .page(name: name, anchor: anchor) }
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let (folder, name) = (String(path[..<slash]), String(path[slash...].dropFirst()))
    if folder == Layout.milestonesFolder, let name = Layout.entryName(ofFile: name), milestones.contains(name) {
      return .milestone(name: name)
    }
    if isIssue(folder + ".md"), CommentName(fileName: name) != nil,
      lookup.names(in: folder)?.contains(name) == true
    {
      return .comment(path: path, issue: folder + ".md")
    }
    return nil
  }

  // MARK: - Addresses

  /// Where a relative address of a link or image leads.
  ///
  /// - Parameters:
  ///   - address: As it counts, without Markdown's escapes.
  ///   - path: The path of the file that it stands in.
  package func destination(ofAddress address: String, in path: String) -> LinkDestination {
    let address = RelativeAddress(address)
    // What leads out of the repository is for others to find.
    guard let target = RepositoryPath(address.path, from: path).text else { return .text }
    if let text = text(at: target, anchor: nil) {
      guard let fragment = address.fragment, !fragment.isEmpty else { return text }
      switch text {
      case .issue, .page:
        let found = MarkdownBody.anchor(of: fragment, among: lookup.headings(of: target))
        return found.flatMap { self.text(at: target, anchor: $0) } ?? heading(fragment, of: target)
      default: return text
      }
    }
    if lookup.isFile(target, at: nil) { return .file(path: target, revision: nil, lines: nil) }
    let near = nearestFile(to: target).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    let last = address.path.lastIndex(of: "/").map { String(address.path[...$0]) } ?? ""
    return .missing(.init(.file, target, "there is no file '\(target)'", nearest: near.map { last + $0 }))
  }
}
