import Foundation
import Testing
import VireoGit
import VireoModel
import VireoTestSupport

@Suite struct ChildProcessTests {
  private func shell(_ command: String, input: [UInt8] = []) throws -> ChildProcess.Output {
    try ChildProcess.run("/bin/sh", ["-c", command], environment: ["PATH": "/usr/bin:/bin"], input: input)
  }

  @Test func collectsBothOutputsAndTheCode() throws {
    let result = try shell("echo out; echo err >&2; exit 3")
    #expect(result.text == "out\n")
    #expect(result.firstError == "err")
    #expect(result.status == 3)
  }

  @Test func doesNotWaitForEverOnLargeTexts() throws {
    let input = [UInt8](repeating: 120, count: 3_000_000)
    #expect(try shell("cat", input: input).output == input)
    #expect(try shell("head -c 2000000 /dev/zero >&2; cat >&2", input: input).errors.count == 5_000_000)
  }

  @Test func survivesAProgramThatDoesNotRead() throws {
    #expect(try shell("exit 0", input: [UInt8](repeating: 0, count: 1_000_000)).status == 0)
  }

  @Test func takesAFailureToReadForNoEnd() throws {
    let folder = open("/", O_RDONLY)
    defer { close(folder) }
    let error = #expect(throws: VireoError.self) { try ChildProcess.readAll(folder) }
    #expect(error?.causes == ["Is a directory"])
  }

  @Test func tellsTheSignalThatEndedIt() throws {
    #expect(try shell("kill -9 $$").status == 137)
  }

  @Test func takesAnEndThatNobodyCanTellForNoSuccess() {
    #expect(ChildProcess.wait(for: getpid()) == 255)
  }

  /// What a process has open as pipes; none where the system does not tell.
  private func pipes(of process: String) -> Set<String> {
    let folder = "/proc/\(process)/fd/"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Set(names.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: folder + $0) })
      .filter { $0.hasPrefix("pipe:") }
  }

  @Test func aProgramHasNoPipeOfOneThatStartsMeanwhile() throws {
    let inherited = pipes(of: "self")
    nonisolated(unsafe) var readers = [(process: pid_t, input: Int32)?](repeating: nil, count: 1000)
    readers.withUnsafeMutableBufferPointer { places in
      nonisolated(unsafe) let places = places
      DispatchQueue.concurrentPerform(iterations: places.count) { index in
        places[index] = try? ChildProcess.startReader("cat", [], environment: [:])
      }
    }
    let started = readers.compactMap { $0 }
    #expect(started.count == readers.count)
    let others = started.map { pipes(of: "\($0.process)").subtracting(inherited).count - 1 }.filter { $0 > 0 }
    for reader in started { close(reader.input) }
    for reader in started { #expect(ChildProcess.wait(for: reader.process) == 0) }
    #expect(others == [])
  }

  @Test func saysThatAProgramIsMissing() throws {
    let error = #expect(throws: VireoError.self) {
      try ChildProcess.run("vireo-has-no-such-program", [], environment: [:])
    }
    #expect(error?.causes == ["No such file or directory"])
  }
}
