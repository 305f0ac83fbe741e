package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log"
	"net/http"
	"strconv"
	"strings"
	"time"

	"lectern"
)

const (
	sessionLife   = 3 * time.Hour
	lecternLife   = 10 * time.Minute
	maxPDFBytes   = 64 << 20
	maxListedRows = 100
)

//go:embed page
var page embed.FS

// server is the judge: its pages, and the API behind them.
type server struct {
	store Store
	jobs  jobs
	// pages asks once, since a reader waits, and patience is for how long.
	pages    *lectern.Client
	patience time.Duration
	// publicURL is where browsers find Lectern.
	publicURL string
	// secret signs the judge's own sessions, secretForLectern the tokens for Lectern alone.
	secret, secretForLectern []byte
}

// handler returns the routes. library is the folder of lectern-client, which pages load for the reader.
func (s *server) handler(library string) http.Handler {
	files, _ := fs.Sub(page, "page")
	mux := http.NewServeMux()
	mux.Handle("GET /page/", http.StripPrefix("/page", http.FileServerFS(files)))
	mux.Handle("GET /lectern-client/", http.StripPrefix("/lectern-client", http.FileServer(http.Dir(library))))
	for _, path := range []string{"/{$}", "/tasks/{id}", "/tasks/{id}/reader"} {
		mux.HandleFunc("GET "+path, func(writer http.ResponseWriter, request *http.Request) {
			// One host has the judge, Lectern and its files. Elsewhere frame-src names those of Lectern, too.
			writer.Header().Set("Content-Security-Policy", "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'")
			http.ServeFileFS(writer, request, files, "index.html")
		})
	}
	mux.HandleFunc("POST /api/sign-in", s.signIn)
	mux.HandleFunc("POST /api/sign-out", func(writer http.ResponseWriter, request *http.Request) {
		setSession(writer, request, "", -1)
	})
	mux.HandleFunc("GET /api/me", s.signedIn(s.me))
	mux.HandleFunc("GET /api/tasks", s.signedIn(s.tasks))
	mux.HandleFunc("POST /api/tasks", s.signedIn(s.createTask))
	mux.HandleFunc("GET /api/tasks/{id}", s.signedIn(s.task))
	mux.HandleFunc("GET /api/lectern-token", s.signedIn(s.lecternToken))
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		// Replies are for one user, and URLs in them are short-lived.
		writer.Header().Set("Cache-Control", "no-store")
		mux.ServeHTTP(writer, request)
	})
}

// serve ends with ctx.
func (s *server) serve(ctx context.Context, address, library string) error {
	web := &http.Server{Addr: address, Handler: s.handler(library), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = web.Shutdown(context.Background()) })
	go s.jobs.uploadPending(ctx)
	if err := web.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

type visit struct {
	writer  http.ResponseWriter
	request *http.Request
	data    *Data
	user    *User
}

func (s *server) signedIn(handle func(visit)) http.HandlerFunc {
	return func(writer http.ResponseWriter, request *http.Request) {
		data, err := s.store.read()
		if err != nil {
			fail(writer, err)
			return
		}
		cookie, err := request.Cookie("session")
		if err != nil {
			reply(writer, http.StatusUnauthorized, map[string]string{"problem": "signed-out"})
			return
		}
		claims, err := readToken(cookie.Value, "judge", s.secret)
		user := data.user(claims.UserID)
		if err != nil || user == nil {
			reply(writer, http.StatusUnauthorized, map[string]string{"problem": "signed-out"})
			return
		}
		handle(visit{writer, request, data, user})
	}
}

func (s *server) signIn(writer http.ResponseWriter, request *http.Request) {
	data, err := s.store.read()
	if err != nil {
		fail(writer, err)
		return
	}
	name, password := request.PostFormValue("name"), request.PostFormValue("password")
	user := find(data.Users, func(user *User) bool { return user.Name == name && user.Password == password })
	if password == "" || user == nil {
		reply(writer, http.StatusForbidden, map[string]string{"problem": "wrong-password"})
		return
	}
	setSession(writer, request, signToken(claimsOf(user, "judge", sessionLife), s.secret), int(sessionLife.Seconds()))
}

