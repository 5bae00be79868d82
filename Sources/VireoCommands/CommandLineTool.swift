import ArgumentParser
import Vireo

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program `vireo`.
public enum CommandLineTool {
  /// The version, as `vireo --version` prints it.
  public static let version = "0.1.0"

  /// Runs one command.
  ///
  /// - Parameter arguments: What stands behind the program's name.
  /// - Returns: The exit code: 0 if all went well, 1 for a failure or findings, 2 for wrong usage.
  public static func run(_ arguments: [String]) -> Int32 {
    // Scripts ask for this at every start, and the parser takes longer than the answer.
    if arguments == ["--version"] {
      print(version)
      return 0
    }
    // Who started this may ignore the ends of programs, and then nobody could tell how git ended.
    signal(SIGCHLD, SIG_DFL)
    do {
      let arguments = try ArgumentPreparation.prepare(arguments)
      var command = try VireoCommand.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch let error as VireoError {
      Console.printError(error.description)
      return 1
    } catch let error as QueryError {
      Console.printError(error.errorText)
      return 2
    } catch {
      let message = VireoCommand.fullMessage(for: error)
      if VireoCommand.exitCode(for: error) == .success {
        if !message.isEmpty { print(message) }
        return 0
      }
      Console.printError(message)
      return 2
    }
  }
}

/// What is done with the arguments before they are parsed.
enum ArgumentPreparation {
  /// Goes to the folder of each `-C` before the command, as git does, gives a bare `--json` or `--columns` a value, and
  /// keeps what a query excludes, as `-label:bug`, from being taken for options.
  static func prepare(_ arguments: [String]) throws -> [String] {
    var rest = arguments[...]
    while rest.first == "-C", rest.count >= 2 {
      try enter(rest.removeFirst(2))
    }
    var prepared: [String] = []
    for (index, argument) in rest.enumerated() {
      let next = rest.dropFirst(index + 1).first
      let isBare = ["--json", "--columns"].contains(argument) && (next?.hasPrefix("-") ?? true)
      prepared.append(isBare ? "\(argument)=\(FieldSelection.listing)" : argument)
    }
    return QuestionOptions.takesQuery(prepared) ? shielding(prepared) : prepared
  }

  /// Puts a blank before each term of a query that begins with a hyphen, which ``QuestionOptions`` takes away again.
  private static func shielding(_ arguments: [String]) -> [String] {
    var isValue = false
    var isBehindOptions = false
    return arguments.map { argument in
      let isTerm =
        argument.hasPrefix("-") && !argument.hasPrefix("--") && argument.contains { ":=<>~(\"@#$^".contains($0) }
      let isShielded = isTerm && !isValue && !isBehindOptions
      isValue = !isShielded && argument.hasPrefix("-") && !argument.contains("=") && argument != "--no-pager"
      isBehindOptions = isBehindOptions || argument == "--"
      return isShielded ? " " + argument : argument
    }
  }

  static func enter(_ folder: String) throws {
    guard chdir(folder) == 0 else {
      throw VireoError(
        .fileMissing, "the folder '\(folder)' can't be entered", causes: [String(cString: strerror(errno))],
        advice: "correct the path behind -C")
    }
  }
}

extension ArraySlice<String> {
  /// Removes `-C` and its folder, and returns the folder.
  fileprivate mutating func removeFirst(_ count: Int) -> String {
    let folder = self[startIndex + 1]
    self = dropFirst(count)
    return folder
  }
}
