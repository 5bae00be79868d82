import Foundation
import VireoModel
import VireoTestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What may happen to the cache's files.
enum CacheDamage: String, CaseIterable {
  case folderRemoved, folderIsAFile, folderIsALinkToNowhere, folderIsEmpty
  case databaseRemoved, databaseEmpty, databaseCut, databaseIsNoise, pageIsNoise, headerIsNoise, databaseIsAFolder
  case databaseIsALink, databaseIsOfANewerVersion, databaseIsAnotherOne
  case stampRemoved, stampIsWrong, stampIsEmpty, stampIsAFolder
  case lockRemoved, lockIsAFolder, lockIsALink, clockIsAFolder, clockIsALink
  case journalIsNoise, journalIsAFolder, nothingCanBeWritten

  /// Damage after which the stamp is written anew, as if nothing had happened.
  static let whatIsSeenWithoutTheStamp: [CacheDamage] = [
    .databaseEmpty, .databaseIsNoise, .headerIsNoise, .databaseIsOfANewerVersion, .databaseIsAnotherOne,
  ]

  func happen(to fixture: IndexFixture, _ random: inout SplitMix64) throws {
    let (cache, files) = (fixture.cache, FileManager.default)
    let database = try fixture.database()
    let base = String(database.dropLast(7))
    func bytes() -> [UInt8] { files.contents(atPath: database).map { [UInt8]($0) } ?? [] }
    func noise(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
    func put(_ bytes: [UInt8], _ path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
    func remove(_ path: String) { try? files.removeItem(atPath: path) }
    func folder(_ path: String) throws {
      remove(path)
      try files.createDirectory(atPath: path + "/in", withIntermediateDirectories: true)
    }
    func link(_ path: String) throws {
      remove(path)
      try files.createSymbolicLink(atPath: path, withDestinationPath: fixture.path("outside"))
    }
    /// Writes in place, so that the inode stays.
    func overwrite(_ bytes: [UInt8], at offset: Int) throws {
      guard let file = FileHandle(forWritingAtPath: database) else { return }
      defer { try? file.close() }
      try file.seek(toOffset: UInt64(offset))
      try file.write(contentsOf: Data(bytes))
    }
    switch self {
    case .folderRemoved: remove(cache)
    case .folderIsAFile:
      remove(cache)
      try put([1, 2, 3], cache)
    case .folderIsALinkToNowhere: try link(cache)
    case .folderIsEmpty:
      for name in try files.contentsOfDirectory(atPath: cache) { remove(cache + "/" + name) }
    case .databaseRemoved: remove(database)
    case .databaseEmpty: truncate(database, 0)
    case .databaseCut: truncate(database, off_t(1 + random.below(max(2, bytes().count))))
    case .databaseIsNoise: try overwrite(noise(bytes().count), at: 0)
    case .pageIsNoise: try overwrite(noise(8192), at: 8192 * random.below(max(1, bytes().count / 8192)))
    case .headerIsNoise: try overwrite(noise(100), at: 0)
    case .databaseIsAFolder: try folder(database)
    case .databaseIsALink: try link(database)
    case .databaseIsOfANewerVersion: try overwrite([0, 0, 1, 0], at: 60)
    case .databaseIsAnotherOne:
      let history = try files.contentsOfDirectory(atPath: cache).first { $0.contains(/^history.*sqlite$/) }
      try put(history.flatMap { files.contents(atPath: cache + "/" + $0) }.map { [UInt8]($0) } ?? [0], database)
    case .stampRemoved: remove(database + ".stamp")
    case .stampIsWrong: try put(noise(40), database + ".stamp")
    case .stampIsEmpty: truncate(database + ".stamp", 0)
    case .stampIsAFolder: try folder(database + ".stamp")
    case .lockRemoved: remove(base + ".lock")
    case .lockIsAFolder: try folder(base + ".lock")
    case .lockIsALink: try link(base + ".lock")
    case .clockIsAFolder: try folder(cache + "/clock")
    case .clockIsALink: try link(cache + "/clock")
    case .journalIsNoise: try put(noise(5000), database + "-journal")
    case .journalIsAFolder: try folder(database + "-journal")
    case .nothingCanBeWritten:
      for name in try files.contentsOfDirectory(atPath: cache) { chmod(cache + "/" + name, 0o444) }
      chmod(cache, 0o555)
    }
  }

  /// Writes the stamp of a database as the program does.
  static func stamp(_ database: String) throws {
    var status = stat()
    guard lstat(database, &status) == 0 else { return }
    #if canImport(Darwin)
      let (modified, changed, boot) = (status.st_mtimespec, status.st_ctimespec, "")
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
      let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    #endif
    func nanoseconds(_ time: timespec) -> Int { Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec) }
    let inode = UInt64(status.st_ino) ^ (UInt64(status.st_mode & S_IFMT) << 48)
    let text = "\(boot) \(status.st_size) \(nanoseconds(modified)) \(nanoseconds(changed)) \(inode)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: database + ".stamp"))
  }
}
