import Foundation
import VireoFuzzInput

/// What libFuzzer calls for each input; a defect ends the program, and libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  if let defect = FuzzInput(input).defect() {
    FileHandle.standardError.write(Data("defect: \(defect)\n".utf8))
    abort()
  }
  return 0
}
