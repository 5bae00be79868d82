import VireoModel

/// What a frame is told from others by: module or file, function, and in some languages the line's text.
///
/// Follows the strategy `frame:v1` of Sentry's `newstyle` configurations; the number of the line never counts, as it
/// moves with every edit above it. Beyond Sentry's: frames of comprehensions, which Python has no more (PEP 709).
enum FrameGrouping {
  static func component(of frame: borrowing EventFrame, platform: GroupingPlatform) -> GroupingComponent {
    var parts: [GroupingComponent] = []
    parts.reserveCapacity(4)
    let module = module(of: frame, platform)
    var filename = filename(of: frame, platform)
    if let module {
      parts.append(module)
      if module.contributes, filename?.contributes == true {
        filename = filename?.contributing(false, hint: "the module tells more")
      }
    }
    let contextLine = contextLine(of: frame, platform)
    let function = frame.function.map { FunctionName.component(of: $0, platform: platform) }
    if platform == .native { native(frame, function, &filename, &parts) }
    if let filename { parts.append(filename) }
    if let function { parts.append(function) }
    if let contextLine { parts.append(contextLine) }
    let component = GroupingComponent(.frame, parts: parts)
    guard let reason = reasonToIgnore(frame, platform) else { return component }
    return component.contributing(false, hint: reason)
  }

  /// The place of a template that failed: its file and line's text.
  static func template(_ frame: borrowing EventFrame) -> GroupingComponent {
    let file = (frame.filename ?? frame.absolutePath).map { GroupingComponent(.filename, baseName($0)) }
    let line = frame.source.map { GroupingComponent(.contextLine, collapsed($0.line)) }
    return GroupingComponent(.template, parts: [file, line].compactMap { $0 })
  }

  private static func module(of frame: borrowing EventFrame, _ platform: GroupingPlatform) -> GroupingComponent? {
    guard let module = frame.module else { return nil }
    if platform.isJavaScript, let path = frame.absolutePath, module.utf8.contains(.slash), path.hasSuffix(module) {
      return GroupingComponent(.module, module, contributes: false, hint: "it is only the file's path")
    }
    guard platform == .java else { return GroupingComponent(.module, module) }
    if module.withBytes({ $0.find("$$Lambda") }) != nil {
      return GroupingComponent(.module, module, contributes: false, hint: "made for a lambda")
    }
    guard let name = JavaName.withoutGeneratedParts(module) else { return GroupingComponent(.module, module) }
    return GroupingComponent(.module, name, hint: "without what the program's run made up")
  }

  private static func filename(of frame: borrowing EventFrame, _ platform: GroupingPlatform) -> GroupingComponent? {
    guard let path = frame.filename ?? frame.absolutePath else { return nil }
    let name = baseName(path)
    if let place = frame.absolutePath ?? frame.filename, place.withBytes({ isAddress($0) }) {
      return GroupingComponent(.filename, name, contributes: false, hint: "an address, which differs by server")
    }
    switch name {
    case "<anonymous>", "[native code]":
      return GroupingComponent(.filename, name, contributes: false, hint: "no file")
    default: break
    }
    guard platform == .java, let clean = JavaName.withoutGeneratedParts(name) else {
      return GroupingComponent(.filename, name)
    }
    return GroupingComponent(.filename, clean, hint: "without what the program's run made up")
  }

  /// The last part of a path, in small letters.
  static func baseName(_ path: String) -> String {
    path.withBytes { bytes in
      let start = bytes.lastIndex { $0 == .slash || $0 == .backslash }.map { $0 + 1 } ?? 0
      let name = bytes[start...]
      if name.allSatisfy({ $0 < 0x80 && $0.lowercased == $0 }) { return start == 0 ? path : String(bytes: name) }
      return String(bytes: name).lowercased()
    }
  }

  private static func isAddress(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    switch path.first {
    case UInt8(ascii: "h"): path.has("http:") || path.has("https:")
    case UInt8(ascii: "b"): path.has("blob:")
    case UInt8(ascii: "a"): path.has("applewebdata:")
    default: false
    }
  }

  /// Native frames have functions; their files are known only where debug information is, which differs by build.
  private static func native(
    _ frame: borrowing EventFrame, _ function: GroupingComponent?, _ filename: inout GroupingComponent?,
    _ parts: inout [GroupingComponent]
  ) {
    filename = filename?.contributing(false, hint: "known in some builds only")
    guard let package = frame.package else { return }
    let name = baseName(package)
    let isFallback = function?.contributes != true
    parts.append(
      GroupingComponent(.package, name, contributes: isFallback, hint: isFallback ? nil : "the function tells more"))
  }

  // MARK: - The line's text

  /// The longest line that counts, in Unicode scalars: longer ones are made by programs.
  private static let contextLineLimit = 120

  private static func contextLine(of frame: borrowing EventFrame, _ platform: GroupingPlatform) -> GroupingComponent? {
    guard platform.hasContextLine, let line = frame.source?.line else { return nil }
    let text = collapsed(line)
    if text.isEmpty { return nil }
    if text.utf8.count > contextLineLimit, text.unicodeScalars.count > contextLineLimit {
      return GroupingComponent(.contextLine, text, contributes: false, hint: "too long")
    }
    if platform.isJavaScript, frame.function == nil, let path = frame.absolutePath, path.withBytes({ isAddress($0) }) {
      return GroupingComponent(.contextLine, text, contributes: false, hint: "of an address, without a function")
    }
    return GroupingComponent(.contextLine, text)
  }

  /// The text with one blank for each run of white space, and none around.
  static func collapsed(_ line: String) -> String {
    line.withBytes { bytes in
      func isSpace(_ byte: UInt8) -> Bool { byte == .space || (byte >= 0x09 && byte <= 0x0D) }
      guard let start = bytes.firstIndex(where: { !isSpace($0) }),
        let last = bytes.lastIndex(where: { !isSpace($0) })
      else { return "" }
      let text = bytes[start...last]
      var isBlank = false
      let isClean = text.allSatisfy { byte in
        defer { isBlank = isSpace(byte) }
        return !isSpace(byte) || byte == .space && !isBlank
      }
      if isClean { return text.count == bytes.count ? line : String(bytes: text) }
      var result: [UInt8] = []
      result.reserveCapacity(text.count)
      for byte in text {
        if !isSpace(byte) { result.append(byte) } else if result.last != .space { result.append(.space) }
      }
      return String(bytes: result)
    }
  }

  // MARK: - Frames that say nothing

  private static func reasonToIgnore(_ frame: borrowing EventFrame, _ platform: GroupingPlatform) -> String? {
    if platform == .python, let function = frame.function {
      switch function {
      case "<listcomp>", "<dictcomp>", "<setcomp>": return "newer Pythons have no frame for it"
      default: return nil
      }
    }
    guard platform.isJavaScript else { return nil }
    if let function = frame.function, FunctionName.lastPart(of: function) == "eval" { return "code of an eval" }
    switch frame.absolutePath {
    case "[native code]", "native code", "eval code", "<anonymous>": return "no code of the program"
    default: return nil
    }
  }

  /// Whether this frame, where it is the only one, tells nothing: a place on a page without a function.
  static func isBarePlace(_ frame: borrowing EventFrame, _ platform: GroupingPlatform) -> Bool {
    guard platform.isJavaScript, frame.function == nil else { return false }
    return (frame.absolutePath ?? frame.filename)?.withBytes { isAddress($0) } ?? false
  }
}
