package import VireoFormat
import VireoModel

/// The files of a folder whose names are the names of what is in them.
package struct NamedFiles: Sendable {
  private let files: any TrackerFiles
  private let folder: String

  package init(_ files: any TrackerFiles, in folder: String) { (self.files, self.folder) = (files, folder) }

  /// The names, in order.
  package func names() throws -> [String] {
    let entries = try files.entries(in: folder) ?? []
    return entries.filter { $0.kind == .file }.compactMap { Layout.entryName(ofFile: $0.name) }.sorted()
  }

  /// The file of a name; `nil` where there is none.
  package func document(_ name: String) throws -> Document? {
    let path = folder + "/\(name).md"
    guard !name.contains("/") else { return nil }
    return try files.bytes(of: path).map { Document(SourceText(path: path, bytes: $0)) }
  }

  /// The name as files have it; case does not matter unless two names differ only in it.
  package func spelling(of name: String) throws -> String? {
    let names = try names()
    return names.first { $0 == name } ?? names.first { $0.lowercased() == name.lowercased() }
  }
}
