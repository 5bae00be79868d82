import Foundation
import VireoEvents
import VireoModel

/// Tries one decoder with made-up input for a time.
///
///     IntakeFuzz DECODER SECONDS SEED RECORDINGS PLACE
///
/// RECORDINGS is the folder of what real SDKs sent. The file PLACE always has the number of the present input, so that
/// it is known which one ended the program; with that number behind it, only this input is tried.
@main
enum IntakeFuzz {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 6, let decoder = Decoder(rawValue: arguments[1]), let seconds = Double(arguments[2]),
      let seed = UInt64(arguments[3])
    else { fail("usage: IntakeFuzz DECODER SECONDS SEED RECORDINGS PLACE [NUMBER]") }
    let recordings = try self.recordings(arguments[4])
    guard !recordings.isEmpty else { fail("there is no recording in \(arguments[4])") }
    let place = open(arguments[5], O_WRONLY | O_CREAT, 0o600)
    let only = arguments.count > 6 ? UInt64(arguments[6]) : nil
    var number = only ?? 0
    var longest = (time: Duration.zero, number: number)
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      var text = "\(number)\n"
      text.withUTF8 { _ = pwrite(place, $0.baseAddress, $0.count, 0) }
      var mutator = Mutator(random: SplitMix64(seed: seed &+ number &* 0x9E37_79B9_7F4A_7C15))
      var defect: String?
      let start = ContinuousClock.now
      defect = decoder.defect(&mutator, recordings)
      let time = ContinuousClock.now - start
      if time > longest.time { longest = (time, number) }
      if time > .seconds(10) { defect = defect ?? "it took \(time)" }
      if let defect { fail("\(decoder), seed \(seed), input \(number): \(defect)") }
      number += 1
      if only != nil { break }
    }
    print("\(decoder.rawValue)\t\(number)\t\(seed)\t\(longest.time) (\(longest.number))")
  }

  private static func recordings(_ folder: String) throws -> [Recording] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".body") }.sorted()
      .compactMap { path in
        guard let body = FileManager.default.contents(atPath: folder + "/" + path) else { return nil }
        // The first bytes tell packed bodies, but for br.
        for encoding in [nil, "br"] as [String?] {
          if let plain = try? BodyDecoder(limit: 1 << 20).decoded(Array(body), encoding: encoding),
            encoding == nil ? plain.first == UInt8(ascii: "{") : true
          {
            return Recording(encoding: encoding, body: Array(body), plain: plain)
          }
        }
        return nil
      }
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
  }
}
