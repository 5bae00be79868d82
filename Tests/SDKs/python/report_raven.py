"""Reports with raven, the client before sentry-sdk."""
import logging
import sys

import raven
from raven.transport.http import HTTPTransport


class Report:
    """The SDK, with its log on standard error."""

    def __init__(self, dsn, release, environment, told):
        self.label = "?"
        logging.basicConfig(stream=sys.stderr, level=logging.INFO)

        class Client(raven.Client):
            """Names what is sent."""

            def send(client, **data):  # noqa: N805
                """Sends it."""
                told(self.label, data["event_id"])
                super(Client, client).send(**data)

        # raven goes by the paths of modules, and knows those of the program by their names.
        self.client = Client(dsn, release=release, environment=environment, transport=HTTPTransport,
                             include_paths=["ferry", "__main__"])

    def user(self, identity):
        """Says who is hit."""
        self.client.user_context({"id": identity, "email": "passenger%s@ferry.example" % identity})

    def breadcrumb(self, category, message, data):
        """Says what happened before."""
        raven.breadcrumbs.record(category=category, message=message, data=data, level="info")

    def context(self, tags, name, values):
        """Says in what surroundings."""
        self.client.tags_context(tags)
        self.client.extra_context({name: values})

    def handled(self, label, error):
        """Reports what was caught."""
        self.label = label
        self.client.captureException(exc_info=(type(error), error, error.__traceback__))

    def message(self, label, text):
        """Reports a text."""
        self.label = label
        self.client.captureMessage(text, level=logging.WARNING)
