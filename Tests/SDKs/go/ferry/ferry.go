// Package ferry is a ferry line that sells tickets, badly.
package ferry

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
)

// ErrFull says that there is no seat left.
var ErrFull = errors.New("the ship is full")

// BoardingError says whom it kept from boarding.
type BoardingError struct {
	Ticket int
	Reason error
}

func (e *BoardingError) Error() string {
	return fmt.Sprintf("nobody can board with ticket %d", e.Ticket)
}

// Unwrap gives the reason.
func (e *BoardingError) Unwrap() error { return e.Reason }

// Read reads a ticket from what the scanner sent; the error comes from Go's own library.
func Read(scan string) error {
	var ticket map[string]int
	return json.Unmarshal([]byte(scan), &ticket)
}

// Board takes somebody aboard; what fails is the consequence of something else.
func Board(ticket int) error { return &BoardingError{ticket, ErrFull} }

// Order sorts decks by how many seats they have; it panics in a function that Go's own library calls.
func Order(decks []string, seats []int) {
	sort.Slice(decks, func(a, b int) bool { return seats[a] < seats[b] })
}

// Fare tells what each has to pay.
func Fare(pence, passengers int) int { return pence / passengers }

// A Reporter reports with one of the SDKs.
type Reporter interface {
	User(identity string)
	Breadcrumb(category, message string)
	Context(tags map[string]string, name string, values map[string]interface{})
	Handled(label string, err error)
	Message(label, text string)
	// Watched runs something that may panic, reports that, and goes on.
	Watched(label string, body func())
}

// Sail fails in several ways, and reports each.
func Sail(r Reporter) {
	for _, one := range [][2]string{{"7", "{berth 70001}"}, {"8", "{berth 70002}"}, {"7", "{berth 70003}"}} {
		r.User(one[0])
		r.Handled("library", Read(one[1]))
	}
	r.Breadcrumb("gate", "ticket 70001 was scanned")
	r.Breadcrumb("gate", "the gate stayed shut")
	r.Context(map[string]string{"line": "north", "deck": "2"}, "voyage",
		map[string]interface{}{"ship": "Alma", "passengers": 212})
	r.Watched("context", func() { Order([]string{"upper", "lower"}, []int{212}) })
	r.Handled("chain", Board(70001))
	r.Message("message", "the 10:04 ferry is 12 minutes late")
	r.Message("message", "the 11:34 ferry is 7 minutes late")
	r.Watched("unhandled", func() { Fare(1200, 0) })
}
