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

  /// What all texts of the tracker name, where the texts of issues are read only if they are not as they were.
  ///
  /// - Parameters:
  ///   - issues: All issues.
  ///   - keys: What tells their files from what they were.
  /// - Returns: The links, and the paths of the texts that may have blocks.
  package func links(
    among issues: [Issue], _ keys: [String: IssueContentKey]
  ) throws -> (links: LinkIndex, withBlocks: Set<String>) {
    let snapshot = try snapshot()
    let resolver = try resolver(issues, snapshot)
    let folder = usesCache ? FilePath.join(location.commonDirectory, "vireo/cache") : nil
    let name = revision == nil ? "links-" + Fingerprint(location.gitDirectory).text : "links-at-revision"
    var cache = LinkTextCache(folder.map { FilePath.join($0, name) }, resolver.forms)
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
    let read = texts.read(snapshot.files, resolver.forms, known: known)
    let fresh = unknown.map { path, key, sources in
      (path, key, read[sources].map { LinkTextCache.Text(found: $0.found, mayHaveBlocks: $0.mayHaveBlocks) })
    }
    cache.keep(fresh) { keys[$0] != nil }
    let withBlocks = Set(read.lazy.filter(\.mayHaveBlocks).map(\.source.path))
    return (LinkIndex(links(of: read, resolver), resolver: resolver), withBlocks)
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

  private func resolver(_ issues: [Issue], _ snapshot: Snapshot) throws -> LinkResolver {
    let files = snapshot.files
    let forms = ReferenceForms(prefix: config.references.prefix)
    let lookup = LinkLookup(git, files, present: revision.map { [$0.description] } ?? ["HEAD", ""]) { path in
      guard let bytes = (try? files.bytes(of: path)).flatMap({ $0 }) else { return [] }
      let document = Document(SourceText(path: path, bytes: bytes))
      return MarkdownBody(document.source, from: document.bodyStart, forms: forms).headings
    }
    let people =
      config.people.map(\.handle)
      + issues.flatMap { issue in
        [issue.author, issue.assignee].compactMap { $0 } + issue.watchers
      }
    return LinkResolver(
      pages: try PageFiles(files).names(), issues: issues, places: snapshot.layout.issues,
      milestones: try NamedFiles(files, in: Layout.milestonesFolder).names(), people: people, forms: forms,
      lookup: lookup)
  }
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
