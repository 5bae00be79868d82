import VireoModel

/// Tells by the name of a value whether it is a secret.
///
/// Letters are compared without case, and what separates words is read over, so `api_key`, `apiKey` and `X-Api-Key`
/// are one. Most stems count wherever they stand; short ones only as words of their own, so that `author` and
/// `tokenizer` are no secrets.
///
/// The stems begin with those of Sentry's data scrubber ("Server-Side Data Scrubbing" of its documentation).
package struct SensitiveNames: Sendable {
  /// Stems that count anywhere in a name.
  package static let stems = [
    "password", "passwd", "passphrase", "passcode", "secret", "apikey", "accesskey", "privatekey", "signingkey",
    "encryptionkey", "credential", "mysqlpwd", "authtoken", "accesstoken", "refreshtoken", "idtoken", "bearer",
    "creditcard", "cardnumber", "cardno", "sessionid", "sessionkey", "sessiontoken", "setcookie", "securitycode",
    "connectionstring", "remoteaddr", "forwardedfor",
  ]
  /// Stems that count as whole words.
  package static let words = [
    "auth", "authorization", "authentication", "token", "tokens", "cookie", "cookies", "csrf", "xsrf", "csrftoken",
    "xsrftoken", "csrfmiddlewaretoken", "jwt", "otp", "totp", "pin", "cvv", "cvc", "ssn", "iban", "pwd", "pass",
    "phpsessid", "jsessionid", "sid", "realip", "dsn",
  ]

  /// The nodes of an Aho–Corasick automaton ("Efficient string matching", CACM 18(6), 1975): 26 edges each.
  private var edges: [Int16] = []
  /// Of each node, the longest stems that end there: anywhere, and as a whole word.
  private var anywhere: [Bool] = []
  private var wordLengths: [[UInt8]] = []

  /// - Parameters:
  ///   - more: Names that are secrets in this project, wherever they stand.
  ///   - safe: Names that are none, compared whole.
  package init(more: [String] = [], safe: [String] = []) {
    self.safe = Set(safe.map { SensitiveNames.letters(of: $0) })
    var failures: [Int16] = []
    addNode(&failures)
    for stem in SensitiveNames.stems + more { insert(SensitiveNames.letters(of: stem), isWord: false, &failures) }
    for word in SensitiveNames.words { insert(SensitiveNames.letters(of: word), isWord: true, &failures) }
    connect(&failures)
  }

  private let safe: Set<[UInt8]>

  /// Whether a value of this name is a secret.
  package func contains(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { contains($0) }
  }

  func contains(_ name: some RandomAccessCollection<UInt8>) -> Bool {
    var node = 0
    var count = 0
    // A bit for each letter that begins a word; names of more than 64 letters are judged by their last ones.
    var starts: UInt64 = 0
    var previous: UInt8 = 0
    var index = name.startIndex
    while index < name.endIndex {
      let byte = name[index]
      index = name.index(after: index)
      guard byte.isASCIILetter else {
        previous = byte
        continue
      }
      let isCapital = byte < 0x60
      let startsWord = !previous.isASCIILetter || (isCapital && previous > 0x60)
      starts = starts << 1 | (startsWord ? 1 : 0)
      previous = byte
      count += 1
      node = Int(edges[node * 26 + Int((byte | 0x20) - 0x61)])
      if anywhere[node] { return !isSafe(name) }
      if !wordLengths[node].isEmpty, endsWord(name, at: index, isCapital: isCapital) {
        for length in wordLengths[node] where starts >> UInt64(length - 1) & 1 == 1 { return !isSafe(name) }
      }
    }
    return false
  }

  /// Whether the letter before this place is the last of its word.
  private func endsWord<Name: RandomAccessCollection<UInt8>>(_ name: Name, at index: Name.Index, isCapital: Bool)
    -> Bool
  {
    guard index < name.endIndex else { return true }
    let next = name[index]
    return !next.isASCIILetter || (next < 0x60 && !isCapital)
  }

  private func isSafe(_ name: some RandomAccessCollection<UInt8>) -> Bool {
    !safe.isEmpty && safe.contains(name.compactMap { $0.isASCIILetter ? $0 | 0x20 : nil })
  }

  private static func letters(of text: String) -> [UInt8] {
    text.utf8.compactMap { $0.isASCIILetter ? $0 | 0x20 : nil }
  }

  private mutating func addNode(_ failures: inout [Int16]) {
    edges.append(contentsOf: repeatElement(-1, count: 26))
    anywhere.append(false)
    wordLengths.append([])
    failures.append(0)
  }

  private mutating func insert(_ letters: [UInt8], isWord: Bool, _ failures: inout [Int16]) {
    // More stems than nodes can be numbered are no names that somebody typed.
    guard !letters.isEmpty, letters.count <= 64, anywhere.count + letters.count < Int(Int16.max) else { return }
    var node = 0
    for letter in letters {
      let place = node * 26 + Int(letter - 0x61)
      if edges[place] < 0 {
        edges[place] = Int16(anywhere.count)
        addNode(&failures)
      }
      node = Int(edges[place])
    }
    if isWord { wordLengths[node].append(UInt8(letters.count)) } else { anywhere[node] = true }
  }

  /// Leads each missing edge to where the longest end of what was read goes on.
  private mutating func connect(_ failures: inout [Int16]) {
    var queue: [Int] = []
    for letter in 0..<26 {
      if edges[letter] < 0 { edges[letter] = 0 } else { queue.append(Int(edges[letter])) }
    }
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      let failure = Int(failures[node])
      if anywhere[failure] { anywhere[node] = true }
      wordLengths[node] += wordLengths[failure]
      for letter in 0..<26 {
        let place = node * 26 + letter
        let other = edges[failure * 26 + letter]
        if edges[place] < 0 {
          edges[place] = other
        } else {
          failures[Int(edges[place])] = other
          queue.append(Int(edges[place]))
        }
      }
    }
  }
}
