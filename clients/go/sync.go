package lectern

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Person names someone by UserID, else by ExternalID, else by a verified Email. Someone with a new ExternalID gets an
// account.
type Person struct {
	ExternalID    string `json:"externalId,omitempty"`
	UserID        string `json:"userId,omitempty"`
	Email         string `json:"email,omitempty"`
	EmailVerified *bool  `json:"emailVerified,omitempty"`
	Name          string `json:"name,omitempty"`
}

// TaskStaffMember is a person with a role at a task; default: "owner".
type TaskStaffMember struct {
	Person
	Role string `json:"role,omitempty"`
}

// Participant is a person with times of their own at a contest.
type Participant struct {
	Person
	DelaySeconds int `json:"delaySeconds,omitempty"`
	ExtraSeconds int `json:"extraSeconds,omitempty"`
}

// Task is what Lectern keeps of a task besides its PDFs. Empty fields get their defaults: a nil EmbargoUntil removes the
// embargo. Only a nil Staff leaves them as they are; an empty one removes everyone.
type Task struct {
	Title string `json:"title"`
	// Titles are those in other languages, by BCP 47 tag.
	Titles          map[string]string `json:"titles,omitempty"`
	PrimaryLanguage string            `json:"primaryLanguage,omitempty"`
	Visibility      string            `json:"visibility,omitempty"`
	VisibleFrom     *time.Time        `json:"visibleFrom,omitempty"`
	EmbargoUntil    *time.Time        `json:"embargoUntil,omitempty"`
	Staff           []TaskStaffMember `json:"staff,omitzero"`
}

// Contest is what Lectern keeps of a contest besides its lists. Empty fields get their defaults: a nil EndsAt removes the
// end. Only a nil Staff leaves them as they are; an empty one removes everyone.
type Contest struct {
	Name         string           `json:"name"`
	StartsAt     time.Time        `json:"startsAt"`
	EndsAt       *time.Time       `json:"endsAt,omitempty"`
	AfterEnd     string           `json:"afterEnd,omitempty"`
	PrefetchFrom *time.Time       `json:"prefetchFrom,omitempty"`
	Networks     []ContestNetwork `json:"networks,omitempty"`
	MailNotices  bool             `json:"mailNotices,omitempty"`
	Staff        []Person         `json:"staff,omitzero"`
}

// ContestNetwork is an address or a network (CIDR) where participants can read the tasks.
type ContestNetwork struct {
	Network string `json:"network"`
	Room    string `json:"room,omitempty"`
}

// ContestTask is a task at its place in a contest.
type ContestTask struct {
	TaskID   string     `json:"taskId"`
	Label    string     `json:"label"`
	OpensAt  *time.Time `json:"opensAt,omitempty"`
	ClosesAt *time.Time `json:"closesAt,omitempty"`
	// Task creates or changes the task itself; nil leaves it as it is.
	Task *Task `json:"-"`
}

// Notice is what the participants of a contest are told, put at Path("contests", contestID, "notices", noticeID). Its text
// and task can be changed for ten minutes; Delete takes it back at any time.
type Notice struct {
	// TaskID is the task of the contest that it is about; empty for the contest itself.
	TaskID string `json:"taskId,omitempty"`
	// Texts are plain, by BCP 47 tag.
	Texts map[string]string `json:"texts"`
}

// ContestToSync is a contest as your platform has it.
type ContestToSync struct {
	Contest Contest
	// Tasks are all tasks of the contest in their order; nil leaves them as they are.
	Tasks []ContestTask
	// Participants are all participants who were added individually; nil leaves them as they are.
	Participants []Participant
	// Groups are the ids of all groups whose members take part; nil leaves them as they are.
	Groups []string
	// MaxRemoved is how many rows each list may lose; nil for any number. If it would lose more, nothing is done to the
	// contest or its lists, and the error is "would-remove".
	MaxRemoved *int
}

// ListChanges counts what a list that was put has changed.
type ListChanges struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Removed   int `json:"removed"`
	Unchanged int `json:"unchanged"`
}

// SyncedContest says what a synchronisation has changed. Outcomes are "created", "changed" or "unchanged".
type SyncedContest struct {
	ContestID string
	Outcome   string
	// TaskOutcomes has one for each ContestTask with a Task, in their order.
	TaskOutcomes []string
	// Tasks, Participants and Groups are nil if they were left as they are.
	Tasks, Participants, Groups *ListChanges
}

