import ArgumentParser
import Foundation
import Vireo

/// A text from an option or a file.
struct TextOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("The text, as Markdown.", valueName: "text"))
  var body: String?

  @Option(
    name: [.customShort("F"), .customLong("body-file")],
    help: ArgumentHelp("Read the text from a file; - is standard input.", valueName: "file"), completion: .file())
  var bodyFile: String?

  func validate() throws {
    if body != nil, bodyFile != nil { throw ValidationError("Give --body or --body-file, not both.") }
  }

  /// The text, if one was given; the last line's end does not belong to it.
  func text() throws -> String? {
    if let body { return body }
    guard let bodyFile else { return nil }
    var text = String(decoding: try FileInput.bytes(bodyFile), as: UTF8.self)
    if text.hasSuffix("\r\n") { text.removeLast() } else if text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}

/// Files that people name on the command line.
enum FileInput {
  /// The bytes of a file; `-` is standard input.
  static func bytes(_ path: String) throws -> [UInt8] {
    if path == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
    guard let file = fopen(path, "rb"), let end = try? FileHandle(fileDescriptor: fileno(file)).readToEnd() else {
      let cause = String(cString: strerror(errno == 0 ? EISDIR : errno))
      throw VireoError(
        .fileMissing, "'\(path)' can't be read", causes: [cause], state: "nothing was written",
        advice: "correct the path")
    }
    fclose(file)
    return Array(end)
  }
}
