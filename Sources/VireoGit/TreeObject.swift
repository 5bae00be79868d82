import Foundation
import VireoModel

/// A tree as it is stored: entries of a mode, a name and an id, in git's order.
package struct TreeObject: Sendable {
  package struct Entry: Sendable, Hashable {
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
    let entry = entry(named: UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), in: bytes)
    return entry?.kind == .folder ? entry?.id : nil
  }

  /// The entry of this name in a tree; reads no further than it must.
  static func entry(named name: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer) -> Entry? {
    var cursor = Cursor(bytes)
    while let found = cursor.next() {
      if found.name.count == name.count, bytes[found.name].elementsEqual(name) { return entry(found, bytes) }
      // The order of entries is that of their bytes, so a name that begins higher is behind it.
      if let first = name.first, bytes[found.name.lowerBound] > first { return nil }
    }
    return nil
  }

  /// The entries that are not the same in two trees, side by side by their names.
  static func differences(
    from old: UnsafeRawBufferPointer, to new: UnsafeRawBufferPointer
  ) -> [(old: Entry?, new: Entry?)] {
    var found: [(old: Entry?, new: Entry?)] = []
    var (left, right) = (Cursor(old), Cursor(new))
    var (before, after) = (left.next(), right.next())
    while before != nil || after != nil {
      let order = before.map { before in after.map { TreeObject.order(before, old, $0, new) } ?? -1 } ?? 1
      if order == 0, let same = before, let other = after {
        if same.id != other.id || same.kind != other.kind { found.append((entry(same, old), entry(other, new))) }
      } else if order < 0, let removed = before {
        found.append((entry(removed, old), nil))
      } else if let added = after {
        found.append((nil, entry(added, new)))
      }
      if order <= 0 { before = left.next() }
      if order >= 0 { after = right.next() }
    }
    return found
  }

  private static func entry(_ found: Cursor.Entry, _ bytes: UnsafeRawBufferPointer) -> Entry {
    Entry(kind: found.kind, name: Array(bytes[found.name]), id: found.id)
  }

  /// Git's order: by the bytes of the names, those of folders as if a slash stood behind them.
  private static func order(
    _ left: Cursor.Entry, _ leftBytes: UnsafeRawBufferPointer, _ right: Cursor.Entry,
    _ rightBytes: UnsafeRawBufferPointer
  ) -> Int {
    let count = min(left.name.count, right.name.count)
    if let first = leftBytes.baseAddress, let second = rightBytes.baseAddress {
      let order = memcmp(first + left.name.lowerBound, second + right.name.lowerBound, count)
      if order != 0 { return Int(order) }
    }
    func next(_ entry: Cursor.Entry, _ bytes: UnsafeRawBufferPointer) -> Int {
      if entry.name.count > count { return Int(bytes[entry.name.lowerBound + count]) }
      return entry.kind == .folder ? Int(UInt8(ascii: "/")) : 0
    }
    return next(left, leftBytes) - next(right, rightBytes)
  }

  private struct Cursor {
    typealias Entry = (kind: TreeObject.Entry.Kind, name: Range<Int>, id: ObjectID)

    let bytes: UnsafeRawBufferPointer
    var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next entry; `nil` at the end, or where what follows is none.
    mutating func next() -> Entry? {
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
      let kind: TreeObject.Entry.Kind = mode == 0o40000 ? .folder : mode & 0o170000 == 0o100000 ? .file : .other
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
    let pairs = try bytes(of: old) { before in try bytes(of: new) { TreeObject.differences(from: before, to: $0) } }
    for (before, after) in pairs { try compare(before, after, prefix, &found) }
  }

  /// Hands a tree's bytes to a function; none for no tree.
  private func bytes<Value>(of tree: ObjectID?, _ body: (UnsafeRawBufferPointer) throws -> Value) throws -> Value {
    guard let tree else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    guard let value = try read(tree, .tree, body) else {
      throw VireoError(.unreadableRepository, "the tree \(tree) is missing", advice: "run 'git fsck'")
    }
    return value
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
    try bytes(of: tree) { TreeObject($0) }.entries
  }

  /// What lies at a path below a tree; `nil` where there is nothing.
  package func entry(at path: String, in tree: ObjectID?) throws -> TreeObject.Entry? {
    var current = tree
    let parts = path.split(separator: "/")
    for (index, part) in parts.enumerated() {
      let next = try bytes(of: current) { bytes in
        Array(part.utf8).withUnsafeBytes { TreeObject.entry(named: $0, in: bytes) }
      }
      guard let next else { return nil }
      if index == parts.count - 1 { return next }
      guard next.kind == .folder else { return nil }
      current = next.id
    }
    return nil
  }
}
