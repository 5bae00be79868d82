import VireoFormat
import VireoHistory
import VireoModel
import VireoStore

/// What a file below `issues/` holds, as far as the cache keeps it.
struct ParsedIssue: Sendable {
  /// `nil` where the file is none, or nothing can be said of its fields.
  var issue: Issue?
  var version = IssueVersion(isReadable: false)
  /// Whether there are errors in the file.
  var hasErrors = false
  var signature = FileSignature.none
  /// Whether the file is there.
  var isPresent = true
  /// The title and the text, where they are wanted.
  var text: OwnText?

  /// - Parameters:
  ///   - read: What was read of the file.
  ///   - withText: Whether the text is wanted too.
  init(
    _ path: String, _ read: Result<SignedBytes, VireoError>, config: Config, rules: IssueRules, withText: Bool
  ) {
    guard case .success(let file) = read else {
      // Gone since its folder was listed, or not to be read: it is asked for again the next time.
      hasErrors = true
      return
    }
    signature = file.signature
    let number: IssueNumber? =
      if case .number(let number, _) = IssueFileName.numbering(of: path.lastName) { number } else { nil }
    let document = Document(SourceText(path: path, bytes: file.bytes))
    if number == nil, document.frontMatter.opening == nil { return }
    hasErrors = document.diagnostics.contains { $0.severity == .error }
    guard let issue = IssueReader(config: config).issue(document, number: number) else { return }
    self.issue = issue
    version = IssueVersion(document)
    if !hasErrors { hasErrors = rules.check(issue, document).contains { $0.severity == .error } }
    if withText { text = OwnText(title: issue.title, body: document.body) }
  }
}

extension String {
  /// What stands behind the last `/`.
  var lastName: String { lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self }
}
