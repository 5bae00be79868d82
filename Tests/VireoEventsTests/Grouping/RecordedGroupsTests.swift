import Testing
import VireoEvents

/// Which events of real SDKs are the same error, with the reasons.
///
/// The recordings are of one program that fails in the same ways under three SDKs; the step in a request's name says
/// how. An event of one row must join every other of its row, and none of another row.
@Suite("Groups of what real SDKs sent")
struct RecordedGroupsTests {
  /// Rows of requests, behind the reason why they belong together.
  private static let groups: [(reason: String, requests: [String])] = [
    ("the product that is missing differs", ["2/001", "0/001", "raven/001"]),
    ("order, shelf and address in the value differ", ["2/002", "2/003", "0/002", "0/003", "raven/002", "raven/003"]),
    ("0.20 calls the library's frames in-app, 2.75 says nothing of them", ["2/004", "0/004", "raven/004"]),
    ("raven leaves in_app out in the cause", ["2/005", "0/005", "raven/005"]),
    ("and in the cause of the cause", ["2/006", "0/006", "raven/006"]),
    ("an exception behind a line of a log", ["2/010", "0/010", "raven/012"]),
    ("hostile text in the value", ["2/011", "0/011", "raven/013"]),
    ("a card and a token in the value", ["2/012", "0/012", "raven/014"]),
    (
      "an exception from a thread's frames, and those of a library between the program's",
      [
        "2/016", "0/016", "raven/017",
      ]
    ),
    ("an exception without frames, told by its value", ["2/017", "0/017", "raven/018"]),
    ("the value says how the SDK printed it", ["2/018", "0/018", "raven/019"]),
    // Whether files, odd values or a session come with it, and in which transaction it happens, is nothing to it.
    (
      "an exception without a value",
      [
        "2/019", "2/027", "2/028", "2/031", "0/019", "0/023", "0/024", "0-tracing/002", "raven/020",
      ]
    ),
    ("a thread's exception, which the SDKs' hooks report", ["2/020", "0/020"]),
    // Flask is of two versions, so only the program's own frames are the same.
    ("a request that fails, under two versions of the framework", ["2/021", "0/021", "0-tracing/005", "raven/021"]),
    ("another one", ["2/024", "0/022", "0-tracing/007", "raven/022"]),
    ("how deep a recursion went", ["2/041", "0/028", "raven/025"]),
    ("a long value, which old SDKs cut", ["2/040", "0/027", "raven/024"]),
    ("an error that ends the program, from the same script", ["2/042", "0/029"]),
    ("the same sent by hand, with a fingerprint", ["2/029", "0/025"]),
    ("the sender's fingerprint", ["2/013", "0/013"]),
    ("the sender's fingerprint beside the usual grouping", ["2/014", "0/014"]),
    ("another one beside it, before and not behind it", ["raven/015"]),
    // 0.20 and raven send the group alone. What 2.75 sends tells more, so it is another error to it.
    ("a group of exceptions whose members are not sent", ["0/015", "0-tracing/001", "raven/016"]),
    ("the group with its members", ["2/015"]),
    // A message is told by the stack of its thread, in 2.75 and 0.20.
    ("a message", ["2/007", "0/007"]),
    ("a message from another line", ["2/008", "0/008"]),
    ("a line of a log with values in it", ["2/009", "0/009"]),
    // raven's own frames count for nothing, so its line of a log is told by its text.
    ("the same from raven, which shows only its own frames", ["raven/011"]),
    ("a message with nothing else", ["2/030", "0/026"]),
    // The script calls raven otherwise, and its name for the line is part of the frames.
    ("raven's messages", ["raven/007"]), ("with values", ["raven/008"]), ("from another line", ["raven/009"]),
    ("from another line, with values", ["raven/010"]), ("raven's event by hand", ["raven/023"]),
    ("from raven's script", ["raven/026"]),
    ("what a user says", ["2/039"]),
    ("a job that fails", ["2/037"]),
    // With tracing on, 2.75 sends all frames down to the script's first line.
    ("a request, from the first line on", ["2-tracing/005"]), ("another one, from there", ["2-tracing/010"]),
    ("the group with its members, from there", ["2-tracing/001"]),
    ("an exception without a value, from there", ["2-tracing/002"]), ("a job, from there", ["2-tracing/021"]),
    ("an error that ends the program within a transaction", ["2-tracing/022", "0-tracing/009"]),
  ]

  private static let folders = [
    "2": "sentry-sdk-2.75.0", "2-tracing": "sentry-sdk-2.75.0-tracing", "0": "sentry-sdk-0.20.3",
    "0-tracing": "sentry-sdk-0.20.3-tracing", "raven": "raven-6.10.0",
  ]

  /// All recorded events, by their request's name as above.
  private func events() throws -> [String: [ErrorEvent]] {
    var result: [String: [ErrorEvent]] = [:]
    for request in try RecordedRequest.all() {
      let parts = request.name.split(separator: "/").map(String.init)
      let folder = try #require(RecordedGroupsTests.folders.first { $0.value == parts[0] }?.key)
      let events = try request.events()
      if !events.isEmpty { result["\(folder)/\(parts[1].prefix(3))", default: []] += events }
    }
    return result
  }

  @Test("events of one error join across SDKs, versions, values and frameworks, and others do not")
  func joinsAcrossSDKs() throws {
    let events = try events()
    let named = RecordedGroupsTests.groups.flatMap(\.requests)
    #expect(Set(named).count == named.count)
    #expect(Set(named) == Set(events.keys))
    var owners: [GroupingHash: String] = [:]
    for (reason, requests) in RecordedGroupsTests.groups {
      let members = try requests.flatMap { name in try #require(events[name]).map { (name, $0.groups) } }
      for (name, hashes) in members {
        #expect(!hashes.isEmpty && Set(hashes).count == hashes.count, "\(name)")
        for hash in hashes {
          #expect(owners[hash] == nil || owners[hash] == reason, "\(name): \(reason) also joins \(owners[hash] ?? "")")
          owners[hash] = reason
        }
        #expect(hashes.first == members.first?.1.first, "\(name): \(reason)")
      }
    }
  }

  @Test("titles and places are those that the program's authors would give")
  func titles() throws {
    let events = try events()
    func shown(_ name: String) throws -> String {
      let result = Grouping.result(of: try #require(events[name]?.first))
      return "\(result.title.prefix(48)) | \(result.culprit ?? "nowhere")"
    }
    #expect(try shown("2/001") == "KeyError: 'SKU-404' | shop/catalog.py in get_product")
    #expect(
      try shown("2/005") == "PaymentError: charge of 25800 cents for order 70 | shop/payments/gateway.py in charge")
    #expect(try shown("2/004") == "JSONDecodeError: Expecting property name enclose | shop/catalog.py in get_product")
    #expect(try shown("2/009") == "Refund of 12900 cents for order 70001 rejected b | run_sentry.py in log_error")
    #expect(try shown("2/017") == "ValueError: built but never raised | nowhere")
    #expect(try shown("2/019") == "AssertionError | scenario.py in raise_empty")
    #expect(try shown("2/029") == "DiskFull: 97% | nowhere")
    #expect(try shown("2/015") == "ExceptionGroup: nightly reindex: 3 of 3 parts fa | shop/jobs.py in collect")
    #expect(try shown("raven/011") == "Refund of 12900 cents for order 70001 rejected | nowhere")
  }
}
