import VireoEvents
import VireoModel
import VireoTestSupport

/// A body that a real SDK sent.
struct Recording {
  var encoding: String?
  var body: [UInt8]
  /// Without its encoding.
  var plain: [UInt8]
}

/// What is tried, each with a made-up input; a defect is told in words, and a crash ends the program.
enum Decoder: String, CaseIterable {
  /// Encodings of bodies.
  case bodies
  /// The framing of envelopes.
  case envelopes
  /// The JSON of events, from the first byte to the text of an issue.
  case events
  /// JSON as bytes.
  case json
  /// Files of rules.
  case rules

  private static let reader = SentryProtocol()
  private static let received = Timestamp(seconds: 1_795_230_940)
  private static let scrubber = Scrubber(names: SensitiveNames()) { "p\($0.utf8.count)" }

  func defect(_ mutator: inout Mutator, _ recordings: [Recording]) -> String? {
    let recording = mutator.random.pick(recordings)
    switch self {
    case .bodies: return bodies(recording, &mutator)
    case .envelopes: return envelopes(recording, &mutator)
    case .events: return events(recording, &mutator)
    case .json: return json(recording, &mutator)
    case .rules: return rules(&mutator)
    }
  }

  private func bodies(_ recording: Recording, _ mutator: inout Mutator) -> String? {
    let limit = 1 << 20
    let encoding = mutator.random.pick([recording.encoding, "gzip", "deflate", "br", "gzip, br", "br, br, br", nil, ""])
    let body = mutator.changed(recording.body)
    guard let plain = try? BodyDecoder(limit: limit).decoded(body, encoding: encoding) else { return nil }
    return plain.count <= limit ? nil : "\(plain.count) bytes came out of \(body.count)"
  }

  private func envelopes(_ recording: Recording, _ mutator: inout Mutator) -> String? {
    var lines = recording.plain.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    for index in lines.indices where mutator.chance(3) {
      guard lines[index].count < 4096, let value = try? JSONReader.value(of: lines[index]) else { continue }
      lines[index] = mutator.changed(value).serializedBytes()
    }
    if mutator.chance(3), !lines.isEmpty {
      lines.insert(mutator.random.pick(lines), at: mutator.random.below(lines.count))
    }
    if mutator.chance(5), !lines.isEmpty { lines.remove(at: mutator.random.below(lines.count)) }
    let body = mutator.changed(Array(lines.joined(separator: [0x0A])), most: 3)
    let purpose = mutator.random.pick([IntakeEndpoint.Purpose.envelope, .envelope, .store, .security])
    let endpoint = IntakeEndpoint(purpose: purpose, project: 1, key: nil)
    _ = Decoder.reader.key(in: body)
    guard let parts = try? Decoder.reader.parts(of: body, to: endpoint) else { return nil }
    for part in parts {
      guard part.range.clamped(to: body.indices) == part.range else { return "a part lies outside of its body" }
      guard let item = try? Decoder.reader.item(of: part, in: body) else { continue }
      if case .event(let value, _) = item, let defect = event(value) { return defect }
    }
    return nil
  }

  private func events(_ recording: Recording, _ mutator: inout Mutator) -> String? {
    for line in recording.plain.split(separator: 0x0A) {
      guard line.count > 200, let value = try? JSONReader.value(of: line) else { continue }
      if let defect = event(mutator.changed(value)) { return defect }
    }
    return nil
  }

  /// What must hold of any event, whatever its sender wrote.
  private func event(_ made: JSONValue) -> String? {
    // What is nested too deeply becomes text when it is read.
    let bytes = made.serializedBytes()
    guard bytes.count <= IntakeItem.sizeLimit else { return nil }
    guard let value = try? JSONReader.value(of: bytes) else { return "made-up JSON can't be read" }
    guard case .object = value else { return nil }
    let body = Decoder.scrubber.scrubbed(value)
    let id = EventID(high: 1, low: 2)
    let event = Decoder.reader.event(from: body, id: id, received: Decoder.received)
    let stored = body.serializedBytes()
    guard let again = try? JSONReader.value(of: stored) else { return "what was written can't be read again" }
    if Decoder.reader.event(from: again, id: id, received: Decoder.received) != event {
      return "the event isn't the same after it was stored"
    }
    let result = Grouping.result(of: event)
    if result.hashes != Grouping.result(of: event).hashes { return "the groups differ from one time to the next" }
    if result.title.utf8.count > 2_000 { return "the title has \(result.title.utf8.count) bytes" }
    if result.title.contains(where: \.isNewline) { return "the title has two lines" }
    _ = result.explanation
    _ = Decoder.reader.feedback(from: body)
    _ = Decoder.reader.logs(from: body)
    return nil
  }

  private func json(_ recording: Recording, _ mutator: inout Mutator) -> String? {
    let bytes = mutator.changed(recording.plain)
    guard let value = try? JSONReader.value(of: bytes) else { return nil }
    guard let again = try? JSONReader.value(of: value.serializedBytes()) else {
      return "what was written can't be read"
    }
    return again.serializedBytes() == value.serializedBytes() ? nil : "written twice it differs"
  }

  private func rules(_ mutator: inout Mutator) -> String? {
    let words = [
      "error.type:", "!", "stack.function:", "path:", "**/", "*", "?", "[a-z]", "{", "}", "\"", "\\", "->", ",", " ",
      "\n",
      "#", "drop", "sample=", "10%", "level=", "tags.a:", "tags.a=", "remove=a.b", "{{ ", "default", " }}", "message",
      "title=\"", "+app", "^-group", "v+app", "max-frames=", "9", "[ ", " ] |", "family:native,other", "app:yes", "é",
      "codeowners", "@a", "0123456789abcdef", "\u{FEFF}", "\t", "\0",
    ]
    let text = (0..<mutator.random.below(60)).map { _ in mutator.random.pick(words) }.joined()
    let event = Decoder.reader.event(
      from: .object([.init("message", .text("hello")), .init("level", .text("error"))]), id: EventID(high: 1, low: 2),
      received: Decoder.received)
    let events = EventRules.parse(text: text, path: "a")
    _ = events.rules.fate(of: event, body: .object([]), Decoder.reader)
    _ = Grouping.result(
      of: event, rules: FingerprintRules.parse(text: text, path: "b").rules,
      stackRules: StackTraceRules.parse(text: text, path: "c").rules)
    _ = OwnerRules.parse(text: text, path: "d").rules.owners(of: event)
    _ = SecretNames.parse(text: text, path: "e")
    _ = ReleaseCommits.parse(text: text, path: "f")
    let lines = text.utf8.count(where: { $0 == 0x0A }) + 1
    return events.rules.rules.count + events.diagnostics.count <= lines ? nil : "more rules than lines"
  }
}