// SyncContest puts the tasks of a contest, the contest, and then its lists of tasks, participants and groups. Each request is
// one transaction, and all may be done again: the second time changes nothing. The token must be an API key with the
// scope "sync".
func (c *Client) SyncContest(ctx context.Context, contestID string, wanted ContestToSync) (*SyncedContest, error) {
	synced := &SyncedContest{}
	var put struct{ Outcome, ContestID string }
	for _, task := range wanted.Tasks {
		if task.Task == nil {
			continue
		}
		if err := c.Put(ctx, Path("tasks", task.TaskID), task.Task, &put); err != nil {
			return nil, err
		}
		synced.TaskOutcomes = append(synced.TaskOutcomes, put.Outcome)
	}
	type list struct {
		name   string
		rows   any
		result **ListChanges
	}
	var lists []list
	if wanted.Tasks != nil {
		lists = append(lists, list{"tasks", wanted.Tasks, &synced.Tasks})
	}
	if wanted.Participants != nil {
		lists = append(lists, list{"participants", wanted.Participants, &synced.Participants})
	}
	if wanted.Groups != nil {
		rows := make([]map[string]string, len(wanted.Groups))
		for at, id := range wanted.Groups {
			rows[at] = map[string]string{"groupId": id}
		}
		lists = append(lists, list{"groups", rows, &synced.Groups})
	}
	putList := func(list list, query string) (*ListChanges, error) {
		changes := &ListChanges{}
		path := Path("contests", contestID, list.name) + query
		return changes, c.Put(ctx, path, map[string]any{list.name: list.rows}, changes)
	}
	if wanted.MaxRemoved != nil {
		for _, list := range lists {
			changes, err := putList(list, "?dryRun=true")
			if failed := (*Error)(nil); errors.As(err, &failed) && failed.Status == http.StatusNotFound {
				continue // there is no such contest yet, so it has nothing to lose
			}
			if err != nil {
				return nil, err
			}
			if changes.Removed > *wanted.MaxRemoved {
				return nil, wouldRemove(list.name, changes.Removed)
			}
		}
	}
	if err := c.Put(ctx, Path("contests", contestID), wanted.Contest, &put); err != nil {
		return nil, err
	}
	synced.ContestID, synced.Outcome = put.ContestID, put.Outcome
	for _, list := range lists {
		changes, err := putList(list, "")
		if err != nil {
			return nil, err
		}
		*list.result = changes
	}
	return synced, nil
}

// ListedByPlatform is all that your platform has of a kind.
type ListedByPlatform struct {
	// ExternalIDs are the ids of your platform, without "ext:".
	ExternalIDs []string
	// ListedAt is when your platform began to list them. What was created in Lectern since then stays.
	ListedAt time.Time
	// APIKeyIDs are other API keys of your platform, also removed ones: what they have put is yours too.
	APIKeyIDs []string
	// MaxRemoved is how many may be removed; nil for 10, or 20 % if that is more, but never all.
	MaxRemoved *int
	// DryRun only says what one request would remove, and who would lose access.
	DryRun bool
}

// Removals says what RemoveDeleted has removed, and what it found.
type Removals struct {
	Removed   int `json:"removed"`
	Remaining int `json:"remaining"`
	Kept      int `json:"kept"`
	// Missing counts ids in the list that Lectern does not have.
	Missing int `json:"missing"`
	// Others counts other external ids, put only by keys that were not named. They stay.
	Others   int       `json:"others"`
	Removals []Removal `json:"removals"`
	// LosesAccess is nil unless it was a dry run.
	LosesAccess *LosesAccess `json:"losesAccess"`
}

// Removal is a task, group or contest that was removed.
type Removal struct {
	ExternalID string `json:"externalId"`
	Name       string `json:"name"`
}

// LosesAccess is who can read a task now and would lose it.
type LosesAccess struct {
	Everyone bool     `json:"everyone"`
	Count    int      `json:"count"`
	Names    []string `json:"names"`
	Groups   []string `json:"groups"`
	Reading  int      `json:"reading"`
}

// RemoveDeleted removes the "tasks", "groups" or "contests" that the key has put and your platform no longer has, at most
// 100 in a transaction. It fails as "would-remove" if these are more than allowed. The token must be an API key with the
// scope "sync".
func (c *Client) RemoveDeleted(ctx context.Context, kind string, listed ListedByPlatform) (*Removals, error) {
	query := url.Values{"dryRun": {strconv.FormatBool(listed.DryRun)}}
	if listed.MaxRemoved != nil {
		query.Set("maxRemoved", strconv.Itoa(*listed.MaxRemoved))
	}
	body := struct {
		ExternalIDs []string  `json:"externalIds"`
		ListedAt    time.Time `json:"listedAt"`
		APIKeyIDs   []string  `json:"apiKeyIds,omitempty"`
	}{append([]string{}, listed.ExternalIDs...), listed.ListedAt.UTC(), listed.APIKeyIDs}
	var removals []Removal
	for {
		reply := &Removals{}
		if err := c.Put(ctx, Path("sync", kind)+"?"+query.Encode(), body, reply); err != nil {
			return nil, err
		}
		removals = append(removals, reply.Removals...)
		if listed.DryRun || reply.Remaining == 0 {
			reply.Removed, reply.Removals = len(removals), removals
			return reply, nil
		}
	}
}

func wouldRemove(list string, removed int) *Error {
	return &Error{
		Code:   "would-remove",
		Detail: fmt.Sprintf("This would remove %d from the %s of the contest, more than you allow: check the id and the list.", removed, list),
		Facts:  map[string]any{"list": list, "removed": float64(removed)},
	}
}
