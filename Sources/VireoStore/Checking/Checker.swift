import VireoFormat
package import VireoModel

/// Holds a whole tracker to the rules.
package struct Checker: Sendable {
  let snapshot: Snapshot

  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// Everything that is found, by path and place.
  ///
  /// - Parameter others: What was found beside it.
  package func check(adding others: [Diagnostic] = []) throws -> [Diagnostic] {
    let issues = try snapshot.map { $0.issue }
    let milestones = NamedFiles(snapshot.files, in: Layout.milestonesFolder)
    let rules = IssueRules(config: snapshot.config)
    let references = ReferenceRules(issues: issues, milestones: Set(try milestones.names()))
    var found = snapshot.configDiagnostics + snapshot.nameDiagnostics + duplicateUIDs(issues)
    found += try snapshot.map { file -> [Diagnostic]? in
      var found = file.diagnostics
      if let issue = file.issue, let document = file.document {
        found += rules.check(issue, document) + references.check(issue, document)
        if !document.isBroken { found += rules.checkIdentity(issue, document) }
        if issue.number == nil, !document.isBroken { found.append(.unnumberedDraft(issue.path)) }
      }
      let (contents, defects) = try snapshot.contents(of: file)
      return found + defects + (try hiddenIssues(contents))
    }.flatMap { $0 }
    found += try milestones.names().flatMap { name in
      try milestones.document(name).map { $0.diagnostics + MilestoneRules.check($0) } ?? []
    }
    found += try PageFiles(snapshot.files).check()
    found += try checkNames() + cycles(issues) + others
    return found.sorted { Checker.key($0) < Checker.key($1) }
  }

  private static func key(_ diagnostic: Diagnostic) -> (String, Int, String) {
    (diagnostic.place.path, diagnostic.place.start?.offset ?? -1, diagnostic.code.id)
  }

  private func duplicateUIDs(_ issues: [Issue]) -> [Diagnostic] {
    var paths: [UID: [String]] = [:]
    for issue in issues {
      if let uid = issue.uid { paths[uid, default: []].append(issue.path) }
    }
    return paths.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { .duplicateUID($0.key, $0.value) }
  }

  /// Rings of issues that wait for each other or are a part of each other, at the mention in the lowest number's file.
  private func cycles(_ issues: [Issue]) throws -> [Diagnostic] {
    let relations = IssueRelations(issues)
    return try [IssueRelations.Kind.blockedBy, .parent].flatMap { kind in
      try relations.cycles(in: kind).compactMap { cycle in
        guard let first = cycle.first, let bytes = try snapshot.files.bytes(of: first.path) else { return nil }
        let document = Document(SourceText(path: first.path, bytes: bytes))
        return .cycle(cycle, kind, document)
      }
    }
  }

  private func hiddenIssues(_ contents: IssueContents) throws -> [Diagnostic] {
    try contents.attachments.filter { $0.path.hasSuffix(".md") }.compactMap { attachment in
      guard let bytes = try snapshot.files.bytes(of: attachment.path) else { return nil }
      let frontMatter = FrontMatterParser.parse(SourceText(path: attachment.path, bytes: bytes))
      let isIssue = frontMatter.entry("uid") != nil || frontMatter.entry("status") != nil
      return isIssue ? .hiddenIssue(attachment.path) : nil
    }
  }

  /// Names of every file below `.tracker` that some system cannot hold, or that are one where case is ignored.
  private func checkNames() throws -> [Diagnostic] {
    var found: [Diagnostic] = []
    var seen: [String: String] = [:]
    try snapshot.files.walk(Layout.folder) { path, _ in
      if let defect = PortableNames.check(path) { found.append(defect) }
      let key = Slug.collisionKey(path)
      if let other = seen[key] { found.append(.nameCollision(path, other)) } else { seen[key] = path }
    }
    return found
  }
}
