package import VireoFormat
package import VireoModel

/// The names of the tracker's files at one moment, with the configuration; contents are read when they are asked for.
package struct Snapshot: Sendable {
  package let files: any TrackerFiles
  package let config: Config
  package let configDiagnostics: [Diagnostic]
  package let layout: Layout

  /// - Throws: ``VireoError`` with the code `no-tracker`.
  package init(_ files: any TrackerFiles) throws {
    self.files = files
    guard try files.entries(in: Layout.folder) != nil else {
      throw VireoError(.noTracker, "there is no folder .tracker here", advice: "run 'vireo init'")
    }
    (config, configDiagnostics) = try Snapshot.config(files)
    var layout = Layout()
    var folders = [Layout.issuesFolder]
    while let folder = folders.popLast() {
      folders += layout.add(try files.entries(in: folder) ?? [], in: folder)
    }
    self.layout = layout
  }

  package static func config(_ files: any TrackerFiles) throws -> (Config, [Diagnostic]) {
    guard let bytes = try files.bytes(of: Layout.configPath) else { return (Config(), []) }
    return ConfigReader.read(SourceText(path: Layout.configPath, bytes: bytes))
  }

  /// Reads issues in parallel and makes something of each; a file without front matter or number is no issue.
  package func map<Output: Sendable>(
    _ places: [IssuePlace]? = nil, _ transform: @Sendable (IssueFile) throws -> Output?
  ) throws -> [Output] {
    try Snapshot.map(places ?? layout.issues, of: files, config: config, transform)
  }

  /// Reads the issues at some places, as ``map(_:_:)`` does.
  package static func map<Output: Sendable>(
    _ places: [IssuePlace], of files: any TrackerFiles, config: Config,
    _ transform: @Sendable (IssueFile) throws -> Output?
  ) throws -> [Output] {
    let reader = IssueReader(config: config)
    return try files.map(places.map(\.path)) { index, bytes -> Result<Output?, any Error> in
      Result {
        let place = places[index]
        switch bytes {
        case .failure(let error):
          return try transform(IssueFile(unread: place, error))
        case .success(let bytes):
          let document = Document(SourceText(path: place.path, bytes: bytes))
          if place.number == nil, document.frontMatter.opening == nil { return nil }
          return try transform(IssueFile(place, document, reader.issue(document, number: place.number)))
        }
      }
    }.compactMap { try $0.get() }
  }

  /// The issues' files that have a number, by number.
  package func places(_ number: IssueNumber) -> [IssuePlace] {
    layout.issues.filter { $0.number == number }
  }

  /// What is wrong with names: odd ones, and numbers that are taken twice.
  package var nameDiagnostics: [Diagnostic] {
    let numbers = layout.issues.compactMap(\.number).sorted()
    let repeated = zip(numbers, numbers.dropFirst()).filter { $0 == $1 }.map(\.0).uniqued()
    let duplicates = repeated.map { number in
      Diagnostic.duplicateNumber(number, places(number).map(\.path).sorted())
    }
    return layout.diagnostics + orphans + duplicates
  }

  private var orphans: [Diagnostic] {
    var counts: [String: Int] = [:]
    for path in layout.orphanComments { counts[path.splittingName.folder, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { .orphanFolder($0.key, comments: $0.value) }
  }

  /// The text, comments and attachments of an issue, with what is wrong with the comments' files.
  package func contents(of file: IssueFile) throws -> (IssueContents, [Diagnostic]) {
    try Snapshot.contents(of: file, in: files)
  }

  /// The text, comments and attachments of an issue among some files, as ``contents(of:)``.
  package static func contents(
    of file: IssueFile, in files: any TrackerFiles
  ) throws -> (IssueContents, [Diagnostic]) {
    var contents = IssueContents(body: file.document?.body ?? "")
    guard file.place.hasFolder else { return (contents, []) }
    var comments: [(String, CommentName)] = []
    try files.walk(file.place.folder) { path, kind in
      guard kind == .file else { return }
      let (folder, name) = path.splittingName
      if folder == file.place.folder, let comment = CommentName(fileName: name) {
        comments.append((path, comment))
      } else {
        contents.attachments.append(Attachment(path: path))
      }
    }
    let (paths, names) = (comments.map(\.0), comments.map(\.1))
    let stems = Set(names.map { String($0.fileName.dropLast(3)) })
    let read = files.map(paths) { index, bytes -> (Comment?, [Diagnostic]) in
      switch bytes {
      case .failure(let error): return (nil, [.unread(paths[index], error)])
      case .success(let bytes):
        let document = Document(SourceText(path: paths[index], bytes: bytes))
        // A comment may be nothing but an attachment's caption, so an empty one is fine.
        let defects = document.diagnostics.filter { $0.code != .emptyFile }
        let findings = defects + CommentRules.check(document, others: stems)
        return (CommentReader.comment(document, name: names[index]), findings)
      }
    }
    contents.comments = read.compactMap(\.0).sorted { ($0.date, $0.path) < ($1.date, $1.path) }
    return (contents, read.flatMap(\.1))
  }
}

/// An issue's file, read.
package struct IssueFile: Sendable {
  package let place: IssuePlace
  /// `nil` where the system refused to read it.
  package let document: Document?
  /// `nil` where nothing can be said of its fields.
  package let issue: Issue?
  private let readError: VireoError?

  init(_ place: IssuePlace, _ document: Document, _ issue: Issue?) {
    self.place = place
    self.document = document
    self.issue = issue
    readError = nil
  }

  init(unread place: IssuePlace, _ error: VireoError) {
    self.place = place
    document = nil
    issue = nil
    readError = error
  }

  /// What is wrong with its bytes and its structure.
  package var diagnostics: [Diagnostic] {
    if let readError { return [.unread(place.path, readError)] }
    return document?.diagnostics ?? []
  }
}

extension Diagnostic {
  static func unread(_ path: String, _ error: VireoError) -> Diagnostic {
    .init(.readFailed, .init(path: path), error.causes.first ?? error.message, advice: error.advice)
  }
}
