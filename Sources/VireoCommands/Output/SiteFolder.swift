import Foundation
import Vireo
import VireoSite

/// The folder that a site is put into.
///
/// A list of what was made stands in it, `.vireo-site`, so that files which stay the same are not written again, what
/// is not made any more goes, and nothing that somebody else put there is touched.
struct SiteFolder {
  private let path: String
  /// What the files were made as the last time, by their paths: their fingerprints.
  private var known: [String: String] = [:]
  private var made: [String: String] = [:]
  private(set) var written = 0

  private static let list = ".vireo-site"

  /// - Throws: `VireoError` with the code `write-failed`.
  init(_ path: String) throws {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw SiteFolder.failed(path, error)
    }
    let text = (try? String(contentsOfFile: path + "/" + SiteFolder.list, encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2, SiteFolder.isInside(parts[1]) { known[String(parts[1])] = String(parts[0]) }
    }
  }

  /// How many files there are.
  var count: Int { made.count }

  /// Puts a file into the folder, if it is not there as it is.
  ///
  /// - Throws: `VireoError` with the code `write-failed`, also where there is a file that was not made by this.
  mutating func put(_ file: Site.File) throws {
    let key = file.fingerprint
    made[file.path] = key
    let place = path + "/" + file.path
    if known[file.path] == key, FileManager.default.fileExists(atPath: place) { return }
    if known[file.path] == nil, let present = FileManager.default.contents(atPath: place), Array(present) != file.bytes
    {
      throw VireoError(
        .writeFailed, "\(place) is there already, and was not made by 'vireo site'",
        state: "nothing of it was touched", advice: "name an empty folder, or move the file away")
    }
    do {
      let folder = (place as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(file.bytes).write(to: URL(fileURLWithPath: place), options: .atomic)
    } catch {
      throw SiteFolder.failed(place, error)
    }
    written += 1
  }

  /// Takes away what was made the last time and is not made any more, and writes down what there is.
  ///
  /// - Returns: How many files went.
  /// - Throws: `VireoError` with the code `write-failed`.
  func finish() throws -> Int {
    let old = known.keys.filter { made[$0] == nil }
    for file in old { try? FileManager.default.removeItem(atPath: path + "/" + file) }
    let lines = made.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }
    do {
      try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path + "/" + SiteFolder.list), options: .atomic)
    } catch {
      throw SiteFolder.failed(path, error)
    }
    return old.count
  }

  /// Whether a path of the list stays below the folder.
  private static func isInside(_ path: Substring) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }

  private static func failed(_ path: String, _ error: any Error) -> VireoError {
    VireoError(.writeFailed, "can't write to \(path)", causes: [error.localizedDescription])
  }
}
