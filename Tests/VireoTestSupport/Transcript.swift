package import Foundation

/// A Markdown file with commands and what they print, which is documentation and test in one.
///
/// In blocks marked `console`, a line that begins with `$ ` is a command; the lines below it are what it prints on both
/// outputs, and `[1]` is its exit code where that is not 0. All commands of a file run in one new repository.
package struct Transcript {
  private let url: URL
  private let lines: [String]

  package init(_ url: URL) throws {
    self.url = url
    lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  }

  /// Runs all commands.
  ///
  /// - Returns: The file as it should be, and the first difference in words. With `UPDATE=1` the file is written anew.
  package func run(in repository: ScratchRepository) throws -> (difference: String?, commands: Int) {
    var result: [String] = []
    var commands = 0
    var index = 0
    var isConsole = false
    while index < lines.count {
      let line = lines[index]
      index += 1
      result.append(line)
      if line.hasPrefix("```") { isConsole = !isConsole && line == "```console" }
      guard isConsole, line.hasPrefix("$ ") else { continue }
      var command = String(line.dropFirst(2))
      while index < lines.count, lines[index].hasPrefix("> ") {
        command += "\n" + lines[index].dropFirst(2)
        result.append(lines[index])
        index += 1
      }
      while index < lines.count, !lines[index].hasPrefix("$ "), !lines[index].hasPrefix("```") { index += 1 }
      let output = try repository.shell(command)
      commands += 1
      let text = output.text.replacingOccurrences(of: repository.path, with: "REPOSITORY")
      if !text.isEmpty {
        result += (text.hasSuffix("\n") ? String(text.dropLast()) : text).components(separatedBy: "\n")
      }
      if output.status != 0 { result.append("[\(output.status)]") }
    }
    guard result != lines else { return (nil, commands) }
    if Fixtures.isUpdating {
      try result.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    }
    return (difference(from: result), commands)
  }

  private func difference(from result: [String]) -> String {
    let place = zip(lines, result).enumerated().first { $1.0 != $1.1 }?.offset ?? min(lines.count, result.count)
    func line(_ lines: [String]) -> String { place < lines.count ? lines[place] : "(the end)" }
    return """
      \(url.lastPathComponent):\(place + 1): this was printed otherwise; UPDATE=1 writes the file anew
      wanted:  \(line(lines))
      printed: \(line(result))
      """
  }
}
