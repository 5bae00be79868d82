import ArgumentParser
import Vireo

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a code such as unknown-status",
    discussion: "Without a code, all are listed.")

  @Argument(help: "The code, as it stands in brackets behind a message.")
  var code: String?

  func run() throws {
    let console = Console(usesPager: true)
    defer { console.finish() }
    guard let code else {
      let width = DiagnosticCode.all.map(\.id.count).max() ?? 0
      for code in DiagnosticCode.all { console.print(DisplayWidth.padded(code.id, to: width + 2) + code.summary) }
      return
    }
    guard let known = DiagnosticCode.all.first(where: { $0.id == code }) else {
      throw VireoError(
        .unknownCode, "'\(code)' is no code" + Nearest.suggestion(for: code, among: DiagnosticCode.all.map(\.id)),
        advice: "run 'vireo explain' for all codes")
    }
    console.startPager()
    console.print("# \(known.id)\n\n\(known.summary) (\(known.severity.rawValue))\n\n\(known.explanation)")
  }
}
