import Testing
import VireoFormat
import VireoModel

@Suite struct LayoutTests {
  @Test(arguments: [
    ("7-crash.md", 7, false), ("007-crash.md", 7, true), ("7.md", 7, true), ("999999999-x.md", 999_999_999, false),
    ("7-.md", 7, false), ("7-2-x.md", 7, false), ("07.md", 7, true),
  ])
  func aNumberBeginsTheName(name: String, number: Int, isOdd: Bool) {
    #expect(IssueFileName.numbering(of: name) == .number(IssueNumber(number)!, isOdd: isOdd))
  }

  @Test(arguments: ["crash.md", "7a.md", "7_x.md", "0-x.md", "000.md", "-7.md", "README.md", "٧-x.md", ".md", "7 x.md"])
  func anotherNameIsADraft(name: String) {
    #expect(IssueFileName.numbering(of: name) == .draft)
  }

  @Test func tenDigitsAreTooMany() {
    #expect(IssueFileName.numbering(of: "1234567890-x.md") == .tooLong)
    #expect(IssueFileName.numbering(of: String(repeating: "0", count: 30) + "7-x.md") == .tooLong)
  }

  @Test func newFilesAreSortedByThousands() {
    let paths = [1, 999, 1000, 1042, 999_999_999].map { IssueFileName.path(number: IssueNumber($0)!, slug: "x") }
    #expect(paths == ["1-x.md", "999-x.md", "1k/1000-x.md", "1k/1042-x.md", "999999k/999999999-x.md"])
  }

