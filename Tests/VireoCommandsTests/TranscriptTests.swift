import Foundation
import Testing
import VireoTestSupport

/// The documents whose commands are run.
private let documents: [URL] = {
  let folder = Fixtures.root.appending(path: "Tests/Transcripts")
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  return names.filter { $0.hasSuffix(".md") }.sorted().map { folder.appending(path: $0) }
    + [Fixtures.root.appending(path: "README.md")]
}()

@Suite struct TranscriptTests {
  @Test(arguments: documents) func printsWhatTheDocumentSays(_ document: URL) throws {
    let repository = try ScratchRepository(named: "demo", initialised: false)
    let (difference, commands) = try Transcript(document).run(in: repository)
    #expect(difference == nil)
    #expect(commands > 0, "\(document.lastPathComponent) runs no command")
  }

  @Test func hasTranscripts() {
    #expect(documents.count > 5)
  }
}
