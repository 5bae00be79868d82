import Testing
import VireoModel
import VireoTestSupport

@Suite struct ForecastTests {
  private let start = Timestamp(seconds: 1_795_255_473)

  private func weeks(_ closed: [Int], added: Int = 0) -> [Forecast.Week] {
    closed.map { Forecast.Week(closed: $0, added: added) }
  }

  private func days(_ day: Timestamp?) -> Int64? { day.map { $0.dayNumber - start.dayNumber } }

  @Test(arguments: [
    (10, 7, 10 as Int64), (7, 7, 7), (8, 7, 8), (1, 7, 1), (21, 7, 21), (5, 2, 18), (1, 1, 7),
  ])
  func anEvenPaceLeavesNoDoubt(open: Int, pace: Int, wanted: Int64) throws {
    let forecast = try #require(Forecast(open: open, after: weeks([pace, pace, pace, pace, pace]), from: start))
    #expect(days(forecast.earliest) == wanted)
    #expect(forecast.latest == forecast.earliest)
  }

  @Test func theRangeIsThatOfTheRuns() throws {
    // Weeks of 0 and 4 are alike likely, and 12 issues need three good ones: the run of n weeks ends with the third.
    // P(n ≤ 3) = 1/8, P(n ≤ 4) = 5/16 …; nine tenths have ended after 9 weeks: 1 - P(at most 2 good of 9) = 0.910.
    let forecast = try #require(Forecast(open: 12, after: weeks([0, 4, 0, 4]), from: start))
    #expect(days(forecast.earliest) == 21)
    #expect(days(forecast.latest).map { (56...70).contains($0) } == true)
  }

  @Test func theSameWeeksGiveTheSameRange() {
    let week = weeks([1, 5, 0, 2, 3])
    #expect(Forecast(open: 9, after: week, from: start) == Forecast(open: 9, after: week, from: start))
  }

  @Test func whatIsAddedDelays() throws {
    let calm = try #require(Forecast(open: 20, after: weeks([4, 4, 4]), from: start))
    let busy = try #require(Forecast(open: 20, after: weeks([4, 4, 4], added: 2), from: start))
    #expect(days(calm.latest) == 35 && days(busy.latest) == 70)
    let endless = try #require(Forecast(open: 20, after: weeks([4, 4, 4], added: 4), from: start))
    #expect(endless.earliest == nil && endless.latest == nil)
  }

  @Test func ofTooLittleNothingIsSaid() {
    #expect(Forecast(open: 3, after: weeks([3, 3]), from: start) == nil, "two weeks")
    #expect(Forecast(open: 3, after: weeks([1, 1, 2]), from: start) == nil, "four closed issues")
    #expect(Forecast(open: 3, after: weeks([9, -9, 2]), from: start) == nil, "they were opened again")
    #expect(Forecast(open: 0, after: weeks([3, 3, 3]), from: start) == nil, "nothing to do")
    #expect(Forecast(open: 3, after: weeks([9, 0, 0, 0, 0, 0, 0, 0, 0]), from: start) == nil, "long ago")
  }

  @Test(arguments: Rounds.seeds(normally: 500))
  func aChartHasFewDaysThatOthersShare(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let lengths: [Int64] = [3, 59, 500, 20_000, 400_000]
    let length = lengths.randomElement(using: &random) ?? 0
    let first = Int64.random(in: -800_000...800_000, using: &random)
    let end = first + Int64.random(in: 0...length, using: &random)
    let days = SampleDays.days(from: first, before: end)
    #expect(days.count <= SampleDays.most + 1)
    #expect(days == days.sorted() && Set(days).count == days.count)
    guard let oldest = days.first, let newest = days.last else {
      #expect(first == end)
      return
    }
    #expect(newest < end)
    if length < 400_000 { #expect(oldest <= first, "nothing of the beginning is missing") }
    if end - first < 60 {
      #expect(days == Array(first..<end))
    } else {
      #expect(days.filter { ($0 - 3) % 7 != 0 } == [], "they are Sundays")
    }
  }

  @Test func aWeekEndsOnSunday() {
    let days = SampleDays.sundays(2, before: 20_000).map { Timestamp(seconds: $0 * 86_400).day }
    #expect(days == ["2024-09-22", "2024-09-29"])
  }
}
