import CZlib
import Testing
import VireoEvents
import VireoModel
import VireoTestSupport

@Suite("Bodies of requests")
struct BodyDecoderTests {
  private let decoder = BodyDecoder(limit: 4 << 20)
  private let plain = Array(#"{"a":"\#(String(repeating: "x", count: 50))"}"#.utf8)

  // Made of it with Python's modules zlib, gzip and (from PyPI) brotli.
  private let zlib = bytes("789cab564a54b252aa201928d50200d8dd198c")
  private let gzip = bytes("1f8b0800000000000203ab564a54b252aa201928d502004ad561c53a000000")
  private let deflate = bytes("ab564a54b252aa201928d50200")
  private let brotli = bytes("1b3900f88dd462cd19eed42261787b4ba7af24b12710782f8c")
  /// 64 MiB of zeros.
  private let brotliBomb = bytes(
    "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfb3ffeffffc13f"
      + "0110870500baf77ffcffff837f0220"
  )

  @Test("a body without encoding is as it is")
  func identity() throws {
    for encoding in [nil, "", "identity", " , "] { #expect(try decoder.decoded(plain, encoding: encoding) == plain) }
    #expect(try decoder.decoded([], encoding: nil) == [])
    #expect(try decoder.decoded(Array("eat".utf8), encoding: nil) == Array("eat".utf8))
  }

  @Test("each encoding that SDKs use is taken off")
  func encodings() throws {
    #expect(try decoder.decoded(gzip, encoding: "gzip") == plain)
    #expect(try decoder.decoded(gzip, encoding: "GZIP ") == plain)
    #expect(try decoder.decoded(zlib, encoding: "deflate") == plain)
    #expect(try decoder.decoded(deflate, encoding: "deflate") == plain)
    #expect(try decoder.decoded(brotli, encoding: "br") == plain)
  }

  @Test("bodies that are packed without saying so are recognised, also in base64")
  func undeclared() throws {
    #expect(try decoder.decoded(gzip, encoding: nil) == plain)
    #expect(try decoder.decoded(zlib, encoding: "") == plain)
    #expect(try decoder.decoded(Array("eJyrVkpUslKqIBko1QIA2N0ZjA==".utf8), encoding: nil) == plain)
    #expect(try decoder.decoded(Array("eJyrVkpUslKqI\r\nBko1QIA2N0ZjA".utf8), encoding: nil) == plain)
  }

  @Test("a proxy may have unpacked what the header calls packed")
  func unpackedOnTheWay() throws {
    for encoding in ["gzip", "br", "deflate"] { #expect(try decoder.decoded(plain, encoding: encoding) == plain) }
  }

  @Test("an encoding over another is taken off twice, and no further")
  func nested() throws {
    let twice = BodyDecoderTests.packed(gzip)
    #expect(try decoder.decoded(twice, encoding: "gzip, gzip") == plain)
    #expect(throws: IntakeRefusal.unknownEncoding("gzip, gzip, gzip")) {
      try decoder.decoded(twice, encoding: "gzip, gzip, gzip")
    }
  }

  @Test("several members of gzip are one text, and what follows them is refused")
  func members() throws {
    #expect(try decoder.decoded(gzip + gzip, encoding: "gzip") == plain + plain)
    #expect(throws: IntakeRefusal.malformed("bytes follow the packed ones")) {
      try decoder.decoded(gzip + [0, 0], encoding: "gzip")
    }
    #expect(throws: IntakeRefusal.malformed("bytes follow the packed ones")) {
      try decoder.decoded(brotli + [0, 0], encoding: "br")
    }
  }

  @Test("bytes that are cut off or not packed at all are refused")
  func broken() {
    for (body, encoding) in [(gzip, "gzip"), (zlib, "deflate"), (brotli, "br")] {
      for length in 1..<body.count {
        #expect(throws: IntakeRefusal.self, "\(length) bytes of \(encoding)") {
          try decoder.decoded(Array(body.prefix(length)), encoding: encoding)
        }
      }
    }
    #expect(throws: IntakeRefusal.malformed("the bytes are not packed as they claim")) {
      try decoder.decoded(Array("nonsense".utf8), encoding: "br")
    }
    #expect(throws: IntakeRefusal.unknownEncoding("zstd")) { try decoder.decoded(Array("x".utf8), encoding: "zstd") }
  }

  @Test("flipped bits give another text or a refusal, never a crash", arguments: Rounds.seeds)
  func flipped(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Rounds.count(500) {
      for (body, encoding) in [(gzip, "gzip"), (deflate, "deflate"), (brotli, "br")] {
        var body = body
        body[Int.random(in: 0..<body.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        _ = try? decoder.decoded(body, encoding: encoding)
      }
    }
  }

  @Test("what would come out too large is refused before it has")
  func bombs() {
    let bomb = BodyDecoderTests.packed([UInt8](repeating: 0, count: 40 << 20))
    for (body, encoding) in [(bomb, "gzip"), (bomb + bomb, "gzip"), (brotliBomb, "br"), (bomb, "")] {
      do {
        _ = try BodyDecoder(limit: 1 << 30).decoded(body, encoding: encoding)
        Issue.record("unpacked")
      } catch {
        guard case .tooLarge = error else {
          Issue.record("\(error)")
          return
        }
      }
    }
    #expect(throws: IntakeRefusal.tooLarge(limit: 20)) { try BodyDecoder(limit: 20).decoded(gzip, encoding: "gzip") }
    #expect(throws: IntakeRefusal.tooLarge(limit: 20)) { try BodyDecoder(limit: 20).decoded(plain, encoding: nil) }
  }

  @Test("what repeats itself as a deep recursion does is no bomb")
  func recursion() throws {
    let frames = (0..<30_000).map { #"{"function":"walk","lineno":12,"vars":{"node":"<Node at 0x7f63a\#($0)>"}},"# }
    let text = Array(frames.joined().utf8)
    #expect(try decoder.decoded(BodyDecoderTests.packed(text), encoding: "gzip") == text)
  }

  /// The bytes as one member of gzip.
  private static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    return [UInt8](unsafeUninitializedCapacity: bytes.count + 1024) { buffer, count in
      bytes.withUnsafeBufferPointer { source in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = uInt(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = uInt(buffer.count)
        CZlib.deflate(&stream, Z_FINISH)
        count = buffer.count - Int(stream.avail_out)
      }
    }
  }
}

private func bytes(_ digits: String) -> [UInt8] {
  var result: [UInt8] = []
  var rest = digits[...]
  while let byte = UInt8(rest.prefix(2), radix: 16) {
    result.append(byte)
    rest = rest.dropFirst(2)
  }
  return result
}
