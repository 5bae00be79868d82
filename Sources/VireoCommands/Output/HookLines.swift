import Vireo

/// What is to be added to the configuration of a program that looks after hooks.
enum HookLines {
  /// The lines for these hooks, behind a line that says what to do with them.
  static func text(for manager: HookManager, config: String, _ hooks: [Hook]) -> String {
    switch manager {
    case .preCommit:
      let types = hooks.map { " -t \($0.rawValue)" }.joined()
      return "add this under 'repos:' in \(config), then run 'pre-commit install\(types)':\n\n"
        + "  - repo: local\n    hooks:\n" + hooks.flatMap(preCommit).map { "      " + $0 }.joined(separator: "\n")
    case .lefthook:
      return "add this to \(config), then run 'lefthook install':\n\n"
        + hooks.flatMap(lefthook).joined(separator: "\n")
    case .husky:
      return ""
    }
  }

  /// As in `.pre-commit-hooks.yaml`, which is for repositories that name this one.
  private static func preCommit(_ hook: Hook) -> [String] {
    let options =
      switch hook {
      case .commitMessage: ["stages: [commit-msg]"]
      case .preCommit: ["stages: [pre-commit]", #"files: ^\.tracker/"#, "pass_filenames: false"]
      case .postMerge: ["stages: [post-merge]", "always_run: true", "pass_filenames: false"]
      }
    let lines = ["name: \(hook.frameworkName)", "entry: vireo hook \(hook.rawValue)", "language: system"] + options
    // Without it a warning would not be shown.
    return ["- id: \(hook.frameworkName)"] + (lines + ["verbose: true"]).map { "  " + $0 }
  }

  private static func lefthook(_ hook: Hook) -> [String] {
    let arguments = hook == .commitMessage ? " {1}" : ""
    return [
      "\(hook.rawValue):", "  commands:", "    vireo:", "      run: vireo hook \(hook.rawValue)\(arguments)",
    ]
  }
}
