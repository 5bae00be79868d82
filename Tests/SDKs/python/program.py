"""Fails in five ways, and reports each with one of four SDKs: `program.py sentry|raven DSN`.

Every event is named on standard output as it is sent, `event LABEL ID`. The last failure is not handled.
"""
import sys
import warnings

warnings.simplefilter("ignore")

from ferry import tickets  # noqa: E402

RELEASE, ENVIRONMENT = "ferry@2.4.0", "harbour"


def told(label, identity):
    """Names an event."""
    print("event", label, identity, flush=True)


def scan(report, user, text):
    """A ticket that cannot be read; what differs from one to the next makes no other group."""
    report.user(user)
    try:
        tickets.read(text)
    except ValueError as error:
        report.handled("library", error)


def main(report):
    """Fails, and reports."""
    for user, text in (("7", "{berth 70001}"), ("8", "{berth 70002, and more}"), ("7", "[1, 2, berth 70003}")):
        scan(report, user, text)

    report.breadcrumb("gate", "ticket 70001 was scanned", {"gate": "B"})
    report.breadcrumb("gate", "the gate stayed shut", {"gate": "B"})
    report.context({"line": "north", "deck": "2"}, "voyage", {"ship": "Alma", "passengers": 212})
    try:
        tickets.harbour("http://[::1")
    except ValueError as error:
        report.handled("context", error)

    try:
        tickets.board(70001, {})
    except RuntimeError as error:
        report.handled("chain", error)

    for time, minutes in (("10:04", 12), ("11:34", 7)):
        report.message("message", "the %s ferry is %d minutes late" % (time, minutes))

    report.label = "unhandled"
    tickets.fare(1200, 0)


if __name__ == "__main__":
    if sys.argv[1] == "sentry":
        from report_sentry import Report
    else:
        from report_raven import Report
    main(Report(sys.argv[2], RELEASE, ENVIRONMENT, told))
