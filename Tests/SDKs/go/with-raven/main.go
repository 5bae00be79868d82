// Reports with raven-go, the client before sentry-go: `with-raven DSN`. Every event is named on standard output,
// `event LABEL ID`.
package main

import (
	"fmt"
	"os"

	"ferry"

	"github.com/getsentry/raven-go"
)

type reporter struct {
	extra raven.Extra
	user  *raven.User
}

func (r *reporter) User(identity string) {
	r.user = &raven.User{ID: identity, Email: "passenger" + identity + "@ferry.example"}
	raven.SetUserContext(r.user)
}

// Breadcrumb does nothing: this SDK has none.
func (r *reporter) Breadcrumb(_, _ string) {}

func (r *reporter) Context(tags map[string]string, name string, values map[string]interface{}) {
	raven.SetTagsContext(tags)
	r.extra = raven.Extra{name: values}
}

func (r *reporter) Handled(label string, err error) {
	stack := raven.GetOrNewStacktrace(err, 1, 3, []string{"ferry"})
	r.send(label, raven.NewPacketWithExtra(err.Error(), r.extra, r.user, raven.NewException(err, stack)))
}

func (r *reporter) Message(label, text string) {
	packet := raven.NewPacketWithExtra(text, r.extra, r.user, &raven.Message{Message: text})
	packet.Level = raven.WARNING
	r.send(label, packet)
}

func (r *reporter) Watched(label string, body func()) {
	raven.SetIncludePaths([]string{"ferry"})
	if _, id := raven.CapturePanicAndWait(body, nil); id != "" {
		fmt.Println("event", label, id)
	}
}

// send waits for the answer.
func (r *reporter) send(label string, packet *raven.Packet) {
	id, answer := raven.Capture(packet, nil)
	fmt.Println("event", label, id)
	if err := <-answer; err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
	}
}

func main() {
	if err := raven.SetDSN(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	raven.SetRelease("ferry@2.4.0")
	raven.SetEnvironment("harbour")
	ferry.Sail(&reporter{})
}
