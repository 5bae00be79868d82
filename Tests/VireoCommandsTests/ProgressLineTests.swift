import Synchronization
import Testing

import Vireo
import VireoCommands

@Suite struct ProgressLineTests {
  private final class Screen: Sendable {
    let texts = Mutex<[String]>([])
  }

  private func line(_ screen: Screen) -> ProgressLine {
    ProgressLine(isOn: true) { text, isLast in screen.texts.withLock { $0.append(isLast ? "cleared" : text) } }
  }

  @Test func tellsNothingOfShortWork() {
    let screen = Screen()
    let line = line(screen)
    for done in 1...1000 { line.show(WorkProgress(.issues, done: done, total: 1000)) }
    line.clear()
    #expect(screen.texts.withLock { $0 } == [])
  }

  @Test func tellsOfLongWorkTenTimesASecondUntilSomethingElseIsPrinted() {
    let screen = Screen()
    let line = line(screen)
    let start = ContinuousClock.now
    for step in 0..<100 {
      line.show(WorkProgress(.issues, done: step, total: 200), at: start + .milliseconds(700 + step * 10))
    }
    line.show(WorkProgress(.commits, done: 82_000), at: start + .seconds(9))
    line.clear()
    line.clear()
    let texts = screen.texts.withLock { $0 }
    #expect((10...12).contains(texts.count))
    #expect(texts.first?.hasSuffix("of 200") == true)
    #expect(texts.suffix(2) == ["reading commits: 82000", "cleared"])
  }
}
