import Foundation
import VireoModel

#if canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#else
  package import Darwin
#endif

/// Another program, started without a shell.
package enum ChildProcess {
  package struct Output: Sendable {
    /// The exit code; 128 and the signal's number if one ended it.
    package var status: Int32
    package var output: [UInt8]
    package var errors: [UInt8]

    package var text: String { String(decoding: output, as: UTF8.self) }

    /// The first line that it wrote to its standard error.
    package var firstError: String {
      let line = errors.split(separator: UInt8(ascii: "\n")).first ?? []
      return String(decoding: line, as: UTF8.self)
    }
  }

  /// Runs a program to its end, gives it the input and collects what it writes.
  ///
  /// - Throws: ``VireoError`` with the code `read-failed` if it cannot be started, or what it writes cannot be read.
  package static func run(
    _ program: String, _ arguments: [String], environment: [String: String], input: [UInt8] = []
  ) throws -> Output {
    var output = Pipe()
    var errors = Pipe()
    var source = Pipe(socket: true)
    guard output.isOpen, errors.isOpen, source.isOpen else { throw failure(program, errno) }
    var actions = FileActions()
    actions.use(source.read, as: 0)
    actions.use(output.write, as: 1)
    actions.use(errors.write, as: 2)
    let process = try spawn(program, arguments, environment, &actions)
    source.closeRead()
    output.closeWrite()
    errors.closeWrite()
    do {
      let collected = try exchange(input, source: &source, output: output.read, errors: errors.read)
      return Output(status: wait(for: process), output: collected.0, errors: collected.1)
    } catch {
      kill(process, SIGKILL)
      _ = wait(for: process)
      throw error
    }
  }

  /// Runs a program on this process's own terminal, and returns its exit code.
  package static func runInForeground(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws -> Int32 {
    var actions = FileActions()
    return wait(for: try spawn(program, arguments, environment, &actions))
  }

  /// Starts a program that reads what is written to the returned descriptor.
  package static func startReader(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws -> (process: pid_t, input: Int32) {
    var source = Pipe()
    guard source.isOpen else { throw failure(program, errno) }
    var actions = FileActions()
    actions.use(source.read, as: 0)
    let process = try spawn(program, arguments, environment, &actions)
    source.closeRead()
    return (process, source.releaseWrite())
  }

  /// Starts a program that is asked and answers for a while.
  ///
  /// - Parameter readingErrors: Whether what it writes to its standard error is read with its answers, and not dropped.
  /// - Returns: A socket to write to, and a pipe to read from.
  static func startDialogue(
    _ program: String, _ arguments: [String], environment: [String: String], readingErrors: Bool
  ) throws -> (process: pid_t, input: Int32, output: Int32) {
    var source = Pipe(socket: true)
    var answers = Pipe()
    guard source.isOpen, answers.isOpen else { throw failure(program, errno) }
    var actions = FileActions()
    actions.use(source.read, as: 0)
    actions.use(answers.write, as: 1)
    if readingErrors { actions.use(answers.write, as: 2) } else { actions.discard(2) }
    let process = try spawn(program, arguments, environment, &actions)
    source.closeRead()
    answers.closeWrite()
    return (process, source.releaseWrite(), answers.releaseRead())
  }

  /// Writes to a socket; false where nobody reads any more.
  static func write(_ bytes: [UInt8], toSocket socket: Int32) -> Bool {
    var left = bytes[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes { systemSend(socket, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      left = left.dropFirst(count)
    }
    return true
  }

  /// What comes from a pipe until its other end is closed.
  ///
  /// - Throws: ``VireoError`` with the code `read-failed`; a part is never taken for the whole.
  package static func readAll(_ descriptor: Int32) throws -> [UInt8] {
    var collected: [UInt8] = []
    while try readMore(descriptor, &collected) {}
    return collected
  }

  /// Waits for something to come from a pipe, and appends it; false at its end.
  static func readMore(_ descriptor: Int32, _ bytes: inout [UInt8]) throws -> Bool {
    try withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw unreadable(errno) }
        bytes += buffer[..<count]
        return count > 0
      }
    }
  }

  private static func unreadable(_ code: Int32) -> VireoError {
    VireoError(
      .readFailed, "what a program answers can't be read", causes: [String(cString: strerror(code))],
      advice: "run it again")
  }

  /// Waits for a program's end.
  ///
  /// - Returns: Its exit code; 128 and the signal's number if one ended it, and 255 if nobody can tell.
  package static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return 255 } }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ actions: inout FileActions
  ) throws -> pid_t {
    let texts = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (texts + variables).forEach { free($0) } }
    var attributes = SpawnAttributes()
    var process = pid_t()
    let code = Pipe.making.withLock {
      posix_spawnp(&process, program, &actions.value, &attributes.value, texts, variables)
    }
    guard code == 0 else { throw failure(program, code) }
    return process
  }

  private static func failure(_ program: String, _ code: Int32) -> VireoError {
    VireoError(
      .readFailed, "the program '\(program)' can't be started", causes: [String(cString: strerror(code))],
      advice: "install it, or add its folder to PATH")
  }

  /// Writes and reads as each side is ready, so that neither waits for the other.
  private static func exchange(
    _ input: [UInt8], source: inout Pipe, output: Int32, errors: Int32
  ) throws -> ([UInt8], [UInt8]) {
    var collected: [[UInt8]] = [[], []]
    var open = [output, errors]
    var left = input[...]
    if left.isEmpty { source.closeWrite() }
    while open != [-1, -1] {
      var polled = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      polled.append(pollfd(fd: left.isEmpty ? -1 : source.write, events: Int16(POLLOUT), revents: 0))
      guard poll(&polled, nfds_t(polled.count), -1) >= 0 else {
        if errno == EINTR { continue }
        throw unreadable(errno)
      }
      for index in 0..<2 where polled[index].revents != 0 {
        if try !readMore(open[index], &collected[index]) { open[index] = -1 }
      }
      if polled[2].revents != 0 {
        // A socket, so that a program which does not read all ends its input and not this process.
        let count = left.withUnsafeBytes { send(source.write, $0.baseAddress, $0.count, Pipe.sendFlags) }
        if count < 0, errno == EAGAIN || errno == EINTR { continue }
        left = count > 0 ? left.dropFirst(count) : []
        if left.isEmpty { source.closeWrite() }
      }
    }
    return (collected[0], collected[1])
  }
}

