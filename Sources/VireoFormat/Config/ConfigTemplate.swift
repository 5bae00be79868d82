/// The configuration that `vireo init` writes: the defaults, each with what it is for.
package enum ConfigTemplate {
  package static func text(name: String) -> String {
    """
    # The tracker's configuration. Every key is optional; what is commented out shows the default or an example.
    # `vireo check` says what is wrong with it, `vireo config` shows what is in force.

    name: \(ScalarWriter.inline(name))

    # The words that `status` may have, and whether such an issue is open or closed.
    # statuses: {open: open, in-progress: open, closed: closed}

    # From which status to which others; a status that is not named here may be followed by any.
    # transitions: {open: [in-progress, closed]}

    # resolutions: [fixed, duplicate, wontfix, invalid, worksforme]
    # types: [defect, enhancement, task, error]

    # Lowest first.
    # priorities: [low, normal, high, critical]

    # Colours of labels. A label need not be listed here to be used.
    # labels: {io: "#0a7"}

    # components: {storage: {owner: alice, paths: ["Sources/Storage/**"]}}

    # Fields of your own. type: text, number, date, choice, person, issue or url.
    # fields: {customer: {type: text}, browsers: {type: choice, values: [a, b], list: true, required: false}}

    # Who is who. Git's authors go through .mailmap first.
    # people: {alice: {name: Alice Doe, email: [alice@example.org]}}

    # How commit messages refer to issues; `words` adds to the built-in ones.
    # references: {prefix: null, envelope: null, glued: false, pull-requests: ignore, \
    unknown: warn, words: {close: [], reopen: [], refer: []}}

    # The branches that releases are made from, beside the default branch.
    # release-branches: [release/*]

    # Whether each change is committed at once.
    # commit: false

    """
  }
}
