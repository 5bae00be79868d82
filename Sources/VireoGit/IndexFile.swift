import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What git's index says of the files below a folder, for to see without git which of them are as the index has them
/// (git's Documentation/gitformat-index, versions 2 to 4).
package struct IndexFile: Sendable {
  /// A file as it was when git looked at it last.
  package struct Entry: Sendable {
    /// The path from the top of the work tree, in ``IndexFile/paths``; a zero follows it.
    package var path: Range<Int>
    package var mode: UInt32 = 0
    package var size: UInt32 = 0
    package var inode: UInt32 = 0
    package var modified = Time()
    package var changed = Time()
    /// Whether git would look at more than its signature: it has a conflict, is not wholly in the index, or was
    /// changed so late that a later change in the same second would have the same signature (racy-git).
    package var isUnsure = false
  }

  /// A time as the index has it, the lower bits of the seconds.
  package struct Time: Sendable, Hashable {
    package var seconds: UInt32 = 0
    package var nanoseconds: UInt32 = 0

    package init(seconds: UInt32 = 0, nanoseconds: UInt32 = 0) {
      (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
    }
  }

  /// In the order of their paths' bytes; of one with a conflict there may be several.
  package fileprivate(set) var entries: [Entry] = []
  /// The paths in UTF-8, each with a zero behind it, as the system takes them.
  package fileprivate(set) var paths: [UInt8] = []
  /// The tree that a commit would have at the folder; `nil` where git has not made it since something was staged.
  package fileprivate(set) var tree: ObjectID?

  /// Reads the index of a work tree.
  ///
  /// - Parameters:
  ///   - location: The repository.
  ///   - folder: A folder at the top of the work tree.
  /// - Returns: `nil` where there is none, or it is of a kind that only git understands.
  package init?(_ location: RepositoryLocation, below folder: String) {
    guard let (bytes, written) = IndexFile.read(FilePath.join(location.gitDirectory, "index")) else { return nil }
    let isWhole = bytes.withUnsafeBytes { bytes in
      var reader = IndexReader(bytes, prefix: Array((folder + "/").utf8), written: written)
      return reader.read(into: &self, folder)
    }
    guard isWhole else { return nil }
  }

  /// The bytes of the index, and the second in which it was written.
  private static func read(_ path: String) -> (bytes: [UInt8], written: Int)? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, let start = buffer.baseAddress {
        let got = readBytes(file, start + count, size - count)
        if got < 0, errno == EINTR { continue }
        if got <= 0 { return }
        count += got
      }
    }
    #if canImport(Darwin)
      return bytes.count == size ? (bytes, status.st_mtimespec.tv_sec) : nil
    #else
      return bytes.count == size ? (bytes, status.st_mtim.tv_sec) : nil
    #endif
  }
}

/// Reads an index from its first byte to its last.
private struct IndexReader {
  private let bytes: UnsafeRawBufferPointer
  private let prefix: [UInt8]
  private let written: Int
  private var place = 12
  /// Where the checksum begins.
  private var end: Int { bytes.count - 20 }

