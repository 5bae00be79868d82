import Foundation
import Vireo
import VireoGit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output and error, and what is known of the terminal behind them.
package final class Console {
  /// Whether results go to a terminal.
  let isTerminal: Bool
  /// Whether people can be asked: input and output are a terminal.
  let isInteractive: Bool
  let usesColour: Bool
  private let wantsPager: Bool
  /// How far long work has come, while nothing else is printed.
  let progress = ProgressLine()
  private var buffer: [UInt8] = []
  private var pager: (process: pid_t, input: Int32)?
  private let variables = ProcessInfo.processInfo.environment

  init(usesPager: Bool) {
    isTerminal = isatty(STDOUT_FILENO) == 1
    isInteractive = isTerminal && isatty(STDIN_FILENO) == 1
    usesColour = Console.colour(isTerminal: isTerminal, variables)
    wantsPager = usesPager
  }

  /// NO_COLOR (no-color.org) and CLICOLOR (bixense.com/clicolors).
  private static func colour(isTerminal: Bool, _ variables: [String: String]) -> Bool {
    if let value = variables["NO_COLOR"], !value.isEmpty { return false }
    if let value = variables["CLICOLOR_FORCE"], value != "0", !value.isEmpty { return true }
    return isTerminal && variables["CLICOLOR"] != "0" && variables["TERM"] != "dumb"
  }

  /// The columns that a table may take; `nil` where it is for no terminal, and may take any.
  var width: Int? {
    if let text = variables["COLUMNS"], let columns = Int(text), columns > 0 { return columns }
    guard isTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a result, with a line end.
  func print(_ text: String) {
    buffer += text.utf8
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 1 << 16 { flush() }
  }

  /// Writes a result as it is.
  func write(_ bytes: [UInt8]) {
    buffer += bytes
    if buffer.count > 1 << 16 { flush() }
  }

  /// Lets a function write a result behind what waits to be written.
  func add(_ write: (inout [UInt8]) -> Void) {
    write(&buffer)
    if buffer.count > 1 << 16 { flush() }
  }

  /// Writes lines with text from files: on a terminal without anything that could steer it.
  func printData(_ text: String) {
    print(isTerminal ? TerminalText.harmless(text, keepingLines: true) : text)
  }

  /// Writes to standard error, behind what was written to standard output before.
  func note(_ text: String) {
    flush()
    progress.clear()
    Console.printError(text)
  }

  static func printError(_ text: String) {
    write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Sends what follows through a pager, if results go to a terminal.
  func startPager() {
    guard isTerminal, wantsPager, pager == nil else { return }
    let command = ["VIREO_PAGER", "GIT_PAGER", "PAGER"].compactMap { variables[$0] }.first ?? "less"
    guard !command.isEmpty, command != "cat" else { return }
    var environment = variables
    environment["LESS"] = variables["LESS"] ?? "FRX"
    signal(SIGPIPE, SIG_IGN)
    progress.clear()
    pager = try? ChildProcess.startReader("/bin/sh", ["-c", command], environment: environment)
  }

  func flush() {
    if !buffer.isEmpty { progress.clear() }
    Console.write(buffer, to: pager?.input ?? STDOUT_FILENO)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left and waits for the pager.
  func finish() {
    flush()
    progress.clear()
    guard let pager else { return }
    close(pager.input)
    // An interrupt is for the pager, which stays until it is left.
    signal(SIGINT, SIG_IGN)
    _ = ChildProcess.wait(for: pager.process)
    self.pager = nil
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      // The reader has gone; there is nobody to tell.
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// The system's own function, whose name a method would hide.
func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

extension Console {
  /// Writes over the last line of a terminal's standard error.
  package static func printProgress(_ text: String, isLast: Bool) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    write(Array(("\r\u{1B}[K" + (isLast ? "" : text)).utf8), to: STDERR_FILENO)
  }
}
