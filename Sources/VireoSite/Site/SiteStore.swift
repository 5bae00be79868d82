import VireoModel

/// Where the files of a site are put.
public protocol SiteStore {
  /// Whether a file is there as it was made of just the same, so that it need not be made again; it is kept then.
  ///
  /// - Parameters:
  ///   - path: From the site's root.
  ///   - key: What tells all that the file follows from from anything else; a word.
  mutating func keeps(_ path: String, _ key: String) -> Bool

  /// Puts files there.
  ///
  /// - Throws: Where that cannot be done.
  mutating func put(_ files: [Site.File]) throws
}

extension Site {
  /// A file of a site.
  public struct File: Sendable {
    /// The path from the site's root.
    public var path: String
    /// The contents.
    public var bytes: [UInt8]
    /// What tells all that it follows from from anything else; `nil` where nobody can say.
    public var key: String?

    /// What tells the contents from others; a word that ends with their length.
    public var fingerprint: String { ContentKey(bytes).text + "-\(bytes.count)" }
  }
}

/// Hands the files of a site on, some at a time, and makes only those that are not there already.
struct SiteWriter<Store: SiteStore> {
  private var store: Store
  private var pending: [Site.File] = []
  /// The pages that there are.
  private(set) var pages: [String] = []

  init(_ store: Store) { self.store = store }

  /// Puts a file there, if it is not there already.
  ///
  /// - Parameters:
  ///   - key: What it follows from; without it, it is always made.
  ///   - make: Makes the contents.
  mutating func file(_ path: String, _ key: ContentKey?, _ make: () throws -> [UInt8]) throws {
    if keeps(path, key) { return }
    try put(Site.File(path: path, bytes: make(), key: key?.text))
  }

  /// Whether a file is there already.
  mutating func keeps(_ path: String, _ key: ContentKey?) -> Bool {
    if path.hasSuffix(".html") { pages.append(path) }
    return key.map { store.keeps(path, $0.text) } ?? false
  }

  mutating func put(_ file: Site.File) throws {
    pending.append(file)
    if pending.count >= 64 { try flush() }
  }

  mutating func put(_ files: [Site.File]) throws {
    try flush()
    try store.put(files)
  }

  private mutating func flush() throws {
    guard !pending.isEmpty else { return }
    try store.put(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// The store, when all is there.
  mutating func finish() throws -> Store {
    try flush()
    return store
  }
}
