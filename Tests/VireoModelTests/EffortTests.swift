import Testing
import VireoModel

@Suite struct EffortTests {
  @Test(arguments: [
    ("3", "3"), ("2.5", "2.5"), ("0", "0"), ("4h", "4h"), ("8h", "1d"), ("1d 4h", "1d 4h"), ("1.5 d", "1d 4h"),
    ("5d", "1w"), ("1 week 2 days", "1w 2d"), ("1mo", "4w"), ("90m", "1h 30m"), ("90 MIN", "1h 30m"), (" 2 ", "2"),
    ("0.005", "0.005"), ("1w2d", "1w 2d"),
  ])
  func isReadAndWritten(text: String, written: String) throws {
    let effort = try #require(Effort(text))
    #expect(effort.description == written)
    #expect(Effort(written) == effort)
  }

  @Test(arguments: [
    "", " ", "soon", "-3", "3 4", "h", "3x", "1e3", "0x10", "１", "1..2h", "99999999", "9999999mo", "3h soon", ".",
  ])
  func whatIsNoEffortIsNone(text: String) {
    #expect(Effort(text) == nil)
  }

  @Test func pointsAndTimeAreAddedUpApart() throws {
    let sum = try #require(Effort("3")) + #require(Effort("4h")) + #require(Effort("2"))
    #expect(sum.description == "5 and 4h")
    var progress = MilestoneProgress()
    progress.add(1, .open, estimate: "3")
    progress.add(2, .closed, estimate: "4h")
    #expect(progress.effortPercent == nil, "points and hours have no common share")
    progress = MilestoneProgress()
    progress.add(2, .open, estimate: "3")
    progress.add(1, .closed, estimate: "3")
    progress.add(4, .open, estimate: "soon")
    #expect(progress.effortPercent == 33 && progress.percent == 14 && progress.unestimated == 4)
  }
}
