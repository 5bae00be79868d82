/// The templates that `vireo init` writes.
package enum IssueTemplates {
  package static let bug = """
    ---
    type: defect
    ---

    ## What happened

    ## What should have happened

    ## How to see it

    """
}
