/// What is said where git, the tracker or the person behind it is not there.
extension DiagnosticCode {
  package static let notARepository = DiagnosticCode(
    "not-a-repository", .error, "there is a git repository",
    """
    ## What it means

    Neither this folder nor one above it is a git repository.

    ## Why it matters

    The tracker lives in one.

    ## Example

    ```
    cd /tmp && vireo list
    ```

    ## Way out

    Go into a repository, name one with `-C DIR`, or run `git init`.
    """)

  package static let noTracker = DiagnosticCode(
    "no-tracker", .error, "the repository has a tracker",
    """
    ## What it means

    There is no folder `.tracker` at the top of the work tree or in the named revision.

    ## Why it matters

    There is nothing to read.

    ## Example

    ```
    git init && vireo list
    ```

    ## Way out

    Run `vireo init`.
    """)

  package static let unreadableRepository = DiagnosticCode(
    "unreadable-repository", .error, "git can read the repository",
    """
    ## What it means

    libgit2 could not open the repository or read one of its objects.

    ## Why it matters

    What the history says cannot be told.

    ## Example

    ```
    a repository with `extensions.objectFormat = sha256`
    ```

    ## Way out

    Run `git fsck`; the cause says what is wrong.
    """)

  package static let unknownRevision = DiagnosticCode(
    "unknown-revision", .error, "a revision names a commit",
    """
    ## What it means

    git knows no commit by that name.

    ## Example

    ```
    vireo list --at v9.9
    ```

    ## Way out

    See `git tag` and `git branch` for the names that there are.
    """)

  package static let notCommitted = DiagnosticCode(
    "not-committed", .error, "a change can be committed",
    """
    ## What it means

    The change is written to the work tree, but the commit was not made.

    ## Example

    ```
    vireo close 7 --commit   # during a merge
    ```

    ## Way out

    Commit the files yourself, or finish what is under way first.
    """)

  package static let notPublished = DiagnosticCode(
    "not-published", .error, "what is committed can be pushed",
    """
    ## What it means

    `vireo serve --push REMOTE` could not bring its branch and the remote's together: the remote cannot be reached or
    refuses the commits, both sides changed the same lines, or a file of the work tree that is not committed is in the
    way.

    ## Why it matters

    The commits stay here, and issues go on being written. Others see them once it works again; it is tried again and
    again.

    ## Example

    ```
    vireo serve --push origin   # while the remote is down
    ```

    ## Way out

    The cause is git's own message. Mend the connection or the rights; or merge by hand in that repository, with
    `git pull`.
    """)

  package static let noIdentity = DiagnosticCode(
    "no-identity", .error, "git knows who you are",
    """
    ## What it means

    A commit needs a name and an address, and git has none.

    ## Example

    ```
    git config --unset user.email
    ```

    ## Way out

    Run `git config user.name …` and `git config user.email …`.
    """)

  package static let unknownPerson = DiagnosticCode(
    "unknown-person", .error, "`@me` is somebody",
    """
    ## What it means

    `@me` was used, and neither git nor the environment says who that is.

    ## Example

    ```
    vireo list -a @me
    ```

    ## Way out

    Set `user.email` in git, or name the person.
    """)

  package static let sharedHooks = DiagnosticCode(
    "shared-hooks", .error, "the hooks' folder belongs to the repository",
    """
    ## What it means

    `core.hooksPath` names a folder outside of this repository, so git takes the hooks from there.

    ## Why it matters

    What is written there would run in every repository that uses the folder.

    ## Example

    ```
    git config --global core.hooksPath ~/hooks && vireo hooks install
    ```

    ## Way out

    Call `vireo hook commit-msg "$@"`, and likewise for `pre-commit` and `post-merge`, from the hooks there by hand:
    they do nothing where there is no tracker. Or set `core.hooksPath` for this repository alone.
    """)
}
