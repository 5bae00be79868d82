#if canImport(Glibc)
  import Glibc
#endif

/// What the process asks of the system's allocator.
enum ProcessMemory {
  /// Gives large blocks back when they are free, instead of keeping more and more of them.
  ///
  /// With glibc the bound above which a block is one of its own grows with the blocks that are freed, up to 32 MiB;
  /// once it is set it stays (mallopt(3), `M_MMAP_THRESHOLD` and `M_TRIM_THRESHOLD`). Elsewhere it does nothing.
  static func returnsLargeBlocks() {
    #if canImport(Glibc)
      typealias Option = @convention(c) (Int32, Int32) -> Int32
      guard let found = dlsym(nil, "mallopt") else { return }
      let set = unsafeBitCast(found, to: Option.self)
      _ = set(-3, 256 << 10)
      _ = set(-1, 1 << 20)
    #endif
  }
}
