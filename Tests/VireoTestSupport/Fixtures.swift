package import Foundation

/// Files kept for the tests.
package enum Fixtures {
  /// The folder of the package.
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The files of a folder of `Tests/Fixtures`, by name.
  package static func files(in folder: String) throws -> [URL] {
    let url = root.appending(path: "Tests/Fixtures/\(folder)")
    return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      .filter { !$0.lastPathComponent.hasPrefix(".") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// Whether expected results are written anew, as the variable `UPDATE` asks.
  package static let isUpdating = ProcessInfo.processInfo.environment["UPDATE"] == "1"
}
