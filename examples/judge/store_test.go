package main

import (
	"testing"
	"time"
)

func TestContestCutsTheWindowsOfItsTasks(t *testing.T) {
	at := func(hour, minute int) *time.Time {
		instant := time.Date(2026, 1, 10, hour, minute, 0, 0, time.UTC)
		return &instant
	}
	data := &Data{
		Contests: []Contest{{
			StartsAt:     *at(9, 0),
			EndsAt:       *at(14, 0),
			Participants: []int64{8},
			Tasks: []Placement{
				{TaskID: 1},
				{TaskID: 2, OpensAt: at(9, 30), ClosesAt: at(13, 30)},
				{TaskID: 3, OpensAt: at(8, 0), ClosesAt: at(15, 0)},
			},
		}},
		Groups: []Group{{Members: []int64{7}, Tasks: []Placement{{TaskID: 2, OpensAt: at(9, 45)}}}},
	}
	bob, ada, carl := &User{ID: 8}, &User{ID: 7}, &User{ID: 9}
	for _, each := range []struct {
		user   *User
		taskID int64
		now    *time.Time
		state  string
		opens  *time.Time
		until  *time.Time
	}{
		{bob, 1, at(8, 59), "not-open-yet", at(9, 0), nil},
		{bob, 1, at(9, 0), "open", nil, at(14, 0)},
		{bob, 1, at(14, 0), "closed", nil, nil},
		{bob, 2, at(9, 29), "not-open-yet", at(9, 30), nil},
		{bob, 2, at(9, 30), "open", nil, at(13, 30)},
		{bob, 2, at(13, 30), "closed", nil, nil},
		{bob, 3, at(8, 30), "not-open-yet", at(9, 0), nil},
		{bob, 3, at(13, 59), "open", nil, at(14, 0)},
		{ada, 2, at(9, 40), "not-open-yet", at(9, 45), nil},
		{ada, 2, at(20, 0), "open", nil, nil},
		{carl, 2, at(9, 30), "hidden", nil, nil},
		{&User{ID: 1, Role: "teacher"}, 2, at(1, 0), "open", nil, nil},
	} {
		got := data.mayRead(each.user, each.taskID, *each.now)
		if got.State != each.state || !same(got.OpensAt, each.opens) || !same(got.Until, each.until) {
			t.Errorf("user %d, task %d at %v: got %+v, want %+v", each.user.ID, each.taskID, each.now, got, each)
		}
	}
}

func same(one, other *time.Time) bool {
	return one == other || one != nil && other != nil && one.Equal(*other)
}
