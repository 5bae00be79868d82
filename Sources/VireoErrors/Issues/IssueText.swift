import VireoEvents
import VireoModel

/// What the issue of a group says: the event that it began with, as it helps a reader.
struct IssueText {
  private let event: ErrorEvent
  private let isOverflow: Bool
  private let ownership: FrameOwnership

  /// How many frames of the program's own code are shown with what was in them.
  private static let openFrames = 3
  /// How many breadcrumbs are shown, the last ones.
  private static let crumbLimit = 30
  /// How many entries of a table are shown.
  private static let rowLimit = 40

  init(_ new: NewGroup) {
    event = new.event
    isOverflow = new.isOverflow
    ownership = FrameOwnership(new.event)
  }

  /// The body of the issue's file.
  var body: String {
    var page = EventMarkdown()
    if isOverflow {
      page.paragraph(
        "More new errors came within an hour than this tracker makes issues of, which is mostly the work of a "
          + "fingerprint that is another one each time. They are counted here. This is the first of them.")
    }
    writeMessage(&page)
    for (index, exception) in event.exceptions.enumerated() { write(exception, index, &page) }
    if event.exceptions.allSatisfy(\.frames.isEmpty), !ownership.thread.isEmpty {
      page.heading("Stack")
      write(ownership.thread.map(\.frame), ownership.thread.map(\.isOwn), &page)
    }
    if !event.frames.isEmpty {
      page.heading("Stack")
      write(event.frames, ownership.plain, &page)
    }
    writeBreadcrumbs(&page)
    writeRequest(&page)
    writeFacts(&page)
    return String(page.text.dropLast())
  }

  private func writeMessage(_ page: inout EventMarkdown) {
    if let report = event.security {
      page.table(["directive", "blocked", "page"], [[report.directive, report.blocked, report.document ?? ""]])
    }
    guard let message = event.message, event.exceptions.isEmpty || !isRepeated(message) else { return }
    page.block(message.text)
  }

  /// Whether a message only says what the exception says, as old clients have it.
  private func isRepeated(_ message: EventMessage) -> Bool {
    event.exceptions.contains { exception in
      message.text == exception.headline || message.text == exception.value
        || message.text == "\(exception.type ?? ""): \(exception.value ?? "")"
    }
  }

  private func write(_ exception: EventException, _ index: Int, _ page: inout EventMarkdown) {
    page.heading(index > 0 ? "Caused by" : exception.mechanism?.isGroup == true ? "Exceptions" : "Exception")
    page.block([exception.type, exception.value].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": "))
    write(exception.frames, ownership.exceptions.indices.contains(index) ? ownership.exceptions[index] : [], &page)
  }

  /// The frames, the failing call first; those of libraries are counted.
  private func write(_ frames: [EventFrame], _ owned: [Bool], _ page: inout EventMarkdown) {
    var open = 0
    var folded = 0
    for (index, frame) in frames.enumerated() {
      let isOurs = owned.indices.contains(index) && owned[index]
      // The failing call is shown even if it is a library's.
      guard isOurs || index == 0 else {
        folded += 1
        continue
      }
      fold(&folded, &page)
      page.paragraph(place(of: frame))
      guard open < IssueText.openFrames, isOurs else { continue }
      open += 1
      if let source = frame.source {
        page.block(lines(source, frame.line), language: event.platform.map(language) ?? "text")
      }
      page.table(
        ["variable", "value"], frame.variables.prefix(IssueText.rowLimit).map { [$0.name, $0.value.shownText] })
    }
    fold(&folded, &page)
  }

  private func fold(_ count: inout Int, _ page: inout EventMarkdown) {
    if count > 0 { page.paragraph("… \(count) \(count == 1 ? "call" : "calls") in libraries") }
    count = 0
  }

  private func place(of frame: EventFrame) -> String {
    let file = frame.filename ?? frame.module ?? frame.absolutePath ?? frame.package ?? "?"
    let line = frame.line.map { ":\($0)" } ?? ""
    let function = frame.function.map { " in " + EventMarkdown.span($0) } ?? ""
    return EventMarkdown.span(file + line) + function
  }

  /// Lines of source with their numbers, and a mark at the one that failed.
  private func lines(_ source: EventSource, _ number: Int?) -> String {
    let all = source.before + [source.line] + source.after
    let first = (number ?? 0) - source.before.count
    return all.enumerated().map { index, line in
      let mark = index == source.before.count ? "> " : "  "
      let digits = number == nil ? "" : String(first + index)
      let width = String((number ?? 0) + source.after.count).count
      return mark + String(repeating: " ", count: max(0, width - digits.count)) + digits + "  " + line
    }.joined(separator: "\n")
  }

  /// The word by which Markdown readers know a language.
  private func language(_ platform: String) -> String {
    platform.utf8.allSatisfy { $0.isASCIILetter } && platform.utf8.count < 16 ? platform : "text"
  }

  private func writeBreadcrumbs(_ page: inout EventMarkdown) {
    guard !event.breadcrumbs.isEmpty else { return }
    page.heading("Breadcrumbs")
    let left = event.breadcrumbs.count - IssueText.crumbLimit
    if left > 0 { page.paragraph("… \(left) before") }
    page.table(
      ["time", "level", "category", "what"],
      event.breadcrumbs.suffix(IssueText.crumbLimit).map { crumb in
        let data = crumb.data.isEmpty ? nil : JSONValue.object(crumb.data).serialized()
        return [
          crumb.time?.description ?? "", crumb.level?.rawValue ?? "", crumb.category ?? crumb.type ?? "",
          [crumb.message, data].compactMap { $0 }.joined(separator: " "),
        ]
      })
  }

  private func writeRequest(_ page: inout EventMarkdown) {
    guard let request = event.request else { return }
    page.heading("Request")
    page.block(
      [request.method, request.url].compactMap { $0 }.joined(separator: " ") + (request.query.map { "?" + $0 } ?? ""))
    page.table(["header", "value"], request.headers.prefix(IssueText.rowLimit).map { [$0.name, $0.value] })
    if let data = request.data, data != .null, data != .object([]) { page.block(data.shownText) }
  }

  private func writeFacts(_ page: inout EventMarkdown) {
    var facts: [[String]] = []
    func add(_ name: String, _ value: String?) { if let value, !value.isEmpty { facts.append([name, value]) } }
    add("release", event.release)
    add("distribution", event.distribution)
    add("environment", event.environment)
    add("server", event.server)
    add("transaction", event.transaction)
    add("logger", event.logger)
    add("handled", event.isHandled.map { $0 ? "yes" : "no" })
    for flag in event.flags.prefix(IssueText.rowLimit) { add("flag " + flag.name, flag.value) }
    for tag in event.tags.prefix(IssueText.rowLimit) { add(tag.name, tag.value) }
    for context in event.contexts.prefix(IssueText.rowLimit) { add(context.name, context.value.shownText) }
    for extra in event.extra.prefix(IssueText.rowLimit) { add(extra.name, extra.value.shownText) }
    add("sdk", event.sdk.map { [$0.name, $0.version].compactMap { $0 }.joined(separator: " ") })
    add("event", event.id.description)
    page.heading("Facts")
    page.table(["what", "value"], facts)
  }
}
