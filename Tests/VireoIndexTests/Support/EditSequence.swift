import Foundation
import Vireo
import VireoTestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Random changes of a tracker's files, as editors, shells and git make them.
struct EditSequence {
  let fixture: IndexFixture
  var maker: IssueMaker
  var config = PlainConfig()
  /// Whether git's commands are among the changes.
  let usesGit: Bool
  /// What was done, for a failure's message.
  var log: [String] = []
  /// Contents that were put away, to come back later.
  var kept: [(path: String, text: String)] = []

  init(seed: UInt64) throws {
    fixture = try IndexFixture()
    maker = IssueMaker(seed: seed)
    usesGit = maker.random.once(in: 3)
    for number in 1...(2 + maker.random.below(8)) { try create(number) }
    if usesGit {
      try commit("begin")
    }
  }

  var issues: String { ".tracker/issues" }

  /// Makes one change.
  mutating func step() throws {
    switch maker.random.below(usesGit ? 32 : 24) {
    case 0, 1: try create(1 + maker.random.below(14))
    case 2, 3: try rewrite()
    case 4, 5, 6: try changeALetter()
    case 7: try append()
    case 8: try rename()
    case 9: try move()
    case 10: try delete()
    case 11, 12: try comment()
    case 13: try changeAComment()
    case 14: try attach()
    case 15: try touch()
    case 16: try replace()
    case 17: try turnIntoSomethingElse()
    case 18: try exchange()
    case 19: try breakOrMend()
    case 20: try renameAFolder()
    case 21: try changeTheConfiguration()
    case 22: try editAsTheProgramDoes()
    case 23: try damage()
    case 24, 25, 26: try commit()
    case 27: try branch()
    case 28, 29: try merge()
    case 30: try stash()
    default: try goBack()
    }
  }

  // MARK: - What is there

  /// The paths of files below `issues/`, without what lies in folders of issues.
  func files() -> [String] { all().filter { $0.hasSuffix(".md") && !isComment($0) && isFile($0) } }

  func isComment(_ path: String) -> Bool { path.contains(/\/\d{8}T\d{6}Z-/) }

  func all() -> [String] {
    let names = FileManager.default.enumerator(atPath: fixture.path(issues))?.compactMap { $0 as? String } ?? []
    return names.sorted().map { issues + "/" + $0 }
  }

  func folders() -> [String] { all().filter { isFolder($0) } }

