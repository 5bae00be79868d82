import VireoFormat
import VireoGit
import VireoModel

/// Changes that reach the files together.
///
/// An edit is kept as what is to be done, not as its result: where a file was changed by somebody else in between,
/// it is read again and the edit is made again.
package struct Transaction {
  package typealias Edit = ([UInt8]) throws -> [UInt8]

  let store: Store
  private var writer: FileWriter
  private var edits: [String: [Edit]] = [:]
  private var order: [String] = []
  private var created: [String: [UInt8]] = [:]
  private var moves: [(from: String, to: String)] = []
  private var removed: [String] = []

  init(_ store: Store) throws {
    self.store = store
    writer = try FileWriter(workTree: store.workTree, count: 0)
  }

  /// The tracker as it is in the files now, without what is staged.
  package func snapshot() throws -> Snapshot { try Snapshot(WorkTreeFiles(workTree: store.workTree)) }

  /// The bytes of a file with what is staged.
  package func bytes(of path: String) throws -> [UInt8]? {
    if let bytes = created[path] { return try apply(edits[path] ?? [], to: bytes) }
    return try writer.bytes(of: path).map { try apply(edits[path] ?? [], to: $0) }
  }

  /// Stages a change of a file.
  package mutating func edit(_ path: String, _ edit: @escaping Edit) throws {
    guard let bytes = try bytes(of: path) else {
      throw VireoError(
        .fileMissing, "there is no file '\(path)'", state: "nothing was written", advice: "correct the path")
    }
    // Made once now, so that an edit which cannot be made stops everything.
    _ = try edit(bytes)
    if edits[path] == nil, created[path] == nil { order.append(path) }
    edits[path, default: []].append(edit)
  }

  /// Stages a new file.
  package mutating func create(_ path: String, _ bytes: [UInt8]) {
    if created[path] == nil { order.append(path) }
    created[path] = bytes
  }

  /// Stages the move of a file or folder; edits of the file are made before.
  package mutating func move(_ old: String, to new: String) { moves.append((old, new)) }

  /// Stages the removal of a file.
  package mutating func remove(_ path: String) throws {
    guard try writer.bytes(of: path) != nil else {
      throw VireoError(
        .fileMissing, "there is no file '\(path)'", state: "nothing was written", advice: "correct the path")
    }
    removed.append(path)
  }

  /// Whether a path is taken, by a file or by what is staged.
  package func isTaken(_ path: String) throws -> Bool {
    try created[path] != nil || writer.bytes(of: path) != nil
  }

  private func apply(_ edits: [Edit], to bytes: [UInt8]) throws -> [UInt8] {
    try edits.reduce(bytes) { try $1($0) }
  }

  // MARK: - Finishing

  /// A staged file with what it was read as.
  private struct Staged {
    var file: FileWriter.Prepared
    var original: [UInt8]?
  }

  /// Writes everything; what needs room on the disk comes before the first visible change.
  mutating func finish() throws -> [String] {
    writer = try FileWriter(workTree: store.workTree, count: order.count + moves.count + removed.count)
    let journal = Journal(in: store.stateFolder)
    journal.removeLeftovers(with: writer)
    var staged: [Staged] = []
    do {
      try journal.write(order.map { FileWriter.temporaryPath(for: $0) })
      for path in order {
        let original = created[path] == nil ? try writer.bytes(of: path) : nil
        guard let bytes = try bytes(of: path), bytes != original else { continue }
        staged.append(Staged(file: try writer.prepare(path, bytes), original: original))
      }
      writer.flushAll()
    } catch {
      staged.forEach { writer.discard($0.file) }
      journal.remove()
      throw error
    }
    defer { journal.remove() }
    var done: [String] = []
    for (index, file) in staged.enumerated() {
      do {
        try place(file)
        done.append(file.file.path)
      } catch {
        staged[index...].forEach { writer.discard($0.file) }
        throw Transaction.failure(error, done: done, of: staged.count)
      }
    }
    done += try finishMoves(done: done, of: staged.count)
    done += try finishRemovals(done: done, of: staged.count)
    if !done.isEmpty { writer.flushAll() }
    return done
  }

  /// How often a file may change under our hands before we give up.
  private static let attempts = 10

  private func place(_ staged: Staged) throws {
    guard let original = staged.original else {
      guard try writer.place(staged.file, isNew: true) else {
        throw VireoError(
          .fileChanged, "'\(staged.file.path)' was made by somebody else in the meantime", advice: "run it again")
      }
      return
    }
    var current = staged.file
    var known = original
    for _ in 0..<Transaction.attempts {
      let now = try writer.bytes(of: current.path)
      if now == known {
        _ = try writer.place(current, isNew: false)
        return
      }
      writer.discard(current)
      guard let now else {
        throw VireoError(.fileChanged, "'\(current.path)' was removed in the meantime", advice: "run it again")
      }
      current = try writer.prepare(current.path, try apply(edits[current.path] ?? [], to: now))
      known = now
    }
    writer.discard(current)
    throw VireoError(
      .fileChanged, "'\(current.path)' was changed again and again by somebody else", advice: "run it again")
  }

  private func finishMoves(done: [String], of count: Int) throws -> [String] {
    var paths: [String] = []
    for move in moves {
      let files: [String]
      do {
        files = try WorkTreeFiles(workTree: store.workTree).files(movedWith: move.from)
        try writer.move(move.from, to: move.to)
      } catch {
        throw Transaction.failure(error, done: done + paths, of: count + moves.count)
      }
      paths += files + files.map { move.to + $0.dropFirst(move.from.count) }
    }
    return paths
  }

  private func finishRemovals(done: [String], of count: Int) throws -> [String] {
    var paths: [String] = []
    for path in removed {
      do {
        try writer.remove(path)
        paths.append(path)
      } catch {
        throw Transaction.failure(error, done: done + paths, of: count + moves.count + removed.count)
      }
    }
    return paths
  }

  private static func failure(_ error: any Error, done: [String], of count: Int) -> any Error {
    guard var error = error as? VireoError else { return error }
    error.state =
      done.isEmpty
      ? "nothing was written" : "\(done.count) of \(count) files were written: \(done.joined(separator: ", "))"
    return error
  }
}
