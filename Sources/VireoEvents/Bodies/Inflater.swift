import CZlib
import VireoModel

/// Unpacks gzip (RFC 1952), zlib (RFC 1950) and bare deflate (RFC 1951).
struct Inflater {
  let limit: Int

  /// A small body from which this many times as much comes out was made to do harm.
  ///
  /// The stack of an endless recursion, the most repetitive thing that SDKs send, gives 50 times its size.
  static let ratioLimit = 200
  /// How much may come out before the ratio counts.
  static let freeBytes = 1 << 20

  /// Whether the bytes begin as gzip or zlib do.
  static func recognizes(_ body: [UInt8]) -> Bool {
    guard body.count >= 2 else { return false }
    if body[0] == 0x1F, body[1] == 0x8B { return true }
    return body[0] == 0x78 && (UInt16(body[0]) << 8 | UInt16(body[1])) % 31 == 0
  }

  func inflated(_ body: [UInt8]) throws(IntakeRefusal) -> [UInt8] {
    // 32 tells gzip and zlib apart; a negative size is deflate without a header.
    let windowBits = Inflater.recognizes(body) ? 15 + 32 : -15
    var output: [UInt8] = []
    var rest = body[...]
    repeat {
      rest = try member(rest, windowBits: Int32(windowBits), whole: body.count, into: &output)
      // Several gzip members are one text (RFC 1952, section 2.2).
    } while rest.count >= 2 && rest.starts(with: [0x1F, 0x8B])
    guard rest.isEmpty else { throw .malformed("bytes follow the packed ones") }
    return output
  }

  /// Unpacks one member, and gives what follows it.
  private func member(
    _ input: ArraySlice<UInt8>, windowBits: Int32, whole: Int, into output: inout [UInt8]
  ) throws(IntakeRefusal) -> ArraySlice<UInt8> {
    var stream = z_stream()
    guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .unavailable
    }
    defer { inflateEnd(&stream) }
    var consumed = 0
    var status = Z_OK
    while status != Z_STREAM_END {
      var step = (read: 0, written: 0)
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let size = buffer.count
        input[(input.startIndex + consumed)...].withUnsafeBufferPointer { source in
          stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
          stream.avail_in = uInt(source.count)
          stream.next_out = buffer.baseAddress
          stream.avail_out = uInt(size)
          status = inflate(&stream, Z_NO_FLUSH)
          step = (source.count - Int(stream.avail_in), size - Int(stream.avail_out))
        }
        count = step.written
      }
      consumed += step.read
      output += chunk
      try checkSize(output.count, of: whole)
      switch status {
      case Z_OK, Z_STREAM_END: break
      case Z_BUF_ERROR where step.written > 0: break
      case Z_BUF_ERROR: throw .malformed("the packed bytes end too early")
      default: throw .malformed("the bytes are not packed as they claim")
      }
      if status == Z_OK, step.read == 0, step.written == 0 { throw .malformed("the packed bytes end too early") }
    }
    return input[(input.startIndex + consumed)...]
  }

  private func checkSize(_ count: Int, of packed: Int) throws(IntakeRefusal) {
    guard count <= limit, count <= Inflater.freeBytes || count / Inflater.ratioLimit <= packed else {
      throw .tooLarge(limit: min(limit, max(Inflater.freeBytes, packed * Inflater.ratioLimit)))
    }
  }
}
