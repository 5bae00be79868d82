import ArgumentParser
import Foundation
import Vireo
import VireoErrors

/// Where events are recorded.
struct EventOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where events are recorded, in the place of 'vireo/events' in git's folder.", valueName: "dir"),
    completion: .directory)
  var data: String?

  func folder(of tracker: Tracker) -> EventFolder {
    EventFolder(data.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? tracker.eventFolder)
  }

  /// What is recorded; nothing if there is no record yet.
  func database(of tracker: Tracker) throws -> EventDatabase {
    try EventDatabase(folder: folder(of: tracker).path, isWritable: false)
  }

  /// The keys; the record is made if it is missing.
  func keys(_ session: Session, _ tracker: Tracker) throws -> IntakeKeys {
    let folder = folder(of: tracker)
    var random = session.environment.makeRandom()
    let secret = try folder.secret(&random)
    return IntakeKeys(try EventDatabase(folder: folder.path, isWritable: true), secret: secret)
  }
}
