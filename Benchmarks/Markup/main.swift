import Foundation
import VireoMarkup
import VireoModel
import VireoTestSupport

// Times Markdown: each bomb of the tests in three sizes, then random mixtures of tokens. `script/test-markup` builds it.
// With `write FOLDER` it writes the bombs of a megabyte into files instead, for `script/test-bombs`; with `read FILE…` it
// times these files, each again and again to a megabyte.

if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "write" {
  let folder = URL(fileURLWithPath: CommandLine.arguments[2])
  for (index, bomb) in Bomb.all.enumerated() {
    try Data(bomb.text(1_000_000).utf8).write(to: folder.appendingPathComponent("\(index).md"))
    print(bomb)
  }
  exit(0)
}

let seconds = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 60 : 60
let firstSeed = CommandLine.arguments.count > 2 ? UInt64(CommandLine.arguments[2]) ?? 1 : 1

/// Seconds of processor time for reading and writing a text, and how much came out.
func measure(_ text: String) -> (seconds: Double, body: MarkdownBody) {
  let begun = clock()
  let body = MarkdownBody(text)
  let html = body.html(MarkdownRendering(reference: { _ in .link("/r") }))
  precondition(!html.utf8.contains(0))
  return (Double(clock() - begun) / Double(CLOCKS_PER_SEC), body)
}

/// Some file again and again, to about a megabyte.
func megabyte(_ path: String) throws -> String {
  let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self) + "\n\n"
  return String(repeating: text, count: max(1, 1_000_000 / max(1, text.utf8.count)))
}

func padded(_ value: Double) -> String { String(format: "%8.1f", value) }

if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "read" {
  for path in CommandLine.arguments.dropFirst(2) {
    let text = try megabyte(path)
    let (time, body) = measure(text)
    let hidden = body.excesses.map(\.text.utf8.count).reduce(0, +)
    print("\(padded(time * 1e9 / Double(text.utf8.count)))  \(path), \(text.utf8.count) bytes, \(hidden) of them plain")
  }
  exit(0)
}

print("the slowest bombs, in ms for each megabyte:")
for size in [10_000, 100_000, 1_000_000] {
  var rows: [(String, Double, Int)] = []
  for bomb in Bomb.all {
    let text = bomb.text(size)
    let (time, body) = measure(text)
    rows.append((bomb.description, time * 1e9 / Double(text.utf8.count), body.excesses.count))
  }
  rows.sort { $0.1 > $1.1 }
  let over = rows.filter { $0.1 > 100 }.count
  print("\(size) bytes: \(rows.count) bombs, \(over) over 100, the median \(padded(rows[rows.count / 2].1))")
  for row in rows.prefix(max(6, over)) { print("  \(padded(row.1))  \(row.0), \(row.2) excesses") }
}

print("random mixtures, for \(seconds) s from seed \(firstSeed):")
let end = Date().addingTimeInterval(Double(seconds))
var (seed, bytes, slowest) = (firstSeed, 0, (rate: 0.0, seed: UInt64(0), size: 0))
var unread = 0
while Date() < end {
  var random = SplitMix64(seed: seed)
  var generator = MarkdownGenerator(seed: seed)
  let tokens = MarkdownGenerator.tokens + (random.once(in: 3) ? MarkdownGenerator.references : [])
  // Bombs are few tokens, again and again.
  let unit = generator.text(tokens, count: 1 + random.below(5))
  let head = generator.text(tokens, count: random.below(6))
  let size = [20_000, 100_000, 400_000][random.below(3)]
  var text = head + String(repeating: unit, count: max(1, size / max(1, unit.utf8.count)))
  if random.once(in: 2) {
    let other = generator.text(tokens, count: 1 + random.below(3))
    text += String(repeating: other, count: max(1, size / 2 / max(1, other.utf8.count)))
  }
  let (time, body) = measure(text)
  let rate = time * 1e9 / Double(text.utf8.count)
  if body.hasUnreadReferences { unread += 1 }
  if rate > slowest.rate { slowest = (rate, seed, text.utf8.count) }
  if rate > 2000 {
    print(
      "  \(padded(rate)) ms for each megabyte: seed \(seed), \(text.utf8.count) bytes, "
        + "\(head.debugDescription) + \(unit.debugDescription)… + \(text.suffix(30).debugDescription)")
  }
  bytes += text.utf8.count
  seed += 1
}
print(
  "\(seed - firstSeed) texts, \(bytes / 1_000_000) MB; the slowest took \(padded(slowest.rate)) ms for each megabyte:")
print("  seed \(slowest.seed), \(slowest.size) bytes; references were left as text in \(unread)")
