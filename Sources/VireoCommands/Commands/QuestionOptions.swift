import ArgumentParser
import Vireo

/// A query and the options that stand for conditions.
struct QuestionOptions: ParsableArguments {
  private static let sortKeys = Order.Key.allCases.map(\.rawValue).joined(separator: ", ")
  private static let groupKeys = GroupKey.allCases.map(\.rawValue).joined(separator: ", ")

  @Argument(
    help: ArgumentHelp("Which issues, as 'label:bug priority>=high' or @NAME.", valueName: "query"),
    completion: SavedQueryCompletion.behindAt)
  var words: [String] = []

  @Option(
    name: [.short, .customLong("state")],
    help: "Issues in which state; open ones if the query says nothing of it.")
  var state: StateChoice?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("With this label (can be repeated: all of them).", valueName: "label"))
  var label: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Assigned to this person; @me is you.", valueName: "who"))
  var assignee: String?

  @Option(name: [.customShort("A"), .long], help: ArgumentHelp("Filed by this person; @me is you.", valueName: "who"))
  var author: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Of this milestone.", valueName: "name"))
  var milestone: String?

  @Option(
    name: [.customShort("S"), .long],
    help: ArgumentHelp("With these words in title, text or comments.", valueName: "text"))
  var search: String?

  @Option(help: "Of this type.")
  var type: String?

  @Option(help: "Of this priority.")
  var priority: String?

  @Option(
    help: ArgumentHelp(
      "Sort by these keys, each with -desc for the largest first: \(QuestionOptions.sortKeys).", valueName: "keys"))
  var sort: String?

  @Option(
    help: ArgumentHelp("Show groups in tables, by one of: \(QuestionOptions.groupKeys).", valueName: "field"))
  var group: String?

  @Option(name: [.customShort("L"), .long], help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative.") }
  }

  /// The question; the conditions of options are joined to the query's.
  ///
  /// - Parameters:
  ///   - tracker: Who is asked.
  ///   - text: The query; that of the words if it is `nil`.
  ///   - other: What is asked beside it.
  func question(_ tracker: Tracker, text: String? = nil, joining other: Query = .all) throws -> Question {
    var question = try tracker.question(text ?? words.map(QuestionOptions.bare).joined(separator: " "))
    var parts = [question.query, other]
    switch state {
    case .all: break
    case .open: parts.append(.state(.open))
    case .closed: parts.append(.state(.closed))
    case nil: if !question.query.concernsState { parts.append(.state(.open)) }
    }
    parts += label.map { .label($0) }
    if let assignee { parts.append(.assignee(try tracker.person(assignee))) }
    if let author { parts.append(.author(try tracker.person(author))) }
    if let milestone { parts.append(.milestone(milestone)) }
    if let type { parts.append(.type(type)) }
    if let priority { parts.append(.priority(priority)) }
    if let search { parts.append(.text(search)) }
    question.query = Query.every(parts).simplified
    if let sort { question.order = try order(sort, tracker.config) }
    if let group { question.group = try self.group(group, tracker.config) }
    return question
  }

  private func order(_ text: String, _ config: Config) throws -> Order {
    if let order = Order(text, config: config) { return order }
    let known = Order.Key.allCases.map(\.rawValue) + config.fields.map(\.key)
    let wrong = text.split(separator: ",").first { Order($0, config: config) == nil }.map(String.init) ?? text
    throw ValidationError("'\(wrong)' can't be sorted by\(Nearest.suggestion(for: wrong, among: known))")
  }

  private func group(_ text: String, _ config: Config) throws -> GroupKey {
    if let key = GroupKey(text, config: config) { return key }
    let known = GroupKey.allCases.map(\.rawValue) + config.fields.map(\.key)
    let hint = Nearest.suggestion(for: text, among: known)
    throw ValidationError(
      "'\(text)' can't be grouped by\(hint.isEmpty ? "; write one of: " + known.joined(separator: ", ") : hint)")
  }

  /// A word without the blank that kept it from being taken for options.
  static func bare(_ word: String) -> String { word.hasPrefix(" -") ? String(word.dropFirst()) : word }

  /// Whether the words of a command are a query.
  static func takesQuery(_ arguments: [String]) -> Bool {
    arguments.first.map { ["list", "ls", "ready", "blocked", "query"].contains($0) } ?? false
  }
}

extension QueryError {
  /// The error as the command line prints it.
  var errorText: String {
    let lines = ["error: \(TerminalText.harmless(message)) [\(DiagnosticCode.invalidQuery)]"] + excerpt
    return (lines + [advice.map { "fix: " + TerminalText.harmless($0) }].compactMap { $0 }).joined(separator: "\n")
  }
}

/// Names of saved queries, for a shell's completion.
enum SavedQueryCompletion {
  /// Behind `@`, as in a query.
  static let behindAt = CompletionKind.custom { _, _, prefix in
    prefix.hasPrefix("@") ? names.map { "@" + $0 }.filter { $0.hasPrefix(prefix) } : []
  }

  /// The bare names.
  static let kind = CompletionKind.custom { _, _, prefix in names.filter { $0.hasPrefix(prefix) } }

  private static var names: [String] {
    ((try? Tracker.open().savedQueries()) ?? []).map(\.name)
      .filter { SavedQuery.isName($0) && !$0.contains(" ") }
  }
}
