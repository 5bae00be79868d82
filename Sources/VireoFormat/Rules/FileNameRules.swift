package import VireoModel

/// Rules of the names and places of files.
extension Diagnostic {
  static func oddFileName(_ path: String, _ number: IssueNumber) -> Diagnostic {
    .init(
      .oddFileName, .init(path: path), "the name of issue \(number) should be '\(number)-' and a few words",
      advice: "rename it with 'git mv'")
  }

  static func numberTooLong(_ path: String) -> Diagnostic {
    .init(
      .numberTooLong, .init(path: path), "the number in this name has more than nine digits",
      advice: "rename the file")
  }

  static func notRegularFile(_ path: String, isFolder: Bool) -> Diagnostic {
    .init(
      .notRegularFile, .init(path: path),
      isFolder ? "a folder is named like an issue" : "this is no regular file, so it isn't read",
      advice: "rename or remove it")
  }

  package static func unnumberedDraft(_ path: String) -> Diagnostic {
    .init(
      .unnumberedDraft, .init(path: path), "this draft has no number", advice: "run 'vireo check --fix'",
      fix: .number)
  }

  package static func duplicateNumber(_ number: IssueNumber, _ paths: [String]) -> Diagnostic {
    .init(
      .duplicateNumber, .init(path: paths[0]), "\(paths.count) issues have the number \(number)",
      notes: paths.dropFirst().map { .init(.init(path: $0), "this one, too") },
      advice: "run 'vireo repair'")
  }

  package static func duplicateUID(_ uid: UID, _ paths: [String]) -> Diagnostic {
    .init(
      .duplicateUID, .init(path: paths[0]), "\(paths.count) issues have the uid \(uid)",
      notes: paths.dropFirst().map { .init(.init(path: $0), "this one, too") },
      advice: "delete the uid of the copy and run 'vireo check --fix'")
  }

  package static func orphanFolder(_ folder: String, comments: Int) -> Diagnostic {
    .init(
      .orphanFolder, .init(path: folder),
      "this folder has \(comments) comment\(comments == 1 ? "" : "s"), but no issue is named like it",
      advice: "rename the folder like the issue's file, or bring that file back")
  }

  package static func hiddenIssue(_ path: String) -> Diagnostic {
    .init(
      .hiddenIssue, .init(path: path), "this looks like an issue, but lies in another one's folder",
      advice: "move it up beside the other issues")
  }

  package static func nameCollision(_ path: String, _ other: String) -> Diagnostic {
    .init(
      .nameCollision, .init(path: path), "this path is the same as '\(other)' where case is ignored",
      advice: "rename one of the two")
  }
}

/// Names that some system cannot hold.
package enum PortableNames {
  package static func check(_ path: String) -> Diagnostic? {
    guard let name = path.split(separator: "/").last, let defect = defect(of: name) else { return nil }
    return Diagnostic(.unportableName, .init(path: path), "\(defect) on Windows", advice: "rename the file")
  }

  /// What "Naming Files, Paths, and Namespaces" of Microsoft's documentation forbids.
  private static func defect(of name: Substring) -> String? {
    if let last = name.last, last == "." || last == " " {
      return "a name can't end with a blank or dot"
    }
    if let bad = name.unicodeScalars.first(where: { $0.value < 0x20 || "<>:\"\\|?*".unicodeScalars.contains($0) }) {
      return "a name can't hold '\(TerminalText.harmless(String(bad)))'"
    }
    let stem = (name.split(separator: ".", omittingEmptySubsequences: false).first ?? "").uppercased()
    let isReserved =
      ["CON", "PRN", "AUX", "NUL"].contains(stem)
      || (stem.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT")) && stem.last?.isNumber == true
        && stem.last != "0")
    return isReserved ? "a file can't be named '\(stem)'" : nil
  }
}