  func type(_ path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: fixture.path(path)))?[.type] as? FileAttributeType
  }

  func isFile(_ path: String) -> Bool { type(path) == .typeRegular }
  func isFolder(_ path: String) -> Bool { type(path) == .typeDirectory }

  mutating func pick(_ paths: [String]) -> String? { paths.isEmpty ? nil : maker.random.pick(paths) }

  mutating func note(_ text: String) { log.append(text) }

  mutating func place() -> String {
    issues + maker.random.pick(["", "", "", "/sub", "/1k", "/sub/deep", "/ü"])
  }

  func put(_ text: String, _ path: String) throws {
    let full = fixture.path(path)
    try FileManager.default.createDirectory(
      atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    // In place: neither the inode nor the folder changes.
    let file = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard file >= 0 else { return }
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard write(file, bytes, bytes.count) == bytes.count else { throw ScratchError(message: "\(path): \(errno)") }
  }

  func text(_ path: String) -> String {
    // Reading a pipe would wait for its writer.
    guard isFile(path) else { return "" }
    return FileManager.default.contents(atPath: fixture.path(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  func rename(_ old: String, _ new: String) throws {
    let folder = (fixture.path(new) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard !new.hasPrefix(old + "/") else { return }
    _ = Foundation.rename(fixture.path(old), fixture.path(new))
  }

  func remove(_ path: String) { try? FileManager.default.removeItem(atPath: fixture.path(path)) }

  // MARK: - Issues

  mutating func create(_ number: Int) throws {
    let name = maker.random.once(in: 8) ? "draft\(number)" : maker.random.once(in: 9) ? "\(number)" : "\(number)-x"
    let path = place() + "/" + name + ".md"
    note("create \(path)")
    try put(maker.random.once(in: 9) ? "# \(maker.title())\n\n\(maker.text())\n" : maker.issue(config).text, path)
  }

  mutating func rewrite() throws {
    guard let path = pick(files()) else { return }
    note("rewrite \(path)")
    try put(maker.issue(config).text, path)
  }

  /// Changes a file without changing its size, and maybe asks and changes it again at once.
  mutating func changeALetter() throws {
    guard let path = pick(files()) else { return }
    note("change a letter of \(path)")
    for _ in 0...maker.random.below(3) {
      var bytes = Array(text(path).utf8)
      let letters = bytes.indices.filter { (0x61...0x7A).contains(bytes[$0]) }
      // What stands before a colon is a key.
      let free = letters.filter { index in
        bytes[index...].first { $0 == 0x3A || $0 == 0x0A || $0 == 0x22 } != 0x3A
      }
      guard let index = free.randomElement(using: &maker.random) else { return }
      bytes[index] = maker.random.pick(Array("abcxyz".utf8))
      try put(String(decoding: bytes, as: UTF8.self), path)
      if maker.random.once(in: 2) { _ = try? fixture.tracker().issues(matching: .text("crash")) }
    }
  }

  mutating func append() throws {
    guard let path = pick(files()) else { return }
    note("append to \(path)")
    guard let file = FileHandle(forWritingAtPath: fixture.path(path)) else { return }
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: Data((maker.text() + "\n").utf8))
  }

  mutating func rename() throws {
    guard let path = pick(files()) else { return }
    let folder = (path as NSString).deletingLastPathComponent
    let new =
      folder + "/" + maker.random.pick(["\(maker.number())-x", "\(maker.number())", "new", ".hidden", "x~"]) + ".md"
    note("rename \(path) to \(new)")
    try rename(path, new)
    if maker.random.once(in: 2) { try rename(String(path.dropLast(3)), String(new.dropLast(3))) }
  }

  mutating func move() throws {
    guard let path = pick(files()) else { return }
    let new = place() + "/" + (path as NSString).lastPathComponent
    note("move \(path) to \(new)")
    try rename(path, new)
    if !maker.random.once(in: 3) { try rename(String(path.dropLast(3)), String(new.dropLast(3))) }
  }

  mutating func delete() throws {
    if let last = kept.popLast(), maker.random.once(in: 2) {
      note("bring back \(last.path)")
      return try put(last.text, last.path)
    }
    guard let path = pick(files()) else { return }
    note("delete \(path)")
    kept.append((path, text(path)))
    remove(path)
    if maker.random.once(in: 2) { remove(String(path.dropLast(3))) }
    if maker.random.once(in: 4) { try create(1 + maker.random.below(14)) }
  }

  // MARK: - Comments and attachments

  mutating func comment() throws {
    guard let path = pick(files()) else { return }
    let comment = maker.comment()
    let place = String(path.dropLast(3)) + "/" + comment.name
    note("comment \(place)")
    try put(comment.body + "\n", place)
  }

  mutating func changeAComment() throws {
    guard let path = pick(all().filter { isComment($0) && isFile($0) }) else { return }
    note("change \(path)")
    switch maker.random.below(4) {
    case 0: remove(path)
    case 1: try rename(path, (path as NSString).deletingLastPathComponent + "/" + maker.comment().name)
    case 2:
      let bytes = Array(text(path).utf8).map { (0x61...0x79).contains($0) ? $0 + 1 : $0 }
      try put(String(decoding: bytes, as: UTF8.self), path)
    default: try put(maker.text() + "\n", path)
    }
  }

  mutating func attach() throws {
    if maker.random.once(in: 2), let path = pick(all().filter { $0.hasSuffix(".bin") }) {
      note("detach \(path)")
      return remove(path)
    }
    guard let path = pick(files()) else { return }
    let place = String(path.dropLast(3)) + maker.random.pick(["/a.bin", "/deep/b.bin", "/.hidden.bin", "/c~", "/d.md"])
    note("attach \(place)")
    try put("data", place)
  }
}