  @Test func aFolderIsSortedIntoIssuesAndTheRest() {
    var layout = Layout()
    let next = layout.add(
      [
        .init(name: "7-crash.md", kind: .file), .init(name: "7-crash", kind: .folder), .init(name: "8.md", kind: .file),
        .init(name: "draft.md", kind: .file), .init(name: "1k", kind: .folder), .init(name: "9-lost", kind: .folder),
        .init(name: "20261121T100433Z-alice-k3f9.md", kind: .file), .init(name: "notes.txt", kind: .file),
        .init(name: "10-link.md", kind: .other), .init(name: "11-folder.md", kind: .folder),
        .init(name: "1234567890-x.md", kind: .file), .init(name: "link.md", kind: .other),
        .init(name: "folder.md", kind: .folder),
      ], in: "issues")
    #expect(layout.issues.map(\.path) == ["issues/7-crash.md", "issues/8.md", "issues/draft.md"])
    #expect(layout.issues.map { $0.number?.value } == [7, 8, nil])
    #expect(layout.issues.map(\.hasFolder) == [true, false, false])
    #expect(layout.issues.first?.folder == "issues/7-crash")
    #expect(layout.orphanComments == ["issues/20261121T100433Z-alice-k3f9.md"])
    #expect(next == ["issues/11-folder.md", "issues/1k", "issues/9-lost", "issues/folder.md"])
    #expect(
      layout.diagnostics.map(DiagnosticFormatter.short) == [
        "issues/8.md: warning: the name of issue 8 should be '8-' and a few words [odd-file-name]",
        "issues/10-link.md: error: this is no regular file, so it isn't read [not-regular-file]",
        "issues/11-folder.md: error: a folder is named like an issue [not-regular-file]",
        "issues/1234567890-x.md: error: the number in this name has more than nine digits [number-too-long]",
        "issues/link.md: error: this is no regular file, so it isn't read [not-regular-file]",
      ])
  }

  @Test(arguments: [".#7-x.md", "7-x.md~", ".7-x.md.swp", "4913", "#7-x.md#", ".7-x.md", "7-x.md.orig", "7-x.MD"])
  func whatEditorsLeaveBehindIsNoIssue(name: String) {
    for kind in [FolderEntry.Kind.file, .other] {
      var layout = Layout()
      #expect(layout.add([.init(name: name, kind: kind)], in: "i") == [])
      #expect(layout.issues.isEmpty && layout.orphanComments.isEmpty && layout.diagnostics.isEmpty)
    }
  }

  @Test func hiddenFoldersAreNotLookedInto() {
    var layout = Layout()
    #expect(layout.add([.init(name: ".git", kind: .folder), .init(name: "a", kind: .folder)], in: "i") == ["i/a"])
  }

  @Test func aCommentsNameHoldsWhoAndWhen() {
    let name = CommentName(fileName: "20261121T100433Z-alice.b_1-k3f9.md")
    #expect(name?.who == "alice.b_1" && name?.suffix == "k3f9" && name?.date.description == "2026-11-21T10:04:33Z")
    #expect(name?.fileName == "20261121T100433Z-alice.b_1-k3f9.md")
  }

  @Test(arguments: [
    "20261121T100433Z-alice-k3f9", "20261121T100433Z-alice.md", "20261121T100433Z--k3f9.md", "20261121T100433Z-a-.md",
    "20261121T100433-alice-k3f9.md", "20261131T100433Z-alice-k3f9.md", "20261121T250433Z-alice-k3f9.md",
    "20261121T100433Z-Alice-k3f9.md", "20261121T100433Z-a-b-c.md", "20261121T100433Z-al ice-k3f9.md",
    "20261121T100433Z-abcdefghijklmnopqrstuvwxyz12345-k.md", "20261121T100433Z-é-k3f9.md", "2026.md", "",
  ])
  func anotherNameIsNoComments(name: String) {
    #expect(CommentName(fileName: name) == nil)
  }

  @Test(arguments: [
    ("alice", "alice"), ("Alice B", "alice_b"), ("a-b", "a_b"), ("ünal", "__nal"), ("", "unknown"),
    ("abcdefghijklmnopqrstuvwxyz123456789", "abcdefghijklmnopqrstuvwxyz1234"), ("a/../b", "a_.._b"),
  ])
  func aHandleBecomesAPartOfAName(handle: String, who: String) {
    #expect(CommentName.who(for: Handle(handle)) == who)
  }

  @Test(arguments: [
    ("Crash on save", "crash-on-save"), ("Crash: when 'x' isn't y!", "crash-when-x-isnt-y"), ("Größe", "grosse"),
    ("Ærø & Łódź", "aero-lodz"), ("éÀç", "eac"), ("ﬁx", "fix"), ("日本語", "issue"), ("", "issue"), ("---", "issue"),
    ("1.0", "1-0"), ("C++ / C#", "c-c"), ("a  b", "a-b"), ("don’t", "dont"), ("İstanbul", "istanbul"),
    ("aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeee ffff", "aaaaaaaaaa-bbbbbbbbbb-cccccccccc-dddddddddd-eeeeee"),
    (String(repeating: "x", count: 60), String(repeating: "x", count: 50)), ("../../etc/passwd", "etc-passwd"),
    ("\u{202E}evil\u{1B}[0m", "evil-0m"),
  ])
  func aTitleBecomesASlug(title: String, slug: String) {
    #expect(Slug.make(from: title) == slug)
    #expect(slug.wholeMatch(of: #/[a-z0-9-]{1,50}/#) != nil)
  }

  @Test func namesThatDifferInCaseOrFormCollide() {
    #expect(Slug.collisionKey("README.md") == Slug.collisionKey("Readme.md"))
    #expect(Slug.collisionKey("e\u{301}.md").utf8.elementsEqual(Slug.collisionKey("\u{C9}.md").utf8))
    #expect(Slug.collisionKey("a.md") != Slug.collisionKey("b.md"))
  }

  @Test(arguments: [
    ("i/what?.png", "i/what?.png: error: a name can't hold '?' on Windows [unportable-name]"),
    ("i/a:b", "i/a:b: error: a name can't hold ':' on Windows [unportable-name]"),
    ("i/a\u{1}b", "i/a\\x01b: error: a name can't hold '\\x01' on Windows [unportable-name]"),
    ("i/a.", "i/a.: error: a name can't end with a blank or dot on Windows [unportable-name]"),
    ("i/a ", "i/a : error: a name can't end with a blank or dot on Windows [unportable-name]"),
    ("i/con.md", "i/con.md: error: a file can't be named 'CON' on Windows [unportable-name]"),
    ("i/lpt1", "i/lpt1: error: a file can't be named 'LPT1' on Windows [unportable-name]"),
  ])
  func aNameThatWindowsCannotHoldIsReported(path: String, expected: String) {
    #expect(PortableNames.check(path).map(DiagnosticFormatter.short) == expected)
  }

  @Test(arguments: ["i/7-crash.md", "i/console.md", "i/com.md", "i/com0", "i/é.png", "i/a b", ".gitignore", "a.con"])
  func aNameThatAnySystemHoldsIsFine(path: String) {
    #expect(PortableNames.check(path) == nil)
  }
}
