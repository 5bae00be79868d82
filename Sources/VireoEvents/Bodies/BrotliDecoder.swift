import CBrotli
import VireoModel

/// Unpacks brotli (RFC 7932).
struct BrotliDecoder {
  let limit: Int

  func decoded(_ body: [UInt8]) throws(IntakeRefusal) -> [UInt8] {
    guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { throw .unavailable }
    defer { BrotliDecoderDestroyInstance(state) }
    var output: [UInt8] = []
    var consumed = 0
    while true {
      var result = BROTLI_DECODER_RESULT_ERROR
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        body[consumed...].withUnsafeBufferPointer { source in
          var availableIn = source.count
          var nextIn = source.baseAddress
          var availableOut = buffer.count
          var nextOut = buffer.baseAddress
          result = BrotliDecoderDecompressStream(state, &availableIn, &nextIn, &availableOut, &nextOut, nil)
          consumed += source.count - availableIn
          count = buffer.count - availableOut
        }
      }
      output += chunk
      // Brotli packs repetition without bound, so there is no ratio beyond which it does harm but the same as gzip's.
      guard output.count <= limit,
        output.count <= Inflater.freeBytes || output.count / Inflater.ratioLimit <= body.count
      else { throw .tooLarge(limit: min(limit, max(Inflater.freeBytes, body.count * Inflater.ratioLimit))) }
      switch result {
      case BROTLI_DECODER_RESULT_SUCCESS:
        guard consumed == body.count else { throw .malformed("bytes follow the packed ones") }
        return output
      case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
      case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: throw .malformed("the packed bytes end too early")
      default: throw .malformed("the bytes are not packed as they claim")
      }
    }
  }
}