/// The system's `send`, by a name that no method hides.
private func systemSend(_ socket: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  send(socket, bytes, count, Pipe.blockingSendFlags)
}

private struct Pipe: ~Copyable {
  private(set) var read: Int32 = -1
  private(set) var write: Int32 = -1

  #if canImport(Darwin)
    static let sendFlags = Int32(MSG_DONTWAIT)
    static let blockingSendFlags: Int32 = 0
  #else
    static let sendFlags = Int32(truncatingIfNeeded: MSG_NOSIGNAL | MSG_DONTWAIT)
    static let blockingSendFlags = Int32(truncatingIfNeeded: MSG_NOSIGNAL)
  #endif

  init(socket: Bool = false) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    Pipe.making.withLock {
      guard (socket ? socketpair(AF_UNIX, kind, 0, &ends) : pipe(&ends)) == 0 else { return }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    (read, write) = (ends[0], ends[1])
    #if canImport(Darwin)
      var on: Int32 = 1
      if isOpen, socket { setsockopt(write, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size)) }
    #endif
  }

  /// Held while a pipe is made or a program started: one that has a pipe's end by mistake would keep it open.
  static let making = NSLock()

  deinit {
    if read >= 0 { close(read) }
    if write >= 0 { close(write) }
  }

  var isOpen: Bool { read >= 0 }

  mutating func closeRead() {
    if read >= 0 { close(read) }
    read = -1
  }

  mutating func closeWrite() {
    if write >= 0 { close(write) }
    write = -1
  }

  mutating func releaseRead() -> Int32 {
    defer { read = -1 }
    return read
  }

  mutating func releaseWrite() -> Int32 {
    defer { write = -1 }
    return write
  }
}

/// A new program begins with no signal blocked and a closed pipe ending it, whatever the thread that starts it has.
private struct SpawnAttributes: ~Copyable {
  #if canImport(Darwin)
    var value: posix_spawnattr_t?
  #else
    var value = posix_spawnattr_t()
  #endif

  init() {
    posix_spawnattr_init(&value)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&value, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&value, &signals)
    posix_spawnattr_setflags(&value, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  deinit {
    var value = value
    posix_spawnattr_destroy(&value)
  }
}

private struct FileActions: ~Copyable {
  #if canImport(Darwin)
    var value: posix_spawn_file_actions_t?
  #else
    var value = posix_spawn_file_actions_t()
  #endif

  init() { posix_spawn_file_actions_init(&value) }

  deinit {
    var value = value
    posix_spawn_file_actions_destroy(&value)
  }

  mutating func discard(_ number: Int32) {
    posix_spawn_file_actions_addopen(&value, number, "/dev/null", O_WRONLY, 0)
  }

  mutating func use(_ descriptor: Int32, as number: Int32) {
    posix_spawn_file_actions_adddup2(&value, descriptor, number)
  }
}
