"""Reports with sentry-sdk: 0.20, 1 and 2."""
import sentry_sdk


class Report:
    """The SDK, with its debug log on standard error."""

    def __init__(self, dsn, release, environment, told):
        self.label = "?"

        def before_send(event, _):
            """Names what is sent."""
            told(self.label, event["event_id"])
            return event

        sentry_sdk.init(dsn=dsn, release=release, environment=environment, debug=True, before_send=before_send,
                        send_default_pii=True)

    def user(self, identity):
        """Says who is hit."""
        sentry_sdk.set_user({"id": identity, "email": "passenger%s@ferry.example" % identity})

    def breadcrumb(self, category, message, data):
        """Says what happened before."""
        sentry_sdk.add_breadcrumb(category=category, message=message, data=data, level="info")

    def context(self, tags, name, values):
        """Says in what surroundings."""
        for key, value in tags.items():
            sentry_sdk.set_tag(key, value)
        sentry_sdk.set_context(name, values)

    def handled(self, label, error):
        """Reports what was caught."""
        self.label = label
        sentry_sdk.capture_exception(error)

    def message(self, label, text):
        """Reports a text."""
        self.label = label
        sentry_sdk.capture_message(text, level="warning")
