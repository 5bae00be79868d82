import ArgumentParser
import Vireo
import VireoFormat

struct SchemaCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a JSON Schema for editors",
    discussion: """
      The schema (draft-07) of a file's front matter, with this project's own words and fields, or of config.yml.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "What kind of file.")
  var kind: FileSchema.Kind

  func run(_ session: Session) throws {
    // Outside of a tracker the defaults are good enough.
    let config = (try? session.open())?.config ?? Config()
    session.console.print(FileSchema(config: config).schema(of: kind).serialized(indented: true))
  }
}

extension FileSchema.Kind: ExpressibleByArgument {}
