import Foundation
import Testing
import VireoModel
import VireoQuery
import VireoTestSupport

@Suite struct QueryPropertyTests {
  @Test(arguments: Rounds.seeds)
  func whatIsPrintedIsReadAsTheSame(seed: UInt64) throws {
    var generator = QueryGenerator(seed: seed)
    for round in 0..<Rounds.count(2000) {
      let question = generator.question()
      let text = question.text(in: context.config)
      let comment: Testing.Comment = "seed \(seed), round \(round): \(escaped(text)) of \(question)"
      do {
        let again = try QueryText(text, in: context)
        #expect(again == question, comment)
        #expect(again.text(in: context.config) == text, comment)
        #expect(try QueryText(question.text(), in: context).query == question.query, comment)
      } catch {
        Issue.record("\(comment): \(error)")
      }
    }
  }

  @Test(arguments: Rounds.seeds)
  func noTextMakesItStop(seed: UInt64) {
    var generator = QueryGenerator(seed: seed)
    let parts = [
      "is", "label", "number", "created", "due", "author", "parent", "has", "no", "sort", "group", "field", "state",
      "priority", "title",
      "effort", "risk", "AND", "OR", "NOT", " ", ":", "=", "!=", ">", "<=", "~", "7d", "2026", "-", "..", ",", "*",
      "\u{301}",
    ]
    for round in 0..<Rounds.count(3000) {
      var text = ""
      if generator.random.once(in: 2) {
        let bytes = (0..<generator.random.below(40)).map { _ in UInt8(truncatingIfNeeded: generator.random.next()) }
        text = String(decoding: bytes, as: UTF8.self)
      } else {
        for _ in 0..<generator.random.below(12) {
          text += generator.random.once(in: 3) ? generator.text() : generator.random.pick(parts)
        }
      }
      let scalars = text.unicodeScalars.count
      do {
        let question = try QueryText(text, in: context)
        let printed = question.text(in: context.config)
        #expect(try QueryText(printed, in: context) == question, "seed \(seed), round \(round): \(escaped(text))")
      } catch {
        let isInside = error.column >= 1 && error.length >= 1 && error.column + error.length - 1 <= scalars + 1
        #expect(isInside, "seed \(seed), round \(round): \(escaped(text)): \(error)")
        #expect(error.excerpt.count == 2)
      }
    }
  }

  @Test(arguments: [
    "a ", "(", ")", "-(", "-", "NOT ", "a OR ", "(a OR b -", "\"", "\\", "label:", "a,", "x:", "..", "@", "#7 ",
    "label:a,b ", "é", ":",
    "field.", "-(a OR b ",
  ])
  func tenThousandCharactersHaveAnAnswer(part: String) {
    for head in ["", "label:", "number:", "created:", "sort:", "field.", "\""] {
      let text = head + String(repeating: part, count: 10_000 / part.count)
      let start = ContinuousClock.now
      if let found = fault(text) {
        #expect(!found.description.isEmpty)
      } else if let question = try? QueryText(text, in: context) {
        #expect((try? QueryText(question.text(in: context.config), in: context)) == question)
      }
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }

  @Test func parenthesesMayStandInsideEachOther() throws {
    let depth = 64
    func text(_ depth: Int) -> String {
      String(repeating: "a OR b -(", count: depth) + "c" + String(repeating: ")", count: depth)
    }
    let found = fault(text(depth + 1))
    #expect(found?.message == "more than \(depth) parentheses stand inside each other")
    #expect(found?.column == (depth + 1) * 9)
    // A thread's stack is half a megabyte on some systems.
    let deepest = text(depth)
    nonisolated(unsafe) var isSame = false
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      if let question = try? QueryText(deepest, in: context) {
        let again = try? QueryText(question.text(in: context.config), in: context)
        isSame = again == question && question.query.simplified == question.query
      }
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
    #expect(isSame)
  }
}
