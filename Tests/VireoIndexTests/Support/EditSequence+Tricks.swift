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

/// What is not done every day.
extension EditSequence {
  func setTime(_ path: String, _ seconds: Int) {
    var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    utimensat(AT_FDCWD, fixture.path(path), &times, AT_SYMLINK_NOFOLLOW)
  }

  /// Changes a file and sets its time, and its folder's, to one long ago.
  mutating func touch() throws {
    guard let path = pick(all()) else { return }
    note("touch \(path)")
    if isFile(path), path.hasSuffix(".md"), maker.random.once(in: 2) {
      try put(text(path).replacing("a", with: "b"), path)
    }
    setTime(path, 1_000_000_000)
    setTime((path as NSString).deletingLastPathComponent, 1_000_000_000)
  }

  /// Puts a new file in the place of an old one, as editors do.
  mutating func replace() throws {
    guard let path = pick(files()) else { return }
    note("replace \(path)")
    let beside = (path as NSString).deletingLastPathComponent + "/.new"
    try put(maker.random.once(in: 2) ? text(path).replacing("s", with: "t") : maker.issue(config).text, beside)
    setTime(beside, 1_000_000_000)
    try rename(beside, path)
  }

  mutating func turnIntoSomethingElse() throws {
    guard let path = pick(all().filter { $0.hasSuffix(".md") }) else { return }
    note("turn \(path) into something else")
    let wasFile = isFile(path)
    let old = text(path)
    remove(path)
    switch maker.random.below(wasFile ? 4 : 1) {
    case 0: try put(wasFile ? old : maker.issue(config).text, path)
    case 1:
      let target = maker.random.once(in: 2) ? "nowhere" : (files().first.map { fixture.path($0) } ?? "nowhere")
      try FileManager.default.createSymbolicLink(atPath: fixture.path(path), withDestinationPath: target)
    case 2: try FileManager.default.createDirectory(atPath: fixture.path(path), withIntermediateDirectories: true)
    default: mkfifo(fixture.path(path), 0o644)
    }
  }

  mutating func exchange() throws {
    let files = files()
    guard let one = pick(files), let other = pick(files), one != other else { return }
    note("exchange \(one) and \(other)")
    let beside = issues + "/.exchange"
    try rename(one, beside)
    try rename(other, one)
    try rename(beside, other)
  }

  mutating func breakOrMend() throws {
    guard let path = pick(files()) else { return }
    note("break \(path)")
    switch maker.random.below(4) {
    case 0: try put("---\ntitle: \"a\"\nno end\n", path)
    case 1: try put("<<<<<<< one\na\n=======\nb\n>>>>>>> other\n", path)
    case 2: try put("", path)
    default: try put(text(path) + "\n<<<<<<< one\na\n=======\nb\n>>>>>>> other\n", path)
    }
  }

  mutating func renameAFolder() throws {
    guard let path = pick(folders()) else { return }
    let new = maker.random.once(in: 4) ? path + "~" : place() + "/" + maker.random.pick(["moved", "3-x", ".gone", "ü"])
    note("rename the folder \(path) to \(new)")
    if maker.random.once(in: 5) {
      remove(path)
    } else {
      try rename(path, new)
    }
  }

  mutating func changeTheConfiguration() throws {
    config = PlainConfig()
    switch maker.random.below(4) {
    case 0: config.statuses.removeLast()
    case 1: config.statuses[3].isOpen = true
    case 2: config.fields.removeAll { $0.key == "epic" || $0.key == "reviewer" }
    default: config.priorities.reverse()
    }
    note("change the configuration")
    try fixture.scratch.write(config.text, to: ".tracker/config.yml")
  }

  mutating func editAsTheProgramDoes() throws {
    guard
      let number = (try? fixture.tracker().issues().issues)?.compactMap(\.number).randomElement(using: &maker.random)
    else { return }
    note("edit \(number)")
    let text = maker.text()
    let closes = maker.random.once(in: 2)
    _ = try? fixture.tracker().edit { edit in
      let issue = try edit.issue(.number(number))
      if closes { try edit.close(issue) } else { try edit.comment(on: issue, author: "zoe", body: text) }
    }
  }

  /// Takes the cache away, or a part of it.
  mutating func damage() throws {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: fixture.cache)) ?? []).sorted()
    guard let name = pick(names), !maker.random.once(in: 3) else {
      note("remove the cache")
      try? FileManager.default.removeItem(atPath: fixture.cache)
      return
    }
    note("remove \(name) of the cache")
    try? FileManager.default.removeItem(atPath: fixture.cache + "/" + name)
  }
}
