import Foundation
import Testing
import VireoEvents
import VireoModel
import VireoTestSupport

/// A request that a real SDK sent, from `Tests/Fixtures/sdks`.
struct RecordedRequest: CustomTestStringConvertible {
  let name: String
  let head: IntakeRequest
  let body: [UInt8]

  var testDescription: String { name }

  init(_ name: String) throws {
    self.name = name
    let folder = Fixtures.root.appending(path: "Tests/Fixtures/sdks")
    let head = try JSONReader.value(of: Array(Data(contentsOf: folder.appending(path: name + ".request.json"))))
    let address = (head["path"]?.filledText ?? "").split(separator: "?", maxSplits: 1).map(String.init)
    self.head = IntakeRequest(
      method: head["method"]?.filledText ?? "", path: address.first ?? "", query: address.count > 1 ? address[1] : "",
      headers: (head["headers"]?.items ?? []).map {
        EventTag($0.items[0].shownText.lowercased(), $0.items[1].shownText)
      })
    body = Array(try Data(contentsOf: folder.appending(path: name + ".body")))
  }

  /// The requests of one SDK, or of all, in their order.
  static func all(of sdk: String = "") throws -> [RecordedRequest] {
    try facts().compactMap(\.["request"]?.filledText).filter { $0.hasPrefix(sdk) }.map(RecordedRequest.init)
  }

  /// What an independent reader found in the requests.
  static func facts() throws -> [JSONValue] {
    let file = Fixtures.root.appending(path: "Tests/Fixtures/sdks/facts.json")
    return try JSONReader.value(of: Array(Data(contentsOf: file))).items
  }

  /// The events of the request.
  func events(received: Timestamp = Timestamp(seconds: 1_795_230_940)) throws -> [ErrorEvent] {
    let reader = SentryProtocol()
    guard let endpoint = reader.endpoint(of: head) else { return [] }
    let plain = try BodyDecoder(limit: 1 << 20).decoded(body, encoding: head.header("content-encoding"))
    return try reader.items(of: plain, to: endpoint).compactMap { item in
      guard case .event(let value, let id) = item else { return nil }
      return reader.event(from: value, id: id ?? EventID(high: 0, low: 0), received: received)
    }
  }
}
