import VireoModel

/// The names of functions as demanglers write them: `void shop::total<int>(Cart const&)` is `shop::total<T>`.
///
/// Drops arguments, the result's type, what generics are made for, and the hash at the end of Rust's names; keeps the
/// names of Objective-C, which have nothing of that. Follows the aim of Sentry's `trim_function_name`. What is not
/// balanced stays as it is.
enum NativeFunctionName {
  static func trimmed(_ name: String) -> String {
    name.withBytes { bytes in
      if bytes.has("-[") || bytes.has("+[") { return name }
      let end = endBeforeHash(bytes)
      let isPlain = bytes[..<end].allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: " "), .openBracket: false
        default: true
        }
      }
      if isPlain { return end == bytes.count ? name : String(bytes: bytes[..<end]) }
      var writer = Writer(bytes: UnsafeBufferPointer(rebasing: bytes[..<end]))
      guard let result = writer.trimmed(), !result.isEmpty else { return name }
      return String(bytes: result)
    }
  }

  /// Rust's older names end with `::h` and 16 hexadecimal digits.
  private static func endBeforeHash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    let start = name.count - 19
    guard start > 0, name.has("::h", at: start), name[(start + 3)...].allSatisfy(\.isHexDigit) else {
      return name.count
    }
    return start
  }

  private struct Writer {
    let bytes: UnsafeBufferPointer<UInt8>
    var result: [UInt8] = []
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// `nil` if brackets are not closed.
    mutating func trimmed() -> [UInt8]? {
      while position < bytes.count {
        switch bytes[position] {
        case UInt8(ascii: "o") where isOperator: copyOperator()
        case UInt8(ascii: "<"):
          guard let end = end(of: position) else { return nil }
          generics(until: end)
        case UInt8(ascii: "("):
          guard let end = end(of: position) else { return nil }
          if bytes.has("(anonymous namespace)", at: position) { hold(until: end) } else { position = end }
        case UInt8(ascii: "{"):
          guard let end = end(of: position) else { return nil }
          braces(until: end)
        case .openBracket:
          guard let end = end(of: position) else { return nil }
          position = end
        // Behind it is Swift's and Rust's result.
        case .space where bytes.has(" -> ", at: position): return withoutType()
        default:
          result.append(bytes[position])
          position += 1
        }
      }
      return withoutType()
    }

    private var isOperator: Bool {
      guard bytes.has("operator", at: position), position == 0 || !bytes[position - 1].isWordCharacter else {
        return false
      }
      return position + 8 < bytes.count && !bytes[position + 8].isWordCharacter
    }

    private mutating func copyOperator() {
      var end = position + 8
      if bytes.has("()", at: end) || bytes.has("[]", at: end) {
        end += 2
      } else if bytes[end] == .space {
        // `operator new`, or the type that is made: everything up to the arguments is the name.
        while end < bytes.count, bytes[end] != UInt8(ascii: "(") { end += 1 }
      } else {
        while end < bytes.count, "<>=!+-*/%^&|~,".utf8.contains(bytes[end]) { end += 1 }
      }
      hold(until: end)
    }

    /// Copies what belongs to the name with its blanks.
    private mutating func hold(until end: Int) {
      result.append(contentsOf: bytes[position..<end].lazy.map { $0 == .space ? Writer.heldBlank : $0 })
      position = end
    }

    /// Stands for a blank that separates no type from the name.
    private static let heldBlank: UInt8 = 0

    private mutating func generics(until end: Int) {
      // At the beginning it is the type that a Rust method belongs to, which is half of its name.
      if result.isEmpty || result.last == .space {
        hold(until: end)
      } else {
        result += "<T>".utf8
        position = end
      }
    }

    private mutating func braces(until end: Int) {
      let inner = bytes[(position + 1)..<(end - 1)]
      let word = inner.drop { $0 == .openBrace }.prefix { $0.isASCIILetter || $0 == .hyphen }
      result += "{".utf8 + Array(word) + "}".utf8
      position = end
    }

    /// The offset behind the bracket that closes the one at an offset.
    private func end(of start: Int) -> Int? {
      var open = 0
      var index = start
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "{"), .openBracket: open += 1
        case UInt8(ascii: ">") where index > 0 && bytes[index - 1] == .hyphen: break
        case UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "}"), .closeBracket: open -= 1
        default: break
        }
        index += 1
        if open == 0 { return index }
      }
      return nil
    }

    /// What stands behind the last blank, as the result's type stands before it.
    private func withoutType() -> [UInt8] {
      var name = result[...]
      while let last = name.last, last == .space { name.removeLast() }
      for word in [" const", " volatile", " noexcept", " &"] where name.suffix(word.utf8.count).elementsEqual(word.utf8)
      {
        name.removeLast(word.utf8.count)
      }
      if let blank = name.lastIndex(of: .space) { name = name[(blank + 1)...] }
      return name.map { $0 == Writer.heldBlank ? .space : $0 }
    }
  }
}
