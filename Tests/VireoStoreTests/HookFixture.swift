import Foundation
import VireoGit
import VireoModel
import VireoStore
import VireoTestSupport

/// A scratch repository as the hooks' tests need it.
struct HookFixture {
  let scratch: ScratchRepository

  init(named name: String = "scratch") throws { scratch = try ScratchRepository(named: name) }

  /// - Parameter folder: A work tree; the repository's own if it is `nil`.
  func installer(in folder: String? = nil, environment: [String: String] = [:]) throws -> HookInstaller {
    let location = try RepositoryLocation.find(from: folder ?? scratch.path, environment: [:])
    let variables = scratch.environment.merging(environment) { $1 }
    return try HookInstaller(Store(location: location, git: GitProgram(location: location, environment: variables)))
  }

  /// Writes through another process, since no program is run while any process has it open for writing.
  func write(_ text: String, to file: String, mode: String = "755") throws {
    try scratch.write(text, to: "../text")
    _ = try scratch.shell("mkdir -p \"$(dirname '\(file)')\" && cp ../text '\(file)' && chmod \(mode) '\(file)'")
  }

  /// Runs a script that may have been written a moment ago, as git does: by itself, else by a shell.
  ///
  /// - Returns: What it prints and its exit code.
  func run(_ command: String, variables: String = "") throws -> String {
    for _ in 0..<100 {
      let result = try scratch.shell("\(variables) bash -c '\(command)' 2>../errors </dev/null")
      guard try result.status == 126 && scratch.read("../errors").contains("busy") else {
        return result.text + "[\(result.status)]"
      }
    }
    throw ScratchError(message: "'\(command)' is busy")
  }

  func mode(_ file: String) throws -> String { try scratch.shell("stat -c %a '\(file)'").text }

  func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: scratch.path + "/" + file) }

  /// Everything below `.git/hooks` and `.husky`, with mode and content.
  func everything() throws -> [String] {
    let files = "find .git/hooks .husky -type f -not -name '*.sample'"
    return try scratch.shell("mkdir -p .husky; \(files) -exec stat -c '%a %n' {} + -exec md5sum {} + | sort")
      .text.split(separator: "\n").map(String.init)
  }
}

extension HookStatus.State {
  var isForeign: Bool { if case .foreign = self { true } else { false } }
  var foreignReason: String? { if case .foreign(let reason, _) = self { reason } else { nil } }
}
