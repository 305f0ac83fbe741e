/** Generated from openapi.json by "npm run generate". Do not edit. */

export interface paths {
    "/api/auth/change-password": {
        /**
         * Change your password
         * @description Needs the current password. With `revokeOtherSessions` the reply has the token of a new session. 403 `forbidden` (`trusted-token`) for tokens of a platform.
         */
        post: operations["changePassword"];
    };
    "/api/auth/forgot-password": {
        /**
         * Get an e-mail with a link to set a new password
         * @description The answer is the same whether the address has an account or not. The link works once, for an hour. The e-mail is in English or Polish, by `Accept-Language`. 403 `switched-off` where no e-mail is sent; `GET /api/v1/settings` shows it.
         */
        post: operations["requestNewPassword"];
    };
    "/api/auth/oauth2/callback/oidc": {
        /**
         * Where the OpenID Connect provider sends the browser back to
         * @description Always leads to the page of the web app for signing in. With `from=provider` in its query there is a session; else `error` is one of the codes of errors.
         */
        get: operations["completeSignIn"];
    };
    "/api/auth/reset-password": {
        /**
         * Set the password of an account, with the token from its link
         * @description Works once. When the token is used up, expired or unknown, `reason` is `invalid-token`; a password of the wrong length is `password-too-short` or `password-too-long`.
         */
        post: operations["resetPassword"];
    };
    "/api/auth/set-link": {
        /**
         * The account of a password link, by its token
         * @description Leaves the token usable. When the token is used up, expired or unknown, `reason` is `invalid-token`. It counts as an attempt to sign in.
         */
        post: operations["checkSetLink"];
    };
    "/api/auth/sign-in/email": {
        /**
         * Sign in with e-mail and password
         * @description Gives a token for `Authorization: Bearer`, and sets the session cookie and a device cookie: failures elsewhere do not keep a browser out that has signed in to the account before.
         */
        post: operations["signIn"];
    };
    "/api/auth/sign-in/oidc": {
        /**
         * Start a sign-in with the OpenID Connect provider, in a browser
         * @description Returns the address to send the browser to, and sets a cookie that only this browser can end the sign-in with, within ten minutes. 403 `switched-off` without a provider; `GET /api/v1/settings` shows it.
         */
        post: operations["signInAtProvider"];
    };
    "/api/auth/sign-out": {
        /**
         * End this session
         * @description Ends the session whose token or cookie is sent, takes the cookies away, and succeeds without a session too.
         */
        post: operations["signOut"];
    };
    "/api/auth/sign-up/email": {
        /**
         * Create a student account, if LECTERN_SIGN_UP is open
         * @description Where the server sends e-mail, a link to set the password goes to the address: 204, whether or not it has an account. Elsewhere the password is that of the body, and the new student is signed in at once; their address is not verified. 403 `switched-off` where sign-up is closed. `GET /api/v1/settings` tells which it is.
         */
        post: operations["signUp"];
    };
    "/api/v1/accounts": {
        /**
         * All accounts, by e-mail address
         * @description For admins. `text` finds a part of the name or the address.
         */
        get: operations["listAccounts"];
        /**
         * Create an account without a password, and get a link that sets one
         * @description For admins. The link is shown only once, unless `invite` sends it by e-mail. 403 `forbidden` (`trusted-token`) for tokens of a platform.
         */
        post: operations["createAccount"];
    };
    "/api/v1/accounts/{userId}": {
        /**
         * An account
         * @description For admins.
         */
        get: operations["getAccount"];
        /**
         * Delete an account and all that names the person
         * @description Their URLs, sessions and keys end; records keep the id. You become the owner of what only they owned or ran. Not for your own account, nor by tokens of a platform. By an API key only an account that has an external id and is no admin.
         */
        delete: operations["deleteAccount"];
        /**
         * Change the name or the role of an account, disable or enable it
         * @description Disabling ends its sessions, from the next request on. You cannot disable or demote yourself. With an external id tokens of the platform for that person lead to this account. A token of a platform changes only `name` and `disabled: true`: else 403 `forbidden` (`trusted-token`); an API key only `disabled`, of an account that has an external id and is no admin.
         */
        patch: operations["updateAccount"];
    };
    "/api/v1/accounts/{userId}/setup-link": {
        /**
         * Create a link to set the password of an account; earlier links stop working
         * @description For admins. The link works once, for seven days, and is shown only once. 403 `forbidden` (`trusted-token`) for tokens of a platform.
         */
        post: operations["createSetupLink"];
    };
    "/api/v1/api-keys": {
        /**
         * API keys, oldest first, without the secrets
         * @description For admins. Revoked and expired keys stay in the list.
         */
        get: operations["listApiKeys"];
        /**
         * Create an API key
         * @description For admins. The key is shown only once; Lectern stores its hash. 403 `forbidden` (`trusted-token`) for tokens of a platform.
         */
        post: operations["createApiKey"];
    };
    "/api/v1/api-keys/{apiKeyId}": {
        /**
         * Revoke an API key, effective immediately
         * @description For admins. Signed URLs that the key has asked for end too, where the file storage allows it.
         */
        delete: operations["revokeApiKey"];
    };
    "/api/v1/calendar.ics": {
        /**
         * A calendar of your contests, and of what opens for you next (iCalendar, RFC 5545)
         * @description For calendar programs, by a calendar link. It has the names of groups and contests, and of no task.
         */
        get: operations["getCalendar"];
    };
    "/api/v1/contests": {
        /**
         * The contests that you belong to (admins: all), newest first
         * @description With `mine`, admins too get only those that they belong to.
         */
        get: operations["listContests"];
        /**
         * Create a contest; you become its staff
         * @description For teachers and admins. Tasks, participants and groups are added afterwards.
         */
        post: operations["createContest"];
    };
    "/api/v1/contests/{contestId}": {
        /**
         * A contest: its name and times, and the server's time for a countdown
         * @description For participants and staff. Your own delay and extra time are in `yourWindow`.
         */
        get: operations["getContest"];
        /**
         * Create or change a contest by its external id
         * @description What is not given stays as it is. Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putContest"];
        /**
         * Delete a contest; its tasks close for its participants immediately
         * @description For its staff. Signed URLs that were issued through it are revoked; its tasks stay.
         */
        delete: operations["deleteContest"];
        /**
         * Change a contest; `null` clears its end
         * @description Windows of tasks, delays and `prefetchFrom` stay as they are: see "Synchronisation" in the manual. The pre-flight says what the new times cut.
         */
        patch: operations["updateContest"];
    };
    "/api/v1/contests/{contestId}/booklet-url": {
        /**
         * A fresh signed URL of the booklet of a contest
         * @description For those who may read each of its tasks now. Without `language` the booklet is the one that fits `Accept-Language` best.
         */
        post: operations["createBookletUrl"];
    };
    "/api/v1/contests/{contestId}/booklets": {
        /**
         * The booklets of a contest, by language: all for staff, for others those that they may read now
         * @description A booklet is one PDF of all statements in a language, for print.
         */
        get: operations["listBooklets"];
    };
    "/api/v1/contests/{contestId}/booklets/{language}": {
        /**
         * A booklet of a contest: for staff, for others once they may read it
         * @description Staff see by `upToDate` whether a newer one is being made.
         */
        get: operations["getBooklet"];
        /**
         * Make or remake a booklet in a language
         * @description It is made within seconds, of the PDFs that a reader of that language gets, and again whenever they or the contest change. A contest can have booklets in 20 languages.
         */
        put: operations["putBooklet"];
        /**
         * Remove a booklet; its URLs end immediately
         * @description For its staff. It is not made again.
         */
        delete: operations["deleteBooklet"];
    };
    "/api/v1/contests/{contestId}/booklets/{language}/room-sets": {
        /**
         * One PDF with a copy of a booklet for each seat, to print
         * @description Columns: `room`, and perhaps `seat` and `name`. In the order of the list each copy follows a sheet with its room, seat and name, both on the fronts of sheets that are printed on both sides. At most 1000 rows, 256 KiB and 50000 pages; all problems of the list come at once, in `problems` with their lines. The copies are of what was made last. The file is deleted after an hour; its URL ends with those of the booklet.
         */
        post: operations["createRoomSets"];
    };
    "/api/v1/contests/{contestId}/copies": {
        /**
         * Duplicate a contest; you become its staff
         * @description The copy has the tasks with their labels and order, the groups and the staff. Without `endsAt` it is as long as the original, and `prefetchFrom` and windows of single tasks move with the start. Teachers need `manager` or `owner` on every task, and to be staff of every group, as if they added them one by one: else nothing is made, and the reason is `copy-needs-tasks` or `copy-needs-groups`.
         */
        post: operations["createContestCopy"];
    };
    "/api/v1/contests/{contestId}/envelope-key": {
        /**
         * The key of a sealed envelope, once the contest has started for you
         * @description Every task in the envelope must be open to you. A record for each is committed before the key is sent. An envelope that was replaced keeps its key until the contest ends. What of it is still current, the SHA-256 in each task tells.
         */
        post: operations["createEnvelopeKey"];
    };
    "/api/v1/contests/{contestId}/envelope-url": {
        /**
         * A fresh signed URL of the sealed statements, before the contest starts
         * @description One encrypted object (RFC 8188 `aes128gcm`) with the statements of the contest in your language, from `prefetchFrom` until the contest starts for you. 404 for a contest without; 503 until it is sealed.
         */
        post: operations["createEnvelopeUrl"];
    };
    "/api/v1/contests/{contestId}/groups": {
        /**
         * Groups whose members take part
         * @description For its staff.
         */
        get: operations["listContestGroups"];
        /**
         * The groups whose members take part in a contest
         * @description The whole list: what is not in it is removed. One wrong row changes nothing. Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putContestGroups"];
    };
    "/api/v1/contests/{contestId}/groups/{groupId}": {
        /**
         * Add a group to a contest; needs staff on both
         * @description Its members take part from now on, including those who join the group later.
         */
        put: operations["addContestGroup"];
        /**
         * Remove a group from a contest
         * @description For its staff. Members who can read the tasks in no other way lose access immediately.
         */
        delete: operations["removeContestGroup"];
    };
    "/api/v1/contests/{contestId}/participants": {
        /**
         * Participants added individually; members of groups are listed only if they have their own times
         * @description For its staff. `text` finds a part of the name or the address.
         */
        get: operations["listContestParticipants"];
        /**
         * Participants of a contest who were added individually, with their own times
         * @description The whole list: who is not in it is removed. At most 10000 rows; one wrong row changes nothing. Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putContestParticipants"];
        /**
         * Add participants by e-mail address, with a delay and extra time if they have any
         * @description A delay moves the whole window of these people, also beyond the end of the contest, and extra time its end once more. Add people who take part through a group to give them times of their own. People who were added before keep their times.
         */
        post: operations["addContestParticipants"];
    };
    "/api/v1/contests/{contestId}/participants/{userId}": {
        /**
         * A participant with their own times
         * @description For its staff. Returns 404 for a person who takes part through a group and has no times of their own.
         */
        get: operations["getContestParticipant"];
        /**
         * Remove a participant, or the own times of a group member
         * @description For its staff. A person who takes part through a group stays, with the times of the contest.
         */
        delete: operations["removeContestParticipant"];
        /**
         * Change the delay or extra time of a participant with their own times
         * @description For its staff. Fields that are left out stay as they are. URLs that outlive the new times are revoked.
         */
        patch: operations["updateContestParticipant"];
    };
    "/api/v1/contests/{contestId}/preflight": {
        /**
         * Whether a contest is ready to start: documents, openings, windows, languages
         * @description For its staff. Each finding has a stable `code`, and the facts to say it in another language.
         */
        get: operations["checkContest"];
    };
    "/api/v1/contests/{contestId}/preview": {
        /**
         * Preview a contest as a participant at a given time, for its staff
         * @description Name the account by `userId` or by `email`.
         */
        get: operations["previewContest"];
    };
    "/api/v1/contests/{contestId}/staff": {
        /**
         * The staff of a contest
         * @description For its staff. `text` finds a part of the name or the address.
         */
        get: operations["listContestStaff"];
        /**
         * Add staff by e-mail address
         * @description For its staff. Addresses without an account are returned as `unknown`; the others are added.
         */
        post: operations["addContestStaff"];
    };
    "/api/v1/contests/{contestId}/staff/{userId}": {
        /**
         * Remove a person from the staff; a contest must keep a staff member
         * @description For its staff. Answers 409 `last-staff` for the last one.
         */
        delete: operations["removeContestStaff"];
    };
    "/api/v1/contests/{contestId}/task-order": {
        /**
         * Reorder and relabel the tasks of a contest
         * @description Refused as `conflict` if the tasks of the contest have changed.
         */
        put: operations["setContestTaskOrder"];
    };
    "/api/v1/contests/{contestId}/tasks": {
        /**
         * The tasks of a contest in their order: all for staff, for others those that have opened
         * @description A task that others cannot read yet is left out for them, and so are its title and label. They get titles in the language that fits `Accept-Language` best.
         */
        get: operations["listContestTasks"];
        /**
         * The tasks of a contest, in their order
         * @description The whole list: what is not in it is removed. One wrong row changes nothing. Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putContestTasks"];
        /**
         * Add several tasks to a contest, at its end
         * @description Needs staff on the contest, and `manager` or `owner` on every task: all or none. They open with the contest, and each gets the label after the last (`A` to `Z`, then `A2`). Tasks that the contest has already stay as they are.
         */
        post: operations["addContestTasks"];
    };
    "/api/v1/contests/{contestId}/tasks/{taskId}": {
        /**
         * A task of a contest; once it has opened for you, or for staff
         * @description Participants who ask too early get 404.
         */
        get: operations["getContestTask"];
        /**
         * Add a task to a contest, or change its label, position and window
         * @description Needs staff on the contest, and `manager` or `owner` on the task.
         */
        put: operations["setContestTask"];
        /**
         * Remove a task from a contest
         * @description For its staff. Participants who can read the task in no other way lose access immediately.
         */
        delete: operations["removeContestTask"];
    };
    "/api/v1/demo-course": {
        /**
         * The parts of the demo course
         * @description For admins. A part that does not exist is null.
         */
        get: operations["getDemoCourse"];
        /**
         * Create the demo course: a group, a contest, and tasks with PDFs in two languages
         * @description You are its staff, and take part in its contest; it makes no accounts. What is in it has external ids that begin with `lectern-demo:`. It takes some seconds. 409 `demo-course-exists` while there is a part of one.
         */
        post: operations["createDemoCourse"];
        /**
         * Remove the demo course, with its PDFs
         * @description Records of issued URLs stay. Nothing else is touched. Succeeds when there is no course.
         */
        delete: operations["removeDemoCourse"];
    };
    "/api/v1/description-urls": {
        /**
         * Fresh signed URLs of up to 100 tasks at once
         * @description A task that cannot be opened has a `problem` instead of a URL; the others get theirs.
         */
        post: operations["createDescriptionUrls"];
    };
    "/api/v1/first-admin": {
        /**
         * Create the first admin, with the token from the link that `lectern serve` prints, and sign in
         * @description Works once, and only while there is no account: `GET /api/v1/settings` shows it. When the token is used up, expired, replaced or unknown, and once there is an account, `reason` is `invalid-token`. It counts as an attempt to sign in.
         */
        post: operations["createFirstAdmin"];
    };
    "/api/v1/granted-urls": {
        /**
         * Signed URLs for readers whom your platform lets read, up to 100 at once
         * @description Answered in the order asked; an item that is refused has a `problem` instead of a URL, and spoils no other. Embargoes and deletions apply here too, also for readers who have another way to the task. The same reader gets the same URL within a fifth of its life.
         */
        post: operations["createGrantedUrls"];
    };
    "/api/v1/groups": {
        /**
         * The groups that you are in (admins: all)
         * @description With `mine`, admins too get only those that they belong to.
         */
        get: operations["listGroups"];
        /**
         * Create a group; you become its staff
         * @description For teachers and admins. Members and tasks are added afterwards.
         */
        post: operations["createGroup"];
    };
    "/api/v1/groups/{groupId}": {
        /**
         * A group
         * @description For members and staff.
         */
        get: operations["getGroup"];
        /**
         * Create or change a group by its external id
         * @description Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putGroup"];
        /**
         * Delete a group; its tasks close for its members immediately
         * @description For its staff. Signed URLs that were issued through it are revoked; its tasks stay.
         */
        delete: operations["deleteGroup"];
        /**
         * Rename a group
         * @description For its staff.
         */
        patch: operations["updateGroup"];
    };
    "/api/v1/groups/{groupId}/booklet-url": {
        /**
         * A fresh signed URL of the booklet of a group
         * @description For those who may read each of its tasks now. Without `language` the booklet is the one that fits `Accept-Language` best.
         */
        post: operations["createGroupBookletUrl"];
    };
    "/api/v1/groups/{groupId}/booklets": {
        /**
         * The booklets of a group, by language: all for staff, for others those that they may read now
         * @description A booklet is one PDF of all statements in a language, for print.
         */
        get: operations["listGroupBooklets"];
    };
    "/api/v1/groups/{groupId}/booklets/{language}": {
        /**
         * A booklet of a group: for staff, for others once they may read it
         * @description Staff see by `upToDate` whether a newer one is being made.
         */
        get: operations["getGroupBooklet"];
        /**
         * Make or remake a booklet in a language
         * @description It is made within seconds, of the PDFs that a reader of that language gets, and again whenever they or the group change. A group can have booklets in 20 languages. Its tasks are those that are open to members, in the order in which they opened; with `includesUpcoming` those, too, that open later.
         */
        put: operations["putGroupBooklet"];
        /**
         * Remove a booklet; its URLs end immediately
         * @description For its staff. It is not made again.
         */
        delete: operations["deleteGroupBooklet"];
    };
    "/api/v1/groups/{groupId}/booklets/{language}/room-sets": {
        /**
         * One PDF with a copy of a booklet for each seat, to print
         * @description Columns: `room`, and perhaps `seat` and `name`. In the order of the list each copy follows a sheet with its room, seat and name, both on the fronts of sheets that are printed on both sides. At most 1000 rows, 256 KiB and 50000 pages; all problems of the list come at once, in `problems` with their lines. The copies are of what was made last. The file is deleted after an hour; its URL ends with those of the booklet.
         */
        post: operations["createGroupRoomSets"];
    };
    "/api/v1/groups/{groupId}/members": {
        /**
         * Members and staff of a group
         * @description For its staff. `text` finds a part of the name or the address.
         */
        get: operations["listGroupMembers"];
        /**
         * The members and staff of a group
         * @description The whole list: who is not in it is removed. At most 10000 rows; one wrong row changes nothing. Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putGroupMembers"];
        /**
         * Add people by e-mail address
         * @description Lowers no role. Members who are added as staff become staff, and count as `added`.
         */
        post: operations["addGroupMembers"];
    };
    "/api/v1/groups/{groupId}/members/{userId}": {
        /**
         * A person in a group
         * @description For its staff.
         */
        get: operations["getGroupMember"];
        /**
         * Remove a person, effective immediately; a group must keep a staff member
         * @description For its staff. Answers 409 `last-staff` for the last one of the staff.
         */
        delete: operations["removeGroupMember"];
        /**
         * Change the role of a person; a group must keep a staff member
         * @description For its staff. People who become staff no longer take part in the group's contests.
         */
        patch: operations["updateGroupMember"];
    };
    "/api/v1/groups/{groupId}/tasks": {
        /**
         * The tasks of a group with their windows, for its staff
         * @description Members find the tasks that are open to them in `GET /api/v1/tasks`.
         */
        get: operations["listGroupTasks"];
        /**
         * The tasks of a group, each with its window
         * @description The whole list: what is not in it is removed. One wrong row changes nothing. Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putGroupTasks"];
        /**
         * Add several tasks to a group, with one window
         * @description Needs staff on the group, and `manager` or `owner` on every task: all or none. Tasks that the group has already keep their windows.
         */
        post: operations["addGroupTasks"];
    };
    "/api/v1/groups/{groupId}/tasks/{taskId}": {
        /**
         * A task of a group with its window, for its staff
         * @description Its `etag` goes with the next change as `If-Match`.
         */
        get: operations["getGroupTask"];
        /**
         * Add a task to a group, or move its window
         * @description Needs staff on the group, and `manager` or `owner` on the task.
         */
        put: operations["setGroupTask"];
        /**
         * Remove a task from a group
         * @description For its staff. Members who can read the task in no other way lose access immediately.
         */
        delete: operations["removeGroupTask"];
    };
    "/api/v1/issued-urls": {
        /**
         * Who got a URL, for which task, and when; newest first
         * @description Admins see all; others give the `taskId` of a task that they manage. With `format=csv` it is all rows as RFC 4180, at most 100000: `X-Lectern-Truncated-At` says when there are more. An apostrophe precedes whatever a spreadsheet would run as a formula, also after a `;` in a cell.
         */
        get: operations["listIssuedUrls"];
    };
    "/api/v1/issued-urls/counts": {
        /**
         * Count issued URLs and their readers, by hour or by day
         * @description For those who may see the records. Oldest first, with the buckets in which there was nothing: at most 1000. Without `until` up to now, without `from` the last 24 hours or 30 days.
         */
        get: operations["countIssuedUrls"];
    };
    "/api/v1/issued-urls/trace": {
        /**
         * Who got this signed URL, even when it has expired
         * @description For admins, and for those who manage every task that it leads to. An admin also gets an answer for a URL that cannot be traced: `found` is false then.
         */
        post: operations["traceIssuedUrl"];
    };
    "/api/v1/issued-urls/{issueId}/task": {
        /**
         * The task of a signed URL, for those who may read it now
         * @description Whoever received the URL, this is a new decision about you. It is refused as the task itself is. 404 also when the record is no longer kept. A booklet leads to its first task.
         */
        get: operations["getIssuedTask"];
    };
    "/api/v1/managed-tasks": {
        /**
         * The tasks that you work on (admins: all), and where they are used
         * @description Whether or not they are open. Windows are without embargoes and own times.
         */
        get: operations["listManagedTasks"];
    };
    "/api/v1/me": {
        /**
         * Who you are
         * @description Your account, however you signed in.
         */
        get: operations["getMe"];
        /**
         * Change your name
         * @description Teachers and admins see this name.
         */
        patch: operations["updateMe"];
    };
    "/api/v1/me/calendar-link": {
        /**
         * Whether you have a calendar link
         * @description The link itself is shown only when it is made.
         */
        get: operations["getCalendarLink"];
        /**
         * Make a calendar link; the earlier one ends
         * @description Anyone who has the link sees your openings in a calendar program, without signing in. It is shown only once. 403 `forbidden` (`trusted-token`) for tokens of a platform.
         */
        put: operations["putCalendarLink"];
        /**
         * End your calendar link
         * @description Programs that use the link get 404 from now on.
         */
        delete: operations["deleteCalendarLink"];
    };
    "/api/v1/me/sign-in-methods": {
        /**
         * How you can sign in
         * @description Whether your account has a password, and whether it is linked to the sign-in provider.
         */
        get: operations["getSignInMethods"];
    };
    "/api/v1/metrics-summary": {
        /**
         * Key figures from `/metrics` since this instance started, across its workers
         * @description For admins. A few numbers of `/metrics`, for a page.
         */
        get: operations["getMetricsSummary"];
    };
    "/api/v1/openings": {
        /**
         * What opens for you next: when, and through which group or contest; earliest first
         * @description Your own delay and embargoes count. Each time is listed once, however many tasks open then. A contest opens when it starts for you, even if its tasks open later or are not there yet; until then nothing else of it is here. What it opens again after its end is not among them.
         */
        get: operations["listOpenings"];
    };
    "/api/v1/people-import": {
        /**
         * Import people from a CSV list
         * @description Columns: `name`, `email`, and perhaps `role` (an empty one makes a student, and leaves an account as it is) and `group` (name or id). At most 5,000 rows and 1 MiB. All problems of the list come at once, in `problems` with their lines, and nothing is changed then. Rows are imported in steps, and other requests are served between them. Send the list again to complete an import that failed between two steps; `POST /setup-links` gives new links to people who have none. 403 `forbidden` (`trusted-token`) for tokens of a platform.
         */
        post: operations["importPeople"];
    };
    "/api/v1/settings": {
        /**
         * Settings of this server for clients
         * @description Needs no session: whether people can sign up, sign in by password or at a provider, and how large a PDF may be.
         */
        get: operations["getSettings"];
    };
    "/api/v1/setup-links": {
        /**
         * Create new links for people who have not set a password yet; earlier links stop working
         * @description For when the links of an import were lost. People who can sign in already are skipped. 403 `forbidden` (`trusted-token`) for tokens of a platform.
         */
        post: operations["createSetupLinks"];
    };
    "/api/v1/shadow-decisions": {
        /**
         * Where Lectern decides otherwise than your platform, for up to 1000 decisions
         * @description Decides by the synchronised data, without grants of your platform. Issues and records no URL and creates no account. Only disagreements are kept, counted by key, reader, task and reason, until none has been seen for 30 days: `lectern shadow report` lists them.
         */
        post: operations["compareDecisions"];
    };
    "/api/v1/signing-keys": {
        /**
         * The keys that sign and verify URLs; the first one signs
         * @description For admins. The secrets stay on the server.
         */
        get: operations["listSigningKeys"];
        /**
         * Create a signing key, which signs once all instances know it
         * @description URLs of the older keys stay valid. 409 when the keys come from the environment.
         */
        post: operations["createSigningKey"];
    };
    "/api/v1/signing-keys/{keyId}": {
        /**
         * Remove a signing key; every URL it signed becomes invalid
         * @description Not the only key, nor the only one that signs already.
         */
        delete: operations["deleteSigningKey"];
    };
    "/api/v1/storage-examinations": {
        /**
         * Check the storage with small test files, the mail server and trusted keys, as `lectern doctor` does
         * @description It takes some seconds. After 45 s it gives what was found until then, and a failed check `time-limit`. One at a time in a process: 409 meanwhile.
         */
        post: operations["examineStorage"];
    };
    "/api/v1/tasks": {
        /**
         * The tasks that you can open now, newest first
         * @description `text` finds a part of a title in any language; `title` is in the language that fits `Accept-Language` best. The list has no URLs: ask for a task, or for up to 100 at once by `POST /api/v1/description-urls`.
         */
        get: operations["listTasks"];
        /**
         * Create a task; you become its owner
         * @description For teachers and admins. Its PDFs are uploaded afterwards.
         */
        post: operations["createTask"];
    };
    "/api/v1/tasks/{taskId}": {
        /**
         * A task, with a signed URL of its PDF
         * @description The URL is stable: the same reader gets the same one, byte for byte, within a fifth of its life. It works for GET, for this file, until `descriptionPdfUrlExpiresAt`, and never longer than the access.
         */
        get: operations["getTask"];
        /**
         * Create or change a task by its external id
         * @description What is not given stays as it is; a new task needs a title, and belongs to the key and to its staff. Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.
         */
        put: operations["putTask"];
        /**
         * Delete a task; nobody can open it from the next request on
         * @description For its owner. Signed URLs are revoked where the file storage allows it.
         */
        delete: operations["deleteTask"];
        /**
         * Change a task
         * @description Needs the role `editor` for titles and the language, `manager` for who may read. `titles` replaces all of them. `null` clears a date, or all `titles`.
         */
        patch: operations["updateTask"];
    };
    "/api/v1/tasks/{taskId}/access": {
        /**
         * Whether a person can read a task at a given time, and why; for its managers
         * @description Name the account by `userId` or by `email`. Only admins learn that a person is an admin.
         */
        get: operations["explainTaskAccess"];
    };
    "/api/v1/tasks/{taskId}/changes": {
        /**
         * Server-sent events, one whenever a PDF of the task is replaced or removed
         * @description An event `changed` says no more than that: ask for the current PDFs then. The stream ends with the access that it was opened under, and after some minutes in any case: open it again. 503 says when to try again. In the meantime, and where a proxy holds events back, ask for the current PDFs once a minute.
         */
        get: operations["watchTask"];
    };
    "/api/v1/tasks/{taskId}/description-url": {
        /**
         * A fresh signed URL of a PDF
         * @description With `versionId`, those who work on the task get the URL of a replaced version.
         */
        post: operations["createDescriptionUrl"];
    };
    "/api/v1/tasks/{taskId}/documents": {
        /**
         * The current PDFs of a task, without signed URLs and without a record
         * @description For readers, to see whether a PDF was replaced. It is refused as the task itself is.
         */
        get: operations["listTaskDocuments"];
        /**
         * Announce an upload and get its signed URL
         * @description Then PUT the file to `uploadUrl` and complete or cancel it. What is not completed within an hour is removed. How many uploads, and of how many bytes together, an account may have under way is limited. Nothing is compared: also the bytes of the current version are uploaded, and become another one, which brings back a file that the storage has lost. `PUT` of the document compares.
         */
        post: operations["createUpload"];
    };
    "/api/v1/tasks/{taskId}/documents/{language}": {
        /**
         * Set the PDF of a language; returns an upload URL if it differs from the current PDF
         * @description The current version is compared by its SHA-256. If it has the same bytes it is returned, and no other version is made. Otherwise continue as after an announcement: PUT, then complete.
         */
        put: operations["putDocument"];
        /**
         * Remove the PDF of a language; its versions stay listed
         * @description For its editors. Readers get another language, or none. URLs that were issued before work until they expire.
         */
        delete: operations["deleteDocument"];
    };
    "/api/v1/tasks/{taskId}/documents/{language}/examination": {
        /**
         * What the current PDF of a language contains besides pages: scripts, a password, other files
         * @description The file is opened by a PDF library when its upload is completed, else at the first request, which may take seconds. What a PDF does is up to the viewer that opens it, and the web app does none of it. One that nobody can open is found here only when its upload could not be examined.
         */
        get: operations["examineDocument"];
    };
    "/api/v1/tasks/{taskId}/documents/{language}/versions": {
        /**
         * All versions in a language, newest first
         * @description For its staff. Uploads that were not completed are not listed.
         */
        get: operations["listDocumentVersions"];
    };
    "/api/v1/tasks/{taskId}/documents/{versionId}/cancel": {
        /**
         * Cancel an unfinished upload and delete what was uploaded
         * @description For its editors. Answers 409 once the upload is completed.
         */
        post: operations["cancelUpload"];
    };
    "/api/v1/tasks/{taskId}/documents/{versionId}/complete": {
        /**
         * Check what was uploaded and make it the current version
         * @description The stored file is read once: size, SHA-256, and that it is a PDF which readers can open. One that asks for a password (`pdf-password`), of which no page can be opened (`pdf-unreadable`) or that has none (`pdf-empty`) is refused and removed, and the version before stays current. Where that cannot be told within seconds, the upload is accepted, and the examination says so later. Repeating it is harmless. Who has the task open is told the `reason` for the new version within seconds.
         */
        post: operations["completeUpload"];
    };
    "/api/v1/tasks/{taskId}/documents/{versionId}/restore": {
        /**
         * Restore an older version
         * @description The current version of its language, if there is one, is replaced. So is what was removed brought back. Repeating it is harmless. A `reason` replaces the one that the version had.
         */
        post: operations["restoreDocumentVersion"];
    };
    "/api/v1/tasks/{taskId}/languages": {
        /**
         * The languages in which a task has a PDF, or had one that was removed
         * @description For its staff.
         */
        get: operations["listDocumentLanguages"];
    };
    "/api/v1/tasks/{taskId}/placements": {
        /**
         * The groups and contests that have a task, for those who work on it
         * @description The windows are those of the group or contest, without embargoes and own times.
         */
        get: operations["listTaskPlacements"];
    };
    "/api/v1/tasks/{taskId}/readers": {
        /**
         * Who can read a task at a given time and why, and whether they got a URL; for its managers
         * @description Listed are people with a ground of their own: a role, a group, a contest. Those who can read it only because everybody with an account can, or because a platform grants it, are not. Only admins see admins. With `format=csv` it is all of them as RFC 4180.
         */
        get: operations["listTaskReaders"];
    };
    "/api/v1/tasks/{taskId}/readers/counts": {
        /**
         * Count who can read a task at a given time, and who got a URL
         * @description Listed are people with a ground of their own: a role, a group, a contest. Those who can read it only because everybody with an account can, or because a platform grants it, are not. Only admins see admins.
         */
        get: operations["countTaskReaders"];
    };
    "/api/v1/tasks/{taskId}/readers/now": {
        /**
         * Whether people may be reading a task, so that a change deserves a reason
         * @description For its editors.
         */
        get: operations["getTaskReadersNow"];
    };
    "/api/v1/tasks/{taskId}/settings": {
        /**
         * The settings of a task
         * @description For its staff. Its `etag` goes with the next change as `If-Match`.
         */
        get: operations["getTaskSettings"];
    };
    "/api/v1/tasks/{taskId}/staff": {
        /**
         * The staff of a task
         * @description For its staff. `text` finds a part of the name or the address.
         */
        get: operations["listTaskStaff"];
        /**
         * Add staff to a task by e-mail address
         * @description Managers add readers and editors; owners add anyone. People who are on the staff already keep their roles.
         */
        post: operations["addTaskStaff"];
    };
    "/api/v1/tasks/{taskId}/staff/{userId}": {
        /**
         * A person on the staff of a task
         * @description For its staff.
         */
        get: operations["getTaskStaff"];
        /**
         * Remove a person from the staff of a task
         * @description For its managers and owners. Answers 409 `last-owner` for the last owner.
         */
        delete: operations["removeTaskStaff"];
        /**
         * Change the role of a person on the staff; a task must keep an owner
         * @description Managers turn readers into editors and back; owners change any role.
         */
        patch: operations["updateTaskStaff"];
    };
    "/healthz": {
        /**
         * Liveness
         * @description Returns 200 while the process runs. Load balancers should poll `/readyz`.
         */
        get: operations["getHealth"];
    };
    "/metrics": {
        /**
         * Prometheus metrics
         * @description At most a second old. Where the server has `LECTERN_METRICS_TOKEN`, only with it, as `Authorization: Bearer`.
         */
        get: operations["getMetrics"];
    };
    "/readyz": {
        /**
         * Readiness: the database responds in time, is up to date and writable, and the server is not stopping
         * @description For load balancers. The `detail` of a 503 says what is wrong.
         */
        get: operations["getReadiness"];
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessExplanation: {
            taskId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            userExternalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            at: components["schemas"]["Time"];
            decision: components["schemas"]["ReadDecision"];
            message: string;
            grounds: components["schemas"]["AccessExplanationGround"][];
        };
        AccessExplanationGround: {
            kind: components["schemas"]["Ground"];
            /** @description Id of the group or contest. */
            through: string | null;
            throughExternalId: components["schemas"]["PlatformId"] | null;
            opensAt: components["schemas"]["Time"];
            closesAt: components["schemas"]["Time"] | null;
            state: components["schemas"]["GroundState"];
            message: string;
        };
        Account: {
            userId: components["schemas"]["Id"];
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            emailSource?: components["schemas"]["EmailSource"];
            name: string;
            role: components["schemas"]["Role"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description It cannot sign in, and has no ground to read anything. */
            disabled: boolean;
            createdAt: components["schemas"]["Time"];
            signIn: components["schemas"]["AccountSignIn"];
            etag: components["schemas"]["EntityTag"];
        };
        AccountPage: {
            items: components["schemas"]["Account"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        AccountSignIn: {
            state: components["schemas"]["SignInState"];
            /** @description Last sign-in, if known; or when the link was made or expired. */
            at: string | null;
        };
        AddContestParticipantsReply: {
            participants: components["schemas"]["Participant"][];
            /** @description How many people were added. */
            added: number;
            /** @description How many people were there already; they are left as they are. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses that an account has without anybody having verified them: whose they are is not known. */
            unverified: string[];
        };
        AddContestParticipantsRequest: {
            emails: components["schemas"]["Email"][];
            delaySeconds?: number;
            extraSeconds?: number;
        };
        AddContestStaffReply: {
            staff: components["schemas"]["Person"][];
            /** @description How many people were added. */
            added: number;
            /** @description How many people were there already; they are left as they are. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses that an account has without anybody having verified them: whose they are is not known. */
            unverified: string[];
        };
        AddContestStaffRequest: {
            emails: components["schemas"]["Email"][];
        };
        AddContestTasksRequest: {
            taskIds: components["schemas"]["Id"][];
        };
        AddGroupMembersReply: {
            members: components["schemas"]["GroupMember"][];
            /** @description How many people were added. */
            added: number;
            /** @description How many people were there already; they are left as they are. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses that an account has without anybody having verified them: whose they are is not known. */
            unverified: string[];
        };
        AddGroupMembersRequest: {
            emails: components["schemas"]["Email"][];
            role?: components["schemas"]["GroupRoleChoice"];
        };
        AddGroupTasksRequest: {
            taskIds: components["schemas"]["Id"][];
            opensAt: components["schemas"]["Time"];
            closesAt?: components["schemas"]["Time"] | null;
        };
        AddTaskStaffReply: {
            staff: components["schemas"]["TaskStaffMember"][];
            /** @description How many people were added. */
            added: number;
            /** @description How many people were there already; they are left as they are. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses that an account has without anybody having verified them: whose they are is not known. */
            unverified: string[];
        };
        AddTaskStaffRequest: {
            emails: components["schemas"]["Email"][];
            role: components["schemas"]["TaskRoleChoice"];
        };
        AddedTasks: {
            /** @description The tasks that were added. */
            added: components["schemas"]["TaskName"][];
            /** @description The tasks that were there already; they are left as they are. */
            alreadyThere: components["schemas"]["TaskName"][];
        };
        /**
         * @description Who may read the tasks once the contest has ended.
         * @enum {string}
         */
        AfterEnd: "closed" | "participants" | "signed-in";
        /**
         * @description Who may read the tasks once the contest has ended.
         * @enum {string}
         */
        AfterEndChoice: "closed" | "participants" | "signed-in";
        ApiKey: {
            id: components["schemas"]["Id"];
            name: string;
            scopes: components["schemas"]["ApiKeyScope"][];
            networks: string[] | null;
            taskIds: components["schemas"]["Id"][] | null;
            groupIds: components["schemas"]["Id"][] | null;
            taskExternalIds: components["schemas"]["PlatformIds"] | null;
            groupExternalIds: components["schemas"]["PlatformIds"] | null;
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["Time"] | null;
            revokedAt: components["schemas"]["Time"] | null;
            lastUsedAt: components["schemas"]["Time"] | null;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description read: GET; sync: tasks and people; grant: URLs; upload: PDFs.
         * @enum {string}
         */
        ApiKeyScope: "read" | "sync" | "grant" | "upload";
        /**
         * @description read: GET; sync: tasks and people; grant: URLs; upload: PDFs.
         * @enum {string}
         */
        ApiKeyScopeChoice: "read" | "sync" | "grant" | "upload";
        /** @description The id, or `ext:` and the external id, as you asked for it. */
        AskedId: string;
        /** @description The URL of one task, or why there is none. */
        BatchUrl: components["schemas"]["IssuedBatchUrl"] | components["schemas"]["RefusedBatchUrl"];
        BatchUrls: {
            items: components["schemas"]["BatchUrl"][];
        };
        Booklet: {
            language: components["schemas"]["Language"];
            /** @description Whether each statement begins on an odd page. */
            oddPages: boolean;
            /** @description Whether it has tasks, too, that open later. That of a contest has all of its tasks. */
            includesUpcoming: boolean;
            /** @description Of the times on the cover, an IANA name. */
            timeZone: string;
            askedAt: components["schemas"]["Time"];
            /** @description False until it is made, and from a change of its tasks or their PDFs until it is made again. Null for those who are not staff. */
            upToDate: boolean | null;
            /** @description What can be read now; null before it is made for the first time. */
            made: components["schemas"]["BookletFile"] | null;
            failure: components["schemas"]["BookletFailure"] | null;
            retryAt: components["schemas"]["Time"] | null;
        };
        BookletChoice: {
            language?: components["schemas"]["Language"];
            disposition?: components["schemas"]["Disposition"];
        };
        /**
         * @description Why it could not be made the last time.
         * @enum {string}
         */
        BookletFailure: "no-statements" | "too-many-tasks" | "too-many-bytes" | "too-many-pages" | "too-costly" | "too-slow" | "storage-unavailable" | "failed";
        BookletFile: {
            pages: number;
            /** @description Size in bytes. */
            size: number;
            madeAt: components["schemas"]["Time"];
            statements: components["schemas"]["BookletStatement"][];
        };
        BookletOptions: {
            /** @default false */
            oddPages?: boolean;
            /** @default UTC */
            timeZone?: string;
        };
        BookletPage: {
            items: components["schemas"]["Booklet"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        BookletStatement: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            /** @description Of the PDF; null for a task without one. */
            language: string | null;
            /** @description Its first page; null for a statement that is not there. */
            page: number | null;
            problem: components["schemas"]["BookletStatementProblem"] | null;
        };
        /**
         * @description Why it is not there.
         * @enum {string}
         */
        BookletStatementProblem: "no-document" | "file-missing" | "file-damaged" | "encrypted" | "unreadable" | "too-costly";
        BookletUrl: {
            language: components["schemas"]["Language"];
            /** @description Signed URL of the PDF: GET only, this file only. */
            url: string;
            urlExpiresAt: components["schemas"]["Time"];
            pages: number;
            /** @description Size in bytes. */
            size: number;
            madeAt: components["schemas"]["Time"];
        };
        /**
         * @description Of the words that are not names.
         * @enum {string}
         */
        CalendarLanguage: "en" | "pl";
        CalendarLink: {
            /** @description Null when there is no link. */
            createdAt: string | null;
        };
        ChangePasswordRequest: {
            currentPassword: string;
            /** @description 8 to 128 characters. */
            newPassword: string;
            /** @description End your other sessions too. */
            revokeOtherSessions?: boolean;
        };
        /** @description Why a PDF took the place of another, for its readers: one line of text for each language, by its BCP 47 tag. */
        ChangeReason: {
            [key: string]: string;
        };
        ChangedContest: {
            contestId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt: components["schemas"]["Time"] | null;
            afterEnd: components["schemas"]["AfterEnd"];
            /** @description From when participants may fetch the sealed statements. Null: nothing is sealed. A time that is not before `startsAt` means the same. */
            prefetchFrom: string | null;
            phase: components["schemas"]["ContestPhase"];
            yourRole: components["schemas"]["ContestRole"] | null;
            yourWindow: components["schemas"]["ContestWindow"] | null;
            /**
             * Format: date-time
             * @description Count down on this clock, not on the reader's.
             */
            serverTime: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        ChangedPassword: {
            /** @description Of the session from now on, where the others were ended. */
            token: string | null;
        };
        /**
         * @description failed: must be fixed; skipped: could not be checked.
         * @enum {string}
         */
        CheckOutcome: "ok" | "warning" | "failed" | "skipped";
        CheckSetLinkReply: {
            name: string;
            email: components["schemas"]["Email"] | null;
        };
        CheckSetLinkRequest: {
            /** @description Behind `#token=` in the link. */
            token: string;
        };
        CompareDecisionsRequest: {
            items: components["schemas"]["ShadowDecision"][];
        };
        Contest: {
            contestId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt: components["schemas"]["Time"] | null;
            afterEnd: components["schemas"]["AfterEnd"];
            /** @description From when participants may fetch the sealed statements. Null: nothing is sealed. A time that is not before `startsAt` means the same. */
            prefetchFrom: string | null;
            phase: components["schemas"]["ContestPhase"];
            yourRole: components["schemas"]["ContestRole"] | null;
            yourWindow: components["schemas"]["ContestWindow"] | null;
            /**
             * Format: date-time
             * @description Count down on this clock, not on the reader's.
             */
            serverTime: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
        };
        ContestChanges: {
            /** @description One line of text. */
            name?: string;
            startsAt?: components["schemas"]["Time"];
            endsAt?: components["schemas"]["Time"] | null;
            afterEnd?: components["schemas"]["AfterEndChoice"];
            /** @description From when participants may fetch the sealed statements. Null: nothing is sealed. A time that is not before `startsAt` means the same. */
            prefetchFrom?: string | null;
        };
        ContestCopy: {
            /** @description One line of text. */
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt?: components["schemas"]["Time"] | null;
            afterEnd?: components["schemas"]["AfterEndChoice"];
            /** @description From when participants may fetch the sealed statements. Null: nothing is sealed. A time that is not before `startsAt` means the same. */
            prefetchFrom?: string | null;
            /**
             * @description `true`: also participants added individually, with their delays and extra time.
             * @default false
             */
            participants?: boolean;
        };
        ContestGroup: {
            groupId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
        };
        ContestGroupPage: {
            items: components["schemas"]["ContestGroup"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        ContestPage: {
            items: components["schemas"]["Contest"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description Without anybody's own delay or extra time.
         * @enum {string}
         */
        ContestPhase: "upcoming" | "running" | "past";
        /**
         * @description Without anybody's own delay or extra time.
         * @enum {string}
         */
        ContestPhaseChoice: "upcoming" | "running" | "past";
        ContestPreview: {
            contestId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
            contestExternalId: components["schemas"]["PlatformId"] | null;
            userExternalId: components["schemas"]["PlatformId"] | null;
            at: components["schemas"]["Time"];
            phase: components["schemas"]["ContestPhase"];
            tasks: components["schemas"]["ContestPreviewTask"][];
        };
        ContestPreviewTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            position: number;
            title: string;
            decision: components["schemas"]["ReadDecision"];
        };
        /**
         * @description participant solves the tasks, staff runs the contest.
         * @enum {string}
         */
        ContestRole: "participant" | "staff";
        /**
         * @description participant solves the tasks, staff runs the contest.
         * @enum {string}
         */
        ContestRoleChoice: "participant" | "staff";
        ContestTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            position: number;
            title: string;
            /** @description Null: when the contest starts. A time before that means the same. */
            opensAt: string | null;
            /** @description Null: when the contest ends. A time after that means the same. */
            closesAt: string | null;
            etag: components["schemas"]["EntityTag"];
        };
        ContestTaskPage: {
            items: components["schemas"]["ContestTask"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        ContestToPut: {
            /** @description One line of text. */
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt?: components["schemas"]["Time"] | null;
            afterEnd?: components["schemas"]["AfterEndChoice"];
            /** @description From when participants may fetch the sealed statements. Null: nothing is sealed. A time that is not before `startsAt` means the same. */
            prefetchFrom?: string | null;
            /** @description Are added to the staff. Others stay. */
            staff?: components["schemas"]["NamedPerson"][];
        };
        /** @description When a contest runs for you, with your own delay and extra time; a task with a window of its own opens later or closes earlier. */
        ContestWindow: {
            startsAt: components["schemas"]["Time"];
            endsAt: components["schemas"]["Time"] | null;
        };
        CreateAccountReply: {
            userId: components["schemas"]["Id"];
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            emailSource?: components["schemas"]["EmailSource"];
            name: string;
            role: components["schemas"]["Role"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description It cannot sign in, and has no ground to read anything. */
            disabled: boolean;
            createdAt: components["schemas"]["Time"];
            signIn: components["schemas"]["AccountSignIn"];
            etag: components["schemas"]["EntityTag"];
            /** @description Sets the password of the account, once. It is shown only once. */
            setupLink: string;
            setupLinkExpiresAt: components["schemas"]["Time"];
        };
        CreateAccountRequest: {
            email: components["schemas"]["Email"];
            /** @description One line of text. */
            name: string;
            role: components["schemas"]["RoleChoice"];
        };
        CreateDescriptionUrlRequest: {
            language?: components["schemas"]["Language"];
            disposition?: components["schemas"]["Disposition"];
            versionId?: components["schemas"]["Id"];
        };
        CreateDescriptionUrlsRequest: {
            taskIds: components["schemas"]["Id"][];
            language?: components["schemas"]["Language"];
            disposition?: components["schemas"]["Disposition"];
        };
        CreateEnvelopeKeyRequest: {
            envelopeId: components["schemas"]["Id"];
        };
        CreateEnvelopeUrlRequest: {
            language?: components["schemas"]["Language"];
        };
        CreateFirstAdminRequest: {
            /** @description Behind `#token=` in the link. */
            token: string;
            /** @description One line of text. */
            name: string;
            email: components["schemas"]["Email"];
            /** @description 8 to 128 characters. */
            password: string;
        };
        CreateGrantedUrlsRequest: {
            items: components["schemas"]["GrantedUrlWish"][];
        };
        CreateSetupLinkReply: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description Sets the password of the account, once. It is shown only once. */
            setupLink: string;
            setupLinkExpiresAt: components["schemas"]["Time"];
        };
        CreateSetupLinksRequest: {
            emails: components["schemas"]["Email"][];
            /**
             * @description Sends each person their link by e-mail, in English or Polish by `Accept-Language`, instead of returning it. 403 `switched-off` where no e-mail is sent.
             * @default false
             */
            invite?: boolean;
        };
        CsvList: {
            /** @description The operation says how many bytes of UTF-8 it may have. */
            csv: string;
        };
        CurrentDocuments: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description Of the PDF that you would get. Null when there is none. */
            language: string | null;
            documents: components["schemas"]["Document"][];
        };
        DeletedAccount: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            taskCount: number;
            groupCount: number;
            contestCount: number;
        };
        DemoAccount: {
            name: string;
            email: string;
            password: string;
        };
        DemoCourse: {
            groupId: components["schemas"]["Id"] | null;
            contestId: components["schemas"]["Id"] | null;
            taskIds: components["schemas"]["Id"][];
            groupExternalId: components["schemas"]["PlatformId"] | null;
            contestExternalId: components["schemas"]["PlatformId"] | null;
            taskExternalIds: components["schemas"]["PlatformIds"] | null;
        };
        DescriptionUrl: {
            taskId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            /** @description Signed URL of the PDF: GET only, this file only. Null when there is no PDF. */
            descriptionPdfUrl: string | null;
            descriptionPdfUrlExpiresAt: components["schemas"]["Time"] | null;
            /** @description Language of the PDF behind the URL. */
            language: string | null;
        };
        /** @description The task has another PDF, or none. Only a dry run leaves it at that. */
        DifferentDocument: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "different";
        };
        /**
         * @description Whether a browser shows the PDF or saves it.
         * @enum {string}
         */
        Disposition: "inline" | "attachment";
        Document: {
            versionId: components["schemas"]["Id"];
            language: components["schemas"]["Language"];
            fileName: string;
            /** @description Bytes. */
            size: number;
            sha256: components["schemas"]["Sha256"];
            updatedAt: components["schemas"]["Time"];
            reason: components["schemas"]["ChangeReason"] | null;
        };
        DocumentExamination: {
            versionId: components["schemas"]["Id"];
            /** @description Null when they cannot be counted. */
            pages: number | null;
            /** @description Empty for a PDF that does nothing but show pages. */
            findings: components["schemas"]["DocumentExaminationFinding"][];
        };
        DocumentExaminationFinding: {
            severity: components["schemas"]["FindingSeverity"];
            code: components["schemas"]["DocumentFindingCode"];
            facts: components["schemas"]["DocumentExaminationFindingFacts"];
            message: string;
        };
        /** @description Details of this code. */
        DocumentExaminationFindingFacts: {
            storedBytes?: number;
            announcedBytes?: number;
        };
        /**
         * @description What was found in a PDF.
         * @enum {string}
         */
        DocumentFindingCode: "file-missing" | "size-differs" | "hash-differs" | "not-a-pdf" | "pdf-cut-off" | "pdf-unreadable" | "pdf-empty" | "pdf-not-examined" | "pdf-password" | "pdf-encrypted" | "pdf-scripts" | "pdf-launch" | "pdf-sends-data" | "pdf-auto-link" | "pdf-other-files" | "pdf-attachments" | "pdf-xfa" | "pdf-polyglot";
        DocumentLanguage: {
            language: components["schemas"]["Language"];
            /** @description False once its PDF was removed; its versions can be restored. */
            isCurrent: boolean;
        };
        DocumentLanguagePage: {
            items: components["schemas"]["DocumentLanguage"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        DocumentToPut: {
            /** @description Ends with `.pdf`, in any case. */
            fileName: string;
            /** @description Size in bytes, at most the `maxPdfBytes` of `GET /api/v1/settings`. */
            size: number;
            sha256: components["schemas"]["Sha256"];
        };
        /** @description Upload the bytes, and complete the upload. */
        DocumentUpload: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "upload";
            upload: components["schemas"]["Upload"];
        };
        DocumentVersion: {
            versionId: components["schemas"]["Id"];
            language: components["schemas"]["Language"];
            fileName: string;
            /** @description Size in bytes. */
            size: number;
            sha256: components["schemas"]["Sha256"];
            uploadedBy: components["schemas"]["Id"];
            uploadedByExternalId: components["schemas"]["PlatformId"] | null;
            /** @description Null when the account is gone. */
            uploadedByName: string | null;
            createdAt: components["schemas"]["Time"];
            completedAt: components["schemas"]["Time"] | null;
            replacedAt: components["schemas"]["Time"] | null;
            reason: components["schemas"]["ChangeReason"] | null;
            /** @description Null when they cannot be counted, or have not been counted yet. */
            pages: number | null;
        };
        DocumentVersionPage: {
            items: components["schemas"]["DocumentVersion"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /** Format: email */
        Email: string;
        /**
         * @description Who brought the address, or verified it last; absent without one, or from before this was kept.
         * @enum {string}
         */
        EmailSource: "sign-up" | "mail" | "admin" | "provider" | "token" | "platform";
        /** @description Of what can be changed. Send it as `If-Match` with a change based on this state. */
        EntityTag: string;
        EnvelopeKey: {
            /** @description 16 bytes in base64url: the input keying material of RFC 8188. */
            key: string;
            validUntil: components["schemas"]["Time"] | null;
        };
        EnvelopeUrl: {
            envelopeId: components["schemas"]["Id"];
            /** @description Signed URL of the sealed envelope: GET only, this object only. */
            url: string;
            urlExpiresAt: components["schemas"]["Time"];
            /** @description Size in bytes. */
            size: number;
            /**
             * Format: date-time
             * @description When the contest starts for you; ask for the key then.
             */
            opensAt: string;
            /**
             * Format: date-time
             * @description Count down on this clock, not on the reader's.
             */
            serverTime: string;
        };
        /**
         * @description Stable; see /manual/errors.
         * @enum {string}
         */
        ErrorCode: "request-invalid" | "file-name-invalid" | "object-key-invalid" | "upload-size-mismatch" | "upload-hash-mismatch" | "upload-interrupted" | "auth-refused" | "unauthenticated" | "api-key-invalid" | "api-key-expired" | "api-key-revoked" | "token-malformed" | "token-key" | "token-signature" | "token-expired" | "token-claim" | "token-account" | "credentials-invalid" | "sign-in-expired" | "forbidden" | "insufficient-scope" | "account-disabled" | "email-unverified" | "provider-refused" | "cross-origin" | "not-open-yet" | "switched-off" | "closed" | "url-invalid" | "url-expired" | "url-revoked" | "not-found" | "object-not-found" | "method-not-allowed" | "conflict" | "last-admin" | "last-owner" | "last-staff" | "too-many-uploads" | "request-in-progress" | "upload-missing" | "upload-gone" | "precondition-failed" | "body-too-large" | "media-type-unsupported" | "range-not-satisfiable" | "not-a-pdf" | "pdf-password" | "pdf-unreadable" | "pdf-empty" | "idempotency-key-reused" | "people-file-invalid" | "seats-file-invalid" | "rate-limited" | "internal" | "provider-answer-invalid" | "issue-not-recorded" | "overloaded" | "provider-unavailable" | "storage-unavailable" | "unavailable" | "storage-full";
        /** @description The id that a platform gives; no control characters. An integer is its decimal text. */
        ExternalId: string | number;
        /**
         * @description What was found.
         * @enum {string}
         */
        FindingCode: "no-tasks" | "no-participants" | "no-document" | "document-opens" | "language-missing" | "opens-on-time" | "opens-early" | "opens-late" | "starts-after-end" | "never-opens" | "window-cut" | "never-closes" | "window-suffices" | "window-short" | "file-missing" | "size-differs" | "hash-differs" | "not-a-pdf" | "pdf-cut-off" | "pdf-unreadable" | "pdf-empty" | "pdf-not-examined" | "pdf-password" | "pdf-encrypted" | "pdf-scripts" | "pdf-launch" | "pdf-sends-data" | "pdf-auto-link" | "pdf-other-files" | "pdf-attachments" | "pdf-xfa" | "pdf-polyglot" | "prefetch-too-late" | "envelope-sealed" | "envelope-missing" | "envelope-stale" | "booklet-ready" | "booklet-not-made" | "booklet-stale" | "booklet-failed" | "booklet-incomplete" | "booklet-file-missing";
        /**
         * @description warning: check it; failed: fix it before the start.
         * @enum {string}
         */
        FindingSeverity: "ok" | "warning" | "failed";
        /** @description Unknown readers get an account, which has no password. */
        GrantedReader: {
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified that `email` is theirs. Only then it names them, for whoever adds, invites or signs in by addresses. */
            emailVerified?: boolean;
            /** @description One line of text. */
            name?: string;
            externalId: components["schemas"]["ExternalId"];
        };
        GrantedUrlWish: {
            taskId: components["schemas"]["Id"];
            reader: components["schemas"]["GrantedReader"];
            language?: components["schemas"]["Language"];
            disposition?: components["schemas"]["Disposition"];
            /** @description When this URL ends, whatever else lets the reader read. If it has passed: `closed`. */
            validUntil?: string | null;
        };
        /**
         * @description The reason why the task may be read.
         * @enum {string}
         */
        Ground: "admin" | "task-staff" | "group-staff" | "contest-staff" | "group" | "contest" | "signed-in" | "contest-archive" | "granted";
        /**
         * @description At the time asked about.
         * @enum {string}
         */
        GroundState: "open" | "upcoming" | "closed";
        Group: {
            groupId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            yourRole: components["schemas"]["GroupRole"] | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
        };
        GroupBookletOptions: {
            /** @default false */
            oddPages?: boolean;
            includesUpcoming?: boolean;
        };
        GroupMember: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            role: components["schemas"]["GroupRole"];
            /** @description When a URL of one of its tasks, or the key of a sealed PDF, was first issued to them since the task opened there. Null: not yet, as far as records are kept. */
            firstIssuedAt: string | null;
            createdAt: components["schemas"]["Time"];
        };
        GroupMemberPage: {
            items: components["schemas"]["GroupMember"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description How many people were found, on all pages. */
            total: number;
        };
        GroupPage: {
            items: components["schemas"]["Group"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description member gets tasks, staff runs the group.
         * @enum {string}
         */
        GroupRole: "member" | "staff";
        /**
         * @description member gets tasks, staff runs the group.
         * @enum {string}
         */
        GroupRoleChoice: "member" | "staff";
        GroupSettings: {
            /** @description One line of text. */
            name: string;
        };
        GroupTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            title: string;
            opensAt: components["schemas"]["Time"];
            closesAt: components["schemas"]["Time"] | null;
            createdAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
        };
        GroupTaskPage: {
            items: components["schemas"]["GroupTask"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        GroupToPut: {
            /** @description One line of text. */
            name: string;
            /** @description Are added to the staff. Others stay. */
            staff?: components["schemas"]["NamedPerson"][];
        };
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        Id: string;
        IssuedApiKey: {
            id: components["schemas"]["Id"];
            name: string;
            scopes: components["schemas"]["ApiKeyScope"][];
            networks: string[] | null;
            taskIds: components["schemas"]["Id"][] | null;
            groupIds: components["schemas"]["Id"][] | null;
            taskExternalIds: components["schemas"]["PlatformIds"] | null;
            groupExternalIds: components["schemas"]["PlatformIds"] | null;
            createdAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["Time"] | null;
            revokedAt: components["schemas"]["Time"] | null;
            lastUsedAt: components["schemas"]["Time"] | null;
            /** @description Send it as a bearer token. It is shown only once. */
            key: string;
        };
        IssuedBatchUrl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "issued";
            taskId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            /** @description Signed URL of the PDF: GET only, this file only. Null when there is no PDF. */
            descriptionPdfUrl: string | null;
            descriptionPdfUrlExpiresAt: components["schemas"]["Time"] | null;
            /** @description Language of the PDF behind the URL. */
            language: string | null;
        };
        /** @description The task that a signed URL was issued for; `language` is that of its PDF. */
        IssuedTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            language: components["schemas"]["Language"] | null;
        };
        IssuedUrl: {
            /** @description In the URL itself as `issue`. */
            issueId: string;
            /** @description The reader; null when an operator signed on the command line. */
            userId: string | null;
            /** @description What a platform calls the reader. */
            userExternalId: string | null;
            /** @description Null if the account was deleted or has none. */
            email: string | null;
            /** @description Of the reader; null if the account was deleted. */
            name: string | null;
            taskId: string | null;
            /** @description What a platform calls the task. */
            taskExternalId: string | null;
            /** @description Null when an operator signed on the command line. */
            title: string | null;
            versionId: string | null;
            /** @description Where the storage keeps the file, as in its access log. */
            objectKey: string;
            /** @description Why the reader got it; `operator` for one from the command line. */
            ground: string;
            disposition: components["schemas"]["RecordedDisposition"];
            issuedAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["Time"];
            /** @description Whose trusted token named the reader. */
            issuer: string | null;
            /** @description The key of the program that asked. */
            apiKeyId: string | null;
            apiKeyName: string | null;
        };
        IssuedUrlCounts: {
            /**
             * @description Buckets begin at whole hours or days in UTC.
             * @default hour
             * @enum {string}
             */
            bucket: "hour" | "day";
            items: components["schemas"]["IssuedUrlCountsItem"][];
        };
        IssuedUrlCountsItem: {
            from: components["schemas"]["Time"];
            /** @description A stable URL counts once, however often it was asked for. */
            urls: number;
            /** @description Distinct readers in this bucket. */
            readers: number;
        };
        IssuedUrlPage: {
            items: components["schemas"]["IssuedUrl"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /** @description BCP 47 language tag. */
        Language: string;
        ListOpeningsReply: {
            /**
             * Format: date-time
             * @description Count down on this clock, not on the reader's.
             */
            serverTime: string;
            items: components["schemas"]["Opening"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description What changes.
         * @enum {string}
         */
        ListOutcome: "added" | "changed" | "removed";
        ListSigningKeysReply: {
            items: components["schemas"]["SigningKey"][];
        };
        /** @description In a dry run: who can read a task now and no longer could. Who may read it for another reason too is left out. */
        LosesAccess: {
            /** @description Everybody with an account could read one of the tasks; the rest is empty. */
            everyone: boolean;
            /** @description People who lose access, without those of `groups`. */
            count: number;
            /** @description The first 50 of these people, by name. */
            names: string[];
            /** @description Groups whose members you may not see, where some lose access. */
            groups: string[];
            /** @description How many others who lose access are reading now: within the last hour they got a URL to view such a task that has not expired, or the key of its sealed PDF. */
            reading: number;
        };
        /**
         * @description Whether the server sends e-mail.
         * @enum {string}
         */
        Mail: "on" | "off";
        /** @description A task in the list of its staff. `placements` are up to 3 of the groups and contests that have it: first where it is open now, then where it opens next. */
        ManagedTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description One line of text. */
            title: string;
            languages: string[];
            placements: components["schemas"]["Placement"][];
            placementCount: number;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
        };
        ManagedTaskPage: {
            items: components["schemas"]["ManagedTask"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description Newest first, or last changed first. Default: `created`.
         * @enum {string}
         */
        ManagedTaskSort: "created" | "updated";
        Me: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            role: components["schemas"]["Role"];
        };
        /**
         * @description role: staff first. Default: by name.
         * @enum {string}
         */
        MemberSort: "name" | "email" | "role";
        MetricsSummary: {
            serverTime: components["schemas"]["Time"];
            /** @description Of the process that answers. */
            uptimeSeconds: number;
            requests: components["schemas"]["MetricsSummaryRequests"];
            issuedUrls: components["schemas"]["MetricsSummaryIssuedUrls"];
            /** @description By outcome. None where an object store delivers the files. */
            redemptions: {
                [key: string]: number;
            };
            /** @description By outcome. None where an object store takes the files. */
            uploads: {
                [key: string]: number;
            };
            /** @description By the cause of the overload. */
            overloadRefusals: {
                [key: string]: number;
            };
            residentMemoryBytes: number | null;
            /** @description Over the last minute; the average of several workers. */
            eventLoopLagP99Seconds: number | null;
        };
        MetricsSummaryIssuedUrls: {
            stable: number;
            fresh: number;
        };
        MetricsSummaryRequests: {
            total: number;
            /** @description By `2xx`, `3xx`, `4xx`, `5xx`. */
            byStatusClass: {
                [key: string]: number;
            };
            p50Seconds: number | null;
            p99Seconds: number | null;
            /** @description By the time they took; null is no limit. The quantiles are estimated from these. */
            buckets: components["schemas"]["MetricsSummaryRequestsBucket"][];
        };
        MetricsSummaryRequestsBucket: {
            upToSeconds: number | null;
            requests: number;
        };
        /** @description A person by `userId`, else by `externalId`, else by a verified `email`. An unknown external id gets an account. */
        NamedPerson: {
            externalId?: components["schemas"]["ExternalId"];
            userId?: components["schemas"]["Id"];
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified that `email` is theirs. Only then it names them, for whoever adds, invites or signs in by addresses. */
            emailVerified?: boolean;
            /** @description One line of text. */
            name?: string;
        };
        NewApiKey: {
            /** @description One line of text. */
            name: string;
            scopes: components["schemas"]["ApiKeyScopeChoice"][];
            /** @description The key is accepted from these addresses and CIDR ranges alone. */
            networks?: string[] | null;
            /** @description Tasks that are neither here nor in one of `groupIds` do not exist for the key. For the scopes read, grant, upload. */
            taskIds?: components["schemas"]["Id"][] | null;
            groupIds?: components["schemas"]["Id"][] | null;
            expiresAt?: components["schemas"]["Time"] | null;
        };
        NewCalendarLink: {
            /**
             * Format: uri
             * @description For a calendar program. Shown only once. It lets anyone who has it read the calendar, and nothing else.
             */
            url: string;
            createdAt: components["schemas"]["Time"];
        };
        NewContest: {
            /** @description One line of text. */
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt?: components["schemas"]["Time"] | null;
            afterEnd?: components["schemas"]["AfterEndChoice"];
            /** @description From when participants may fetch the sealed statements. Null: nothing is sealed. A time that is not before `startsAt` means the same. */
            prefetchFrom?: string | null;
        };
        NewTask: {
            /** @description One line of text. */
            title: string;
            titles?: components["schemas"]["TaskTitles"] | null;
            primaryLanguage?: components["schemas"]["Language"];
            visibility?: components["schemas"]["VisibilityChoice"];
            visibleFrom?: components["schemas"]["Time"] | null;
            embargoUntil?: components["schemas"]["Time"] | null;
        };
        NewUpload: {
            language: components["schemas"]["Language"];
            /** @description Ends with `.pdf`, in any case. */
            fileName: string;
            /** @description Size in bytes, at most the `maxPdfBytes` of `GET /api/v1/settings`. */
            size: number;
            sha256: components["schemas"]["Sha256"];
        };
        Opening: {
            opensAt: components["schemas"]["Time"];
            through: components["schemas"]["Place"];
        };
        Participant: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            delaySeconds: number;
            extraSeconds: number;
            /** @description When a URL of one of its tasks, or the key of a sealed PDF, was first issued to them since the task opened there. Null: not yet, as far as records are kept. */
            firstIssuedAt: string | null;
            etag: components["schemas"]["EntityTag"];
        };
        ParticipantChanges: {
            delaySeconds?: number;
            extraSeconds?: number;
        };
        ParticipantPage: {
            items: components["schemas"]["Participant"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description How many people were found, on all pages. */
            total: number;
        };
        /**
         * @description delay, extra: the longest first. Default: by name.
         * @enum {string}
         */
        ParticipantSort: "name" | "email" | "delay" | "extra";
        /**
         * @description Whether people have passwords.
         * @enum {string}
         */
        PasswordSignIn: "on" | "off";
        PeopleImport: {
            /** @description How many people are sent their link by e-mail. */
            invited: number;
            setupLinksExpireAt: components["schemas"]["Time"] | null;
            rows: components["schemas"]["PeopleImportRow"][];
        };
        PeopleImportRow: {
            /** @description Of the file, from 1. */
            line: number;
            email: components["schemas"]["Email"];
            name: string;
            role: components["schemas"]["Role"];
            group: components["schemas"]["PeopleImportRowGroup"] | null;
            /** @description Empty when everything is as it should be. */
            changes: ("create" | "change-role" | "change-name" | "add-to-group")[];
            /** @description Sets the password of a new account, once. It is shown only once; null when it goes by e-mail. */
            setupLink: string | null;
        };
        PeopleImportRowGroup: {
            id: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
        };
        Person: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
        };
        PersonPage: {
            items: components["schemas"]["Person"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description How many people were found, on all pages. */
            total: number;
        };
        /**
         * @description The order of the list. Default: by name.
         * @enum {string}
         */
        PersonSort: "name" | "email";
        /** @description A group or a contest. */
        Place: {
            kind: components["schemas"]["PlaceKind"];
            id: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
        };
        /**
         * @description Which of the two it is.
         * @enum {string}
         */
        PlaceKind: "group" | "contest";
        /** @description A task whose window lies outside the contest never opens there: it closes before it opens. */
        Placement: {
            kind: components["schemas"]["PlaceKind"];
            id: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            /** @description In a contest; null in a group. */
            label: string | null;
            opensAt: components["schemas"]["Time"];
            closesAt: components["schemas"]["Time"] | null;
        };
        PlacementPage: {
            items: components["schemas"]["Placement"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description Of its window in `groupId` or `contestId`, or else in any group or contest; `none`: it is in none.
         * @enum {string}
         */
        PlacementState: "upcoming" | "running" | "past" | "none";
        /** @description What a platform calls it; `ext:` before it names it. */
        PlatformId: string;
        /** @description In the order of the ids beside them. */
        PlatformIds: (components["schemas"]["PlatformId"] | null)[];
        Preflight: {
            /** @description False when a finding has failed. */
            ready: boolean;
            findings: components["schemas"]["PreflightFinding"][];
        };
        /**
         * @description What was looked at.
         * @enum {string}
         */
        PreflightCheck: "tasks" | "participants" | "document" | "languages" | "opening" | "window" | "envelope" | "booklet";
        PreflightFinding: {
            severity: components["schemas"]["FindingSeverity"];
            check: components["schemas"]["PreflightCheck"];
            code: components["schemas"]["FindingCode"];
            taskId: components["schemas"]["Id"] | null;
            taskExternalId: components["schemas"]["PlatformId"] | null;
            label: string | null;
            language: string | null;
            facts: components["schemas"]["PreflightFindingFacts"];
            message: string;
        };
        PreflightFindingFacts: {
            pages?: number;
            storedBytes?: number;
            announcedBytes?: number;
            people?: number;
            /** @description Of the first few of these people. */
            emails?: string[];
            opensAt?: components["schemas"]["Time"];
            reason?: components["schemas"]["RefusalReason"];
            openSeconds?: number;
            urlSeconds?: number;
        };
        /** @description Problem details, RFC 9457. */
        Problem: {
            type: string;
            title: string;
            status: number;
            code: components["schemas"]["ErrorCode"];
            /** @description What to do next, for a person. */
            detail: string;
            requestId: string;
            /** @description Of all; `problems` has the first. */
            problemCount?: number;
            problems?: components["schemas"]["RowProblem"][];
        } & {
            [key: string]: unknown;
        };
        PutCalendarLinkRequest: {
            language: components["schemas"]["CalendarLanguage"];
        };
        PutContest: {
            contestId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            outcome: components["schemas"]["PutOutcome"];
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt: components["schemas"]["Time"] | null;
            afterEnd: components["schemas"]["AfterEnd"];
            /** @description From when participants may fetch the sealed statements. Null: nothing is sealed. A time that is not before `startsAt` means the same. */
            prefetchFrom: string | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutContestGroups: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000. */
            changes: components["schemas"]["PutContestGroupsChange"][];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutContestGroupsChange: {
            outcome: components["schemas"]["ListOutcome"];
            groupId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
        };
        PutContestGroupsRequest: {
            groups: components["schemas"]["PutContestGroupsRequestGroup"][];
        };
        PutContestGroupsRequestGroup: {
            groupId: components["schemas"]["Id"];
        };
        PutContestParticipantsRequest: {
            participants: components["schemas"]["PutContestParticipantsRequestParticipant"][];
        };
        PutContestParticipantsRequestParticipant: {
            externalId?: components["schemas"]["ExternalId"];
            userId?: components["schemas"]["Id"];
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified that `email` is theirs. Only then it names them, for whoever adds, invites or signs in by addresses. */
            emailVerified?: boolean;
            /** @description One line of text. */
            name?: string;
            delaySeconds?: number;
            extraSeconds?: number;
        };
        PutContestTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            position: number;
            /** @description Null: when the contest starts. A time before that means the same. */
            opensAt: string | null;
            /** @description Null: when the contest ends. A time after that means the same. */
            closesAt: string | null;
            etag: components["schemas"]["EntityTag"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutContestTasks: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000. */
            changes: components["schemas"]["PutContestTasksChange"][];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutContestTasksChange: {
            outcome: components["schemas"]["ListOutcome"];
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            position: number;
            /** @description Null: when the contest starts. A time before that means the same. */
            opensAt: string | null;
            /** @description Null: when the contest ends. A time after that means the same. */
            closesAt: string | null;
        };
        PutContestTasksRequest: {
            tasks: components["schemas"]["PutContestTasksRequestTask"][];
        };
        PutContestTasksRequestTask: {
            taskId: components["schemas"]["Id"];
            label: string;
            /** @description Null: when the contest starts. A time before that means the same. */
            opensAt?: string | null;
            /** @description Null: when the contest ends. A time after that means the same. */
            closesAt?: string | null;
        };
        /** @description Whether the bytes still have to be uploaded. */
        PutDocument: components["schemas"]["UnchangedDocument"] | components["schemas"]["DocumentUpload"] | components["schemas"]["DifferentDocument"];
        PutGroup: {
            groupId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            outcome: components["schemas"]["PutOutcome"];
            name: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
        };
        PutGroupMembersRequest: {
            members: components["schemas"]["PutGroupMembersRequestMember"][];
        };
        PutGroupMembersRequestMember: {
            externalId?: components["schemas"]["ExternalId"];
            userId?: components["schemas"]["Id"];
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified that `email` is theirs. Only then it names them, for whoever adds, invites or signs in by addresses. */
            emailVerified?: boolean;
            /** @description One line of text. */
            name?: string;
            role?: components["schemas"]["GroupRoleChoice"];
        };
        PutGroupTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            opensAt: components["schemas"]["Time"];
            closesAt: components["schemas"]["Time"] | null;
            etag: components["schemas"]["EntityTag"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutGroupTasks: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000. */
            changes: components["schemas"]["PutGroupTasksChange"][];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutGroupTasksChange: {
            outcome: components["schemas"]["ListOutcome"];
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            opensAt: components["schemas"]["Time"];
            closesAt: components["schemas"]["Time"] | null;
        };
        PutGroupTasksRequest: {
            tasks: components["schemas"]["PutGroupTasksRequestTask"][];
        };
        PutGroupTasksRequestTask: {
            taskId: components["schemas"]["Id"];
            opensAt: components["schemas"]["Time"];
            closesAt?: components["schemas"]["Time"] | null;
        };
        PutMembers: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000. */
            changes: components["schemas"]["PutMembersChange"][];
        };
        PutMembersChange: {
            outcome: components["schemas"]["ListOutcome"];
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            name: string;
            role: components["schemas"]["GroupRole"];
        };
        /**
         * @description The outcome of the request.
         * @enum {string}
         */
        PutOutcome: "created" | "changed" | "unchanged";
        PutParticipants: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000. */
            changes: components["schemas"]["PutParticipantsChange"][];
        };
        PutParticipantsChange: {
            outcome: components["schemas"]["ListOutcome"];
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            name: string;
            delaySeconds: number;
            extraSeconds: number;
        };
        PutTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            outcome: components["schemas"]["PutOutcome"];
            /** @description One line of text. */
            title: string;
            titles: components["schemas"]["TaskTitles"] | null;
            primaryLanguage: components["schemas"]["Language"];
            visibility: components["schemas"]["Visibility"];
            visibleFrom: components["schemas"]["Time"] | null;
            embargoUntil: components["schemas"]["Time"] | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
        };
        ReadAccess: {
            ground: components["schemas"]["Ground"];
            validUntil: components["schemas"]["Time"] | null;
        };
        /** @description Whether a task may be read; what does not apply is null. */
        ReadDecision: {
            allowed: boolean;
            reason: components["schemas"]["RefusalReason"] | null;
            ground: components["schemas"]["Ground"] | null;
            opensAt: components["schemas"]["Time"] | null;
            validUntil: components["schemas"]["Time"] | null;
        };
        /**
         * @description What was asked for: a URL to view or to save a PDF, or the key of a sealed envelope.
         * @enum {string}
         */
        RecordedDisposition: "inline" | "attachment" | "key";
        /**
         * @description Why not.
         * @enum {string}
         */
        RefusalReason: "not-open-yet" | "closed" | "not-found";
        RefusedBatchUrl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "refused";
            taskId: components["schemas"]["AskedId"];
            problem: components["schemas"]["Problem"];
        };
        RenewedSetupLinks: {
            setupLinksExpireAt: components["schemas"]["Time"] | null;
            items: components["schemas"]["RenewedSetupLinksItem"][];
            /** @description Who got no new link; what they had is as before. */
            skipped: components["schemas"]["RenewedSetupLinksSkipped"][];
        };
        RenewedSetupLinksItem: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"];
            name: string;
            /** @description Sets the password of the account, once. It is shown only once; null when it goes by e-mail. */
            setupLink: string | null;
        };
        RenewedSetupLinksSkipped: {
            email: components["schemas"]["Email"];
            reason: components["schemas"]["SetupLinkSkipReason"];
        };
        Replacement: {
            reason?: components["schemas"]["ChangeReason"];
        };
        RequestNewPasswordRequest: {
            email: components["schemas"]["Email"];
        };
        ResetPasswordRequest: {
            /** @description Behind `#token=` in the link. */
            token: string;
            /** @description 8 to 128 characters. */
            newPassword: string;
        };
        /**
         * @description What the account may do on the platform.
         * @enum {string}
         */
        Role: "student" | "teacher" | "admin";
        /**
         * @description What the account may do on the platform.
         * @enum {string}
         */
        RoleChoice: "student" | "teacher" | "admin";
        RoomSets: {
            /** @description Signed URL of the PDF: GET only, this file only. */
            url: string;
            urlExpiresAt: components["schemas"]["Time"];
            /** @description As many as there are rows. */
            copies: number;
            /** @description Of all of them together. */
            pages: number;
            /** @description Size in bytes. */
            size: number;
        };
        RowProblem: {
            /** @description From 1; of CSV, the line of the file. */
            row: number;
            /** @description Such as `reader.name`; null: the whole row. */
            field: string | null;
            code: components["schemas"]["RowProblemCode"];
            message: string;
            /** @description What the row has there. */
            value?: string;
            allowed?: unknown[];
            min?: number;
            max?: number;
        };
        /**
         * @description Stable; see /manual/errors.
         * @enum {string}
         */
        RowProblemCode: "missing" | "unknown" | "type" | "choice" | "length" | "range" | "format" | "repeated" | "not-found" | "forbidden" | "unverified" | "invalid";
        SetContestTaskRequest: {
            label: string;
            /** @description Without it a new task comes last, and any other stays where it is. */
            position?: number;
            /** @description Null: when the contest starts. A time before that means the same. */
            opensAt?: string | null;
            /** @description Null: when the contest ends. A time after that means the same. */
            closesAt?: string | null;
        };
        SetGroupTaskRequest: {
            opensAt: components["schemas"]["Time"];
            closesAt?: components["schemas"]["Time"] | null;
        };
        Settings: {
            signUp: components["schemas"]["SignUp"];
            passwordSignIn: components["schemas"]["PasswordSignIn"];
            mail: components["schemas"]["Mail"];
            /** @description Name of the OpenID Connect provider that people may sign in at. */
            signInProvider: string | null;
            /** @description Contact for questions about accounts: an e-mail address, an http or https address, or a name. */
            contact: string | null;
            /** @description Size in bytes. */
            maxPdfBytes: number;
            /**
             * Format: uri
             * @description Address of this server, as browsers are to see it.
             */
            publicUrl: string;
            /**
             * Format: uri
             * @description Address that all signed URLs to read begin with.
             */
            filesUrl: string;
            /** @description False until the link that `lectern serve` prints has made the first admin. */
            hasAccounts: boolean;
            /** @description Whether this server has the manual, at `/manual/`. */
            hasManual: boolean;
            /** @description Accounts to sign in with, of a server that `lectern demo` runs. Always empty on any other server. */
            demoAccounts: components["schemas"]["DemoAccount"][];
        };
        /**
         * @description unknown: no account; signs-in: it has a password, or a provider; invited-recently: three invitations within an hour.
         * @enum {string}
         */
        SetupLinkSkipReason: "unknown" | "unverified" | "disabled" | "signs-in" | "invited-recently";
        /** @description SHA-256 in lower-case hexadecimal. */
        Sha256: string;
        ShadowComparison: {
            /** @description How many decisions are the same. */
            agree: number;
            disagreements: components["schemas"]["ShadowDisagreement"][];
        };
        ShadowDecision: {
            taskId: components["schemas"]["Id"];
            reader: components["schemas"]["ShadowReader"];
            /** @description Whether your platform lets the reader read. */
            allowed: boolean;
            /**
             * Format: date-time
             * @description When your platform decided so. Default: now.
             */
            at?: string;
        };
        ShadowDisagreement: {
            /** @description Of the item, from 1. */
            row: number;
            taskId: components["schemas"]["AskedId"];
            reader: components["schemas"]["ShadowDisagreementReader"];
            at: components["schemas"]["Time"];
            platform: components["schemas"]["ShadowVerdict"];
            lectern: components["schemas"]["ShadowVerdict"];
            reason: components["schemas"]["ShadowReason"] | null;
            ground: components["schemas"]["Ground"] | null;
            opensAt: components["schemas"]["Time"] | null;
            validUntil: components["schemas"]["Time"] | null;
        };
        ShadowDisagreementReader: {
            externalId: components["schemas"]["ExternalId"];
        };
        /** @description Gets no account by this. */
        ShadowReader: {
            externalId: components["schemas"]["ExternalId"];
        };
        /**
         * @description Why Lectern refuses. `unknown`: it does not have the task or the reader.
         * @enum {string}
         */
        ShadowReason: "not-open-yet" | "closed" | "not-found" | "unknown";
        /**
         * @description Whether the reader may read.
         * @enum {string}
         */
        ShadowVerdict: "allowed" | "refused";
        SignIn: {
            email: components["schemas"]["Email"];
            password: string;
            rememberMe?: boolean;
        };
        SignInAtProviderReply: {
            /** Format: uri */
            url: string;
        };
        SignInAtProviderRequest: {
            /** @description The page of the web app to open afterwards: a path, with a query if needed. */
            next: string;
        };
        SignInMethods: {
            /** @description Whether the account has a password. */
            password: boolean;
            /** @description Whether it was signed in to at the OpenID Connect provider. */
            provider: boolean;
        };
        /**
         * @description signs-in: by a password or a provider; else the state of the link.
         * @enum {string}
         */
        SignInState: "signs-in" | "mail-waiting" | "link-unused" | "link-expired" | "no-link";
        /**
         * @description Whether anyone may create a student account.
         * @enum {string}
         */
        SignUp: "closed" | "open";
        SignUpRequest: {
            email: components["schemas"]["Email"];
            /** @description 8 to 128 characters. Required where the server sends no e-mail. */
            password?: string;
            /** @description One line of text. */
            name: string;
        };
        SignedIn: {
            /** @description Send it as `Authorization: Bearer …`. */
            token: string;
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"];
            name: string;
        };
        SignedOut: {
            /** @description Where a browser also ends the session at the sign-in provider, if it wants to; null where there is none. */
            providerSignOutUrl: string | null;
        };
        SigningKey: {
            /** @description Stands in every URL as `kid`. */
            id: string;
            createdAt: components["schemas"]["Time"] | null;
            /** @description Signs new URLs; all keys verify. */
            signs: boolean;
            /** @description When it will begin to sign: by then all instances know it. Else null. */
            signsFrom: string | null;
        };
        Status: {
            /** @enum {string} */
            status: "ok";
            /** @description Version of Lectern that this process runs. */
            version: string;
        };
        StorageExamination: {
            /** @description False when a check has failed. */
            healthy: boolean;
            findings: components["schemas"]["StorageExaminationFinding"][];
        };
        StorageExaminationFinding: {
            /** @description Of the check; stable, for programs. */
            id: string;
            title: string;
            outcome: components["schemas"]["CheckOutcome"];
            /** @description What was seen, in words. */
            detail: string;
            /** @description What an operator can do about it. */
            remedy: string | null;
        };
        /** @description A task as its readers see it. */
        Task: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            title: string;
            /** @description Signed URL of the PDF: GET only, this file only. Null when there is no PDF. */
            descriptionPdfUrl: string | null;
            descriptionPdfUrlExpiresAt: components["schemas"]["Time"] | null;
            /** @description Language of the PDF behind the URL. */
            language: string | null;
            documents: components["schemas"]["Document"][];
            access: components["schemas"]["ReadAccess"];
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
        };
        TaskChanges: {
            /** @description One line of text. */
            title?: string;
            titles?: components["schemas"]["TaskTitles"] | null;
            primaryLanguage?: components["schemas"]["Language"];
            visibility?: components["schemas"]["VisibilityChoice"];
            visibleFrom?: components["schemas"]["Time"] | null;
            embargoUntil?: components["schemas"]["Time"] | null;
        };
        TaskName: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
        };
        TaskOrder: {
            /** @description All tasks of the contest, the first one first. */
            tasks: components["schemas"]["TaskOrderTask"][];
        };
        TaskOrderTask: {
            taskId: components["schemas"]["Id"];
            label: string;
        };
        TaskReader: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            /** @description Those that are open, the one that holds longest first. */
            grounds: components["schemas"]["TaskReaderGround"][];
            validUntil: components["schemas"]["Time"] | null;
            /** @description When they first got a URL of the task, as far as records are kept; null: not yet. */
            gotUrlAt: string | null;
            /** @description When they first got the key of a sealed PDF of the task; null: not yet. */
            gotKeyAt: string | null;
        };
        TaskReaderCounts: {
            at: components["schemas"]["Time"];
            /** @description Whether everyone with an account can read it. People without another ground are not counted. */
            everyone: boolean;
            readers: number;
            /** @description How many of the readers have got a URL of the task, or the key of its sealed PDF. */
            gotUrl: number;
        };
        TaskReaderGround: {
            kind: components["schemas"]["Ground"];
            /** @description Id of the group or contest. */
            through: string | null;
            throughExternalId: components["schemas"]["PlatformId"] | null;
        };
        TaskReaderPage: {
            items: components["schemas"]["TaskReader"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        TaskReadersNow: {
            /** @description Whether the task is open now to members of a group or participants of a contest, or somebody who does not work on it got a URL of it within the last hour. */
            readersNow: boolean;
        };
        /**
         * @description reader sees drafts, editor changes documents, manager shares, owner deletes.
         * @enum {string}
         */
        TaskRole: "reader" | "editor" | "manager" | "owner";
        /**
         * @description reader sees drafts, editor changes documents, manager shares, owner deletes.
         * @enum {string}
         */
        TaskRoleChoice: "reader" | "editor" | "manager" | "owner";
        /** @description A task as its staff sees it. */
        TaskSettings: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description One line of text. */
            title: string;
            titles: components["schemas"]["TaskTitles"] | null;
            primaryLanguage: components["schemas"]["Language"];
            visibility: components["schemas"]["Visibility"];
            visibleFrom: components["schemas"]["Time"] | null;
            embargoUntil: components["schemas"]["Time"] | null;
            yourRole: components["schemas"]["TaskRole"] | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
        };
        TaskStaffMember: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            role: components["schemas"]["TaskRole"];
            createdAt: components["schemas"]["Time"];
        };
        TaskStaffMemberPage: {
            items: components["schemas"]["TaskStaffMember"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description How many people were found, on all pages. */
            total: number;
        };
        /**
         * @description role: owners first. Default: by name.
         * @enum {string}
         */
        TaskStaffSort: "name" | "email" | "role";
        /** @description A task in a list; `through` is the group or contest that the access comes through, if it does. */
        TaskSummary: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            title: string;
            languages: string[];
            access: components["schemas"]["ReadAccess"];
            through: components["schemas"]["Place"] | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
        };
        TaskSummaryPage: {
            items: components["schemas"]["TaskSummary"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /** @description Titles in other languages, one line each, by BCP 47 tag. Readers of others get `title`. */
        TaskTitles: {
            [key: string]: string;
        };
        TaskToPut: {
            /** @description One line of text. */
            title?: string;
            titles?: components["schemas"]["TaskTitles"] | null;
            primaryLanguage?: components["schemas"]["Language"];
            visibility?: components["schemas"]["VisibilityChoice"];
            visibleFrom?: components["schemas"]["Time"] | null;
            embargoUntil?: components["schemas"]["Time"] | null;
            /** @description Are added, as owners unless a role is given. Others stay. */
            staff?: components["schemas"]["TaskToPutStaff"][];
        };
        TaskToPutStaff: {
            externalId?: components["schemas"]["ExternalId"];
            userId?: components["schemas"]["Id"];
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified that `email` is theirs. Only then it names them, for whoever adds, invites or signs in by addresses. */
            emailVerified?: boolean;
            /** @description One line of text. */
            name?: string;
            role?: components["schemas"]["TaskRoleChoice"];
        };
        /**
         * Format: date-time
         * @description ISO 8601 in UTC; in requests from 1900 to 9998.
         */
        Time: string;
        Trace: {
            /** @description Whether a record of its issue is there. */
            found: boolean;
            /** @description Whether one of our keys signed exactly this URL. */
            valid: boolean;
            reason: components["schemas"]["TraceReason"] | null;
            expired: boolean;
            /** @description Whether it is refused before it expires. An object store knows nothing of that. */
            revoked: boolean;
            expiresAt: components["schemas"]["Time"] | null;
            /** @description One record. Several where the storage signs nothing that could carry an issue id: everybody who got the same file until the same second. */
            issues: components["schemas"]["IssuedUrl"][];
        };
        TraceIssuedUrlRequest: {
            url: string;
        };
        /**
         * @description Why it is not valid.
         * @enum {string}
         */
        TraceReason: "outside-files-url" | "method" | "malformed" | "key-unknown" | "signature" | "encoding";
        TriedRemoval: {
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        /** @description The task has this PDF. */
        UnchangedDocument: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "unchanged";
            version: components["schemas"]["DocumentVersion"];
        };
        /**
         * Format: email
         * @description An address that the person, or a platform, says they have, and that nobody has verified: it names nobody. Never take it for `email`.
         */
        UnverifiedEmail: string;
        UpdateAccountRequest: {
            /** @description One line of text. */
            name?: string;
            role?: components["schemas"]["RoleChoice"];
            disabled?: boolean;
            /**
             * @description You confirm that the address belongs to the owner of the account. From now on it identifies them.
             * @enum {boolean}
             */
            emailVerified?: true;
            externalId?: components["schemas"]["ExternalId"] | null;
        };
        UpdateGroupMemberRequest: {
            role: components["schemas"]["GroupRoleChoice"];
        };
        UpdateMeRequest: {
            /** @description One line of text. */
            name: string;
        };
        UpdateTaskStaffRequest: {
            role: components["schemas"]["TaskRoleChoice"];
        };
        Upload: {
            versionId: components["schemas"]["Id"];
            /** @description Signed URL: PUT exactly these bytes to it, once. */
            uploadUrl: string;
            uploadUrlExpiresAt: components["schemas"]["Time"];
            /** @description Headers to send with the PUT, exactly so: some storages bind the upload by them. */
            uploadHeaders: {
                [key: string]: string;
            };
        };
        /**
         * @description restricted: only through other grounds.
         * @enum {string}
         */
        Visibility: "restricted" | "signed-in";
        /**
         * @description restricted: only through other grounds.
         * @enum {string}
         */
        VisibilityChoice: "restricted" | "signed-in";
    };
    responses: {
        /** @description The request is not valid. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The request is not valid",
                 *       "status": 400,
                 *       "code": "request-invalid",
                 *       "detail": "Nothing was changed. Row 3, \"name\": This is required. Add it.",
                 *       "problemCount": 1,
                 *       "problems": [
                 *         {
                 *           "row": 3,
                 *           "field": "name",
                 *           "code": "missing",
                 *           "message": "This is required. Add it."
                 *         }
                 *       ],
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No session, or the wrong password. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Sign in first",
                 *       "status": 401,
                 *       "code": "unauthenticated",
                 *       "detail": "Send a session cookie or a bearer token.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed, not open yet, closed, or sent by another website. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The task is not open yet",
                 *       "status": 403,
                 *       "code": "not-open-yet",
                 *       "detail": "The task opens at 2026-11-24T12:00:00Z.",
                 *       "opensAt": "2026-11-24T12:00:00Z",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found, or not shared with you. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not found, or not shared with you",
                 *       "status": 404,
                 *       "code": "not-found",
                 *       "detail": "There is no such task, or you have no access to it.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflicts with the current state. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The file has not been uploaded yet",
                 *       "status": 409,
                 *       "code": "upload-missing",
                 *       "detail": "Complete the upload first.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The upload was not completed in time. */
        Gone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The upload was not completed in time",
                 *       "status": 410,
                 *       "code": "upload-gone",
                 *       "detail": "Announce the upload again.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It no longer matches `If-Match`. */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Someone else has changed it",
                 *       "status": 412,
                 *       "code": "precondition-failed",
                 *       "detail": "Read it again, then decide what to change.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request body, or the file that it announces, is too large. */
        ContentTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The request body is too large",
                 *       "status": 413,
                 *       "code": "body-too-large",
                 *       "detail": "Send less at once.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The media type of the request body is not supported. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The media type is not supported",
                 *       "status": 415,
                 *       "code": "media-type-unsupported",
                 *       "detail": "Send JSON with \"Content-Type: application/json\".",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The file cannot be accepted, or the idempotency key was used for another request. */
        UnprocessableContent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The file is not a PDF",
                 *       "status": 422,
                 *       "code": "not-a-pdf",
                 *       "detail": "Upload a PDF.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many attempts. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Too many attempts",
                 *       "status": 429,
                 *       "code": "rate-limited",
                 *       "detail": "Try again in 60 seconds.",
                 *       "retryAfterSeconds": 60,
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The sign-in provider sent an invalid response. */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The sign-in provider sent an invalid response",
                 *       "status": 502,
                 *       "code": "provider-answer-invalid",
                 *       "detail": "Try again. If that does not help, tell the operator.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server is unavailable or busy. */
        ServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The server is busy",
                 *       "status": 503,
                 *       "code": "overloaded",
                 *       "detail": "Too many requests at once. Try again in a moment.",
                 *       "retryAfterSeconds": 2,
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The file storage has no space left for the file. */
        InsufficientStorage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "The file storage is full",
                 *       "status": 507,
                 *       "code": "storage-full",
                 *       "detail": "The file storage has no space left for this file. Tell the operator.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Any other error. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Something went wrong on our side",
                 *       "status": 500,
                 *       "code": "internal",
                 *       "detail": "Try again. If that does not help, give the operator the requestId.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
        at: components["schemas"]["Time"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        contestId: components["schemas"]["Id"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        contestIdInQuery: components["schemas"]["Id"];
        /** @description `nextCursor` of the page before. */
        cursor: string;
        /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
        dryRun: boolean;
        email: components["schemas"]["Email"];
        /** @description Only what your platform calls so, without `ext:`. */
        externalId: string;
        /** @description `csv` has no pages: `limit` and `cursor` are for JSON. */
        format: "json" | "csv";
        /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
        from: components["schemas"]["Time"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        groupId: components["schemas"]["Id"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        groupIdInQuery: components["schemas"]["Id"];
        /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
        "idempotency-key": string;
        /** @description The `ETag` of the state that the change is meant for. */
        "if-match": string;
        /** @description BCP 47 language tag. */
        language: components["schemas"]["Language"];
        /** @description BCP 47 language tag. */
        languageInQuery: components["schemas"]["Language"];
        limit: number;
        /** @description `true`: only those that you belong to, admins too. */
        mine: boolean;
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        taskId: components["schemas"]["Id"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        taskIdInQuery: components["schemas"]["Id"];
        /** @description A part of the name or the address; case and accents do not matter. */
        text: string;
        /** @description A part of the title; case and accents do not matter. */
        textInQuery: string;
        /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
        until: components["schemas"]["Time"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        userId: components["schemas"]["Id"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        userIdInQuery: components["schemas"]["Id"];
        /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
        versionId: components["schemas"]["Id"];
    };
    requestBodies: never;
    headers: {
        /** @description The `etag` of the body (RFC 9110 §8.8.3). */
        ETag: string;
        /** @description Seconds after which to try again. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    changePassword: {
        /** @description At most 4 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "correct horse",
                 *       "newPassword": "battery staple",
                 *       "revokeOtherSessions": false
                 *     }
                 */
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "kX2v8cQw1nZr5tYb"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangedPassword"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    requestNewPassword: {
        /** @description At most 4 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org"
                 *     }
                 */
                "application/json": components["schemas"]["RequestNewPasswordRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    completeSignIn: {
        parameters: {
            query?: {
                code?: string;
                state?: string;
            };
        };
        responses: {
            /** @description To the web app. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    resetPassword: {
        /** @description At most 4 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "kX2v8cQw1nZr5tYb",
                 *       "newPassword": "battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["ResetPasswordRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    checkSetLink: {
        /** @description At most 4 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "kX2v8cQw1nZr5tYb"
                 *     }
                 */
                "application/json": components["schemas"]["CheckSetLinkRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Ada",
                     *       "email": "ada@example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["CheckSetLinkReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        /** @description At most 4 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "password": "correct horse",
                 *       "rememberMe": false
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "kX2v8cQw1nZr5tYb",
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "name": "Ada"
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signInAtProvider: {
        /** @description At most 8 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "next": "/tasks"
                 *     }
                 */
                "application/json": components["schemas"]["SignInAtProviderRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w"
                     *     }
                     */
                    "application/json": components["schemas"]["SignInAtProviderReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "providerSignOutUrl": "https://lectern.example.org"
                     *     }
                     */
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    signUp: {
        /** @description At most 4 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "password": "correct horse",
                 *       "name": "Ada"
                 *     }
                 */
                "application/json": components["schemas"]["SignUpRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "kX2v8cQw1nZr5tYb",
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "name": "Ada"
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description What the account may do on the platform. */
                role?: components["schemas"]["RoleChoice"];
                disabled?: boolean;
                /** @description Only what your platform calls so, without `ext:`. */
                externalId?: components["parameters"]["externalId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "emailSource": "sign-up",
                     *           "name": "Ada",
                     *           "role": "student",
                     *           "externalId": "42",
                     *           "disabled": false,
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "signIn": {
                     *             "state": "signs-in",
                     *             "at": "2026-11-24T12:00:00Z"
                     *           },
                     *           "etag": "\"4kQ9xJvP1wE\""
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createAccount: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "name": "Ada",
                 *       "role": "student"
                 *     }
                 */
                "application/json": components["schemas"]["CreateAccountRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "emailSource": "sign-up",
                     *       "name": "Ada",
                     *       "role": "student",
                     *       "externalId": "42",
                     *       "disabled": false,
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "signIn": {
                     *         "state": "signs-in",
                     *         "at": "2026-11-24T12:00:00Z"
                     *       },
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "setupLink": "https://lectern.example.org/set-password#token=mC4wVb7Qk1",
                     *       "setupLinkExpiresAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CreateAccountReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getAccount: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "emailSource": "sign-up",
                     *       "name": "Ada",
                     *       "role": "student",
                     *       "externalId": "42",
                     *       "disabled": false,
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "signIn": {
                     *         "state": "signs-in",
                     *         "at": "2026-11-24T12:00:00Z"
                     *       },
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteAccount: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "taskCount": 0,
                     *       "groupCount": 0,
                     *       "contestCount": 0
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedAccount"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateAccount: {
        parameters: {
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada",
                 *       "role": "student",
                 *       "disabled": false,
                 *       "emailVerified": true,
                 *       "externalId": "42"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateAccountRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "emailSource": "sign-up",
                     *       "name": "Ada",
                     *       "role": "student",
                     *       "externalId": "42",
                     *       "disabled": false,
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "signIn": {
                     *         "state": "signs-in",
                     *         "at": "2026-11-24T12:00:00Z"
                     *       },
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createSetupLink: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "setupLink": "https://lectern.example.org/set-password#token=mC4wVb7Qk1",
                     *       "setupLinkExpiresAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CreateSetupLinkReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "name": "Judge",
                     *           "scopes": [
                     *             "read"
                     *           ],
                     *           "networks": [
                     *             "203.0.113.0/24"
                     *           ],
                     *           "taskIds": [
                     *             "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                     *           ],
                     *           "groupIds": [
                     *             "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                     *           ],
                     *           "taskExternalIds": [
                     *             "42"
                     *           ],
                     *           "groupExternalIds": [
                     *             "42"
                     *           ],
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "expiresAt": "2026-11-24T12:00:00Z",
                     *           "revokedAt": "2026-11-24T12:00:00Z",
                     *           "lastUsedAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Judge",
                 *       "scopes": [
                 *         "read"
                 *       ],
                 *       "networks": [
                 *         "203.0.113.0/24"
                 *       ],
                 *       "taskIds": [
                 *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *       ],
                 *       "groupIds": [
                 *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *       ],
                 *       "expiresAt": "2026-11-24T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "name": "Judge",
                     *       "scopes": [
                     *         "read"
                     *       ],
                     *       "networks": [
                     *         "203.0.113.0/24"
                     *       ],
                     *       "taskIds": [
                     *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                     *       ],
                     *       "groupIds": [
                     *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                     *       ],
                     *       "taskExternalIds": [
                     *         "42"
                     *       ],
                     *       "groupExternalIds": [
                     *         "42"
                     *       ],
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "expiresAt": "2026-11-24T12:00:00Z",
                     *       "revokedAt": "2026-11-24T12:00:00Z",
                     *       "lastUsedAt": "2026-11-24T12:00:00Z",
                     *       "key": "wLq2Zr7Yb0Xk5Vt1Nd8Ms4"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    revokeApiKey: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                apiKeyId: components["schemas"]["Id"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getCalendar: {
        parameters: {
            query: {
                token: string;
            };
        };
        responses: {
            /** @description The calendar. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listContests: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description `true`: only those that you belong to, admins too. */
                mine?: components["parameters"]["mine"];
                /** @description participant solves the tasks, staff runs the contest. */
                yourRole?: components["schemas"]["ContestRoleChoice"];
                /** @description Without anybody's own delay or extra time. */
                phase?: components["schemas"]["ContestPhaseChoice"];
                /** @description Only what your platform calls so, without `ext:`. */
                externalId?: components["parameters"]["externalId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *           "externalId": "42",
                     *           "name": "Autumn round",
                     *           "startsAt": "2026-11-24T12:00:00Z",
                     *           "endsAt": "2026-11-24T17:00:00Z",
                     *           "afterEnd": "closed",
                     *           "prefetchFrom": "2026-11-24T10:00:00Z",
                     *           "phase": "upcoming",
                     *           "yourRole": "participant",
                     *           "yourWindow": {
                     *             "startsAt": "2026-11-24T12:00:00Z",
                     *             "endsAt": "2026-11-24T17:00:00Z"
                     *           },
                     *           "serverTime": "2026-11-24T12:00:00Z",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "updatedAt": "2026-11-20T09:30:00Z",
                     *           "etag": "\"4kQ9xJvP1wE\""
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ContestPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createContest: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Autumn round",
                 *       "startsAt": "2026-11-24T12:00:00Z",
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "afterEnd": "closed",
                 *       "prefetchFrom": "2026-11-24T10:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewContest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "externalId": "42",
                     *       "name": "Autumn round",
                     *       "startsAt": "2026-11-24T12:00:00Z",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "afterEnd": "closed",
                     *       "prefetchFrom": "2026-11-24T10:00:00Z",
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "serverTime": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Contest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getContest: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "externalId": "42",
                     *       "name": "Autumn round",
                     *       "startsAt": "2026-11-24T12:00:00Z",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "afterEnd": "closed",
                     *       "prefetchFrom": "2026-11-24T10:00:00Z",
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "serverTime": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Contest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putContest: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 512 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Autumn round",
                 *       "startsAt": "2026-11-24T12:00:00Z",
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "afterEnd": "closed",
                 *       "prefetchFrom": "2026-11-24T10:00:00Z",
                 *       "staff": [
                 *         {
                 *           "externalId": "42",
                 *           "userId": "Jq3mT7xWc9Rd",
                 *           "email": "ada@example.org",
                 *           "emailVerified": false,
                 *           "name": "Ada"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ContestToPut"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "externalId": "42",
                     *       "outcome": "created",
                     *       "name": "Autumn round",
                     *       "startsAt": "2026-11-24T12:00:00Z",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "afterEnd": "closed",
                     *       "prefetchFrom": "2026-11-24T10:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutContest"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "externalId": "42",
                     *       "outcome": "created",
                     *       "name": "Autumn round",
                     *       "startsAt": "2026-11-24T12:00:00Z",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "afterEnd": "closed",
                     *       "prefetchFrom": "2026-11-24T10:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutContest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteContest: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TriedRemoval"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateContest: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Autumn round",
                 *       "startsAt": "2026-11-24T12:00:00Z",
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "afterEnd": "closed",
                 *       "prefetchFrom": "2026-11-24T10:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["ContestChanges"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "externalId": "42",
                     *       "name": "Autumn round",
                     *       "startsAt": "2026-11-24T12:00:00Z",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "afterEnd": "closed",
                     *       "prefetchFrom": "2026-11-24T10:00:00Z",
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "serverTime": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ChangedContest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createBookletUrl: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "disposition": "inline"
                 *     }
                 */
                "application/json": components["schemas"]["BookletChoice"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "language": "en",
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "urlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "pages": 2,
                     *       "size": 48213,
                     *       "madeAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["BookletUrl"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listBooklets: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "language": "en",
                     *           "oddPages": false,
                     *           "includesUpcoming": false,
                     *           "timeZone": "Europe/Warsaw",
                     *           "askedAt": "2026-11-24T12:00:00Z",
                     *           "upToDate": false,
                     *           "made": {
                     *             "pages": 2,
                     *             "size": 48213,
                     *             "madeAt": "2026-11-24T12:00:00Z",
                     *             "statements": [
                     *               {
                     *                 "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *                 "externalId": "42",
                     *                 "label": "A",
                     *                 "language": "en",
                     *                 "page": 3,
                     *                 "problem": "no-document"
                     *               }
                     *             ]
                     *           },
                     *           "failure": "no-statements",
                     *           "retryAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BookletPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getBooklet: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "language": "en",
                     *       "oddPages": false,
                     *       "includesUpcoming": false,
                     *       "timeZone": "Europe/Warsaw",
                     *       "askedAt": "2026-11-24T12:00:00Z",
                     *       "upToDate": false,
                     *       "made": {
                     *         "pages": 2,
                     *         "size": 48213,
                     *         "madeAt": "2026-11-24T12:00:00Z",
                     *         "statements": [
                     *           {
                     *             "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "externalId": "42",
                     *             "label": "A",
                     *             "language": "en",
                     *             "page": 3,
                     *             "problem": "no-document"
                     *           }
                     *         ]
                     *       },
                     *       "failure": "no-statements",
                     *       "retryAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Booklet"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putBooklet: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "oddPages": false,
                 *       "timeZone": "Europe/Warsaw"
                 *     }
                 */
                "application/json": components["schemas"]["BookletOptions"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "language": "en",
                     *       "oddPages": false,
                     *       "includesUpcoming": false,
                     *       "timeZone": "Europe/Warsaw",
                     *       "askedAt": "2026-11-24T12:00:00Z",
                     *       "upToDate": false,
                     *       "made": {
                     *         "pages": 2,
                     *         "size": 48213,
                     *         "madeAt": "2026-11-24T12:00:00Z",
                     *         "statements": [
                     *           {
                     *             "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "externalId": "42",
                     *             "label": "A",
                     *             "language": "en",
                     *             "page": 3,
                     *             "problem": "no-document"
                     *           }
                     *         ]
                     *       },
                     *       "failure": "no-statements",
                     *       "retryAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Booklet"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteBooklet: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createRoomSets: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        /** @description At most 512 KiB. */
        requestBody: {
            content: {
                "text/csv": unknown;
                /**
                 * @example {
                 *       "csv": "name,email,group\nAda,ada@example.org,Algorithms\n"
                 *     }
                 */
                "application/json": components["schemas"]["CsvList"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "urlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "copies": 0,
                     *       "pages": 2,
                     *       "size": 48213
                     *     }
                     */
                    "application/json": components["schemas"]["RoomSets"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createContestCopy: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Autumn round",
                 *       "startsAt": "2026-11-24T12:00:00Z",
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "afterEnd": "closed",
                 *       "prefetchFrom": "2026-11-24T10:00:00Z",
                 *       "participants": false
                 *     }
                 */
                "application/json": components["schemas"]["ContestCopy"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "externalId": "42",
                     *       "name": "Autumn round",
                     *       "startsAt": "2026-11-24T12:00:00Z",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "afterEnd": "closed",
                     *       "prefetchFrom": "2026-11-24T10:00:00Z",
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "serverTime": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Contest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createEnvelopeKey: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "envelopeId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *     }
                 */
                "application/json": components["schemas"]["CreateEnvelopeKeyRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "wLq2Zr7Yb0Xk5Vt1Nd8Ms4",
                     *       "validUntil": "2026-11-24T17:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["EnvelopeKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createEnvelopeUrl: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "language": "en"
                 *     }
                 */
                "application/json": components["schemas"]["CreateEnvelopeUrlRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "envelopeId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "urlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "size": 48213,
                     *       "opensAt": "2026-11-24T12:00:00Z",
                     *       "serverTime": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["EnvelopeUrl"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listContestGroups: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *           "externalId": "42",
                     *           "name": "Autumn round"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ContestGroupPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putContestGroups: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "groups": [
                 *         {
                 *           "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PutContestGroupsRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "added": 0,
                     *       "changed": 0,
                     *       "removed": 0,
                     *       "unchanged": 0,
                     *       "changes": [
                     *         {
                     *           "outcome": "added",
                     *           "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *           "externalId": "42"
                     *         }
                     *       ],
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutContestGroups"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addContestGroup: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeContestGroup: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TriedRemoval"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listContestParticipants: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description delay, extra: the longest first. Default: by name. */
                sort?: components["schemas"]["ParticipantSort"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Ada",
                     *           "delaySeconds": 0,
                     *           "extraSeconds": 0,
                     *           "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *           "etag": "\"4kQ9xJvP1wE\""
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 0
                     *     }
                     */
                    "application/json": components["schemas"]["ParticipantPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putContestParticipants: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 5 MiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         {
                 *           "externalId": "42",
                 *           "userId": "Jq3mT7xWc9Rd",
                 *           "email": "ada@example.org",
                 *           "emailVerified": false,
                 *           "name": "Autumn round",
                 *           "delaySeconds": 0,
                 *           "extraSeconds": 0
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PutContestParticipantsRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "added": 0,
                     *       "changed": 0,
                     *       "removed": 0,
                     *       "unchanged": 0,
                     *       "changes": [
                     *         {
                     *           "outcome": "added",
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "name": "Ada",
                     *           "delaySeconds": 0,
                     *           "extraSeconds": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PutParticipants"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addContestParticipants: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "emails": [
                 *         "ada@example.org"
                 *       ],
                 *       "delaySeconds": 0,
                 *       "extraSeconds": 0
                 *     }
                 */
                "application/json": components["schemas"]["AddContestParticipantsRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "participants": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Ada",
                     *           "delaySeconds": 0,
                     *           "extraSeconds": 0,
                     *           "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *           "etag": "\"4kQ9xJvP1wE\""
                     *         }
                     *       ],
                     *       "added": 0,
                     *       "alreadyThere": 0,
                     *       "unknown": [
                     *         "bob@example.org"
                     *       ],
                     *       "unverified": [
                     *         "eve@example.org"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddContestParticipantsReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getContestParticipant: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "name": "Ada",
                     *       "delaySeconds": 0,
                     *       "extraSeconds": 0,
                     *       "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Participant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeContestParticipant: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TriedRemoval"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateContestParticipant: {
        parameters: {
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "delaySeconds": 0,
                 *       "extraSeconds": 0
                 *     }
                 */
                "application/json": components["schemas"]["ParticipantChanges"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "name": "Ada",
                     *       "delaySeconds": 0,
                     *       "extraSeconds": 0,
                     *       "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Participant"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    checkContest: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ready": false,
                     *       "findings": [
                     *         {
                     *           "severity": "ok",
                     *           "check": "tasks",
                     *           "code": "no-tasks",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "label": "A",
                     *           "language": "en",
                     *           "facts": {
                     *             "pages": 2,
                     *             "storedBytes": 0,
                     *             "announcedBytes": 0,
                     *             "people": 0,
                     *             "emails": [
                     *               "ada@example.org"
                     *             ],
                     *             "opensAt": "2026-11-24T12:00:00Z",
                     *             "reason": "not-open-yet",
                     *             "openSeconds": 0,
                     *             "urlSeconds": 0
                     *           },
                     *           "message": "There is no group \"Algorithms\"."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    previewContest: {
        parameters: {
            query?: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId?: components["parameters"]["userIdInQuery"];
                email?: components["parameters"]["email"];
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                at?: components["parameters"]["at"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "contestExternalId": "autumn",
                     *       "userExternalId": "7",
                     *       "at": "2026-11-24T12:00:00Z",
                     *       "phase": "upcoming",
                     *       "tasks": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "label": "A",
                     *           "position": 1,
                     *           "title": "Sum of squares",
                     *           "decision": {
                     *             "allowed": false,
                     *             "reason": "not-open-yet",
                     *             "ground": "admin",
                     *             "opensAt": "2026-11-24T12:00:00Z",
                     *             "validUntil": "2026-11-24T17:00:00Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ContestPreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listContestStaff: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description The order of the list. Default: by name. */
                sort?: components["schemas"]["PersonSort"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Ada"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 0
                     *     }
                     */
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addContestStaff: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "emails": [
                 *         "ada@example.org"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AddContestStaffRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "staff": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Ada"
                     *         }
                     *       ],
                     *       "added": 0,
                     *       "alreadyThere": 0,
                     *       "unknown": [
                     *         "bob@example.org"
                     *       ],
                     *       "unverified": [
                     *         "eve@example.org"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddContestStaffReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeContestStaff: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    setContestTaskOrder: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tasks": [
                 *         {
                 *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *           "label": "A"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TaskOrder"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listContestTasks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "label": "A",
                     *           "position": 1,
                     *           "title": "Sum of squares",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z",
                     *           "etag": "\"4kQ9xJvP1wE\""
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ContestTaskPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putContestTasks: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tasks": [
                 *         {
                 *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *           "label": "A",
                 *           "opensAt": "2026-11-24T12:00:00Z",
                 *           "closesAt": "2026-11-24T17:00:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PutContestTasksRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "added": 0,
                     *       "changed": 0,
                     *       "removed": 0,
                     *       "unchanged": 0,
                     *       "changes": [
                     *         {
                     *           "outcome": "added",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "label": "A",
                     *           "position": 1,
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z"
                     *         }
                     *       ],
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutContestTasks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addContestTasks: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "taskIds": [
                 *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AddContestTasksRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "added": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42"
                     *         }
                     *       ],
                     *       "alreadyThere": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddedTasks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getContestTask: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "label": "A",
                     *       "position": 1,
                     *       "title": "Sum of squares",
                     *       "opensAt": "2026-11-24T12:00:00Z",
                     *       "closesAt": "2026-11-24T17:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["ContestTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    setContestTask: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "A",
                 *       "position": 1,
                 *       "opensAt": "2026-11-24T12:00:00Z",
                 *       "closesAt": "2026-11-24T17:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["SetContestTaskRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "label": "A",
                     *       "position": 1,
                     *       "opensAt": "2026-11-24T12:00:00Z",
                     *       "closesAt": "2026-11-24T17:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutContestTask"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "label": "A",
                     *       "position": 1,
                     *       "opensAt": "2026-11-24T12:00:00Z",
                     *       "closesAt": "2026-11-24T17:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutContestTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeContestTask: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TriedRemoval"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getDemoCourse: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "taskIds": [
                     *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                     *       ],
                     *       "groupExternalId": "algo",
                     *       "contestExternalId": "autumn",
                     *       "taskExternalIds": [
                     *         "42"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DemoCourse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createDemoCourse: {
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *       "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                     *       "taskIds": [
                     *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                     *       ],
                     *       "groupExternalId": "algo",
                     *       "contestExternalId": "autumn",
                     *       "taskExternalIds": [
                     *         "42"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DemoCourse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["Problem"];
        };
    };
    removeDemoCourse: {
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createDescriptionUrls: {
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "taskIds": [
                 *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *       ],
                 *       "language": "en",
                 *       "disposition": "inline"
                 *     }
                 */
                "application/json": components["schemas"]["CreateDescriptionUrlsRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "outcome": "issued",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "descriptionPdfUrl": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *           "descriptionPdfUrlExpiresAt": "2026-11-24T12:05:00Z",
                     *           "language": "en"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BatchUrls"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createFirstAdmin: {
        /** @description At most 4 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "kX2v8cQw1nZr5tYb",
                 *       "name": "Ada",
                 *       "email": "ada@example.org",
                 *       "password": "correct horse"
                 *     }
                 */
                "application/json": components["schemas"]["CreateFirstAdminRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "kX2v8cQw1nZr5tYb",
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "name": "Ada"
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createGrantedUrls: {
        /** @description At most 512 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *           "reader": {
                 *             "email": "ada@example.org",
                 *             "emailVerified": false,
                 *             "name": "Ada",
                 *             "externalId": "42"
                 *           },
                 *           "language": "en",
                 *           "disposition": "inline",
                 *           "validUntil": "2026-11-24T17:00:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateGrantedUrlsRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "outcome": "issued",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "descriptionPdfUrl": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *           "descriptionPdfUrlExpiresAt": "2026-11-24T12:05:00Z",
                     *           "language": "en"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BatchUrls"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description `true`: only those that you belong to, admins too. */
                mine?: components["parameters"]["mine"];
                /** @description member gets tasks, staff runs the group. */
                yourRole?: components["schemas"]["GroupRoleChoice"];
                /** @description Only what your platform calls so, without `ext:`. */
                externalId?: components["parameters"]["externalId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *           "externalId": "42",
                     *           "name": "Algorithms",
                     *           "yourRole": "member",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "updatedAt": "2026-11-20T09:30:00Z",
                     *           "etag": "\"4kQ9xJvP1wE\""
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createGroup: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Algorithms"
                 *     }
                 */
                "application/json": components["schemas"]["GroupSettings"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *       "externalId": "42",
                     *       "name": "Algorithms",
                     *       "yourRole": "member",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getGroup: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *       "externalId": "42",
                     *       "name": "Algorithms",
                     *       "yourRole": "member",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putGroup: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 512 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Algorithms",
                 *       "staff": [
                 *         {
                 *           "externalId": "42",
                 *           "userId": "Jq3mT7xWc9Rd",
                 *           "email": "ada@example.org",
                 *           "emailVerified": false,
                 *           "name": "Ada"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["GroupToPut"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *       "externalId": "42",
                     *       "outcome": "created",
                     *       "name": "Algorithms",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["PutGroup"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *       "externalId": "42",
                     *       "outcome": "created",
                     *       "name": "Algorithms",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["PutGroup"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteGroup: {
        parameters: {
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateGroup: {
        parameters: {
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Algorithms"
                 *     }
                 */
                "application/json": components["schemas"]["GroupSettings"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *       "externalId": "42",
                     *       "name": "Algorithms",
                     *       "yourRole": "member",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createGroupBookletUrl: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "disposition": "inline"
                 *     }
                 */
                "application/json": components["schemas"]["BookletChoice"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "language": "en",
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "urlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "pages": 2,
                     *       "size": 48213,
                     *       "madeAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["BookletUrl"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listGroupBooklets: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "language": "en",
                     *           "oddPages": false,
                     *           "includesUpcoming": false,
                     *           "timeZone": "Europe/Warsaw",
                     *           "askedAt": "2026-11-24T12:00:00Z",
                     *           "upToDate": false,
                     *           "made": {
                     *             "pages": 2,
                     *             "size": 48213,
                     *             "madeAt": "2026-11-24T12:00:00Z",
                     *             "statements": [
                     *               {
                     *                 "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *                 "externalId": "42",
                     *                 "label": "A",
                     *                 "language": "en",
                     *                 "page": 3,
                     *                 "problem": "no-document"
                     *               }
                     *             ]
                     *           },
                     *           "failure": "no-statements",
                     *           "retryAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["BookletPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getGroupBooklet: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "language": "en",
                     *       "oddPages": false,
                     *       "includesUpcoming": false,
                     *       "timeZone": "Europe/Warsaw",
                     *       "askedAt": "2026-11-24T12:00:00Z",
                     *       "upToDate": false,
                     *       "made": {
                     *         "pages": 2,
                     *         "size": 48213,
                     *         "madeAt": "2026-11-24T12:00:00Z",
                     *         "statements": [
                     *           {
                     *             "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "externalId": "42",
                     *             "label": "A",
                     *             "language": "en",
                     *             "page": 3,
                     *             "problem": "no-document"
                     *           }
                     *         ]
                     *       },
                     *       "failure": "no-statements",
                     *       "retryAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Booklet"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putGroupBooklet: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "oddPages": false,
                 *       "includesUpcoming": false
                 *     }
                 */
                "application/json": components["schemas"]["GroupBookletOptions"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "language": "en",
                     *       "oddPages": false,
                     *       "includesUpcoming": false,
                     *       "timeZone": "Europe/Warsaw",
                     *       "askedAt": "2026-11-24T12:00:00Z",
                     *       "upToDate": false,
                     *       "made": {
                     *         "pages": 2,
                     *         "size": 48213,
                     *         "madeAt": "2026-11-24T12:00:00Z",
                     *         "statements": [
                     *           {
                     *             "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "externalId": "42",
                     *             "label": "A",
                     *             "language": "en",
                     *             "page": 3,
                     *             "problem": "no-document"
                     *           }
                     *         ]
                     *       },
                     *       "failure": "no-statements",
                     *       "retryAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Booklet"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteGroupBooklet: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createGroupRoomSets: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        /** @description At most 512 KiB. */
        requestBody: {
            content: {
                "text/csv": unknown;
                /**
                 * @example {
                 *       "csv": "name,email,group\nAda,ada@example.org,Algorithms\n"
                 *     }
                 */
                "application/json": components["schemas"]["CsvList"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "urlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "copies": 0,
                     *       "pages": 2,
                     *       "size": 48213
                     *     }
                     */
                    "application/json": components["schemas"]["RoomSets"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listGroupMembers: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description role: staff first. Default: by name. */
                sort?: components["schemas"]["MemberSort"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Algorithms",
                     *           "role": "member",
                     *           "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *           "createdAt": "2026-11-19T08:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 0
                     *     }
                     */
                    "application/json": components["schemas"]["GroupMemberPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putGroupMembers: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 5 MiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "members": [
                 *         {
                 *           "externalId": "42",
                 *           "userId": "Jq3mT7xWc9Rd",
                 *           "email": "ada@example.org",
                 *           "emailVerified": false,
                 *           "name": "Algorithms",
                 *           "role": "member"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PutGroupMembersRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "added": 0,
                     *       "changed": 0,
                     *       "removed": 0,
                     *       "unchanged": 0,
                     *       "changes": [
                     *         {
                     *           "outcome": "added",
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "name": "Ada",
                     *           "role": "member"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PutMembers"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addGroupMembers: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "emails": [
                 *         "ada@example.org"
                 *       ],
                 *       "role": "member"
                 *     }
                 */
                "application/json": components["schemas"]["AddGroupMembersRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "members": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Algorithms",
                     *           "role": "member",
                     *           "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *           "createdAt": "2026-11-19T08:00:00Z"
                     *         }
                     *       ],
                     *       "added": 0,
                     *       "alreadyThere": 0,
                     *       "unknown": [
                     *         "bob@example.org"
                     *       ],
                     *       "unverified": [
                     *         "eve@example.org"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddGroupMembersReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getGroupMember: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "name": "Algorithms",
                     *       "role": "member",
                     *       "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["GroupMember"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeGroupMember: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateGroupMember: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "member"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateGroupMemberRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "name": "Algorithms",
                     *       "role": "member",
                     *       "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["GroupMember"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listGroupTasks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "title": "Sum of squares",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "etag": "\"4kQ9xJvP1wE\""
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["GroupTaskPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putGroupTasks: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 5 MiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tasks": [
                 *         {
                 *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *           "opensAt": "2026-11-24T12:00:00Z",
                 *           "closesAt": "2026-11-24T17:00:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PutGroupTasksRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "added": 0,
                     *       "changed": 0,
                     *       "removed": 0,
                     *       "unchanged": 0,
                     *       "changes": [
                     *         {
                     *           "outcome": "added",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z"
                     *         }
                     *       ],
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutGroupTasks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addGroupTasks: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "taskIds": [
                 *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *       ],
                 *       "opensAt": "2026-11-24T12:00:00Z",
                 *       "closesAt": "2026-11-24T17:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["AddGroupTasksRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "added": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42"
                     *         }
                     *       ],
                     *       "alreadyThere": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddedTasks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getGroupTask: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "title": "Sum of squares",
                     *       "opensAt": "2026-11-24T12:00:00Z",
                     *       "closesAt": "2026-11-24T17:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["GroupTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    setGroupTask: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "opensAt": "2026-11-24T12:00:00Z",
                 *       "closesAt": "2026-11-24T17:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["SetGroupTaskRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "opensAt": "2026-11-24T12:00:00Z",
                     *       "closesAt": "2026-11-24T17:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutGroupTask"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "opensAt": "2026-11-24T12:00:00Z",
                     *       "closesAt": "2026-11-24T17:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutGroupTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeGroupTask: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TriedRemoval"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listIssuedUrls: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId?: components["parameters"]["taskIdInQuery"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId?: components["parameters"]["userIdInQuery"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                from?: components["parameters"]["from"];
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                until?: components["parameters"]["until"];
                /** @description `csv` has no pages: `limit` and `cursor` are for JSON. */
                format?: components["parameters"]["format"];
            };
        };
        responses: {
            /** @description A page, or all as CSV. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "issueId": "q3ZtB1xUe0",
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "userExternalId": "7",
                     *           "email": "ada@example.org",
                     *           "name": "Ada",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "title": "Sum of squares",
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "objectKey": "pdf/8d3f2c",
                     *           "ground": "contest",
                     *           "disposition": "inline",
                     *           "issuedAt": "2026-11-24T12:00:00Z",
                     *           "expiresAt": "2026-11-24T12:00:00Z",
                     *           "issuer": "https://judge.example.org",
                     *           "apiKeyId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c39",
                     *           "apiKeyName": "Judge"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedUrlPage"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    countIssuedUrls: {
        parameters: {
            query?: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId?: components["parameters"]["taskIdInQuery"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId?: components["parameters"]["userIdInQuery"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                from?: components["parameters"]["from"];
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                until?: components["parameters"]["until"];
                /** @description Buckets begin at whole hours or days in UTC. */
                bucket?: "hour" | "day";
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "bucket": "hour",
                     *       "items": [
                     *         {
                     *           "from": "2026-11-24T12:00:00Z",
                     *           "urls": 0,
                     *           "readers": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedUrlCounts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    traceIssuedUrl: {
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w"
                 *     }
                 */
                "application/json": components["schemas"]["TraceIssuedUrlRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "found": false,
                     *       "valid": false,
                     *       "reason": "outside-files-url",
                     *       "expired": false,
                     *       "revoked": false,
                     *       "expiresAt": "2026-11-24T12:00:00Z",
                     *       "issues": [
                     *         {
                     *           "issueId": "q3ZtB1xUe0",
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "userExternalId": "7",
                     *           "email": "ada@example.org",
                     *           "name": "Ada",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "title": "Sum of squares",
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "objectKey": "pdf/8d3f2c",
                     *           "ground": "contest",
                     *           "disposition": "inline",
                     *           "issuedAt": "2026-11-24T12:00:00Z",
                     *           "expiresAt": "2026-11-24T12:00:00Z",
                     *           "issuer": "https://judge.example.org",
                     *           "apiKeyId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c39",
                     *           "apiKeyName": "Judge"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Trace"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getIssuedTask: {
        parameters: {
            path: {
                /** @description `issue` of a signed URL. */
                issueId: string;
            };
        };
        responses: {
            /** @description The task that a signed URL was issued for; `language` is that of its PDF. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "language": "en"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listManagedTasks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description `true`: only those that you are staff of, admins too. */
                mine?: boolean;
                /** @description A part of the title; case and accents do not matter. */
                text?: components["parameters"]["textInQuery"];
                /** @description Only what your platform calls so, without `ext:`. */
                externalId?: components["parameters"]["externalId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId?: components["parameters"]["groupIdInQuery"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description Of its window in `groupId` or `contestId`, or else in any group or contest; `none`: it is in none. */
                placement?: components["schemas"]["PlacementState"];
                /** @description Newest first, or last changed first. Default: `created`. */
                sort?: components["schemas"]["ManagedTaskSort"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "title": "Sum of squares",
                     *           "languages": [
                     *             "en"
                     *           ],
                     *           "placements": [
                     *             {
                     *               "kind": "group",
                     *               "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *               "externalId": "42",
                     *               "name": "Algorithms",
                     *               "label": "A",
                     *               "opensAt": "2026-11-24T12:00:00Z",
                     *               "closesAt": "2026-11-24T17:00:00Z"
                     *             }
                     *           ],
                     *           "placementCount": 0,
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "updatedAt": "2026-11-20T09:30:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ManagedTaskPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getMe: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "name": "Ada",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "role": "student"
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateMe: {
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ada"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateMeRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "name": "Ada",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "role": "student"
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getCalendarLink: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2026-11-19T08:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CalendarLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putCalendarLink: {
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "language": "en"
                 *     }
                 */
                "application/json": components["schemas"]["PutCalendarLinkRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "createdAt": "2026-11-19T08:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["NewCalendarLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteCalendarLink: {
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getSignInMethods: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "password": false,
                     *       "provider": false
                     *     }
                     */
                    "application/json": components["schemas"]["SignInMethods"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getMetricsSummary: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "serverTime": "2026-11-24T12:00:00Z",
                     *       "uptimeSeconds": 0,
                     *       "requests": {
                     *         "total": 0,
                     *         "byStatusClass": {},
                     *         "p50Seconds": 0,
                     *         "p99Seconds": 0,
                     *         "buckets": [
                     *           {
                     *             "upToSeconds": 0,
                     *             "requests": 0
                     *           }
                     *         ]
                     *       },
                     *       "issuedUrls": {
                     *         "stable": 0,
                     *         "fresh": 0
                     *       },
                     *       "redemptions": {},
                     *       "uploads": {},
                     *       "overloadRefusals": {},
                     *       "residentMemoryBytes": 0,
                     *       "eventLoopLagP99Seconds": 0
                     *     }
                     */
                    "application/json": components["schemas"]["MetricsSummary"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listOpenings: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "serverTime": "2026-11-24T12:00:00Z",
                     *       "items": [
                     *         {
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "through": {
                     *             "kind": "group",
                     *             "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "externalId": "42",
                     *             "name": "Algorithms"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ListOpeningsReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    importPeople: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
                /** @description Sends each person their link by e-mail, in English or Polish by `Accept-Language`, instead of returning it. 403 `switched-off` where no e-mail is sent. */
                invite?: boolean;
            };
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 2 MiB. */
        requestBody: {
            content: {
                "text/csv": unknown;
                /**
                 * @example {
                 *       "csv": "name,email,group\nAda,ada@example.org,Algorithms\n"
                 *     }
                 */
                "application/json": components["schemas"]["CsvList"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invited": 0,
                     *       "setupLinksExpireAt": "2026-11-24T12:00:00Z",
                     *       "rows": [
                     *         {
                     *           "line": 2,
                     *           "email": "ada@example.org",
                     *           "name": "Ada",
                     *           "role": "student",
                     *           "group": {
                     *             "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "externalId": "42",
                     *             "name": "Algorithms"
                     *           },
                     *           "changes": [
                     *             "create"
                     *           ],
                     *           "setupLink": "https://lectern.example.org/set-password#token=mC4wVb7Qk1"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PeopleImport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getSettings: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "signUp": "closed",
                     *       "passwordSignIn": "on",
                     *       "mail": "on",
                     *       "signInProvider": "School",
                     *       "contact": "help@example.org",
                     *       "maxPdfBytes": 20971520,
                     *       "publicUrl": "https://lectern.example.org",
                     *       "filesUrl": "https://lectern.example.org",
                     *       "hasAccounts": false,
                     *       "hasManual": false,
                     *       "demoAccounts": [
                     *         {
                     *           "name": "Ada",
                     *           "email": "ada@example.org",
                     *           "password": "correct horse"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["BadRequest"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createSetupLinks: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 2 MiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "emails": [
                 *         "ada@example.org"
                 *       ],
                 *       "invite": false
                 *     }
                 */
                "application/json": components["schemas"]["CreateSetupLinksRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "setupLinksExpireAt": "2026-11-24T12:00:00Z",
                     *       "items": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "name": "Ada",
                     *           "setupLink": "https://lectern.example.org/set-password#token=mC4wVb7Qk1"
                     *         }
                     *       ],
                     *       "skipped": [
                     *         {
                     *           "email": "ada@example.org",
                     *           "reason": "unknown"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RenewedSetupLinks"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    compareDecisions: {
        /** @description At most 3 MiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *           "reader": {
                 *             "externalId": "42"
                 *           },
                 *           "allowed": false,
                 *           "at": "2026-11-24T12:00:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CompareDecisionsRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "agree": 0,
                     *       "disagreements": [
                     *         {
                     *           "row": 1,
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "reader": {
                     *             "externalId": "42"
                     *           },
                     *           "at": "2026-11-24T12:00:00Z",
                     *           "platform": "allowed",
                     *           "lectern": "allowed",
                     *           "reason": "not-open-yet",
                     *           "ground": "admin",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "validUntil": "2026-11-24T17:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ShadowComparison"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listSigningKeys: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "text",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "signs": false,
                     *           "signsFrom": "2026-11-24T12:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ListSigningKeysReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createSigningKey: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "text",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "signs": false,
                     *       "signsFrom": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SigningKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteSigningKey: {
        parameters: {
            path: {
                /** @description Stands in every URL as `kid`. */
                keyId: string;
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    examineStorage: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "healthy": false,
                     *       "findings": [
                     *         {
                     *           "id": "text",
                     *           "title": "Sum of squares",
                     *           "outcome": "ok",
                     *           "detail": "text",
                     *           "remedy": "Let the origin of the pages read the bucket."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["StorageExamination"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTasks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                groupId?: components["parameters"]["groupIdInQuery"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description Only what your platform calls so, without `ext:`. */
                externalId?: components["parameters"]["externalId"];
                /** @description A part of the title; case and accents do not matter. */
                text?: components["parameters"]["textInQuery"];
                /** @description BCP 47 language tag. */
                language?: components["parameters"]["languageInQuery"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "title": "Sum of squares",
                     *           "languages": [
                     *             "en"
                     *           ],
                     *           "access": {
                     *             "ground": "admin",
                     *             "validUntil": "2026-11-24T17:00:00Z"
                     *           },
                     *           "through": {
                     *             "kind": "group",
                     *             "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "externalId": "42",
                     *             "name": "Algorithms"
                     *           },
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "updatedAt": "2026-11-20T09:30:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["TaskSummaryPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createTask: {
        parameters: {
            header?: {
                /** @description Names this request, say by a UUID, so that sending it again does nothing twice: for a day the same key with the same content gets the answer of the first time, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Sum of squares",
                 *       "titles": {
                 *         "pl": "Suma kwadratów"
                 *       },
                 *       "primaryLanguage": "en",
                 *       "visibility": "restricted",
                 *       "visibleFrom": "2026-11-24T12:00:00Z",
                 *       "embargoUntil": "2026-11-24T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description A task as its staff sees it. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "title": "Sum of squares",
                     *       "titles": {
                     *         "pl": "Suma kwadratów"
                     *       },
                     *       "primaryLanguage": "en",
                     *       "visibility": "restricted",
                     *       "visibleFrom": "2026-11-24T12:00:00Z",
                     *       "embargoUntil": "2026-11-24T12:00:00Z",
                     *       "yourRole": "reader",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["TaskSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getTask: {
        parameters: {
            query?: {
                /** @description BCP 47 language tag. */
                language?: components["parameters"]["languageInQuery"];
                /** @description Whether a browser shows the PDF or saves it. */
                disposition?: components["schemas"]["Disposition"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description A task as its readers see it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "title": "Sum of squares",
                     *       "descriptionPdfUrl": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "descriptionPdfUrlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "language": "en",
                     *       "documents": [
                     *         {
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "language": "en",
                     *           "fileName": "sum-of-squares.en.pdf",
                     *           "size": 48213,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "updatedAt": "2026-11-20T09:30:00Z",
                     *           "reason": {
                     *             "en": "Sample 2 was wrong."
                     *           }
                     *         }
                     *       ],
                     *       "access": {
                     *         "ground": "admin",
                     *         "validUntil": "2026-11-24T17:00:00Z"
                     *       },
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Task"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putTask: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 512 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Sum of squares",
                 *       "titles": {
                 *         "pl": "Suma kwadratów"
                 *       },
                 *       "primaryLanguage": "en",
                 *       "visibility": "restricted",
                 *       "visibleFrom": "2026-11-24T12:00:00Z",
                 *       "embargoUntil": "2026-11-24T12:00:00Z",
                 *       "staff": [
                 *         {
                 *           "externalId": "42",
                 *           "userId": "Jq3mT7xWc9Rd",
                 *           "email": "ada@example.org",
                 *           "emailVerified": false,
                 *           "name": "Ada",
                 *           "role": "reader"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TaskToPut"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "outcome": "created",
                     *       "title": "Sum of squares",
                     *       "titles": {
                     *         "pl": "Suma kwadratów"
                     *       },
                     *       "primaryLanguage": "en",
                     *       "visibility": "restricted",
                     *       "visibleFrom": "2026-11-24T12:00:00Z",
                     *       "embargoUntil": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["PutTask"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "outcome": "created",
                     *       "title": "Sum of squares",
                     *       "titles": {
                     *         "pl": "Suma kwadratów"
                     *       },
                     *       "primaryLanguage": "en",
                     *       "visibility": "restricted",
                     *       "visibleFrom": "2026-11-24T12:00:00Z",
                     *       "embargoUntil": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["PutTask"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteTask: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "losesAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "reading": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TriedRemoval"];
                };
            };
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateTask: {
        parameters: {
            header?: {
                /** @description The `ETag` of the state that the change is meant for. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Sum of squares",
                 *       "titles": {
                 *         "pl": "Suma kwadratów"
                 *       },
                 *       "primaryLanguage": "en",
                 *       "visibility": "restricted",
                 *       "visibleFrom": "2026-11-24T12:00:00Z",
                 *       "embargoUntil": "2026-11-24T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["TaskChanges"];
            };
        };
        responses: {
            /** @description A task as its staff sees it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "title": "Sum of squares",
                     *       "titles": {
                     *         "pl": "Suma kwadratów"
                     *       },
                     *       "primaryLanguage": "en",
                     *       "visibility": "restricted",
                     *       "visibleFrom": "2026-11-24T12:00:00Z",
                     *       "embargoUntil": "2026-11-24T12:00:00Z",
                     *       "yourRole": "reader",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["TaskSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    explainTaskAccess: {
        parameters: {
            query?: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId?: components["parameters"]["userIdInQuery"];
                email?: components["parameters"]["email"];
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                at?: components["parameters"]["at"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "taskExternalId": "42",
                     *       "userExternalId": "7",
                     *       "email": "ada@example.org",
                     *       "at": "2026-11-24T12:00:00Z",
                     *       "decision": {
                     *         "allowed": false,
                     *         "reason": "not-open-yet",
                     *         "ground": "admin",
                     *         "opensAt": "2026-11-24T12:00:00Z",
                     *         "validUntil": "2026-11-24T17:00:00Z"
                     *       },
                     *       "message": "There is no group \"Algorithms\".",
                     *       "grounds": [
                     *         {
                     *           "kind": "admin",
                     *           "through": "Algorithms",
                     *           "throughExternalId": "autumn",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z",
                     *           "state": "open",
                     *           "message": "There is no group \"Algorithms\"."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AccessExplanation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    watchTask: {
        parameters: {
            query?: {
                /** @description The version that you have. If it is not current any more, an event comes at once. */
                versionId?: string;
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description Events, until one side ends it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createDescriptionUrl: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "disposition": "inline",
                 *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38"
                 *     }
                 */
                "application/json": components["schemas"]["CreateDescriptionUrlRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "taskExternalId": "42",
                     *       "descriptionPdfUrl": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "descriptionPdfUrlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "language": "en"
                     *     }
                     */
                    "application/json": components["schemas"]["DescriptionUrl"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTaskDocuments: {
        parameters: {
            query?: {
                /** @description BCP 47 language tag. */
                language?: components["parameters"]["languageInQuery"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "language": "en",
                     *       "documents": [
                     *         {
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "language": "en",
                     *           "fileName": "sum-of-squares.en.pdf",
                     *           "size": 48213,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "updatedAt": "2026-11-20T09:30:00Z",
                     *           "reason": {
                     *             "en": "Sample 2 was wrong."
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CurrentDocuments"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createUpload: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "fileName": "sum-of-squares.en.pdf",
                 *       "size": 48213,
                 *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                "application/json": components["schemas"]["NewUpload"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "uploadUrl": "https://files.example.org/pdf/8d3f2c?expires=1795521900&kid=k1&v=1&sig=Vb7Q",
                     *       "uploadUrlExpiresAt": "2026-11-24T12:05:00Z",
                     *       "uploadHeaders": {}
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["Problem"];
        };
    };
    putDocument: {
        parameters: {
            query?: {
                /** @description Shows what would change, and changes nothing. Returns 200, even where the real request would return 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fileName": "sum-of-squares.en.pdf",
                 *       "size": 48213,
                 *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                "application/json": components["schemas"]["DocumentToPut"];
            };
        };
        responses: {
            /** @description Whether the bytes still have to be uploaded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "unchanged",
                     *       "version": {
                     *         "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *         "language": "en",
                     *         "fileName": "sum-of-squares.en.pdf",
                     *         "size": 48213,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "uploadedBy": "Jq3mT7xWc9Rd",
                     *         "uploadedByExternalId": "7",
                     *         "uploadedByName": "Tina",
                     *         "createdAt": "2026-11-19T08:00:00Z",
                     *         "completedAt": "2026-11-24T12:00:00Z",
                     *         "replacedAt": "2026-11-24T12:00:00Z",
                     *         "reason": {
                     *           "en": "Sample 2 was wrong."
                     *         },
                     *         "pages": 2
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutDocument"];
                };
            };
            /** @description Whether the bytes still have to be uploaded. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "unchanged",
                     *       "version": {
                     *         "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *         "language": "en",
                     *         "fileName": "sum-of-squares.en.pdf",
                     *         "size": 48213,
                     *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "uploadedBy": "Jq3mT7xWc9Rd",
                     *         "uploadedByExternalId": "7",
                     *         "uploadedByName": "Tina",
                     *         "createdAt": "2026-11-19T08:00:00Z",
                     *         "completedAt": "2026-11-24T12:00:00Z",
                     *         "replacedAt": "2026-11-24T12:00:00Z",
                     *         "reason": {
                     *           "en": "Sample 2 was wrong."
                     *         },
                     *         "pages": 2
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutDocument"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            507: components["responses"]["InsufficientStorage"];
            default: components["responses"]["Problem"];
        };
    };
    deleteDocument: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    examineDocument: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "pages": 2,
                     *       "findings": [
                     *         {
                     *           "severity": "ok",
                     *           "code": "file-missing",
                     *           "facts": {
                     *             "storedBytes": 0,
                     *             "announcedBytes": 0
                     *           },
                     *           "message": "There is no group \"Algorithms\"."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentExamination"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listDocumentVersions: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "language": "en",
                     *           "fileName": "sum-of-squares.en.pdf",
                     *           "size": 48213,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedBy": "Jq3mT7xWc9Rd",
                     *           "uploadedByExternalId": "7",
                     *           "uploadedByName": "Tina",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "completedAt": "2026-11-24T12:00:00Z",
                     *           "replacedAt": "2026-11-24T12:00:00Z",
                     *           "reason": {
                     *             "en": "Sample 2 was wrong."
                     *           },
                     *           "pages": 2
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentVersionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    cancelUpload: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                versionId: components["parameters"]["versionId"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    completeUpload: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                versionId: components["parameters"]["versionId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": {
                 *         "en": "Sample 2 was wrong."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Replacement"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "language": "en",
                     *       "fileName": "sum-of-squares.en.pdf",
                     *       "size": 48213,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "uploadedBy": "Jq3mT7xWc9Rd",
                     *       "uploadedByExternalId": "7",
                     *       "uploadedByName": "Tina",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "completedAt": "2026-11-24T12:00:00Z",
                     *       "replacedAt": "2026-11-24T12:00:00Z",
                     *       "reason": {
                     *         "en": "Sample 2 was wrong."
                     *       },
                     *       "pages": 2
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentVersion"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Gone"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    restoreDocumentVersion: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                versionId: components["parameters"]["versionId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": {
                 *         "en": "Sample 2 was wrong."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Replacement"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "language": "en",
                     *       "fileName": "sum-of-squares.en.pdf",
                     *       "size": 48213,
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "uploadedBy": "Jq3mT7xWc9Rd",
                     *       "uploadedByExternalId": "7",
                     *       "uploadedByName": "Tina",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "completedAt": "2026-11-24T12:00:00Z",
                     *       "replacedAt": "2026-11-24T12:00:00Z",
                     *       "reason": {
                     *         "en": "Sample 2 was wrong."
                     *       },
                     *       "pages": 2
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentVersion"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listDocumentLanguages: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "language": "en",
                     *           "isCurrent": false
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentLanguagePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTaskPlacements: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "kind": "group",
                     *           "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "name": "Algorithms",
                     *           "label": "A",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PlacementPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTaskReaders: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                at?: components["parameters"]["at"];
                /** @description Only those who got a URL, or only those who did not. */
                gotUrl?: boolean;
                /** @description `csv` has no pages: `limit` and `cursor` are for JSON. */
                format?: components["parameters"]["format"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description A page, or all as CSV. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Ada",
                     *           "grounds": [
                     *             {
                     *               "kind": "admin",
                     *               "through": "Algorithms",
                     *               "throughExternalId": "autumn"
                     *             }
                     *           ],
                     *           "validUntil": "2026-11-24T17:00:00Z",
                     *           "gotUrlAt": "2026-11-24T12:00:00Z",
                     *           "gotKeyAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["TaskReaderPage"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    countTaskReaders: {
        parameters: {
            query?: {
                /** @description ISO 8601 in UTC; in requests from 1900 to 9998. */
                at?: components["parameters"]["at"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "at": "2026-11-24T12:00:00Z",
                     *       "everyone": false,
                     *       "readers": 0,
                     *       "gotUrl": 0
                     *     }
                     */
                    "application/json": components["schemas"]["TaskReaderCounts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getTaskReadersNow: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "readersNow": false
                     *     }
                     */
                    "application/json": components["schemas"]["TaskReadersNow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getTaskSettings: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description A task as its staff sees it. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "title": "Sum of squares",
                     *       "titles": {
                     *         "pl": "Suma kwadratów"
                     *       },
                     *       "primaryLanguage": "en",
                     *       "visibility": "restricted",
                     *       "visibleFrom": "2026-11-24T12:00:00Z",
                     *       "embargoUntil": "2026-11-24T12:00:00Z",
                     *       "yourRole": "reader",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\""
                     *     }
                     */
                    "application/json": components["schemas"]["TaskSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTaskStaff: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description role: owners first. Default: by name. */
                sort?: components["schemas"]["TaskStaffSort"];
            };
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Ada",
                     *           "role": "reader",
                     *           "createdAt": "2026-11-19T08:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 0
                     *     }
                     */
                    "application/json": components["schemas"]["TaskStaffMemberPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addTaskStaff: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "emails": [
                 *         "ada@example.org"
                 *       ],
                 *       "role": "reader"
                 *     }
                 */
                "application/json": components["schemas"]["AddTaskStaffRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "staff": [
                     *         {
                     *           "userId": "Jq3mT7xWc9Rd",
                     *           "externalId": "42",
                     *           "email": "ada@example.org",
                     *           "unverifiedEmail": "ada@example.org",
                     *           "name": "Ada",
                     *           "role": "reader",
                     *           "createdAt": "2026-11-19T08:00:00Z"
                     *         }
                     *       ],
                     *       "added": 0,
                     *       "alreadyThere": 0,
                     *       "unknown": [
                     *         "bob@example.org"
                     *       ],
                     *       "unverified": [
                     *         "eve@example.org"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddTaskStaffReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getTaskStaff: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "name": "Ada",
                     *       "role": "reader",
                     *       "createdAt": "2026-11-19T08:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TaskStaffMember"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeTaskStaff: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateTaskStaff: {
        parameters: {
            path: {
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it. */
                userId: components["parameters"]["userId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "reader"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateTaskStaffRequest"];
            };
        };
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "Jq3mT7xWc9Rd",
                     *       "externalId": "42",
                     *       "email": "ada@example.org",
                     *       "unverifiedEmail": "ada@example.org",
                     *       "name": "Ada",
                     *       "role": "reader",
                     *       "createdAt": "2026-11-19T08:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TaskStaffMember"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getHealth: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "version": "0.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Status"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        responses: {
            /** @description Text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getReadiness: {
        responses: {
            /** @description The result. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "version": "0.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Status"];
                };
            };
            400: components["responses"]["BadRequest"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
}
