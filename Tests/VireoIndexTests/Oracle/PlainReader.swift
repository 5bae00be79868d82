import Foundation

/// Reads the simple files that ``IssueMaker`` writes, by rules of its own; whatever else is in a file, it leaves alone.
struct PlainReader {
  let root: String

  /// - Returns: The issues, and the paths of files that this reader does not understand.
  func read(_ config: PlainConfig) -> (tracker: PlainTracker, odd: [String]) {
    var found = PlainTracker(config: config)
    var odd: [String] = []
    scan(".tracker/issues", &found, &odd)
    return (found, odd)
  }

  private enum Kind { case file, folder, other }

  private func entries(_ folder: String) -> [(name: String, kind: Kind)] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder) else { return [] }
    return names.sorted().map { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: root + "/" + folder + "/" + name)
      let type = attributes?[.type] as? FileAttributeType
      return (name, type == .typeRegular ? .file : type == .typeDirectory ? .folder : .other)
    }
  }

  private static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasPrefix("#") || name.hasSuffix("~")
  }

  private static func isComment(_ name: String) -> Bool {
    name.wholeMatch(of: /\d{8}T\d{6}Z-[a-z0-9_.]{1,30}-[a-z0-9]+\.md/) != nil
  }

  private func scan(_ folder: String, _ found: inout PlainTracker, _ odd: inout [String]) {
    let entries = entries(folder)
    let folders = entries.filter { $0.kind == .folder }.map(\.name)
    var owned: Set<String> = []
    for (name, kind) in entries where kind == .file && name.hasSuffix(".md") {
      if PlainReader.isIgnored(name) || PlainReader.isComment(name) { continue }
      let stem = String(name.dropLast(3))
      owned.insert(stem)
      let digits = name.prefix { $0.isASCII && $0.isNumber }
      let isNumbered = !digits.isEmpty && (stem == digits || stem.dropFirst(digits.count).hasPrefix("-"))
      if isNumbered, digits.count > 9 { continue }
      let path = folder + "/" + name
      guard let text = text(path) else { continue }
      guard var issue = PlainReader.issue(text) else {
        if text.hasPrefix("---") || isNumbered { odd.append(path) }
        continue
      }
      issue.path = path
      issue.number = isNumbered ? Int(digits).flatMap { $0 > 0 ? $0 : nil } : nil
      if issue.number == nil, !text.hasPrefix("---\n") { continue }
      if folders.contains(stem) { readFolder(folder + "/" + stem, "", &issue) }
      found.issues.append(issue)
    }
    for name in folders where !owned.contains(name) && !name.hasPrefix(".") {
      scan(folder + "/" + name, &found, &odd)
    }
  }

  private func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).map { String(decoding: $0, as: UTF8.self) }
  }

  private func readFolder(_ folder: String, _ below: String, _ issue: inout PlainIssue) {
    for (name, kind) in entries(folder) where !PlainReader.isIgnored(name) {
      switch kind {
      case .folder: readFolder(folder + "/" + name, below + name + "/", &issue)
      case .other: continue
      case .file where below.isEmpty && PlainReader.isComment(name):
        let parts = name.split(separator: "-")
        let digits = Array(parts[0])
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        var comment = PlainComment(
          name: name, author: String(parts[1]),
          date: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
        comment.body = PlainReader.withoutEnd(text(folder + "/" + name) ?? "")
        issue.comments.append(comment)
      case .file: issue.attachments.append(below + name)
      }
    }
  }

  private static func withoutEnd(_ text: String) -> String {
    text.unicodeScalars.last == "\n" ? String(text.unicodeScalars.dropLast()) : text
  }

  // MARK: - Fields

  /// The fields of a file; `nil` where it is none that the tests write.
  static func issue(_ text: String) -> PlainIssue? {
    var issue = PlainIssue()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if lines.first == "---" {
      lines.removeFirst()
      guard let end = lines.firstIndex(of: "---") else { return nil }
      var key = ""
      var values: [String: [String]] = [:]
      var keys: [String] = []
      for line in lines[..<end] {
        if line.hasPrefix("  - "), !key.isEmpty {
          guard let value = unquoted(line.dropFirst(4)) else { return nil }
          values[key, default: []].append(value)
        } else if let match = line.wholeMatch(of: /([a-z-]+):( (.*))?/) {
          key = String(match.1)
          guard values[key] == nil else { return nil }
          keys.append(key)
          values[key] = []
          if let rest = match.3 {
            guard let value = unquoted(rest) else { return nil }
            values[key] = [value]
          }
        } else {
          return nil
        }
      }
      issue.set(keys, values)
      lines = lines[(end + 1)...]
      if lines.first == "" { lines.removeFirst() }
    }
    issue.body = withoutEnd(lines.joined(separator: "\n"))
    if text.contains("<<<<<<< ") || issue.body.isEmpty && !text.hasPrefix("---") { return nil }
    if issue.title.isEmpty, let heading = lines.first(where: { !$0.isEmpty }), heading.hasPrefix("# ") {
      issue.title = String(heading.dropFirst(2))
    }
    return issue
  }

  /// A value as ``IssueMaker`` writes it.
  private static func unquoted(_ text: Substring) -> String? {
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return nil }
    return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"")
  }
}

extension PlainIssue {
  /// Takes in the values of front matter, in the order of their keys.
  mutating func set(_ keys: [String], _ values: [String: [String]]) {
    for key in keys {
      let list = values[key] ?? []
      let text = list.first.flatMap { $0.isEmpty ? nil : $0 }
      switch key {
      case "uid": uid = text
      case "title": title = text ?? ""
      case "status": status = text
      case "status-date": statusDate = text
      case "resolution": resolution = text
      case "type": type = text
      case "priority": priority = text
      case "severity": severity = text
      case "component": component = text
      case "version": version = text
      case "milestone": milestone = text
      case "estimate": estimate = text
      case "spent": spent = text
      case "author": author = text
      case "assignee": assignee = text
      case "labels": labels = list
      case "watchers": watchers = list
      case "created": created = text
      case "due": due = text
      case "blocked-by": blockedBy = list
      case "parent": parent = text
      case "relates": relates = list
      case "duplicate-of": duplicateOf = text
      default: own.append((key, list))
      }
    }
  }
}