func setSession(writer http.ResponseWriter, request *http.Request, token string, maxAge int) {
	http.SetCookie(writer, &http.Cookie{
		Name:     "session",
		Value:    token,
		Path:     "/",
		MaxAge:   maxAge,
		Secure:   request.Header.Get("X-Forwarded-Proto") == "https",
		HttpOnly: true,
		SameSite: http.SameSiteStrictMode,
	})
	writer.WriteHeader(http.StatusNoContent)
}

func (s *server) me(v visit) {
	reply(v.writer, http.StatusOK, map[string]string{"name": v.user.Name, "role": v.user.Role, "lecternUrl": s.publicURL})
}

// tasks lists the newest tasks that the user may read now.
func (s *server) tasks(v visit) {
	rows := []Task{}
	for at := len(v.data.Tasks) - 1; at >= 0 && len(rows) < maxListedRows; at-- {
		if task := v.data.Tasks[at]; v.data.mayRead(v.user, task.ID, time.Now()).State == "open" {
			rows = append(rows, task)
		}
	}
	reply(v.writer, http.StatusOK, map[string]any{"items": rows})
}

// task is where the judge answers with a URL: after its own decision, for this user.
func (s *server) task(v visit) {
	id, _ := strconv.ParseInt(v.request.PathValue("id"), 10, 64)
	task := v.data.task(id)
	decision := Decision{State: "hidden"}
	if task != nil {
		decision = v.data.mayRead(v.user, id, time.Now())
	}
	if decision.State == "hidden" {
		reply(v.writer, http.StatusNotFound, Statement{Problem: "hidden"})
		return
	}
	shown := struct {
		Task
		Statement
		OpensAt *time.Time `json:"opensAt,omitempty"`
	}{Task: *task, OpensAt: decision.OpensAt}
	if decision.State != "open" {
		shown.Problem = decision.State
		reply(v.writer, http.StatusForbidden, shown)
		return
	}
	shown.Statement = s.statementFor(v.request.Context(), v.user, id, decision.Until)
	reply(v.writer, http.StatusOK, shown)
}

// createTask saves a task and its PDF. It does not wait for Lectern: a job uploads what was saved.
func (s *server) createTask(v visit) {
	if v.user.Role != "teacher" {
		reply(v.writer, http.StatusForbidden, map[string]string{"problem": "teachers-only"})
		return
	}
	v.request.Body = http.MaxBytesReader(v.writer, v.request.Body, maxPDFBytes)
	title := strings.TrimSpace(v.request.FormValue("title"))
	if title == "" {
		reply(v.writer, http.StatusBadRequest, map[string]string{"problem": "title-missing"})
		return
	}
	var pdf []byte
	if file, _, err := v.request.FormFile("pdf"); err == nil {
		defer file.Close()
		if pdf, err = io.ReadAll(file); err != nil {
			fail(v.writer, err)
			return
		}
	}
	task := Task{Title: title}
	err := s.store.change(func(data *Data) error {
		task.ID = data.Tasks[len(data.Tasks)-1].ID + 1
		// A browser sends an empty file where none was chosen.
		if len(pdf) > 0 {
			task.Upload = "pending"
			if err := writeWhole(s.store.pdf(task.ID), pdf); err != nil {
				return err
			}
		}
		data.Tasks = append(data.Tasks, task)
		return nil
	})
	if err != nil {
		fail(v.writer, err)
		return
	}
	select {
	case s.jobs.wake <- struct{}{}:
	default:
	}
	reply(v.writer, http.StatusCreated, task)
}

// lecternToken is for the reader in a frame, which asks for another one before it ends.
func (s *server) lecternToken(v visit) {
	_, _ = io.WriteString(v.writer, signToken(claimsOf(v.user, "lectern", lecternLife), s.secretForLectern))
}

func reply(writer http.ResponseWriter, status int, body any) {
	var content bytes.Buffer
	encoder := json.NewEncoder(&content)
	encoder.SetEscapeHTML(false) // "&" of signed URLs stays as it is
	if err := encoder.Encode(body); err != nil {
		fail(writer, err)
		return
	}
	writer.Header().Set("Content-Type", "application/json")
	writer.WriteHeader(status)
	_, _ = content.WriteTo(writer)
}

func fail(writer http.ResponseWriter, err error) {
	log.Print(err)
	http.Error(writer, "The judge has a problem of its own.", http.StatusInternalServerError)
}