  private static let emptyBlob = ObjectID(hex: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")

  init(_ bytes: UnsafeRawBufferPointer, prefix: [UInt8], written: Int) {
    (self.bytes, self.prefix, self.written) = (bytes, prefix, written)
  }

  private func word(_ place: Int) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  private func half(_ place: Int) -> UInt16 {
    UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self))
  }

  /// - Returns: Whether all was understood.
  mutating func read(into file: inout IndexFile, _ folder: String) -> Bool {
    guard bytes.count >= 32, bytes.starts(with: "DIRC".utf8), (2...4).contains(word(4)) else { return false }
    let version = word(4)
    // The path before, without which those of version 4 mean nothing.
    var path: [UInt8] = []
    for _ in 0..<word(8) {
      let start = place
      guard start + 64 < end else { return false }
      let flags = half(start + 60)
      let isExtended = version > 2 && flags & 0x4000 != 0
      place += isExtended ? 64 : 62
      let more = isExtended ? half(start + 62) : 0
      guard version == 4 ? readShortened(&path) : readPadded(&path, from: start, flags) else { return false }
      guard path.starts(with: prefix) else { continue }
      let first = file.paths.count
      file.paths += path
      file.paths.append(0)
      file.entries.append(entry(start, first..<first + path.count, flags, isIntended: more & 0x2000 != 0))
    }
    return readExtensions(into: &file, Array(folder.utf8))
  }

  private func entry(_ start: Int, _ path: Range<Int>, _ flags: UInt16, isIntended: Bool) -> IndexFile.Entry {
    var entry = IndexFile.Entry(path: path)
    entry.changed = .init(seconds: word(start), nanoseconds: word(start + 4))
    entry.modified = .init(seconds: word(start + 8), nanoseconds: word(start + 12))
    entry.inode = word(start + 20)
    entry.mode = word(start + 24)
    entry.size = word(start + 36)
    let isRacy = Int(entry.modified.seconds) >= written
    // Git writes this where it must look at the content the next time.
    let isSmudged = entry.size == 0 && ObjectID(raw: bytes, at: start + 40) != IndexReader.emptyBlob
    entry.isUnsure = isRacy || isSmudged || isIntended || flags & 0x3000 != 0
    return entry
  }

  /// Reads a path with zeros behind it up to a multiple of eight bytes.
  private mutating func readPadded(_ path: inout [UInt8], from start: Int, _ flags: UInt16) -> Bool {
    // The length is written down if it is small enough.
    let length = Int(flags & 0xFFF)
    let known = length < 0xFFF ? place + length : bytes[place..<end].firstIndex(of: 0)
    guard let zero = known, zero < end, bytes[zero] == 0 else { return false }
    path.removeAll(keepingCapacity: true)
    path += UnsafeRawBufferPointer(rebasing: bytes[place..<zero])
    place = start + (zero - start + 8) & ~7
    return place <= end
  }

  /// Reads how much of the path before is left out at its end, and what follows then.
  private mutating func readShortened(_ path: inout [UInt8]) -> Bool {
    guard let count = readOffset(), count <= path.count, let zero = bytes[place..<end].firstIndex(of: 0) else {
      return false
    }
    path.removeLast(count)
    path += bytes[place..<zero]
    place = zero + 1
    return true
  }

  /// A number as packs have those of offsets (gitformat-pack).
  private mutating func readOffset() -> Int? {
    var value = 0
    while place < end, value < 1 << 32 {
      let byte = Int(bytes[place])
      place += 1
      value = value << 7 | byte & 0x7F
      if byte & 0x80 == 0 { return value }
      value += 1
    }
    return nil
  }

  // MARK: - Extensions

  /// - Returns: Whether there is none that must be understood.
  private mutating func readExtensions(into file: inout IndexFile, _ folder: [UInt8]) -> Bool {
    while place < end {
      guard place + 8 <= end, (0x41...0x5A).contains(bytes[place]) else { return false }
      let isTree = bytes[place..<place + 4].elementsEqual("TREE".utf8)
      let next = place + 8 + Int(word(place + 4))
      guard next <= end else { return false }
      place += 8
      if isTree { file.tree = readTrees(upTo: next, folder) }
      place = next
    }
    return place == end
  }

  /// The tree of a folder, of those that begin here: the top's, then those below each.
  private mutating func readTrees(upTo end: Int, _ folder: [UInt8]) -> ObjectID? {
    guard let top = readTree(upTo: end) else { return nil }
    for _ in 0..<top.count {
      guard let tree = readTree(upTo: end) else { return nil }
      if tree.name.elementsEqual(folder) { return tree.id }
      var left = tree.count
      while left > 0 {
        guard let below = readTree(upTo: end) else { return nil }
        left += below.count - 1
      }
    }
    return nil
  }

  /// A name, how many entries it has (-1 where that is not known), how many trees are below it, and its id.
  private mutating func readTree(upTo end: Int) -> (name: Slice<UnsafeRawBufferPointer>, count: Int, id: ObjectID?)? {
    let rest = bytes[place..<end]
    guard let zero = rest.firstIndex(of: 0), let line = bytes[zero..<end].firstIndex(of: .newline) else { return nil }
    let numbers = bytes[zero + 1..<line].split(separator: 0x20).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 2, numbers[1] >= 0 else { return nil }
    let name = bytes[place..<zero]
    place = line + 1
    guard numbers[0] >= 0 else { return (name, numbers[1], nil) }
    guard place + 20 <= end, let id = ObjectID(raw: bytes, at: place) else { return nil }
    place += 20
    return (name, numbers[1], id)
  }
}

/// The system's `read`, by a name that no method hides.
private func readBytes(_ file: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, buffer, count)
}
