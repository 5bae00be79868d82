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
  /// The texts, where they are wanted.
  var contents: ParsedContents?

  /// - Parameters:
  ///   - read: What was read of the file.
  ///   - withContents: Whether the texts are wanted too.
  init(_ path: String, _ read: IssueRead, config: Config, rules: IssueRules, withContents: Bool) {
    guard case .success(let file) = read.file else {
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
    if withContents { contents = ParsedContents(issue.title, document, read.folder) }
  }
}

/// The texts of an issue, as far as the cache keeps them.
struct ParsedContents: Sendable {
  /// The words of the title, the text and the comments, with boundaries between them, in UTF-8.
  var text: [UInt8]
  /// The names of the comments' files, who wrote them, and when.
  var comments: [(name: String, author: Handle, date: Timestamp)] = []
  var attachmentCount = 0
  /// Who is named in the texts.
  var mentioned: Set<ExactText>
  /// What must be as it is for all of this to be the same.
  var parts: [OwnFolder.Part] = []
  private var folding = FoldedWords()

  /// - Parameters:
  ///   - title: The issue's title.
  ///   - document: Its file.
  ///   - folder: Its own folder.
  init(_ title: String, _ document: Document, _ folder: OwnFolder?) {
    (text, mentioned) = ([], [])
    text.reserveCapacity(
      title.utf8.count + document.source.bytes.count + (folder?.comments.reduce(0) { $0 + $1.bytes.count + 8 } ?? 0))
    folding.append(title.utf8, to: &text)
    add(document.bodyBytes)
    if let folder {
      parts = folder.parts
      attachmentCount = folder.attachmentCount
      for (name, bytes) in folder.comments { add(name, bytes) }
    }
    folding = FoldedWords()
  }

  private mutating func add(_ body: ArraySlice<UInt8>) {
    text += TextIndex.boundary.utf8
    folding.append(body, to: &text)
    mentioned.formUnion(Mentions.handles(in: body))
  }

  private mutating func add(_ name: CommentName, _ bytes: [UInt8]) {
    let fileName = name.fileName
    guard bytes.starts(with: "---".utf8) || bytes.first == 0xEF else {
      // Without front matter all is in the name.
      comments.append((fileName, Handle(name.who), name.date))
      add(bytes[...])
      return
    }
    let document = Document(SourceText(path: fileName, bytes: bytes))
    let comment = CommentReader.comment(document, name: name)
    comments.append((fileName, comment.author, comment.date))
    add(document.bodyBytes)
  }
}

extension String {
  /// What stands behind the last `/`.
  var lastName: String { lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self }
}
