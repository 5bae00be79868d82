import VireoGit

#if canImport(Darwin)
  import Darwin
#endif

/// Tells one run of the machine from the next: what was written without waiting for the disk is whole as long as the
/// machine runs.
enum BootIdentity {
  /// A text that is another one after each start of the machine; empty where the system does not tell.
  static var present: String {
    #if canImport(Darwin)
      var text = [UInt8](repeating: 0, count: 64)
      var size = text.count
      guard sysctlbyname("kern.bootsessionuuid", &text, &size, nil, 0) == 0 else { return "" }
      return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    #else
      // random(4)
      return FilePath.text("/proc/sys/kernel/random/boot_id") ?? ""
    #endif
  }
}
