import VireoModel

/// A tree as it is stored: entries of a mode, a name and an id, in git's order.
package struct TreeObject: Sendable {
  package struct Entry: Sendable {
    package enum Kind: Sendable { case file, folder, other }
    package var kind: Kind
    /// The bytes of the name.
    package var name: [UInt8]
    package var id: ObjectID
  }

  package private(set) var entries: [Entry] = []

  package init(_ bytes: UnsafeRawBufferPointer) {
    var cursor = Cursor(bytes)
    while let entry = cursor.next() {
      entries.append(Entry(kind: entry.kind, name: Array(bytes[entry.name]), id: entry.id))
    }
  }

  /// The folder of this name in a tree; reads no further than it must.
  package static func folder(named name: StaticString, in bytes: UnsafeRawBufferPointer) -> ObjectID? {
    var cursor = Cursor(bytes)
    let wanted = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    while let entry = cursor.next() {
      if entry.name.count == wanted.count, bytes[entry.name].elementsEqual(wanted) {
        return entry.kind == .folder ? entry.id : nil
      }
      // The order of entries is that of their bytes, so a name that begins higher is behind it.
      if let first = wanted.first, bytes[entry.name.lowerBound] > first { return nil }
    }
    return nil
  }

  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next entry; `nil` at the end, or where what follows is none.
    mutating func next() -> (kind: Entry.Kind, name: Range<Int>, id: ObjectID)? {
      var mode = 0
      while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
        mode = (mode & 0xFFFFF) * 8 + Int(bytes[index] & 7)
        index += 1
      }
      let start = index + 1
      var end = start
      while end < bytes.count, bytes[end] != 0 { end += 1 }
      guard end > start, end + 20 < bytes.count, let id = ObjectID(raw: bytes, at: end + 1) else { return nil }
      index = end + 21
      let kind: Entry.Kind = mode == 0o40000 ? .folder : mode & 0o170000 == 0o100000 ? .file : .other
      return (kind, start..<end, id)
    }
  }
}

/// A file that differs between two trees.
package struct FileDifference: Sendable {
  /// The path from the folders that are compared.
  package var path: String
  package var old: ObjectID?
  package var new: ObjectID?

  package init(path: String, old: ObjectID?, new: ObjectID?) { (self.path, self.old, self.new) = (path, old, new) }
}

extension ObjectDatabase {
  /// The files that differ between two folders, deep; links and submodules count as no file.
  package func differences(from old: ObjectID?, to new: ObjectID?) throws -> [FileDifference] {
    var found: [FileDifference] = []
    try compare(old, new, "", &found)
    return found
  }

  private func compare(_ old: ObjectID?, _ new: ObjectID?, _ prefix: String, _ found: inout [FileDifference]) throws {
    guard old != new else { return }
    var before: [[UInt8]: TreeObject.Entry] = [:]
    for entry in try entries(old) { before[entry.name] = entry }
    for entry in try entries(new) {
      let other = before.removeValue(forKey: entry.name)
      guard other?.id != entry.id || other?.kind != entry.kind else { continue }
      try compare(other, entry, prefix, &found)
    }
    for entry in before.values.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
      try compare(entry, nil, prefix, &found)
    }
  }

  private func compare(
    _ old: TreeObject.Entry?, _ new: TreeObject.Entry?, _ prefix: String, _ found: inout [FileDifference]
  ) throws {
    let path = prefix + String(decoding: new?.name ?? old?.name ?? [], as: UTF8.self)
    let oldFolder = old?.kind == .folder ? old?.id : nil
    let newFolder = new?.kind == .folder ? new?.id : nil
    if oldFolder != nil || newFolder != nil { try compare(oldFolder, newFolder, path + "/", &found) }
    let oldFile = old?.kind == .file ? old?.id : nil
    let newFile = new?.kind == .file ? new?.id : nil
    if oldFile != newFile { found.append(FileDifference(path: path, old: oldFile, new: newFile)) }
  }

  /// The entries of a tree; none for no tree.
  package func entries(_ tree: ObjectID?) throws -> [TreeObject.Entry] {
    guard let tree else { return [] }
    guard let object = try read(tree, .tree, { TreeObject($0) }) else {
      throw VireoError(.unreadableRepository, "the tree \(tree) is missing", advice: "run 'git fsck'")
    }
    return object.entries
  }

  /// What lies at a path below a tree; `nil` where there is nothing.
  package func entry(at path: String, in tree: ObjectID?) throws -> TreeObject.Entry? {
    var current = tree
    let parts = path.split(separator: "/")
    for (index, part) in parts.enumerated() {
      let name = Array(part.utf8)
      guard let next = try entries(current).first(where: { $0.name == name }) else { return nil }
      if index == parts.count - 1 { return next }
      guard next.kind == .folder else { return nil }
      current = next.id
    }
    return nil
  }
}
