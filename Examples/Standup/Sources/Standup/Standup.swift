import Foundation
import Vireo

/// Says who has which open issues, the most urgent first.
///
///     Standup [FOLDER]        of the tracker that the folder lies in; of the present one if none is named
///     Standup --demo FOLDER   of a small tracker that it makes in the folder
@main struct Standup {
  static func main() {
    do {
      print(try report(Array(CommandLine.arguments.dropFirst())))
    } catch let error as VireoError {
      // The rule, the cause, what was written, and the way out.
      complain("\(error)")
    } catch {
      complain("error: \(error.localizedDescription)")
    }
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    exit(1)
  }

  private static func report(_ arguments: [String]) throws -> String {
    switch arguments.first {
    case "--demo"?:
      guard arguments.count == 2 else { return "usage: Standup --demo FOLDER" }
      return try Demo(folder: arguments[1]).run()
    case let folder?: return try Board(Tracker.open(at: folder)).text
    case nil: return try Board(Tracker.open()).text
    }
  }
}
