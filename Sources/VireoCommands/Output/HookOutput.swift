import ArgumentParser
import Vireo

/// How hooks stand, as it is printed.
enum HookOutput {
  /// Hook, state, file and remark.
  static func line(_ status: HookStatus, _ word: String? = nil) -> String {
    let columns = [status.hook.rawValue, word ?? status.state.word, status.path] + remark(status)
    return columns.map(IssueTable.oneField).joined(separator: "\t")
  }

  private static func remark(_ status: HookStatus) -> [String] {
    switch status.state {
    case .installed, .notInstalled: status.runner.map { ["run by \($0.rawValue)"] } ?? []
    case .managed(_, let config, let callsVireo): ["\(config) \(callsVireo ? "calls" : "doesn't call") vireo"]
    case .foreign(let reason, _): [reason]
    }
  }

  /// What is to be added to the configurations of other programs, one text each.
  static func lines(for hooks: [HookStatus]) -> [String] {
    var missing: [(manager: HookManager, config: String, hooks: [Hook])] = []
    for status in hooks {
      guard case .managed(let manager, let config, callsVireo: false) = status.state else { continue }
      if let index = missing.firstIndex(where: { $0.manager == manager }) {
        missing[index].hooks.append(status.hook)
      } else {
        missing.append((manager, config, [status.hook]))
      }
    }
    return missing.map { missing in
      let names = missing.hooks.map(\.rawValue).joined(separator: ", ")
      return "nothing was written for \(names)\n"
        + HookLines.text(for: missing.manager, config: missing.config, missing.hooks)
    }
  }

  /// Says which hooks were left alone, and ends with a failure if there are any.
  static func warn(aboutForeign hooks: [HookStatus], _ session: Session) throws {
    var isAnyForeign = false
    for status in hooks {
      guard case .foreign(let reason, let advice) = status.state else { continue }
      isAnyForeign = true
      session.console.note(
        TerminalText.harmless("warning: \(status.path) was left alone: \(reason)") + "\nfix: \(advice)")
    }
    if isAnyForeign { throw ExitCode(1) }
  }
}

extension HookStatus.State {
  /// The state in a word or two.
  var word: String {
    switch self {
    case .installed: "installed"
    case .notInstalled: "not installed"
    case .managed(let manager, _, _): "handled by \(manager.rawValue)"
    case .foreign: "foreign"
    }
  }
}
