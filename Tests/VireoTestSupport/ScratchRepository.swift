package import Foundation
import VireoGit

/// A repository in a temporary folder, apart from the machine's own configuration of git. It goes with the process.
package struct ScratchRepository: Sendable {
  /// The folder, with all links resolved.
  package let path: String
  /// The environment in which programs are run: a fixed identity, clock and seed.
  package let environment: [String: String]

  package init(named name: String = "scratch", initialised: Bool = true) throws {
    let folder = ScratchRepository.all.appending(path: "\(UUID().uuidString)/\(name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
    environment = [
      "PATH": VireoProgram.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "HOME": folder.deletingLastPathComponent().path, "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Alice Doe", "GIT_AUTHOR_EMAIL": "alice@example.org",
      "GIT_COMMITTER_NAME": "Alice Doe", "GIT_COMMITTER_EMAIL": "alice@example.org",
      "GIT_AUTHOR_DATE": "2026-11-21T10:00:00Z", "GIT_COMMITTER_DATE": "2026-11-21T10:00:00Z",
      "VIREO_NOW": "2026-11-21T10:04:33Z", "VIREO_SEED": "1", "NO_COLOR": "1", "COLUMNS": "80", "TZ": "UTC",
      "LC_ALL": "C.UTF-8", "TERM": "dumb",
    ]
    if initialised { try git("init", "--quiet", "--initial-branch=main") }
  }

  /// The folder of all repositories of this process.
  private static let all: URL = {
    atexit { try? FileManager.default.removeItem(at: ScratchRepository.all) }
    return FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "vireo-tests-\(ProcessInfo.processInfo.processIdentifier)")
  }()

  /// Runs git in the repository.
  ///
  /// - Returns: What it printed, without the last line's end.
  @discardableResult
  package func git(_ arguments: String...) throws -> String {
    let result = try ChildProcess.run("git", ["-C", path] + arguments, environment: environment)
    guard result.status == 0 else {
      throw ScratchError(message: "git \(arguments.joined(separator: " ")): \(result.status) \(result.firstError)")
    }
    return result.text.trimmingCharacters(in: .newlines)
  }

  /// Runs the program in the repository.
  package func vireo(_ arguments: [String], input: String = "") throws -> ProgramResult {
    ProgramResult(
      try ChildProcess.run(
        VireoProgram.folder + "/vireo", ["-C", path] + arguments, environment: environment,
        input: Array(input.utf8)))
  }

  /// Runs a shell's command in the repository, with both outputs in one.
  package func shell(_ command: String) throws -> ProgramResult {
    ProgramResult(
      try ChildProcess.run(
        "/bin/sh", ["-c", "cd \"$0\" && { \(command)\n} 2>&1", path], environment: environment))
  }

  package func write(_ text: String, to file: String) throws { try write(Array(text.utf8), to: file) }

  package func write(_ bytes: [UInt8], to file: String) throws {
    let url = URL(fileURLWithPath: path + "/" + file)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  package func read(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + file)), as: UTF8.self)
  }

  /// All files below a folder with their bytes.
  package func files(below folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    let root = path + "/" + folder
    for name in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? [] {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      found[name] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + name))
    }
    return found
  }
}

/// What a program did.
package struct ProgramResult: Sendable {
  package var status: Int32
  package var output: [UInt8]

  package var text: String { String(decoding: output, as: UTF8.self) }

  init(_ output: ChildProcess.Output) {
    status = output.status
    self.output = output.output
  }
}

/// Why a test's own surroundings failed.
package struct ScratchError: Error, CustomStringConvertible {
  package var message: String
  package var description: String { message }

  package init(message: String) { self.message = message }
}

/// The program as it was built beside the tests.
package enum VireoProgram {
  /// The folder that holds `vireo`.
  package static let folder: String = {
    let arguments = ProcessInfo.processInfo.arguments
    for argument in arguments.prefix(1) + [Bundle.main.bundlePath] {
      var url = URL(fileURLWithPath: argument).resolvingSymlinksInPath()
      for _ in 0..<4 {
        url.deleteLastPathComponent()
        if FileManager.default.isExecutableFile(atPath: url.appending(path: "vireo").path) { return url.path }
      }
    }
    return Fixtures.root.appending(path: ".build/debug").path
  }()
}
