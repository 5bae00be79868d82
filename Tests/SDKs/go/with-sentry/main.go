// Reports with sentry-go: `with-sentry DSN`. Every event is named on standard output, `event LABEL ID`.
package main

import (
	"fmt"
	"os"
	"time"

	"ferry"

	"github.com/getsentry/sentry-go"
)

type reporter struct{ label string }

func (r *reporter) User(identity string) {
	sentry.ConfigureScope(func(scope *sentry.Scope) {
		scope.SetUser(sentry.User{ID: identity, Email: "passenger" + identity + "@ferry.example"})
	})
}

func (r *reporter) Breadcrumb(category, message string) {
	sentry.AddBreadcrumb(&sentry.Breadcrumb{Category: category, Message: message, Level: sentry.LevelInfo})
}

func (r *reporter) Context(tags map[string]string, name string, values map[string]interface{}) {
	sentry.ConfigureScope(func(scope *sentry.Scope) {
		scope.SetTags(tags)
		scope.SetContext(name, values)
	})
}

func (r *reporter) Handled(label string, err error) {
	r.label = label
	sentry.CaptureException(err)
}

func (r *reporter) Message(label, text string) {
	r.label = label
	sentry.CaptureMessage(text)
}

func (r *reporter) Watched(label string, body func()) {
	r.label = label
	defer func() {
		if reason := recover(); reason != nil {
			sentry.CurrentHub().Recover(reason)
		}
	}()
	body()
}

func main() {
	r := &reporter{}
	err := sentry.Init(sentry.ClientOptions{
		Dsn: os.Args[1], Release: "ferry@2.4.0", Environment: "harbour", Debug: true, DebugWriter: os.Stderr,
		BeforeSend: func(event *sentry.Event, _ *sentry.EventHint) *sentry.Event {
			fmt.Println("event", r.label, event.EventID)
			return event
		},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	ferry.Sail(r)
	if !sentry.Flush(10 * time.Second) {
		fmt.Fprintln(os.Stderr, "error: not everything was sent")
		os.Exit(1)
	}
}
