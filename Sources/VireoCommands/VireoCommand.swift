import ArgumentParser

/// The root of all commands.
struct VireoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vireo",
    abstract: "Track issues as plain files in a git repository.",
    discussion: """
      Issues are Markdown files in .tracker/issues. Edit them with any editor, or with these commands.
      N is a number, #N, a uid or its beginning, or a path. QUERY is a query as in 'is:open label:bug'.

      Exit codes: 0 all went well (an empty list too), 1 failure or findings, 2 wrong usage.

      Environment: VIREO_EDITOR, GIT_EDITOR, VISUAL and EDITOR name the editor; VIREO_PAGER and PAGER the pager;
      NO_COLOR, CLICOLOR and CLICOLOR_FORCE say whether there is colour; COLUMNS sets the width of tables.
      VIREO_NOW and VIREO_SEED fix the clock and the randomness, for tests and demonstrations.
      """,
    version: CommandLineTool.version,
    subcommands: [
      InitCommand.self, NewCommand.self, ListCommand.self, ReadyCommand.self, BlockedCommand.self, TreeCommand.self,
      SQLCommand.self,
      QueryCommand.self, MilestoneCommand.self, WikiCommand.self, ShowCommand.self, EditCommand.self,
      CommentCommand.self,
      AttachCommand.self, CloseCommand.self,
      ReopenCommand.self, TimelineCommand.self, RoadmapCommand.self, SiteCommand.self,
      ServeCommand.self, ErrorCommand.self, ReleaseCommand.self, LogCommand.self,
      BlameCommand.self,
      RefsCommand.self, BranchesCommand.self, DiffCommand.self, ChangelogCommand.self, RenderCommand.self,
      RecordCommand.self,
      CheckCommand.self,
      RepairCommand.self,
      ExplainCommand.self, ConfigCommand.self, SchemaCommand.self, ImportCommand.self,
      HooksCommand.self, HookCommand.self,
    ])
}
