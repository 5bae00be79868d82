import VireoFormat
import VireoGit
import VireoIndex
import VireoMarkup
package import VireoModel
import VireoStore

extension Tracker {
  /// What all texts of the tracker name, and what names what.
  ///
  /// Every text is read, and those that may name something are read as Markdown.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  public func links() throws -> LinkIndex { try links(among: issues().issues) }

  /// What all texts of the tracker name, where the issues are known already.
  package func links(among issues: [Issue]) throws -> LinkIndex {
    try links(among: issues, snapshot())
  }

  func links(among issues: [Issue], _ snapshot: Snapshot) throws -> LinkIndex {
    let resolver = try resolver(issues, snapshot)
    let read = try LinkTexts(snapshot).read(snapshot.files, resolver.forms)
    return LinkIndex(links(of: read, resolver), resolver: resolver)
  }

  /// What all texts of the tracker name.
  ///
  /// - Parameters:
  ///   - issues: All issues.
  ///   - texts: What was read of the texts.
  /// - Returns: The links, and the paths of the texts that may have blocks.
  package func links(
    among issues: [Issue], in texts: KnownLinkTexts
  ) throws -> (links: LinkIndex, withBlocks: Set<String>) {
    let resolver = try resolver(issues, texts.snapshot)
    let withBlocks = Set(texts.all.lazy.filter(\.mayHaveBlocks).map(\.source.path))
    return (LinkIndex(links(of: texts.all, resolver), resolver: resolver), withBlocks)
  }

  /// Reads the texts of the tracker, those of issues only if they are not as they were.
  ///
  /// - Parameter keys: What tells the files of issues from what they were.
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  package func linkTexts(_ keys: [String: IssueContentKey]) throws -> KnownLinkTexts {
    let snapshot = try snapshot()
    let folder = usesCache ? FilePath.join(location.commonDirectory, "vireo/cache") : nil
    let name = revision == nil ? "links-" + Fingerprint(location.gitDirectory).text : "links-at-revision"
    var cache = LinkTextCache(folder.map { FilePath.join($0, name) }, forms)
    let texts = try LinkTexts(snapshot) { keys[$0]?.key == nil ? nil : keys[$0]?.comments }
    var known: [LinkTexts.Text?] = Array(repeating: nil, count: texts.sources.count)
    var unknown: [(path: String, key: ContentKey, sources: Range<Int>)] = []
    var start = 0
    while start < texts.sources.count {
      let path = texts.sources[start].path
      var end = start + 1
      while end < texts.sources.count, texts.sources[end].issue == path { end += 1 }
      defer { start = end }
      guard texts.sources[start].kind == .issue, let key = keys[path]?.key else { continue }
      guard let kept = cache.texts(of: path, key, count: end - start) else {
        unknown.append((path, key, start..<end))
        continue
      }
      for (index, text) in zip(start..<end, kept) {
        known[index] = .init(source: texts.sources[index], found: text.found, mayHaveBlocks: text.mayHaveBlocks)
      }
    }
    let read = texts.read(snapshot.files, forms, known: known)
    let fresh = unknown.map { path, key, sources in
      (path, key, read[sources].map { LinkTextCache.Text(found: $0.found, mayHaveBlocks: $0.mayHaveBlocks) })
    }
    cache.keep(fresh) { keys[$0] != nil }
    return KnownLinkTexts(snapshot: snapshot, all: read)
  }

  /// The links of other texts that lead to an issue, page, milestone or comment, as ``LinkIndex/links(toFile:)``.
  ///
  /// Only texts that may have one are read as Markdown, so this takes a part of the time.
  ///
  /// - Returns: The links, by path and place, and what tells of the texts that they stand in.
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  package func links(toFile path: String) throws -> (links: [Link], resolver: LinkResolver) {
    let snapshot = try snapshot()
    let resolver = try resolver(issues().issues, snapshot)
    let filter = LinkFilter(path, resolver)
    let read = try LinkTexts(snapshot).read(snapshot.files, resolver.forms) { filter.mayLead($0, $1) }
    let links = links(of: read, resolver)
    return (links.filter { $0.leads(toFile: path) }, resolver)
  }

  /// Where that leads which texts name.
  private func links(of read: [LinkTexts.Text], _ resolver: LinkResolver) -> [Link] {
    var names: Set<String> = []
    for text in read {
      if let headings = text.headings { resolver.lookup.keep(headings, of: text.source.path) }
      for found in text.found { found.reference.map { $0.addNames(to: &names) } }
    }
    resolver.lookup.prepare(names)
    return read.flatMap { text in
      text.found.compactMap { found -> Link? in
        let path = text.source.path
        let destination =
          found.reference.map { resolver.destination(of: $0, in: path) }
          ?? resolver.destination(ofAddress: found.address, in: path)
        guard destination != .text else { return nil }
        return Link(
          source: text.source, range: found.range, line: found.line,
          spelling: found.reference?.spelling ?? found.address, destination: destination)
      }
    }
  }

  /// Says where references lead; texts are read only to look for headings.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  package func linkResolver() throws -> LinkResolver { try resolver(issues().issues, snapshot()) }

  private var forms: ReferenceForms { ReferenceForms(prefix: config.references.prefix) }

  private func resolver(_ issues: [Issue], _ snapshot: Snapshot) throws -> LinkResolver {
    let (files, forms) = (snapshot.files, forms)
    let lookup = LinkLookup(git, files, present: revision.map { [$0.description] } ?? ["HEAD", ""]) { path in
      guard let bytes = (try? files.bytes(of: path)).flatMap({ $0 }) else { return [] }
      let document = Document(SourceText(path: path, bytes: bytes))
      return MarkdownBody(document.source, from: document.bodyStart, forms: forms).headings
    }
    var people = config.people.map(\.handle)
    var seen = Set(people)
    func add(_ person: Handle) { if seen.insert(person).inserted { people.append(person) } }
    for issue in issues {
      issue.author.map(add)
      issue.assignee.map(add)
      issue.watchers.forEach(add)
    }
    return LinkResolver(
      pages: try PageFiles(files).names(), issues: issues, places: snapshot.layout.issues,
      milestones: try NamedFiles(files, in: Layout.milestonesFolder).names(), people: people, forms: forms,
      lookup: lookup)
  }
}

/// The texts of a tracker as they were read at one moment.
package struct KnownLinkTexts: Sendable {
  let snapshot: Snapshot
  let all: [LinkTexts.Text]
}

extension TextReference {
  /// Adds what git has to be asked for.
  fileprivate func addNames(to names: inout Set<String>) {
    switch target {
    case .commit(let digits, _): names.insert(LinkLookup.commitName(digits))
    case .file(let path, let revision?, _):
      if let path = RepositoryPath(path, from: "").text { names.insert(LinkLookup.fileName(path, at: revision)) }
    default: break
    }
  }
}
