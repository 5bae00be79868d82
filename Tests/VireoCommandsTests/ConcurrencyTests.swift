import Foundation
import Testing
import VireoTestSupport

/// Several processes at once, and processes that are stopped.
@Suite struct ConcurrencyTests {
  @Test func sixteenProcessesLoseNothing() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.shell("vireo init && vireo new -t Busy").status == 0)
    // Each process makes 50 comments and adds 50 labels.
    let script = """
      for worker in $(seq 16); do
        (for round in $(seq 50); do
          VIREO_SEED=$((worker * 1000 + round)) vireo comment 1 -b "comment $worker.$round" >/dev/null &&
          vireo edit 1 --add-label "label-$worker-$round" >/dev/null || echo "failed $worker.$round"
        done) &
      done
      wait
      """
    #expect(try scratch.shell(script).text == "")
    let found = try scratch.vireo(["show", "1", "--json", "labels,comments"])
    let value = try JSONSerialization.jsonObject(with: Data(found.output)) as? [String: Any]
    let labels = try #require(value?["labels"] as? [String])
    let comments = try #require(value?["comments"] as? [[String: Any]])
    #expect(Set(labels).count == 800)
    #expect(labels.count == 800)
    #expect(Set(comments.compactMap { $0["body"] as? String }).count == 800)
    #expect(try scratch.vireo(["check"]).status == 0)
  }

  @Test func newIssuesOfManyProcessesHaveNumbersOfTheirOwn() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.shell("vireo init && git add . && git commit --quiet -m Begin").status == 0)
    _ = try scratch.shell("git worktree add --quiet ../other")
    let script = """
      for worker in $(seq 10); do
        (for round in 1 2 3; do
          VIREO_SEED=$((worker * 10 + round)) vireo new -t "Same title" >/dev/null || echo failed
          VIREO_SEED=$((1000 + worker * 10 + round)) vireo -C ../other new -t "Same title" >/dev/null || echo failed
        done) &
      done
      wait
      """
    #expect(try scratch.shell(script).text == "")
    let here = try scratch.vireo(["list", "--format", "ids"]).text.split(separator: "\n")
    let there = try scratch.shell("vireo -C ../other list --format ids").text.split(separator: "\n")
    #expect(Set(here + there).count == 60)
  }

  @Test func aKilledProcessLeavesWholeFiles() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.shell("vireo init && vireo new -t Killed").status == 0)
    let script = """
      for round in $(seq 40); do
        vireo edit 1 --add-label "label-$round" >/dev/null 2>&1 &
        sleep 0.0$((round % 8))
        kill -9 $! 2>/dev/null
        wait $! 2>/dev/null
        vireo check >/dev/null 2>&1 || echo "broken after $round"
      done
      """
    #expect(try scratch.shell(script).text == "")
    #expect(try scratch.vireo(["edit", "1", "--add-label", "last"]).status == 0)
    #expect(try scratch.shell("find .tracker -name '.vireo-*'; ls .git/vireo/state").text == "lock\nnumber\n")
  }

  @Test func whatCannotBeWrittenIsToldAndLeavesNothing() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.shell("vireo init && vireo new -t One -b Text").status == 0)
    let before = try scratch.files(below: ".tracker")
    // No file may grow over a kilobyte: as on a full disk, the write fails in the middle.
    let result = try scratch.shell(
      "head -c 100000 /dev/zero | tr '\\0' x > big; trap '' XFSZ; ulimit -f 1; vireo edit 1 -F big")
    #expect(result.status == 1)
    #expect(result.text.contains("[write-failed]"))
    #expect(result.text.contains("state: nothing was written"))
    #expect(try scratch.files(below: ".tracker") == before)
  }

  @Test func aCommitThatFailsIsToldWhereEndsOfProgramsAreIgnored() throws {
    let scratch = try ScratchRepository()
    let script = "vireo init; touch .git/refs/heads/main.lock; env --ignore-signal=CHLD vireo new -t Busy --commit"
    let result = try scratch.shell(script)
    #expect(result.status == 1)
    #expect(result.text.contains("the branch can't be moved"))
  }
}
