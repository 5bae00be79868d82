/// A moment at which git runs vireo, where people want it.
package enum Hook: String, Sendable, Hashable, CaseIterable {
  /// Holds a message's references to the tracker.
  case commitMessage = "commit-msg"
  /// Holds what is staged to the rules.
  case preCommit = "pre-commit"
  /// Tells of numbers that a merge made ambiguous.
  case postMerge = "post-merge"

  /// The name by which the pre-commit framework knows it, in `.pre-commit-hooks.yaml`.
  package var frameworkName: String {
    switch self {
    case .commitMessage: "vireo-commit-msg"
    case .preCommit: "vireo-check"
    case .postMerge: "vireo-post-merge"
    }
  }
}

/// Another program that looks after a repository's hooks.
package enum HookManager: String, Sendable, Hashable {
  case husky
  case preCommit = "pre-commit"
  case lefthook
}

/// How a hook stands in a repository.
package struct HookStatus: Sendable, Hashable {
  package enum State: Sendable, Hashable {
    /// The hook's file calls vireo.
    case installed
    case notInstalled
    /// The file is another program's, which is told by its configuration what to run.
    case managed(HookManager, config: String, callsVireo: Bool)
    /// The file is somebody's and cannot be added to.
    case foreign(reason: String, advice: String)
  }

  package var hook: Hook
  /// The file, from the top of the work tree where it lies below it.
  package var path: String
  package var state: State
  /// Who runs the file in git's place.
  package var runner: HookManager?

  package init(hook: Hook, path: String, state: State, runner: HookManager? = nil) {
    self.hook = hook
    self.path = path
    self.state = state
    self.runner = runner
  }
}
