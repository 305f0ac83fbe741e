/** Generated from openapi.json by "npm run generate". Do not edit. */

export interface paths {
    "/api/auth/change-password": {
        /**
         * Change your password
         * @description Needs the current password. With `revokeOtherSessions` the reply has the token of a new session. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["changePassword"];
    };
    "/api/auth/forgot-password": {
        /**
         * Request an e-mail with a link to set a new password
         * @description The reply is the same whether or not the address has an account. The link works once, for an hour. The e-mail is in English or Polish, by `Accept-Language`. Returns 403 `switched-off` if the server sends no e-mail (`mail` of `GET /api/v1/settings`).
         */
        post: operations["requestNewPassword"];
    };
    "/api/auth/oauth2/callback/oidc": {
        /**
         * Complete a sign-in at the OpenID Connect provider
         * @description The provider redirects the browser here. Always redirects to the sign-in page of the web app: with `from=provider` after success, else with an error code as `error`.
         */
        get: operations["completeSignIn"];
    };
    "/api/auth/reset-password": {
        /**
         * Set a password with the token from a link
         * @description Works once. `reason` is `invalid-token` if the token is used, expired or unknown, and `password-too-short` or `password-too-long` for a password of the wrong length.
         */
        post: operations["resetPassword"];
    };
    "/api/auth/set-link": {
        /**
         * Get the account of a password link
         * @description Does not use up the token. If it is used, expired or unknown, `reason` is `invalid-token`. Counts as an attempt to sign in.
         */
        post: operations["checkSetLink"];
    };
    "/api/auth/sign-in/email": {
        /**
         * Sign in with e-mail and password
         * @description Returns a token for `Authorization: Bearer`, and sets a session cookie and a device cookie. Thanks to the device cookie, failed attempts elsewhere do not lock out browsers that have signed in to the account before.
         */
        post: operations["signIn"];
    };
    "/api/auth/sign-in/oidc": {
        /**
         * Start a sign-in at the OpenID Connect provider, in a browser
         * @description Returns the URL to open next, and sets a cookie, so that only this browser can complete the sign-in, within ten minutes. Returns 403 `switched-off` without a provider (`signInProvider` of `GET /api/v1/settings`).
         */
        post: operations["signInAtProvider"];
    };
    "/api/auth/sign-out": {
        /**
         * Sign out
         * @description Ends the session of the token or cookie, and removes the cookies. Also succeeds without a session.
         */
        post: operations["signOut"];
    };
    "/api/auth/sign-up/email": {
        /**
         * Create a student account
         * @description See `signUp` and `mail` of `GET /api/v1/settings`. If the server sends e-mail, it sends a link to set the password, and returns 204 whether or not the address has an account. Otherwise the body needs a password, and the new student is signed in immediately, with an unverified address. Returns 403 `switched-off` if sign-up is closed.
         */
        post: operations["signUp"];
    };
    "/api/v1/accounts": {
        /**
         * List accounts
         * @description For admins. Ordered by e-mail address.
         */
        get: operations["listAccounts"];
        /**
         * Create an account, and a link to set its password
         * @description For admins. The link is shown only once, unless `invite` sends it by e-mail. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createAccount"];
    };
    "/api/v1/accounts/{userId}": {
        /**
         * Get an account
         * @description For admins.
         */
        get: operations["getAccount"];
        /**
         * Delete an account and all data that names the person
         * @description For admins. Their URLs, sessions and keys end; records keep the id. You become the owner of what only they owned or ran. You cannot delete your own account. Trusted tokens are refused; API keys can only delete accounts that have an external id and are not admins.
         */
        delete: operations["deleteAccount"];
        /**
         * Change, disable or enable an account
         * @description For admins. Disabling ends its sessions immediately. You cannot disable or demote yourself. Once it has an external id, trusted tokens for that person sign in to this account. Trusted tokens can only change `name` and set `disabled: true`, else 403 `forbidden` (`trusted-token`); API keys can only change `disabled`, of accounts that have an external id and are not admins.
         */
        patch: operations["updateAccount"];
    };
    "/api/v1/accounts/{userId}/setup-link": {
        /**
         * Create a link to set the password of an account
         * @description For admins. The link works once, for seven days, and is shown only once. Earlier links stop working. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createSetupLink"];
    };
    "/api/v1/api-keys": {
        /**
         * List API keys
         * @description For admins. Oldest first, without the secrets. Revoked and expired keys stay in the list.
         */
        get: operations["listApiKeys"];
        /**
         * Create an API key
         * @description For admins. The key is shown only once; Lectern stores its hash. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createApiKey"];
    };
    "/api/v1/api-keys/{apiKeyId}": {
        /**
         * Revoke an API key
         * @description For admins. Effective immediately. Also revokes signed URLs that the key requested, where the file storage allows it.
         */
        delete: operations["revokeApiKey"];
    };
    "/api/v1/attachment-urls": {
        /**
         * Create new signed URLs for up to 100 attachments
         * @description Each item has a URL or, if you cannot open the attachment, a `problem`.
         */
        post: operations["createAttachmentUrls"];
    };
    "/api/v1/calendar.ics": {
        /**
         * Get a calendar of your contests and of what opens for you next
         * @description For calendar apps, through a calendar link; iCalendar (RFC 5545). Contains names of groups and contests, but not of tasks.
         */
        get: operations["getCalendar"];
    };
    "/api/v1/contests": {
        /**
         * List your contests
         * @description Those that you belong to. Admins get all, unless `mine` is `true`.
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
         * Get a contest
         * @description For participants and staff. `yourWindow` includes your own delay and extra time.
         */
        get: operations["getContest"];
        /**
         * Create or change a contest by its external id
         * @description The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putContest"];
        /**
         * Delete a contest; its tasks close for its participants immediately
         * @description For its staff. Revokes signed URLs that were issued through it. The tasks themselves stay.
         */
        delete: operations["deleteContest"];
        /**
         * Change a contest
         * @description For its staff. `endsAt: null` removes the end. Windows of tasks, delays and `prefetchFrom` do not move with the contest (see /manual/sync); the pre-flight lists what the new times cut off.
         */
        patch: operations["updateContest"];
    };
    "/api/v1/contests/{contestId}/booklet-url": {
        /**
         * Create a new signed URL of the booklet of a contest
         * @description For people who may read all of its tasks now. Without `language`, returns the booklet that fits `Accept-Language` best.
         */
        post: operations["createBookletUrl"];
    };
    "/api/v1/contests/{contestId}/booklets": {
        /**
         * List the booklets of a contest, by language
         * @description A booklet is one PDF with all statements in a language, for print. Staff get all booklets, others those that they may read now.
         */
        get: operations["listBooklets"];
    };
    "/api/v1/contests/{contestId}/booklets/{language}": {
        /**
         * Get a booklet of a contest
         * @description For staff, and for others once they may read it. `upToDate` tells staff whether a newer one is being made.
         */
        get: operations["getBooklet"];
        /**
         * Create a booklet in a language, or make it again
         * @description For its staff. The booklet is made within seconds from the PDFs that readers of that language get, and again when they or the contest change. A contest can have booklets in 20 languages.
         */
        put: operations["putBooklet"];
        /**
         * Remove a booklet
         * @description For its staff. Its URLs end immediately, and it is not made again.
         */
        delete: operations["deleteBooklet"];
    };
    "/api/v1/contests/{contestId}/changes": {
        /**
         * Watch a contest: get an event whenever something that its people see may have changed
         * @description For participants and staff. A stream of server-sent events, like `watchTask`. An event `changed` has no details: get the contest and its tasks then. It may be about times, tasks, PDFs, attachments or people; own times of other participants, and who comes and goes among them, are only for staff. The stream ends when you no longer belong to the contest, and after some minutes in any case: open it again.
         */
        get: operations["watchContest"];
    };
    "/api/v1/contests/{contestId}/copies": {
        /**
         * Copy a contest; you become its staff
         * @description Copies the tasks with their labels and order, the groups and the staff. Without `endsAt` the copy is as long as the original. `prefetchFrom` and windows of tasks move with the start. Teachers must be `manager` or `owner` of every task and staff of every group; otherwise nothing is copied, and `reason` is `copy-needs-tasks` or `copy-needs-groups`.
         */
        post: operations["createContestCopy"];
    };
    "/api/v1/contests/{contestId}/envelope-key": {
        /**
         * Get the key of a sealed envelope, once the contest has started for you
         * @description All tasks in the envelope must be open to you. Each file is recorded before the key is sent. A replaced envelope keeps its key until the contest ends; compare hashes to see which files are still current. Returns 404 once an attachment in it is an editorial.
         */
        post: operations["createEnvelopeKey"];
    };
    "/api/v1/contests/{contestId}/envelope-url": {
        /**
         * Create a signed URL of the sealed statements, before the contest starts
         * @description The envelope is one encrypted object (RFC 8188 `aes128gcm`) with the statements of the contest in your language and the attachments, available from `prefetchFrom` until the contest starts for you. Returns 404 if the contest has none, 503 until it is sealed.
         */
        post: operations["createEnvelopeUrl"];
    };
    "/api/v1/contests/{contestId}/groups": {
        /**
         * List the groups whose members take part in a contest
         * @description For its staff.
         */
        get: operations["listContestGroups"];
        /**
         * Replace the groups whose members take part in a contest
         * @description Send the whole list: what is not in it is removed. If a row has an error, nothing changes. The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putContestGroups"];
    };
    "/api/v1/contests/{contestId}/groups/{groupId}": {
        /**
         * Add a group to a contest
         * @description For staff of both. Its members take part from now on, including those who join the group later.
         */
        put: operations["addContestGroup"];
        /**
         * Remove a group from a contest
         * @description For its staff. Members without other access to the tasks lose it immediately.
         */
        delete: operations["removeContestGroup"];
    };
    "/api/v1/contests/{contestId}/invitation-uses": {
        /**
         * List who joined a contest through invitations, latest first
         * @description For its staff. Omits people whom you may no longer see.
         */
        get: operations["listContestInvitationUses"];
    };
    "/api/v1/contests/{contestId}/invitations": {
        /**
         * List the invitations to a contest, newest first
         * @description For its staff. The links themselves are shown only when they are created.
         */
        get: operations["listContestInvitations"];
        /**
         * Create a link through which people join a contest
         * @description For its staff. Everyone with an account and the link can join as one of the participants, each once. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createContestInvitation"];
    };
    "/api/v1/contests/{contestId}/invitations/{invitationId}": {
        /**
         * Revoke an invitation to a contest
         * @description For its staff. The link ends at once; people who have joined stay.
         */
        delete: operations["revokeContestInvitation"];
    };
    "/api/v1/contests/{contestId}/notices": {
        /**
         * List the notices of a contest, newest first
         * @description What staff wrote, and the reasons of PDFs that were replaced while the contest runs for you. Participants get those of the contest from its start, and those of a task while they can read it there.
         */
        get: operations["listNotices"];
        /**
         * Tell the participants of a contest something
         * @description For its staff. With `taskId`, only those who can read this task see it. At most 200 per contest.
         */
        post: operations["createNotice"];
    };
    "/api/v1/contests/{contestId}/notices/seen": {
        /**
         * Mark notices of a contest as seen by you
         * @description Repeating it is harmless. Ids of notices that you cannot see are ignored.
         */
        put: operations["setNoticesSeen"];
    };
    "/api/v1/contests/{contestId}/notices/{noticeId}": {
        /**
         * Write or change a notice by its external id
         * @description External ids of notices are unique in their contest. The body is the final state: without `taskId`, the notice is about the contest. Repeating it changes nothing. Another text or task is accepted within 10 minutes; then remove the notice first.
         */
        put: operations["putNotice"];
        /**
         * Remove a notice
         * @description For staff of the contest. Deletes it; for the reason of a PDF you must be `editor` of the task, and the version stays.
         */
        delete: operations["removeNotice"];
        /**
         * Change the texts of a notice
         * @description For staff of the contest, within 10 minutes. Participants get it again. For the reason of a PDF you must be `editor` of the task, and its limits apply.
         */
        patch: operations["updateNotice"];
    };
    "/api/v1/contests/{contestId}/participants": {
        /**
         * List participants who were added individually
         * @description For its staff. Members of its groups are listed only if they have their own times.
         */
        get: operations["listContestParticipants"];
        /**
         * Replace the individually added participants of a contest, and their own times
         * @description Send the whole list, at most 10000 rows: people who are not in it are removed. If a row has an error, nothing changes. The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putContestParticipants"];
        /**
         * Add participants by e-mail address, with an optional delay and extra time
         * @description A delay moves the whole window of these people, even past the end of the contest; extra time then moves its end further. To give group members their own times, add them here. People who were added before keep their times.
         */
        post: operations["addContestParticipants"];
    };
    "/api/v1/contests/{contestId}/participants/{userId}": {
        /**
         * Get a participant and their own times
         * @description For its staff. Returns 404 for group members without their own times.
         */
        get: operations["getContestParticipant"];
        /**
         * Remove a participant, or a group member's own times
         * @description For its staff. Group members still take part, with the times of the contest.
         */
        delete: operations["removeContestParticipant"];
        /**
         * Change the delay or extra time of a participant
         * @description For its staff. Omitted fields stay unchanged. URLs that outlive the new times are revoked.
         */
        patch: operations["updateContestParticipant"];
    };
    "/api/v1/contests/{contestId}/people": {
        /**
         * List everyone who takes part in a contest, and what they have read
         * @description For its staff. Lists each person once, with their own times: those added individually, and members of its groups. Omits people you may not see. Counts links since the task opened in the contest. To follow a contest, read all pages, then repeatedly those with `changedSince`; if `total` is not what you expect, people were added or removed: read all pages again.
         */
        get: operations["listContestPeople"];
    };
    "/api/v1/contests/{contestId}/preflight": {
        /**
         * Check whether a contest is ready to start
         * @description For its staff. Checks PDFs, languages, and when tasks open and close. Each finding has a stable `code`, and facts for your own message.
         */
        get: operations["checkContest"];
    };
    "/api/v1/contests/{contestId}/preview": {
        /**
         * Preview a contest as a participant sees it at a given time
         * @description For its staff. Give either `userId` or `email`.
         */
        get: operations["previewContest"];
    };
    "/api/v1/contests/{contestId}/refusals": {
        /**
         * List what participants were refused in the last 15 minutes, latest first
         * @description For the staff of the contest: who got no link of a task, or got an error with it, and why, on all instances, up to a few seconds ago. A repeated refusal is counted, for each person, task and `code`. Unknown are refusals before sign-in, those in a batch, those of an overloaded server, and what nginx or an object store answered.
         */
        get: operations["listContestRefusals"];
    };
    "/api/v1/contests/{contestId}/staff": {
        /**
         * List the staff of a contest
         * @description For its staff.
         */
        get: operations["listContestStaff"];
        /**
         * Add staff to a contest by e-mail address
         * @description For its staff. Addresses without an account are returned as `unknown`; the others are added.
         */
        post: operations["addContestStaff"];
    };
    "/api/v1/contests/{contestId}/staff/{userId}": {
        /**
         * Remove a person from the staff of a contest
         * @description For its staff. Returns 409 `last-staff` for the last one.
         */
        delete: operations["removeContestStaff"];
    };
    "/api/v1/contests/{contestId}/task-order": {
        /**
         * Reorder and relabel the tasks of a contest
         * @description For its staff. Give all tasks of the contest: if others were added or removed since you read them, it returns 409 `conflict`.
         */
        put: operations["setContestTaskOrder"];
    };
    "/api/v1/contests/{contestId}/tasks": {
        /**
         * List the tasks of a contest in order
         * @description Staff get all tasks. Participants get only those that have opened for them, with titles in the language that fits `Accept-Language` best.
         */
        get: operations["listContestTasks"];
        /**
         * Replace the tasks of a contest, in order
         * @description Send the whole list: what is not in it is removed. If a row has an error, nothing changes. The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putContestTasks"];
        /**
         * Add tasks at the end of a contest
         * @description For contest staff who are `manager` or `owner` of every task. Adds all or none. They open with the contest, and get the labels after the last one (`A` to `Z`, then `A2`). Tasks that the contest already has stay unchanged.
         */
        post: operations["addContestTasks"];
    };
    "/api/v1/contests/{contestId}/tasks/{taskId}": {
        /**
         * Get a task of a contest
         * @description For staff, and for participants once it has opened for them; before, they get 404.
         */
        get: operations["getContestTask"];
        /**
         * Add a task to a contest, or change its label, position and window
         * @description For contest staff who are `manager` or `owner` of the task.
         */
        put: operations["setContestTask"];
        /**
         * Remove a task from a contest
         * @description For its staff. Participants without other access to the task lose it immediately.
         */
        delete: operations["removeContestTask"];
    };
    "/api/v1/demo-course": {
        /**
         * Get the parts of the demo course
         * @description For admins. Missing parts are null.
         */
        get: operations["getDemoCourse"];
        /**
         * Create a demo course: a group, a contest, and tasks with PDFs in two languages
         * @description For admins; takes some seconds. You become its staff, and take part in its contest; no accounts are created. All its external ids begin with `lectern-demo:`. Returns 409 `demo-course-exists` while parts of one exist.
         */
        post: operations["createDemoCourse"];
        /**
         * Remove the demo course and its PDFs
         * @description For admins. Records of issued URLs stay. Also succeeds if there is no demo course.
         */
        delete: operations["removeDemoCourse"];
    };
    "/api/v1/description-urls": {
        /**
         * Create new signed URLs for up to 100 tasks
         * @description Each item has a URL or, if you cannot open the task, a `problem`. The other items are not affected.
         */
        post: operations["createDescriptionUrls"];
    };
    "/api/v1/first-admin": {
        /**
         * Create the first admin with the link that `lectern serve` prints, and sign in
         * @description Works once, and only while no account exists (`hasAccounts` of `GET /api/v1/settings`). If an account exists, or the token is used, expired, replaced or unknown, `reason` is `invalid-token`. Counts as an attempt to sign in.
         */
        post: operations["createFirstAdmin"];
    };
    "/api/v1/granted-urls": {
        /**
         * Create up to 100 signed URLs for readers that your platform has authorized
         * @description Replies in the order of the request. Each item has a URL or, if it is refused, a `problem`; other items are not affected. Embargoes and deletions still apply. The same reader gets the identical URL for a fifth of its lifetime.
         */
        post: operations["createGrantedUrls"];
    };
    "/api/v1/groups": {
        /**
         * List your groups
         * @description Those that you belong to. Admins get all, unless `mine` is `true`.
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
         * Get a group
         * @description For members and staff.
         */
        get: operations["getGroup"];
        /**
         * Create or change a group by its external id
         * @description The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putGroup"];
        /**
         * Delete a group; its tasks close for its members immediately
         * @description For its staff. Revokes signed URLs that were issued through it. The tasks themselves stay.
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
         * Create a new signed URL of the booklet of a group
         * @description For people who may read all of its tasks now. Without `language`, returns the booklet that fits `Accept-Language` best.
         */
        post: operations["createGroupBookletUrl"];
    };
    "/api/v1/groups/{groupId}/booklets": {
        /**
         * List the booklets of a group, by language
         * @description A booklet is one PDF with all statements in a language, for print. Staff get all booklets, others those that they may read now.
         */
        get: operations["listGroupBooklets"];
    };
    "/api/v1/groups/{groupId}/booklets/{language}": {
        /**
         * Get a booklet of a group
         * @description For staff, and for others once they may read it. `upToDate` tells staff whether a newer one is being made.
         */
        get: operations["getGroupBooklet"];
        /**
         * Create a booklet in a language, or make it again
         * @description For its staff. The booklet is made within seconds from the PDFs that readers of that language get, and again when they or the group change. A group can have booklets in 20 languages. It contains the tasks that are open to members, in the order in which they opened, and with `includesUpcoming` also those that open later.
         */
        put: operations["putGroupBooklet"];
        /**
         * Remove a booklet
         * @description For its staff. Its URLs end immediately, and it is not made again.
         */
        delete: operations["deleteGroupBooklet"];
    };
    "/api/v1/groups/{groupId}/invitation-uses": {
        /**
         * List who joined a group through invitations, latest first
         * @description For its staff. Omits people whom you may no longer see.
         */
        get: operations["listGroupInvitationUses"];
    };
    "/api/v1/groups/{groupId}/invitations": {
        /**
         * List the invitations to a group, newest first
         * @description For its staff. The links themselves are shown only when they are created.
         */
        get: operations["listGroupInvitations"];
        /**
         * Create a link through which people join a group
         * @description For its staff. Everyone with an account and the link can join as one of the members, each once. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createGroupInvitation"];
    };
    "/api/v1/groups/{groupId}/invitations/{invitationId}": {
        /**
         * Revoke an invitation to a group
         * @description For its staff. The link ends at once; people who have joined stay.
         */
        delete: operations["revokeGroupInvitation"];
    };
    "/api/v1/groups/{groupId}/members": {
        /**
         * List the members and staff of a group
         * @description For its staff.
         */
        get: operations["listGroupMembers"];
        /**
         * Replace the members and staff of a group
         * @description Send the whole list, at most 10000 rows: people who are not in it are removed. If a row has an error, nothing changes. The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putGroupMembers"];
        /**
         * Add people to a group by e-mail address
         * @description For its staff. Members added as staff become staff and count as `added`; staff added as members stay staff.
         */
        post: operations["addGroupMembers"];
    };
    "/api/v1/groups/{groupId}/members/{userId}": {
        /**
         * Get a member of a group
         * @description For its staff.
         */
        get: operations["getGroupMember"];
        /**
         * Remove a person from a group
         * @description For its staff. Effective immediately. Returns 409 `last-staff` for the last staff member.
         */
        delete: operations["removeGroupMember"];
        /**
         * Change the role of a person in a group
         * @description For its staff. People who become staff no longer take part in the group's contests. Returns 409 `last-staff` for the last staff member.
         */
        patch: operations["updateGroupMember"];
    };
    "/api/v1/groups/{groupId}/tasks": {
        /**
         * List the tasks of a group with their windows
         * @description For its staff. Members find the tasks that are open to them in `GET /api/v1/tasks`.
         */
        get: operations["listGroupTasks"];
        /**
         * Replace the tasks of a group, each with its window
         * @description Send the whole list: what is not in it is removed. If a row has an error, nothing changes. The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putGroupTasks"];
        /**
         * Add tasks to a group, all with the same window
         * @description For group staff who are `manager` or `owner` of every task. Adds all or none. Tasks that the group already has keep their windows.
         */
        post: operations["addGroupTasks"];
    };
    "/api/v1/groups/{groupId}/tasks/{taskId}": {
        /**
         * Get a task of a group with its window
         * @description For its staff. Send its `etag` as `If-Match` with the next change.
         */
        get: operations["getGroupTask"];
        /**
         * Add a task to a group, or change its window
         * @description For group staff who are `manager` or `owner` of the task.
         */
        put: operations["setGroupTask"];
        /**
         * Remove a task from a group
         * @description For its staff. Members without other access to the task lose it immediately.
         */
        delete: operations["removeGroupTask"];
    };
    "/api/v1/invitations/join": {
        /**
         * Join a group or a contest through an invitation
         * @description You become a member of the group, or a participant of the contest. Returns 404 for an invitation that never existed, has ended, is used up or was revoked, and for people who joined through it and were removed; 403 with `emailDomains` if it is for other e-mail addresses.
         */
        post: operations["acceptInvitation"];
    };
    "/api/v1/issued-urls": {
        /**
         * List issued URLs: who got which, and when; newest first
         * @description Admins see all; others must give the `taskId` of a task that they manage. CSV has at most 100000 rows; if there are more, the header `X-Lectern-Truncated-At` is set. In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it.
         */
        get: operations["listIssuedUrls"];
    };
    "/api/v1/issued-urls/counts": {
        /**
         * Count issued URLs and their readers, by hour or by day
         * @description For people who may see the records. Oldest first, including empty buckets; at most 1000. Default of `until`: now; of `from`: the last 24 hours or 30 days.
         */
        get: operations["countIssuedUrls"];
    };
    "/api/v1/issued-urls/trace": {
        /**
         * Find out who got a signed URL, even an expired one
         * @description Give `url`, or `issueId` if the key that signed it was removed. For admins, and for people who manage every task that it leads to. If the URL cannot be traced, admins get `found: false`, others 403.
         */
        post: operations["traceIssuedUrl"];
    };
    "/api/v1/issued-urls/{issueId}/task": {
        /**
         * Find the task of a signed URL, for example an expired one
         * @description For anyone who may read the task now, no matter who received the URL; others are refused as by the task itself. Returns 404 if the record is no longer kept. For a booklet, returns its first task.
         */
        get: operations["getIssuedTask"];
    };
    "/api/v1/managed-tasks": {
        /**
         * List the tasks that you work on, and where they are used
         * @description Admins get all, unless `mine` is `true`. Includes closed tasks. Windows are without embargoes and individual times.
         */
        get: operations["listManagedTasks"];
    };
    "/api/v1/me": {
        /**
         * Get your account
         * @description Works for sessions, API keys and trusted tokens.
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
         * Check whether you have a calendar link
         * @description The link itself is shown only when it is created.
         */
        get: operations["getCalendarLink"];
        /**
         * Create a calendar link; an earlier one stops working
         * @description Anyone with the link sees in a calendar app what opens for you, without signing in. Shown only once. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        put: operations["putCalendarLink"];
        /**
         * Delete your calendar link
         * @description Calendar apps that use the link get 404 from now on.
         */
        delete: operations["deleteCalendarLink"];
    };
    "/api/v1/me/sign-in-methods": {
        /**
         * Get the ways in which you can sign in
         * @description Whether your account has a password, and whether it is linked to the sign-in provider.
         */
        get: operations["getSignInMethods"];
    };
    "/api/v1/metrics-summary": {
        /**
         * Get key figures from `/metrics`
         * @description For admins. Since this instance started, across its workers.
         */
        get: operations["getMetricsSummary"];
    };
    "/api/v1/openings": {
        /**
         * List what opens for you next, earliest first
         * @description An item is a time and a group or contest, however many tasks open then. Includes embargoes and your own delay. A contest opens when it starts for you, even if its tasks open later or do not exist yet; later times of the contest are listed only after its start. Omits tasks that open again after the end of a contest.
         */
        get: operations["listOpenings"];
    };
    "/api/v1/people-import": {
        /**
         * Import people from a CSV list
         * @description For admins. Columns: `name`, `email`, optionally `role` (if empty: new accounts are students, others keep theirs) and `group` (name or id). At most 5,000 rows and 1 MiB. If the list has errors, nothing changes, and `problems` has all of them with their lines. If an import fails halfway, send the list again to complete it; `POST /setup-links` creates new links for people who have none. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["importPeople"];
    };
    "/api/v1/revocations": {
        /**
         * List the revoked URLs, for a server that verifies signed URLs at the edge
         * @description Ask once a second with the last `cursor`. A server that has no such cursor, because it was started again or is another instance, lists all revocations in force. A URL is refused if one of the names is its issue id, or one of the parts of 11 characters that follow the first seven of it. Names reveal nothing about people and tasks. Forget names after an hour: no URL lives longer.
         */
        get: operations["listRevocations"];
    };
    "/api/v1/settings": {
        /**
         * Get the public settings of this server
         * @description Needs no session. Shows how people can sign up and sign in, and how large files may be.
         */
        get: operations["getSettings"];
    };
    "/api/v1/setup-links": {
        /**
         * Create new setup links for people who have not set a password yet
         * @description For admins, for example when the links of an import were lost. Earlier links stop working. Skips people who can already sign in. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createSetupLinks"];
    };
    "/api/v1/shadow-decisions": {
        /**
         * Compare up to 1000 decisions of your platform with those of Lectern
         * @description Lectern decides by its own data, and issues no URLs. Disagreements are counted by key, reader, task and reason, and kept for 30 days after the last one; `lectern shadow report` lists them.
         */
        post: operations["compareDecisions"];
    };
    "/api/v1/signing-keys": {
        /**
         * List the keys that sign and verify URLs
         * @description For admins. Never returns secrets.
         */
        get: operations["listSigningKeys"];
        /**
         * Create a signing key
         * @description For admins. It signs as soon as all instances know it; URLs of older keys stay valid. Returns 409 if the keys come from the environment.
         */
        post: operations["createSigningKey"];
    };
    "/api/v1/signing-keys/{keyId}": {
        /**
         * Remove a signing key
         * @description For admins. Every URL that it signed becomes invalid. Returns 409 for the only key that signs.
         */
        delete: operations["deleteSigningKey"];
    };
    "/api/v1/storage-examinations": {
        /**
         * Check the storage, the mail server and trusted keys, like `lectern doctor`
         * @description Writes small test files; takes some seconds. After 45 s it returns what it has found, and a failed check `time-limit`. Returns 409 while another examination runs in the same process.
         */
        post: operations["examineStorage"];
    };
    "/api/v1/sync/{kind}": {
        /**
         * Remove the tasks, groups or contests that your platform has deleted
         * @description Removes what the key has put and the list does not name. What has no external id stays, and what only other keys have put. A request removes at most 100, oldest first.
         */
        put: operations["putExternalIds"];
    };
    "/api/v1/tasks": {
        /**
         * List the tasks that you can open now, newest first
         * @description `text` searches titles in all languages; `title` is in the language that fits `Accept-Language` best. For URLs, get each task, or up to 100 at once with `POST /api/v1/description-urls`.
         */
        get: operations["listTasks"];
        /**
         * Create a task; you become its owner
         * @description For teachers and admins. Upload its PDFs afterwards.
         */
        post: operations["createTask"];
    };
    "/api/v1/tasks/{taskId}": {
        /**
         * Get a task and a signed URL of its PDF
         * @description The URL is stable: the same reader gets the identical URL for a fifth of its lifetime. It works for GET of this file until `descriptionPdfUrlExpiresAt`, never longer than the access.
         */
        get: operations["getTask"];
        /**
         * Create or change a task by its external id
         * @description The key and `staff` own a new task. The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.
         */
        put: operations["putTask"];
        /**
         * Delete a task
         * @description For its owners. Effective immediately. Also revokes its signed URLs, where the file storage allows it.
         */
        delete: operations["deleteTask"];
        /**
         * Change a task
         * @description Needs the role `editor` to change titles and the language, and `manager` for all else. `titles` replaces all of them. `null` clears a time, or all `titles`.
         */
        patch: operations["updateTask"];
    };
    "/api/v1/tasks/{taskId}/access": {
        /**
         * Explain whether and why a person can read a task at a given time
         * @description For its managers. Give either `userId` or `email`. Only admins see that a person is an admin.
         */
        get: operations["explainTaskAccess"];
    };
    "/api/v1/tasks/{taskId}/attachments": {
        /**
         * List the attachments of a task
         * @description The same list as in the task, for its readers. Issues no URL, so it leaves no record.
         */
        get: operations["listTaskAttachments"];
        /**
         * Add an attachment to a task, or a new version of one if it differs
         * @description Types: PDF, zip, txt, csv, png, jpg and svg. If the task has an attachment with this name, the file becomes its new version, and `kind` and `opensAt` stay. PUT it to `uploadUrl`, then complete the upload. `opensAt` is for editorials; null, the default: when the contest has ended for its reader. A task has at most 100 attachments.
         */
        post: operations["addAttachment"];
    };
    "/api/v1/tasks/{taskId}/attachments/{attachmentId}": {
        /**
         * Remove an attachment
         * @description For editors of the task. Its versions stay listed, and can be restored. URLs that were issued before work until they expire.
         */
        delete: operations["deleteAttachment"];
        /**
         * Change when an attachment opens
         * @description For editors of the task. `opensAt` is for editorials; null: when the contest has ended for its reader. If the attachment may open later for someone, all URLs of the task end.
         */
        patch: operations["changeAttachment"];
    };
    "/api/v1/tasks/{taskId}/attachments/{attachmentId}/url": {
        /**
         * Create a new signed URL of an attachment
         * @description Each call returns a new URL with the full lifetime; of an editorial, at most until something opens for you next. Only PDFs and pictures can be `inline`. Returns 403 `not-open-yet` for an editorial that opens later.
         */
        post: operations["createAttachmentUrl"];
    };
    "/api/v1/tasks/{taskId}/attachments/{attachmentId}/versions": {
        /**
         * List the versions of an attachment, newest first
         * @description For staff of the task. Omits uploads that were not completed.
         */
        get: operations["listAttachmentVersions"];
    };
    "/api/v1/tasks/{taskId}/changes": {
        /**
         * Watch a task: get an event whenever a PDF is replaced or removed
         * @description A stream of server-sent events. An event `changed` has no details: get the current PDFs then. The stream ends when your access ends, and after some minutes in any case: open it again. A 503 says when to retry. Until then, and behind proxies that hold events back, get the current PDFs once a minute.
         */
        get: operations["watchTask"];
    };
    "/api/v1/tasks/{taskId}/description-url": {
        /**
         * Create a new signed URL of the PDF of a task
         * @description Each call returns a new URL with the full lifetime. With `versionId`, task staff get a replaced version.
         */
        post: operations["createDescriptionUrl"];
    };
    "/api/v1/tasks/{taskId}/documents": {
        /**
         * List the current PDFs of a task
         * @description For its readers, to check whether a PDF was replaced. Issues no URL, so it leaves no record.
         */
        get: operations["listTaskDocuments"];
        /**
         * Start the upload of a PDF; returns a signed URL
         * @description PUT the file to `uploadUrl`, then complete or cancel the upload. Uploads that are not completed within an hour are removed. The number and total size of unfinished uploads per account are limited. Always creates a new version, even of identical bytes, for example to restore a file that the storage lost. To skip identical files, `PUT` the document instead.
         */
        post: operations["createUpload"];
    };
    "/api/v1/tasks/{taskId}/documents/{language}": {
        /**
         * Set the PDF of a language, if it differs from the current one
         * @description Compares the SHA-256 with that of the current version. If they are equal, returns the current version. Otherwise starts an upload: PUT the file to `uploadUrl`, then complete it.
         */
        put: operations["putDocument"];
        /**
         * Remove the PDF of a language
         * @description For its editors. Readers get another language, or none. Its versions stay listed. URLs that were issued before work until they expire. A dry run tells who can read the task, except its staff.
         */
        delete: operations["deleteDocument"];
    };
    "/api/v1/tasks/{taskId}/documents/{language}/examination": {
        /**
         * Check what a PDF contains besides pages: scripts, a password, other files
         * @description For task staff. Returns what a PDF library found when the upload was completed. A busy server publishes a PDF unexamined, and examines it soon after; until then the finding is `pdf-not-examined-yet`. The web app runs no scripts of a PDF, but other viewers may.
         */
        get: operations["examineDocument"];
    };
    "/api/v1/tasks/{taskId}/documents/{language}/versions": {
        /**
         * List the versions of a PDF, newest first
         * @description For its staff. Omits uploads that were not completed.
         */
        get: operations["listDocumentVersions"];
    };
    "/api/v1/tasks/{taskId}/documents/{versionId}/cancel": {
        /**
         * Cancel an unfinished upload and delete its bytes
         * @description For editors of the task. Returns 409 if the upload is already complete.
         */
        post: operations["cancelUpload"];
    };
    "/api/v1/tasks/{taskId}/documents/{versionId}/complete": {
        /**
         * Check an uploaded file and make it the current version
         * @description For PDFs and attachments. Checks size and SHA-256, and that readers can open a PDF. One that needs a password (`pdf-password`), cannot be opened (`pdf-unreadable`) or has no pages (`pdf-empty`) is refused and removed; the previous version stays current. If the check takes too long, the upload is accepted, and the examination reports problems later. Repeating it is harmless. People who have the task open see `reason` within seconds.
         */
        post: operations["completeUpload"];
    };
    "/api/v1/tasks/{taskId}/documents/{versionId}/restore": {
        /**
         * Restore an older version
         * @description Makes the version current, in place of the current one of its language if there is one; this also brings back a removed PDF. Repeating it is harmless. `reason` replaces the reason of the version. A dry run of a PDF tells who can read the task, except its staff.
         */
        post: operations["restoreDocumentVersion"];
    };
    "/api/v1/tasks/{taskId}/languages": {
        /**
         * List the languages in which a task has or had a PDF
         * @description For its staff.
         */
        get: operations["listDocumentLanguages"];
    };
    "/api/v1/tasks/{taskId}/readers": {
        /**
         * List who can read a task at a given time, why, and who got a URL
         * @description For its managers. Includes people with access through a role, a group or a contest. Omits those who can read it only like everyone with an account, or through a platform. Only admins see admins. Also omits people you may not see.
         */
        get: operations["listTaskReaders"];
    };
    "/api/v1/tasks/{taskId}/readers/counts": {
        /**
         * Count who can read a task at a given time, and who got a URL
         * @description For its managers. Includes people with access through a role, a group or a contest. Omits those who can read it only like everyone with an account, or through a platform. Only admins see admins.
         */
        get: operations["countTaskReaders"];
    };
    "/api/v1/tasks/{taskId}/readers/now": {
        /**
         * Check whether people may be reading a task now
         * @description For its editors, to decide whether a change needs a `reason`.
         */
        get: operations["getTaskReadersNow"];
    };
    "/api/v1/tasks/{taskId}/settings": {
        /**
         * Get the settings of a task
         * @description For its staff. Send its `etag` as `If-Match` with the next change.
         */
        get: operations["getTaskSettings"];
    };
    "/api/v1/tasks/{taskId}/staff": {
        /**
         * List the staff of a task
         * @description For its staff.
         */
        get: operations["listTaskStaff"];
        /**
         * Add staff to a task by e-mail address
         * @description Managers can add readers and editors; owners can add any role. People who are already staff keep their roles.
         */
        post: operations["addTaskStaff"];
    };
    "/api/v1/tasks/{taskId}/staff/{userId}": {
        /**
         * Get a staff member of a task
         * @description For its staff.
         */
        get: operations["getTaskStaff"];
        /**
         * Remove a person from the staff of a task
         * @description Managers can remove readers and editors; owners can remove anyone. Returns 409 `last-owner` for the last owner.
         */
        delete: operations["removeTaskStaff"];
        /**
         * Change the role of a staff member of a task
         * @description Managers can change readers and editors; owners can change any role. Returns 409 `last-owner` for the last owner.
         */
        patch: operations["updateTaskStaff"];
    };
    "/api/v1/tasks/{taskId}/usages": {
        /**
         * List the groups and contests that have a task
         * @description For its staff. Windows are those of the group or contest, without embargoes and individual times.
         */
        get: operations["listTaskUsages"];
    };
    "/api/v1/webhooks": {
        /**
         * List webhooks
         * @description For admins; API keys see those that they created. Oldest first, without the secrets.
         */
        get: operations["listWebhooks"];
        /**
         * Create a webhook: an address that Lectern calls when something happens
         * @description For admins, and for API keys with the scopes `sync` and `read`, with which it ends. Requests are signed as Standard Webhooks specifies; their events are under `webhooks` in this document. At most 20. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createWebhook"];
    };
    "/api/v1/webhooks/{webhookId}": {
        /**
         * Get a webhook, and whether it works
         * @description For admins, and for the API key that created it. Without the secret.
         */
        get: operations["getWebhook"];
        /**
         * Delete a webhook
         * @description Events that wait for it are not sent any more.
         */
        delete: operations["deleteWebhook"];
        /**
         * Change, pause or resume a webhook
         * @description Resuming sends the events that have waited. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        patch: operations["changeWebhook"];
    };
    "/api/v1/webhooks/{webhookId}/deliveries": {
        /**
         * List the events of a webhook, and whether they arrived
         * @description Newest first, for 7 days. Test events are not kept.
         */
        get: operations["listWebhookDeliveries"];
    };
    "/api/v1/webhooks/{webhookId}/replay": {
        /**
         * Send one event, or those since a time, again
         * @description With the same ids. Events are kept for 7 days.
         */
        post: operations["replayWebhook"];
    };
    "/api/v1/webhooks/{webhookId}/secret": {
        /**
         * Give a webhook a new secret
         * @description The previous secret signs too for 24 hours. Trusted tokens get 403 `forbidden` (`trusted-token`).
         */
        post: operations["createWebhookSecret"];
    };
    "/api/v1/webhooks/{webhookId}/test": {
        /**
         * Send a test event to a webhook now, also while it is paused
         * @description The event has the type `webhook.test`. It is sent once.
         */
        post: operations["testWebhook"];
    };
    "/healthz": {
        /**
         * Check that the process runs
         * @description Liveness: always returns 200. Load balancers should poll `/readyz`.
         */
        get: operations["getHealth"];
    };
    "/metrics": {
        /**
         * Get metrics for Prometheus
         * @description At most a second old. If the server has `LECTERN_METRICS_TOKEN`, send it as `Authorization: Bearer`.
         */
        get: operations["getMetrics"];
    };
    "/readyz": {
        /**
         * Check that the server can take requests
         * @description Readiness, for load balancers: the database responds in time, is migrated and writable, and the server is not stopping. The `detail` of a 503 says what is wrong.
         */
        get: operations["getReadiness"];
    };
}
export interface webhooks {
    "document.changed": {
        /**
         * A current PDF or attachment of a task was added, replaced, restored or removed.
         * @description See /manual/webhooks.
         */
        post: operations["onDocumentChanged"];
    };
    "notice.published": {
        /**
         * Staff published a notice of a contest; `taskId` is null if it is about the whole contest.
         * @description See /manual/webhooks.
         */
        post: operations["onNoticePublished"];
    };
    "contest.changed": {
        /**
         * Something changed that the people of a contest may notice: times, tasks, PDFs, notices or people.
         * @description See /manual/webhooks.
         */
        post: operations["onContestChanged"];
    };
    "document.opened": {
        /**
         * A person downloaded the statement of a task for the first time.
         * @description See /manual/webhooks.
         */
        post: operations["onDocumentOpened"];
    };
    "access.ended": {
        /**
         * Signed URLs were revoked: all of a person, all of a task, or all that an API key requested. The other ids are null. Someone may still have access, and get new URLs.
         * @description See /manual/webhooks.
         */
        post: operations["onAccessEnded"];
    };
    "issue.traced": {
        /**
         * Someone traced a signed URL to its reader.
         * @description See /manual/webhooks.
         */
        post: operations["onIssueTraced"];
    };
    "key.rotated": {
        /**
         * Another key signs new URLs.
         * @description See /manual/webhooks.
         */
        post: operations["onKeyRotated"];
    };
    "webhook.test": {
        /**
         * Sent by `testWebhook`.
         * @description See /manual/webhooks.
         */
        post: operations["onWebhookTest"];
    };
}
export interface components {
    schemas: {
        AcceptInvitationRequest: {
            /** @description From the fragment of the link, after `#token=`. */
            token: string;
        };
        AccessEndedEvent: {
            /** @enum {string} */
            type: "access.ended";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["AccessEndedEventData"];
        };
        AccessEndedEventData: {
            userId: string | null;
            userExternalId: string | null;
            taskId: string | null;
            taskExternalId: string | null;
            apiKeyId: string | null;
        };
        AccessExplanation: {
            taskId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            userExternalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            at: components["schemas"]["Time"];
            decision: components["schemas"]["ReadDecision"];
            /** @description Also false if the URL would be refused with `address-unsupported`. */
            canGetUrl: boolean;
            message: string;
            grounds: components["schemas"]["AccessExplanationGround"][];
            opened: components["schemas"]["Opened"];
            firstReadAt: components["schemas"]["Time"] | null;
        };
        AccessExplanationGround: {
            kind: components["schemas"]["Ground"];
            /** @description Id of the group or contest. */
            through: string | null;
            throughExternalId: components["schemas"]["PlatformId"] | null;
            opensAt: components["schemas"]["Time"];
            closesAt: components["schemas"]["Time"] | null;
            state: components["schemas"]["GroundState"];
            /** @description Whether it holds only in the networks of the contest. */
            inNetworksOnly: boolean;
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
            /** @description The account cannot sign in or read anything. */
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
            /** @description Last sign-in, if known; else when the link was made or expired. */
            at: string | null;
        };
        AddContestParticipantsReply: {
            participants: components["schemas"]["Participant"][];
            /** @description How many people were added. */
            added: number;
            /** @description How many people were there already; they are unchanged. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses of accounts that have not verified them; these people are not added. */
            unverified: string[];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
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
            /** @description How many people were there already; they are unchanged. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses of accounts that have not verified them; these people are not added. */
            unverified: string[];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
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
            /** @description How many people were there already; they are unchanged. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses of accounts that have not verified them; these people are not added. */
            unverified: string[];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
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
            /** @description How many people were there already; they are unchanged. */
            alreadyThere: number;
            /** @description Addresses without an account; the others are added. */
            unknown: string[];
            /** @description Addresses of accounts that have not verified them; these people are not added. */
            unverified: string[];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        AddTaskStaffRequest: {
            emails: components["schemas"]["Email"][];
            role: components["schemas"]["TaskRoleChoice"];
        };
        AddedTasks: {
            /** @description The tasks that were added. */
            added: components["schemas"]["TaskName"][];
            /** @description The tasks that were there already; they are unchanged. */
            alreadyThere: components["schemas"]["TaskName"][];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        /**
         * @description Who may read the tasks after the contest ends; signed-in: everyone with an account.
         * @enum {string}
         */
        AfterEnd: "closed" | "participants" | "signed-in";
        /**
         * @description Who may read the tasks after the contest ends; signed-in: everyone with an account.
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
         * @description read: GET; sync: change tasks and people; grant: issue URLs; upload: PDFs.
         * @enum {string}
         */
        ApiKeyScope: "read" | "sync" | "grant" | "upload" | "edge";
        /**
         * @description read: GET; sync: change tasks and people; grant: issue URLs; upload: PDFs.
         * @enum {string}
         */
        ApiKeyScopeChoice: "read" | "sync" | "grant" | "upload" | "edge";
        /** @description The id as you sent it, which may be `ext:` and an external id. */
        AskedId: string;
        /** @description `opensAt` of an editorial: when it opens for you; null if that is not known. Staff get it as it was set; null: when the contest has ended for its reader. */
        Attachment: {
            attachmentId: components["schemas"]["Id"];
            versionId: components["schemas"]["Id"];
            kind: components["schemas"]["AttachmentKind"];
            /** @description Null until it is open to you. */
            fileName: string | null;
            /** @description Size in bytes. */
            size: number;
            sha256: components["schemas"]["Sha256"] | null;
            /** @description Whether you can get a URL now. */
            isOpen: boolean;
            opensAt: components["schemas"]["Time"] | null;
            updatedAt: components["schemas"]["Time"];
        };
        /**
         * @description attachment: opens with the task; editorial: opens after the contest, or at a time.
         * @enum {string}
         */
        AttachmentKind: "attachment" | "editorial";
        /**
         * @description attachment: opens with the task; editorial: opens after the contest, or at a time.
         * @enum {string}
         */
        AttachmentKindChoice: "attachment" | "editorial";
        AttachmentOfTask: {
            taskId: components["schemas"]["Id"];
            attachmentId: components["schemas"]["Id"];
        };
        AttachmentToAdd: {
            /** @description Must end with its type, such as `.zip`. Unique in the task. */
            fileName: string;
            /** @description Size in bytes, at most `maxAttachmentBytes` of `GET /api/v1/settings`. */
            size: number;
            sha256: components["schemas"]["Sha256"];
            kind?: components["schemas"]["AttachmentKindChoice"];
            opensAt?: components["schemas"]["Time"] | null;
        };
        AttachmentUrl: {
            attachmentId: components["schemas"]["Id"];
            fileName: string;
            /** @description Signed URL of the file, for GET of this file only. */
            url: string;
            urlExpiresAt: components["schemas"]["Time"];
        };
        /** @description The URL of one attachment, or why there is none. */
        BatchAttachmentUrl: components["schemas"]["IssuedBatchAttachmentUrl"] | components["schemas"]["RefusedBatchAttachmentUrl"];
        BatchAttachmentUrls: {
            items: components["schemas"]["BatchAttachmentUrl"][];
        };
        /** @description The URL of one task, or why there is none. */
        BatchUrl: components["schemas"]["IssuedBatchUrl"] | components["schemas"]["RefusedBatchUrl"];
        BatchUrls: {
            items: components["schemas"]["BatchUrl"][];
        };
        Booklet: {
            language: components["schemas"]["Language"];
            /** @description Whether each statement begins on an odd page, for double-sided printing. */
            oddPages: boolean;
            /** @description Whether it also has tasks that open later; always true for contests, which have all tasks. */
            includesUpcoming: boolean;
            /** @description Time zone of the times on the cover, an IANA name. */
            timeZone: string;
            askedAt: components["schemas"]["Time"];
            /** @description False until it is made, and after each change of its tasks or PDFs until it is made again. Null for people who are not staff. */
            upToDate: boolean | null;
            /** @description The file that can be read now; null until it is first made. */
            made: components["schemas"]["BookletFile"] | null;
            failure: components["schemas"]["BookletFailure"] | null;
            retryAt: components["schemas"]["Time"] | null;
        };
        BookletChoice: {
            language?: components["schemas"]["Language"];
            disposition?: components["schemas"]["Disposition"];
        };
        /**
         * @description Why the last attempt to make it failed.
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
            /** @description Language of the PDF; null for a task without one. */
            language: string | null;
            /** @description First page of the statement; null if it is missing. */
            page: number | null;
            problem: components["schemas"]["BookletStatementProblem"] | null;
        };
        /**
         * @description Why the statement is missing.
         * @enum {string}
         */
        BookletStatementProblem: "no-document" | "file-missing" | "file-damaged" | "encrypted" | "unreadable" | "too-costly";
        BookletUrl: {
            language: components["schemas"]["Language"];
            /** @description Signed URL of the PDF, for GET of this file only. */
            url: string;
            urlExpiresAt: components["schemas"]["Time"];
            pages: number;
            /** @description Size in bytes. */
            size: number;
            madeAt: components["schemas"]["Time"];
        };
        /**
         * @description Language of the texts of the calendar.
         * @enum {string}
         */
        CalendarLanguage: "en" | "pl";
        CalendarLink: {
            /** @description Null if there is no link. */
            createdAt: string | null;
        };
        ChangeAttachmentRequest: {
            kind?: components["schemas"]["AttachmentKindChoice"];
            opensAt?: components["schemas"]["Time"] | null;
        };
        ChangePasswordRequest: {
            currentPassword: string;
            /** @description 8 to 128 characters. */
            newPassword: string;
            /** @description Also ends your other sessions. */
            revokeOtherSessions?: boolean;
        };
        /** @description Tells readers why a PDF was replaced: one line of text per language, by BCP 47 tag. */
        ChangeReason: {
            [key: string]: string;
        };
        ChangeWebhookRequest: {
            /**
             * @description An https address on the internet, or in a network that the operator allows.
             * @example https://judge.example.org/lectern
             */
            url?: string;
            events?: components["schemas"]["WebhookEventTypeChoice"][];
            paused?: boolean;
        };
        ChangedContest: {
            contestId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt: components["schemas"]["Time"] | null;
            afterEnd: components["schemas"]["AfterEnd"];
            /** @description When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed. */
            prefetchFrom: string | null;
            /** @description The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them. */
            networks: components["schemas"]["ContestNetwork"][] | null;
            /** @description Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail. */
            mailNotices: boolean;
            phase: components["schemas"]["ContestPhase"];
            yourRole: components["schemas"]["ContestRole"] | null;
            yourWindow: components["schemas"]["ContestWindow"] | null;
            yourPlace: components["schemas"]["ContestPlace"] | null;
            /** @description Differs after each change of the contest that you may notice; for `watchContest`. */
            revision: string;
            /**
             * Format: date-time
             * @description Use this clock for countdowns, not the reader's.
             */
            serverTime: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        ChangedPassword: {
            /** @description Token of the new session, if `revokeOtherSessions` ended the old ones. */
            token: string | null;
        };
        ChangedTask: {
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
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
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
            /** @description The part of the link after `#token=`. */
            token: string;
        };
        CompareDecisionsRequest: {
            items: components["schemas"]["ShadowDecision"][];
        };
        /** @description A group or a contest. */
        Container: {
            kind: components["schemas"]["PlaceKind"];
            id: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
        };
        Contest: {
            contestId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt: components["schemas"]["Time"] | null;
            afterEnd: components["schemas"]["AfterEnd"];
            /** @description When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed. */
            prefetchFrom: string | null;
            /** @description The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them. */
            networks: components["schemas"]["ContestNetwork"][] | null;
            /** @description Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail. */
            mailNotices: boolean;
            phase: components["schemas"]["ContestPhase"];
            yourRole: components["schemas"]["ContestRole"] | null;
            yourWindow: components["schemas"]["ContestWindow"] | null;
            yourPlace: components["schemas"]["ContestPlace"] | null;
            /** @description Differs after each change of the contest that you may notice; for `watchContest`. */
            revision: string;
            /**
             * Format: date-time
             * @description Use this clock for countdowns, not the reader's.
             */
            serverTime: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
        };
        ContestChangedEvent: {
            /** @enum {string} */
            type: "contest.changed";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["ContestChangedEventData"];
        };
        ContestChangedEventData: {
            contestId: string;
            contestExternalId: string | null;
        };
        ContestChanges: {
            /** @description One line of text. */
            name?: string;
            startsAt?: components["schemas"]["Time"];
            endsAt?: components["schemas"]["Time"] | null;
            afterEnd?: components["schemas"]["AfterEndChoice"];
            /** @description When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed. */
            prefetchFrom?: string | null;
            /** @description The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them. */
            networks?: components["schemas"]["NewContestNetwork"][] | null;
            /** @description Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail. */
            mailNotices?: boolean;
        };
        ContestCopy: {
            /** @description One line of text. */
            name: string;
            startsAt: components["schemas"]["Time"];
            endsAt?: components["schemas"]["Time"] | null;
            afterEnd?: components["schemas"]["AfterEndChoice"];
            /** @description When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed. */
            prefetchFrom?: string | null;
            /** @description The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them. */
            networks?: components["schemas"]["NewContestNetwork"][] | null;
            /** @description Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail. */
            mailNotices?: boolean;
            /**
             * @description `true`: also copies participants who were added individually, with their delays and extra time.
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
        ContestNetwork: {
            /** @description An address, or a network in CIDR notation. */
            network: string;
            room: string | null;
        };
        ContestPage: {
            items: components["schemas"]["Contest"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        ContestPerson: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            through: components["schemas"]["Participation"];
            delaySeconds: number;
            extraSeconds: number;
            startsAt: components["schemas"]["Time"];
            endsAt: components["schemas"]["Time"] | null;
            /** @description All tasks of the contest, in order. */
            tasks: components["schemas"]["ContestPersonTask"][];
        };
        ContestPersonPage: {
            items: components["schemas"]["ContestPerson"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description Number of people on all pages of the list without `changedSince`. */
            total: number;
            /**
             * Format: date-time
             * @description Use this clock for countdowns, not the reader's.
             */
            serverTime: string;
        };
        ContestPersonTask: {
            taskId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            state: components["schemas"]["ReadingState"];
            /** @description When they first did so: the first download, or else the first link. */
            at: string | null;
        };
        /**
         * @description Phase by the general times, without individual delays or extra time.
         * @enum {string}
         */
        ContestPhase: "upcoming" | "running" | "past";
        /**
         * @description Phase by the general times, without individual delays or extra time.
         * @enum {string}
         */
        ContestPhaseChoice: "upcoming" | "running" | "past";
        /** @description The address that you come from, and whether the networks of the contest include it. Null if it has none, or you do not take part. */
        ContestPlace: {
            address: string | null;
            isInside: boolean;
        };
        ContestPreview: {
            contestId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
            contestExternalId: components["schemas"]["PlatformId"] | null;
            userExternalId: components["schemas"]["PlatformId"] | null;
            at: components["schemas"]["Time"];
            phase: components["schemas"]["ContestPhase"];
            tasks: components["schemas"]["ContestPreviewTask"][];
            /** @description What their page of the contest lists then, as `listContestTasks` with `details`; with the PDFs of now, and without links. */
            page: components["schemas"]["ContestTask"][];
        };
        ContestPreviewTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            position: number;
            title: string;
            decision: components["schemas"]["ReadDecision"];
        };
        ContestRefusal: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            taskId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            code: components["schemas"]["ErrorCode"];
            firstAt: components["schemas"]["Time"];
            /**
             * Format: date-time
             * @description The last time.
             */
            at: string;
            count: number;
        };
        ContestRefusalPage: {
            items: components["schemas"]["ContestRefusal"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description Number of further people who were refused its tasks: they do not take part, or you may not see them. */
            others: number;
            since: components["schemas"]["Time"];
        };
        /**
         * @description participant: solves the tasks; staff: runs the contest.
         * @enum {string}
         */
        ContestRole: "participant" | "staff";
        /**
         * @description participant: solves the tasks; staff: runs the contest.
         * @enum {string}
         */
        ContestRoleChoice: "participant" | "staff";
        /**
         * @description `created` (default): newest first; `first-start` and `last-start`: the first or last to start first; `name`: A to Z.
         * @enum {string}
         */
        ContestSort: "created" | "first-start" | "last-start" | "name";
        ContestTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            position: number;
            title: string;
            /** @description When the task opens. Null, or a time before the contest: when the contest starts. */
            opensAt: string | null;
            /** @description When the task closes. Null, or a time after the contest: when the contest ends. */
            closesAt: string | null;
            etag: components["schemas"]["EntityTag"];
            details?: components["schemas"]["ContestTaskDetails"];
        };
        ContestTaskDetails: {
            /** @description The current PDFs, sorted by language. */
            documents: components["schemas"]["ContestTaskDetailsDocument"][];
            /** @description When you last got a link of it since your start, up to a second ago; null: not yet. */
            readAt: string | null;
            /** @description Those that you can open, sorted by name. */
            editorials: components["schemas"]["ContestTaskDetailsEditorial"][];
        };
        ContestTaskDetailsDocument: {
            language: components["schemas"]["Language"];
            /** @description Null while they are not counted. */
            pages: number | null;
            updatedAt: components["schemas"]["Time"];
        };
        ContestTaskDetailsEditorial: {
            attachmentId: components["schemas"]["Id"];
            fileName: string;
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
            /** @description When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed. */
            prefetchFrom?: string | null;
            /** @description The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them. */
            networks?: components["schemas"]["NewContestNetwork"][] | null;
            /** @description Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail. */
            mailNotices?: boolean;
            /** @description The whole staff: people who are not in it are removed. Omitted, the staff stay as they are. Programs always stay. */
            staff?: components["schemas"]["NamedPerson"][];
        };
        /** @description When a contest runs for you, with your own delay and extra time. A task with its own window may open later or close earlier. */
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
            /** @description The account cannot sign in or read anything. */
            disabled: boolean;
            createdAt: components["schemas"]["Time"];
            signIn: components["schemas"]["AccountSignIn"];
            etag: components["schemas"]["EntityTag"];
            /** @description Link to set the password; works once. Shown only once. */
            setupLink: string;
            setupLinkExpiresAt: components["schemas"]["Time"];
        };
        CreateAccountRequest: {
            email: components["schemas"]["Email"];
            /** @description One line of text. */
            name: string;
            role: components["schemas"]["RoleChoice"];
        };
        CreateAttachmentUrlRequest: {
            disposition?: components["schemas"]["Disposition"];
        };
        CreateAttachmentUrlsRequest: {
            items: components["schemas"]["AttachmentOfTask"][];
            disposition?: components["schemas"]["Disposition"];
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
            /** @description The part of the link after `#token=`. */
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
            /** @description Link to set the password; works once. Shown only once. */
            setupLink: string;
            setupLinkExpiresAt: components["schemas"]["Time"];
        };
        CreateSetupLinksRequest: {
            emails: components["schemas"]["Email"][];
            /**
             * @description Sends each person their link by e-mail, in English or Polish by `Accept-Language`, instead of returning it. Returns 403 `switched-off` if the server sends no e-mail.
             * @default false
             */
            invite?: boolean;
        };
        CreateWebhookRequest: {
            /**
             * @description An https address on the internet, or in a network that the operator allows.
             * @example https://judge.example.org/lectern
             */
            url: string;
            events: components["schemas"]["WebhookEventTypeChoice"][];
        };
        CsvList: {
            /** @description CSV with a header row. The operation limits its bytes in UTF-8. */
            csv: string;
        };
        CurrentAttachments: {
            attachments: components["schemas"]["Attachment"][];
        };
        CurrentDocuments: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description Language of the PDF that you would get; null if there is none. */
            language: string | null;
            documents: components["schemas"]["Document"][];
            access: components["schemas"]["ReadAccess"];
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
            /** @description Signed URL of the PDF, for GET of this file only. Null if there is no PDF. */
            descriptionPdfUrl: string | null;
            descriptionPdfUrlExpiresAt: components["schemas"]["Time"] | null;
            /** @description Language of the PDF. */
            language: string | null;
        };
        /** @description Only in a dry run: the task has a different file, or none. `gainsAccess` of a PDF: who can read the task, except its staff. */
        DifferentDocument: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "different";
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        /**
         * @description inline: browsers show the PDF; attachment: they save it.
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
        DocumentChangedEvent: {
            /** @enum {string} */
            type: "document.changed";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["DocumentChangedEventData"];
        };
        DocumentChangedEventData: {
            taskId: string;
            taskExternalId: string | null;
        };
        DocumentExamination: {
            versionId: components["schemas"]["Id"];
            /** @description Null when they cannot be counted. */
            pages: number | null;
            /** @description Empty for a PDF that only shows pages. */
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
        DocumentFindingCode: "file-missing" | "size-differs" | "hash-differs" | "not-a-pdf" | "pdf-cut-off" | "pdf-unreadable" | "pdf-empty" | "pdf-not-examined" | "pdf-not-examined-yet" | "pdf-password" | "pdf-encrypted" | "pdf-scripts" | "pdf-launch" | "pdf-sends-data" | "pdf-auto-link" | "pdf-other-files" | "pdf-attachments" | "pdf-xfa" | "pdf-polyglot";
        DocumentLanguage: {
            language: components["schemas"]["Language"];
            /** @description False if the PDF was removed; its versions can be restored. */
            isCurrent: boolean;
        };
        DocumentLanguagePage: {
            items: components["schemas"]["DocumentLanguage"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        DocumentOpenedEvent: {
            /** @enum {string} */
            type: "document.opened";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["DocumentOpenedEventData"];
        };
        DocumentOpenedEventData: {
            userId: string;
            userExternalId: string | null;
            taskId: string;
            taskExternalId: string | null;
        };
        DocumentToPut: {
            /** @description Must end with `.pdf`, in upper or lower case. */
            fileName: string;
            /** @description Size in bytes, at most `maxPdfBytes` of `GET /api/v1/settings`. */
            size: number;
            sha256: components["schemas"]["Sha256"];
        };
        /** @description Upload the bytes, then complete the upload. */
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
            /** @description The attachment, whose language is `und`. Null for a PDF. */
            attachmentId: string | null;
            language: components["schemas"]["Language"];
            fileName: string;
            /** @description Size in bytes. */
            size: number;
            sha256: components["schemas"]["Sha256"];
            uploadedBy: components["schemas"]["Id"];
            uploadedByExternalId: components["schemas"]["PlatformId"] | null;
            /** @description Null if the account was deleted. */
            uploadedByName: string | null;
            createdAt: components["schemas"]["Time"];
            completedAt: components["schemas"]["Time"] | null;
            replacedAt: components["schemas"]["Time"] | null;
            reason: components["schemas"]["ChangeReason"] | null;
            /** @description Null if they cannot be counted, or have not been counted yet. */
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
         * @description Who provided the address or last verified it; absent if unknown.
         * @enum {string}
         */
        EmailSource: "sign-up" | "mail" | "admin" | "provider" | "token" | "platform";
        /** @description Tag of this state. Send it as `If-Match` with a change that is based on it. */
        EntityTag: string;
        EnvelopeKey: {
            /** @description 16 bytes in base64url: the input keying material of RFC 8188. */
            key: string;
            validUntil: components["schemas"]["Time"] | null;
        };
        EnvelopeUrl: {
            envelopeId: components["schemas"]["Id"];
            /** @description Signed URL of the sealed envelope, for GET of this object only. */
            url: string;
            urlExpiresAt: components["schemas"]["Time"];
            /** @description Size in bytes. */
            size: number;
            /**
             * Format: date-time
             * @description When the contest starts for you. Request the key then.
             */
            opensAt: string;
            /**
             * Format: date-time
             * @description Use this clock for countdowns, not the reader's.
             */
            serverTime: string;
        };
        /**
         * @description Stable; see /manual/errors.
         * @enum {string}
         */
        ErrorCode: "request-invalid" | "file-name-invalid" | "object-key-invalid" | "upload-size-mismatch" | "upload-hash-mismatch" | "upload-interrupted" | "auth-refused" | "unauthenticated" | "api-key-invalid" | "api-key-expired" | "api-key-revoked" | "token-malformed" | "token-key" | "token-signature" | "token-expired" | "token-claim" | "token-account" | "credentials-invalid" | "sign-in-expired" | "forbidden" | "insufficient-scope" | "account-disabled" | "email-unverified" | "provider-refused" | "cross-origin" | "not-open-yet" | "switched-off" | "wrong-place" | "address-unsupported" | "closed" | "url-invalid" | "url-expired" | "url-wrong-place" | "url-revoked" | "not-found" | "object-not-found" | "method-not-allowed" | "conflict" | "last-admin" | "last-owner" | "last-staff" | "too-many-uploads" | "would-remove" | "request-in-progress" | "upload-missing" | "upload-gone" | "precondition-failed" | "body-too-large" | "media-type-unsupported" | "range-not-satisfiable" | "not-a-pdf" | "wrong-file-type" | "pdf-password" | "pdf-unreadable" | "pdf-empty" | "idempotency-key-reused" | "people-file-invalid" | "rate-limited" | "internal" | "provider-answer-invalid" | "issue-not-recorded" | "overloaded" | "provider-unavailable" | "storage-unavailable" | "unavailable" | "storage-full";
        /** @description Your platform's own id, without control characters. An integer stands for its decimal text. */
        ExternalId: string | number;
        ExternalIdsToPut: {
            /** @description The external ids of all that your platform has, without `ext:`. */
            externalIds: components["schemas"]["ExternalId"][];
            /**
             * Format: date-time
             * @description When your platform began to list them. What was created in Lectern since then stays.
             */
            listedAt: string;
            /** @description Other API keys of your platform, also removed ones: what they have put is yours too. */
            apiKeyIds?: components["schemas"]["Id"][];
        };
        /**
         * @description What was found.
         * @enum {string}
         */
        FindingCode: "no-tasks" | "no-participants" | "no-document" | "document-opens" | "language-missing" | "opens-on-time" | "opens-early" | "opens-late" | "starts-after-end" | "never-opens" | "window-cut" | "never-closes" | "window-suffices" | "window-short" | "file-missing" | "size-differs" | "hash-differs" | "not-a-pdf" | "pdf-cut-off" | "pdf-unreadable" | "pdf-empty" | "pdf-not-examined" | "pdf-not-examined-yet" | "pdf-password" | "pdf-encrypted" | "pdf-scripts" | "pdf-launch" | "pdf-sends-data" | "pdf-auto-link" | "pdf-other-files" | "pdf-attachments" | "pdf-xfa" | "pdf-polyglot" | "place-unknown" | "place-shared" | "place-outside" | "place-fits" | "place-ipv6" | "place-private" | "prefetch-too-late" | "envelope-sealed" | "envelope-missing" | "envelope-stale" | "booklet-ready" | "booklet-not-made" | "booklet-stale" | "booklet-failed" | "booklet-incomplete" | "booklet-file-missing";
        /**
         * @description warning: check it; failed: fix it before the start.
         * @enum {string}
         */
        FindingSeverity: "ok" | "warning" | "failed";
        /** @description In a dry run: people who cannot read a task now, and could after the change. `opensAt`: when the first of the changed tasks opens, if that is later. */
        GainsAccess: {
            /** @description Everyone with an account would be able to read one of the tasks; nothing else is counted. */
            everyone: boolean;
            /** @description People who get access at once, not counting those of `groups`. */
            count: number;
            /** @description Names of the first 50 of these people whom you may see. */
            names: string[];
            /** @description Names of groups whose members you may not see, and of whom some get access. */
            groups: string[];
            opensAt: components["schemas"]["Time"] | null;
        };
        /** @description A person of your platform. Unknown readers get an account without a password. */
        GrantedReader: {
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified `email`. Only verified addresses identify people when someone adds, invites or signs in by address. */
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
            /** @description When this URL expires at the latest, even if the reader has other access. A time in the past is refused as `closed`. */
            validUntil?: string | null;
        };
        /**
         * @description What gives access to the task.
         * @enum {string}
         */
        Ground: "admin" | "task-staff" | "group-staff" | "contest-staff" | "group" | "contest" | "signed-in" | "contest-archive" | "granted";
        /**
         * @description State at the requested time. elsewhere: open, but not at that address.
         * @enum {string}
         */
        GroundState: "open" | "elsewhere" | "upcoming" | "closed";
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
            /** @description When they first got a URL of the PDF of one of its tasks, or the key of a sealed PDF, after the task opened there. Null: not yet, as far as records are kept. */
            firstIssuedAt: string | null;
            createdAt: components["schemas"]["Time"];
        };
        GroupMemberPage: {
            items: components["schemas"]["GroupMember"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description Number of people on all pages. */
            total: number;
        };
        GroupPage: {
            items: components["schemas"]["Group"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description member: gets tasks; staff: runs the group.
         * @enum {string}
         */
        GroupRole: "member" | "staff";
        /**
         * @description member: gets tasks; staff: runs the group.
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
            /** @description The whole staff: people who are not in it are removed. Omitted, the staff stay as they are. Programs always stay. */
            staff?: components["schemas"]["NamedPerson"][];
        };
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        Id: string;
        Invitation: {
            invitationId: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description When the link ends, at most 180 days from now.
             */
            endsAt: string;
            /** @description How many people may join. */
            maxUses: number;
            /** @description Domains of verified e-mail addresses, such as `example.org`; subdomains are others. Empty: anyone may join. */
            emailDomains: string[];
            /** @description How many people have joined. */
            uses: number;
            state: components["schemas"]["InvitationState"];
            createdAt: components["schemas"]["Time"];
            revokedAt: components["schemas"]["Time"] | null;
        };
        InvitationDraft: {
            /**
             * Format: date-time
             * @description When the link ends, at most 180 days from now.
             */
            endsAt: string;
            /** @description How many people may join. */
            maxUses: number;
            /** @description Domains of verified e-mail addresses, such as `example.org`; subdomains are others. Empty: anyone may join. */
            emailDomains?: string[];
        };
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description open: people can join.
         * @enum {string}
         */
        InvitationState: "open" | "ended" | "used-up" | "revoked";
        InvitationUse: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            invitationId: components["schemas"]["Id"];
            joinedAt: components["schemas"]["Time"];
        };
        InvitationUsePage: {
            items: components["schemas"]["InvitationUse"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        IssueTracedEvent: {
            /** @enum {string} */
            type: "issue.traced";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["IssueTracedEventData"];
        };
        IssueTracedEventData: {
            issueId: string | null;
            userId: string | null;
            userExternalId: string | null;
            taskId: string | null;
            taskExternalId: string | null;
        };
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
            /** @description Send it as a bearer token. Shown only once. */
            key: string;
        };
        IssuedBatchAttachmentUrl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "issued";
            taskId: components["schemas"]["Id"];
            attachmentId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            fileName: string;
            /** @description Signed URL of the file, for GET of this file only. */
            url: string;
            urlExpiresAt: components["schemas"]["Time"];
        };
        IssuedBatchUrl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "issued";
            taskId: components["schemas"]["Id"];
            taskExternalId: components["schemas"]["PlatformId"] | null;
            /** @description Signed URL of the PDF, for GET of this file only. Null if there is no PDF. */
            descriptionPdfUrl: string | null;
            descriptionPdfUrlExpiresAt: components["schemas"]["Time"] | null;
            /** @description Language of the PDF. */
            language: string | null;
        };
        /** @description The task that a signed URL was issued for, and the language of its PDF. */
        IssuedTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            language: components["schemas"]["Language"] | null;
        };
        IssuedUrl: {
            /** @description The parameter `issue` of the URL. */
            issueId: string;
            /** @description The reader; null if an operator signed it on the command line. */
            userId: string | null;
            /** @description The platform's id of the reader. */
            userExternalId: string | null;
            /** @description Null if the account was deleted, has no address, or is hidden from you. */
            email: string | null;
            /** @description Name of the reader; null if the account was deleted or is hidden from you. */
            name: string | null;
            taskId: string | null;
            /** @description The platform's id of the task. */
            taskExternalId: string | null;
            /** @description Null if an operator signed on the command line. */
            title: string | null;
            versionId: string | null;
            /** @description Key of the file in the storage, as in its access log. */
            objectKey: string;
            /** @description What gave the reader access; `operator` for URLs from the command line. */
            ground: string;
            disposition: components["schemas"]["RecordedDisposition"];
            issuedAt: components["schemas"]["Time"];
            expiresAt: components["schemas"]["Time"];
            /** @description Issuer of the trusted token that identified the reader. */
            issuer: string | null;
            /** @description The API key that requested it. */
            apiKeyId: string | null;
            apiKeyName: string | null;
            opened: components["schemas"]["Opened"];
            wholeFile: components["schemas"]["WholeFile"];
            /** @description First download; null: none is known. */
            firstReadAt: string | null;
            lastReadAt: components["schemas"]["Time"] | null;
            requests: number | null;
            bytes: number | null;
        };
        IssuedUrlCounts: {
            /**
             * @description Length of a bucket. Buckets begin at full hours or days in UTC.
             * @default hour
             * @enum {string}
             */
            bucket: "hour" | "day";
            items: components["schemas"]["IssuedUrlCountsItem"][];
        };
        IssuedUrlCountsItem: {
            from: components["schemas"]["Time"];
            /** @description A stable URL counts once, however often it was requested. */
            urls: number;
            /** @description Distinct readers in this bucket. */
            readers: number;
        };
        IssuedUrlPage: {
            items: components["schemas"]["IssuedUrl"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        Joined: {
            kind: components["schemas"]["JoinedKind"];
            /** @description Id of the group or contest. */
            id: string;
            name: string;
            /** @description Whether you were in it already; then nothing has changed. */
            alreadyThere: boolean;
        };
        /**
         * @description What the invitation is to.
         * @enum {string}
         */
        JoinedKind: "group" | "contest";
        KeyRotatedEvent: {
            /** @enum {string} */
            type: "key.rotated";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["KeyRotatedEventData"];
        };
        KeyRotatedEventData: {
            keyId: string;
        };
        /** @description BCP 47 language tag. */
        Language: string;
        ListOpeningsReply: {
            /**
             * Format: date-time
             * @description Use this clock for countdowns, not the reader's.
             */
            serverTime: string;
            items: components["schemas"]["Opening"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description What happens to the row.
         * @enum {string}
         */
        ListOutcome: "added" | "changed" | "removed";
        ListSigningKeysReply: {
            items: components["schemas"]["SigningKey"][];
        };
        /** @description In a dry run: people who can read a task now and would lose it. Omits people who can read it for another reason. */
        LosesAccess: {
            /** @description Everyone with an account can read one of the tasks now; the other fields are empty. */
            everyone: boolean;
            /** @description People who lose access, not counting those of `groups`. */
            count: number;
            /** @description Names of the first 50 of these people. */
            names: string[];
            /** @description Names of groups whose members you may not see, and of whom some lose access. */
            groups: string[];
            /** @description People other than you who lose access and may be reading now: within the last hour they got a URL to view such a task that has not expired, or the key of its sealed PDF. */
            reading: number;
        };
        /**
         * @description Whether the server sends e-mail.
         * @enum {string}
         */
        Mail: "on" | "off";
        /** @description A task in the list of its staff. `usages` has up to 3 of its groups and contests: first those where it is open, then those where it opens next. */
        ManagedTask: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            /** @description One line of text. */
            title: string;
            yourRole: components["schemas"]["TaskRole"] | null;
            languages: string[];
            usages: components["schemas"]["TaskUsage"][];
            usageCount: number;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
        };
        ManagedTaskPage: {
            items: components["schemas"]["ManagedTask"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description `created` (default): newest first; `updated`: last changed first.
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
            /** @description Version of Lectern. */
            version: string;
            /** @description Of the process that replied. */
            uptimeSeconds: number;
            requests: components["schemas"]["MetricsSummaryRequests"];
            signIns: components["schemas"]["MetricsSummarySignIns"];
            issuedUrls: components["schemas"]["MetricsSummaryIssuedUrls"];
            /** @description By outcome. Empty if an object store delivers the files. */
            redemptions: {
                [key: string]: number;
            };
            /** @description By outcome. Empty if an object store takes the files. */
            uploads: {
                [key: string]: number;
            };
            /** @description By the cause of the overload. */
            overloadRefusals: {
                [key: string]: number;
            };
            residentMemoryBytes: number | null;
            /** @description Over the last minute; the average of all workers. */
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
        };
        /** @description With a password. */
        MetricsSummarySignIns: {
            succeeded: number;
            refused: number;
        };
        /** @description A person, by `userId`, else `externalId`, else verified `email`. A new account is created for an unknown external id. */
        NamedPerson: {
            externalId?: components["schemas"]["ExternalId"];
            userId?: components["schemas"]["Id"];
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified `email`. Only verified addresses identify people when someone adds, invites or signs in by address. */
            emailVerified?: boolean;
            /** @description One line of text. */
            name?: string;
        };
        NewApiKey: {
            /** @description One line of text. */
            name: string;
            scopes: components["schemas"]["ApiKeyScopeChoice"][];
            /** @description The key is accepted only from these IP addresses and CIDR ranges. */
            networks?: string[] | null;
            /** @description The key reaches only these tasks and those of `groupIds`; others do not exist for it. For the scopes read, grant, upload. */
            taskIds?: components["schemas"]["Id"][] | null;
            groupIds?: components["schemas"]["Id"][] | null;
            expiresAt?: components["schemas"]["Time"] | null;
        };
        NewCalendarLink: {
            /**
             * Format: uri
             * @description Link for a calendar app. Shown only once. Anyone with the link can read the calendar, and nothing else.
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
            /** @description When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed. */
            prefetchFrom?: string | null;
            /** @description The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them. */
            networks?: components["schemas"]["NewContestNetwork"][] | null;
            /** @description Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail. */
            mailNotices?: boolean;
        };
        NewContestNetwork: {
            /** @description An address, or a network in CIDR notation. */
            network: string;
            room?: string | null;
        };
        NewInvitation: {
            invitationId: components["schemas"]["Id"];
            /**
             * Format: date-time
             * @description When the link ends, at most 180 days from now.
             */
            endsAt: string;
            /** @description How many people may join. */
            maxUses: number;
            /** @description Domains of verified e-mail addresses, such as `example.org`; subdomains are others. Empty: anyone may join. */
            emailDomains: string[];
            /** @description How many people have joined. */
            uses: number;
            state: components["schemas"]["InvitationState"];
            createdAt: components["schemas"]["Time"];
            revokedAt: components["schemas"]["Time"] | null;
            /**
             * Format: uri
             * @description The link, also for a QR code. Shown only once; create another one if it is lost.
             */
            url: string;
        };
        NewNotice: {
            taskId?: components["schemas"]["Id"] | null;
            texts: components["schemas"]["NoticeTexts"];
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
            /** @description Must end with `.pdf`, in upper or lower case. */
            fileName: string;
            /** @description Size in bytes, at most `maxPdfBytes` of `GET /api/v1/settings`. */
            size: number;
            sha256: components["schemas"]["Sha256"];
        };
        NewWebhook: {
            id: components["schemas"]["Id"];
            /** @example https://judge.example.org/lectern */
            url: string;
            events: components["schemas"]["WebhookEventType"][];
            createdAt: components["schemas"]["Time"];
            /** @description Since when nothing is sent. Events wait for a week. */
            pausedAt: string | null;
            pauseReason: components["schemas"]["WebhookPauseReason"] | null;
            /** @description When the requests that fail began; null after a success. */
            failingSince: string | null;
            /** @description What the last request failed with; null after a success. */
            lastFailure: string | null;
            /** @description When an event last arrived. */
            lastDeliveredAt: string | null;
            /** @description Verifies requests. Shown only once. */
            secret: string;
        };
        Notice: {
            noticeId: components["schemas"]["Id"];
            /** @description A platform's id for it. */
            externalId: string | null;
            taskId: components["schemas"]["Id"] | null;
            taskExternalId: components["schemas"]["PlatformId"] | null;
            /** @description The version of a PDF whose reason it is, or the first of several; null for one that staff wrote. */
            versionId: string | null;
            /** @description The languages of the PDFs that were replaced with this reason, within ten minutes. */
            languages: string[];
            texts: components["schemas"]["NoticeTexts"];
            /** @description Name of who wrote it, for staff who may see them. */
            author: string | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"] | null;
            /** @description Whether you have seen it; always true for staff. */
            seen: boolean;
            /** @description How many participants have seen it; only for staff. */
            seenBy: number | null;
        };
        NoticePage: {
            items: components["schemas"]["Notice"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        NoticePublishedEvent: {
            /** @enum {string} */
            type: "notice.published";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["NoticePublishedEventData"];
        };
        NoticePublishedEventData: {
            noticeId: string | null;
            noticeExternalId: string | null;
            contestId: string | null;
            contestExternalId: string | null;
            taskId: string | null;
            taskExternalId: string | null;
        };
        /** @description Plain text per language, by BCP 47 tag. */
        NoticeTexts: {
            [key: string]: string;
        };
        /**
         * @description Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time.
         * @enum {string}
         */
        Opened: "no" | "unknown" | "yes";
        /**
         * @description Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time.
         * @enum {string}
         */
        OpenedChoice: "no" | "unknown" | "yes";
        Opening: {
            opensAt: components["schemas"]["Time"];
            through: components["schemas"]["Container"];
        };
        Participant: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            delaySeconds: number;
            extraSeconds: number;
            /** @description When they first got a URL of the PDF of one of its tasks, or the key of a sealed PDF, after the task opened there. Null: not yet, as far as records are kept. */
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
            /** @description Number of people on all pages. */
            total: number;
        };
        /**
         * @description delay, extra: longest first. Default: by name.
         * @enum {string}
         */
        ParticipantSort: "name" | "email" | "delay" | "extra";
        Participation: {
            /** @description Whether they were added individually, which gives them own times. */
            own: boolean;
            /** @description Groups of the contest that they are members of. */
            groups: components["schemas"]["ContestGroup"][];
        };
        /**
         * @description Whether people have passwords.
         * @enum {string}
         */
        PasswordSignIn: "on" | "off";
        PeopleImport: {
            /** @description Number of people who get their link by e-mail. */
            invited: number;
            setupLinksExpireAt: components["schemas"]["Time"] | null;
            rows: components["schemas"]["PeopleImportRow"][];
        };
        PeopleImportRow: {
            /** @description Line of the file, counted from 1. */
            line: number;
            email: components["schemas"]["Email"];
            name: string;
            role: components["schemas"]["Role"];
            group: components["schemas"]["PeopleImportRowGroup"] | null;
            /** @description Empty if nothing needs to change. */
            changes: ("create" | "change-role" | "change-name" | "add-to-group")[];
            /** @description Link to set the password of a new account; works once. Shown only once; null if it was sent by e-mail. */
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
            /** @description Number of people on all pages. */
            total: number;
        };
        /**
         * @description Order of the list. Default: by name.
         * @enum {string}
         */
        PersonSort: "name" | "email";
        /**
         * @description Whether it is a group or a contest.
         * @enum {string}
         */
        PlaceKind: "group" | "contest";
        /** @description The platform's own id. Requests may use it with `ext:` before it. */
        PlatformId: string;
        /** @description In the same order as the list of ids. */
        PlatformIds: (components["schemas"]["PlatformId"] | null)[];
        Preflight: {
            /** @description False if a finding has the severity `failed`. */
            ready: boolean;
            findings: components["schemas"]["PreflightFinding"][];
        };
        /**
         * @description What was checked.
         * @enum {string}
         */
        PreflightCheck: "tasks" | "participants" | "document" | "languages" | "opening" | "window" | "place" | "envelope" | "booklet";
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
            /** @description Addresses of the first few of these people. */
            emails?: string[];
            opensAt?: components["schemas"]["Time"];
            reason?: components["schemas"]["RefusalReason"];
            openSeconds?: number;
            urlSeconds?: number;
            address?: string;
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
            /** @description Number of all problems; `problems` has the first ones. */
            problemCount?: number;
            problems?: components["schemas"]["RowProblem"][];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description How much of Lectern this server has.
         * @enum {string}
         */
        Profile: "signer" | "platform" | "course";
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
            /** @description When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed. */
            prefetchFrom: string | null;
            /** @description The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them. */
            networks: components["schemas"]["ContestNetwork"][] | null;
            /** @description Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail. */
            mailNotices: boolean;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutContestGroups: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000 changes. */
            changes: components["schemas"]["PutContestGroupsChange"][];
            gainsAccess?: components["schemas"]["GainsAccess"];
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
            /** @description Whether the platform has verified `email`. Only verified addresses identify people when someone adds, invites or signs in by address. */
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
            /** @description When the task opens. Null, or a time before the contest: when the contest starts. */
            opensAt: string | null;
            /** @description When the task closes. Null, or a time after the contest: when the contest ends. */
            closesAt: string | null;
            etag: components["schemas"]["EntityTag"];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutContestTasks: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000 changes. */
            changes: components["schemas"]["PutContestTasksChange"][];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutContestTasksChange: {
            outcome: components["schemas"]["ListOutcome"];
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            label: string;
            position: number;
            /** @description When the task opens. Null, or a time before the contest: when the contest starts. */
            opensAt: string | null;
            /** @description When the task closes. Null, or a time after the contest: when the contest ends. */
            closesAt: string | null;
        };
        PutContestTasksRequest: {
            tasks: components["schemas"]["PutContestTasksRequestTask"][];
        };
        PutContestTasksRequestTask: {
            taskId: components["schemas"]["Id"];
            label: string;
            /** @description When the task opens. Null, or a time before the contest: when the contest starts. */
            opensAt?: string | null;
            /** @description When the task closes. Null, or a time after the contest: when the contest ends. */
            closesAt?: string | null;
        };
        /** @description Whether the bytes must be uploaded. */
        PutDocument: components["schemas"]["UnchangedDocument"] | components["schemas"]["DocumentUpload"] | components["schemas"]["DifferentDocument"];
        PutExternalIds: {
            /** @description How many this request removed. */
            removed: number;
            /** @description How many are still to be removed: repeat the request until it is 0. */
            remaining: number;
            kept: number;
            /** @description Ids in the list that Lectern does not have. */
            missing: number;
            /** @description With other external ids, but put only by keys that you did not name. They stay. */
            others: number;
            /** @description What this request removed. */
            removals: components["schemas"]["PutExternalIdsRemoval"][];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutExternalIdsRemoval: {
            externalId: string;
            name: string;
        };
        PutGroup: {
            groupId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            outcome: components["schemas"]["PutOutcome"];
            name: string;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
            etag: components["schemas"]["EntityTag"];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutGroupMembersRequest: {
            members: components["schemas"]["PutGroupMembersRequestMember"][];
        };
        PutGroupMembersRequestMember: {
            externalId?: components["schemas"]["ExternalId"];
            userId?: components["schemas"]["Id"];
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified `email`. Only verified addresses identify people when someone adds, invites or signs in by address. */
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
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        PutGroupTasks: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000 changes. */
            changes: components["schemas"]["PutGroupTasksChange"][];
            gainsAccess?: components["schemas"]["GainsAccess"];
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
            /** @description The first 1000 changes. */
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
        PutNotice: {
            noticeId: components["schemas"]["Id"];
            /** @description A platform's id for it. */
            externalId: string | null;
            taskId: components["schemas"]["Id"] | null;
            taskExternalId: components["schemas"]["PlatformId"] | null;
            /** @description The version of a PDF whose reason it is, or the first of several; null for one that staff wrote. */
            versionId: string | null;
            /** @description The languages of the PDFs that were replaced with this reason, within ten minutes. */
            languages: string[];
            texts: components["schemas"]["NoticeTexts"];
            /** @description Name of who wrote it, for staff who may see them. */
            author: string | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"] | null;
            /** @description Whether you have seen it; always true for staff. */
            seen: boolean;
            /** @description How many participants have seen it; only for staff. */
            seenBy: number | null;
            outcome: components["schemas"]["PutOutcome"];
        };
        /**
         * @description What the request did.
         * @enum {string}
         */
        PutOutcome: "created" | "changed" | "unchanged";
        PutParticipants: {
            etag: components["schemas"]["EntityTag"];
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description The first 1000 changes. */
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
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        ReadAccess: {
            ground: components["schemas"]["Ground"];
            validUntil: components["schemas"]["Time"] | null;
        };
        /** @description Whether a task may be read. Fields that do not apply are null. */
        ReadDecision: {
            allowed: boolean;
            reason: components["schemas"]["RefusalReason"] | null;
            ground: components["schemas"]["Ground"] | null;
            opensAt: components["schemas"]["Time"] | null;
            validUntil: components["schemas"]["Time"] | null;
        };
        /**
         * @description none: no link yet; link: got a link, downloaded nothing; opened: downloaded only versions that were replaced; current: downloaded a current version, in any language; unknown: no record of downloads tells.
         * @enum {string}
         */
        ReadingState: "none" | "link" | "opened" | "current" | "unknown";
        /**
         * @description What was requested: a URL to view or to save a PDF, or the key of a sealed envelope.
         * @enum {string}
         */
        RecordedDisposition: "inline" | "attachment" | "key";
        /**
         * @description Why the task cannot be read.
         * @enum {string}
         */
        RefusalReason: "not-open-yet" | "wrong-place" | "closed" | "not-found";
        RefusedBatchAttachmentUrl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            outcome: "refused";
            taskId: components["schemas"]["AskedId"];
            attachmentId: components["schemas"]["Id"];
            problem: components["schemas"]["Problem"];
        };
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
            /** @description People who got no new link; their earlier links still work. */
            skipped: components["schemas"]["RenewedSetupLinksSkipped"][];
        };
        RenewedSetupLinksItem: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"];
            name: string;
            /** @description Link to set the password; works once. Shown only once; null if it was sent by e-mail. */
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
            /** @description The part of the link after `#token=`. */
            token: string;
            /** @description 8 to 128 characters. */
            newPassword: string;
        };
        RestoreDocumentVersionReply: {
            versionId: components["schemas"]["Id"];
            /** @description The attachment, whose language is `und`. Null for a PDF. */
            attachmentId: string | null;
            language: components["schemas"]["Language"];
            fileName: string;
            /** @description Size in bytes. */
            size: number;
            sha256: components["schemas"]["Sha256"];
            uploadedBy: components["schemas"]["Id"];
            uploadedByExternalId: components["schemas"]["PlatformId"] | null;
            /** @description Null if the account was deleted. */
            uploadedByName: string | null;
            createdAt: components["schemas"]["Time"];
            completedAt: components["schemas"]["Time"] | null;
            replacedAt: components["schemas"]["Time"] | null;
            reason: components["schemas"]["ChangeReason"] | null;
            /** @description Null if they cannot be counted, or have not been counted yet. */
            pages: number | null;
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        RevocationsSince: {
            cursor: string;
            /** @description Whether the names replace all that you know. Otherwise they add to them. */
            isWhole: boolean;
            /** @description Whether to ask again at once, because more names follow. */
            hasMore: boolean;
            names: string[];
        };
        /**
         * @description What the account may do on this server.
         * @enum {string}
         */
        Role: "student" | "teacher" | "admin";
        /**
         * @description What the account may do on this server.
         * @enum {string}
         */
        RoleChoice: "student" | "teacher" | "admin";
        RowProblem: {
            /** @description Counted from 1; for CSV, the line of the file. */
            row: number;
            /** @description For example `reader.name`; null: the whole row. */
            field: string | null;
            code: components["schemas"]["RowProblemCode"];
            message: string;
            /** @description The value in the row. */
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
            /** @description Place in the order, from 0. Default: last for a new task, unchanged for others. */
            position?: number;
            /** @description When the task opens. Null, or a time before the contest: when the contest starts. */
            opensAt?: string | null;
            /** @description When the task closes. Null, or a time after the contest: when the contest ends. */
            closesAt?: string | null;
        };
        SetGroupTaskRequest: {
            opensAt: components["schemas"]["Time"];
            closesAt?: components["schemas"]["Time"] | null;
        };
        SetNoticesSeenRequest: {
            noticeIds: components["schemas"]["Id"][];
        };
        Settings: {
            profile: components["schemas"]["Profile"];
            signUp: components["schemas"]["SignUp"];
            passwordSignIn: components["schemas"]["PasswordSignIn"];
            mail: components["schemas"]["Mail"];
            /** @description Name of the OpenID Connect provider for sign-in; null: none. */
            signInProvider: string | null;
            /** @description Contact for questions about accounts: an e-mail address, a URL, or a name. */
            contact: string | null;
            /** @description Size in bytes. */
            maxPdfBytes: number;
            /** @description Size in bytes. */
            maxAttachmentBytes: number;
            /**
             * Format: uri
             * @description Address of this server for browsers.
             */
            publicUrl: string;
            /**
             * Format: uri
             * @description Start of all signed URLs for downloads.
             */
            filesUrl: string;
            urlBinding: components["schemas"]["UrlBinding"];
            /** @description False until the first admin is created. */
            hasAccounts: boolean;
            /** @description Whether this server has the manual, at `/manual/`. */
            hasManual: boolean;
            /** @description Accounts to sign in with, on a server that `lectern demo` runs; otherwise empty. */
            demoAccounts: components["schemas"]["DemoAccount"][];
        };
        /**
         * @description unknown: no account; signs-in: has a password or a provider; invited-recently: got three invitations within an hour.
         * @enum {string}
         */
        SetupLinkSkipReason: "unknown" | "unverified" | "disabled" | "signs-in" | "invited-recently";
        /** @description SHA-256 in lowercase hexadecimal. */
        Sha256: string;
        ShadowComparison: {
            /** @description Number of equal decisions. */
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
             * @description When your platform decided. Default: now.
             */
            at?: string;
        };
        ShadowDisagreement: {
            /** @description Number of the item, counted from 1. */
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
        /** @description A person of your platform. No account is created. */
        ShadowReader: {
            externalId: components["schemas"]["ExternalId"];
        };
        /**
         * @description Why Lectern refuses. `unknown`: it does not know the task or the reader.
         * @enum {string}
         */
        ShadowReason: "not-open-yet" | "wrong-place" | "closed" | "not-found" | "unknown";
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
            /** @description Page of the web app to open afterwards: a path, optionally with a query. */
            next: string;
        };
        SignInMethods: {
            /** @description Whether the account has a password. */
            password: boolean;
            /** @description Whether the account is linked to the OpenID Connect provider. */
            provider: boolean;
        };
        /**
         * @description signs-in: has a password or a provider; else the state of the setup link.
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
            /** @description 8 to 128 characters. Required if the server sends no e-mail. */
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
            /** @description Where the browser can also end the session at the sign-in provider; null if there is none. */
            providerSignOutUrl: string | null;
        };
        SigningKey: {
            /** @description The parameter `kid` of the URLs that it signed. */
            id: string;
            createdAt: components["schemas"]["Time"] | null;
            /** @description Whether it signs new URLs; all keys verify URLs. */
            signs: boolean;
            /** @description When it starts to sign: by then all instances know it. Null if it signs already, or signed before. */
            signsFrom: string | null;
        };
        Status: {
            /** @enum {string} */
            status: "ok";
            /** @description Version of Lectern. */
            version: string;
        };
        StorageExamination: {
            /** @description False if a check failed. */
            healthy: boolean;
            findings: components["schemas"]["StorageExaminationFinding"][];
        };
        StorageExaminationFinding: {
            /** @description Stable id of the check. */
            id: string;
            title: string;
            outcome: components["schemas"]["CheckOutcome"];
            /** @description What the check found. */
            detail: string;
            /** @description What the operator can do about it. */
            remedy: string | null;
        };
        /**
         * @description What to compare with the list.
         * @enum {string}
         */
        SyncedKind: "tasks" | "groups" | "contests";
        /** @description A task for its readers. */
        Task: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            title: string;
            /** @description Signed URL of the PDF, for GET of this file only. Null if there is no PDF. */
            descriptionPdfUrl: string | null;
            descriptionPdfUrlExpiresAt: components["schemas"]["Time"] | null;
            /** @description Language of the PDF. */
            language: string | null;
            documents: components["schemas"]["Document"][];
            /** @description Absent if there are none. */
            attachments?: components["schemas"]["Attachment"][];
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
            /** @description All tasks of the contest, in their new order. */
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
            /** @description What gives access at this time; the one that lasts longest comes first. */
            grounds: components["schemas"]["TaskReaderGround"][];
            validUntil: components["schemas"]["Time"] | null;
            /** @description When they first got a URL of the task, as far as records are kept; null: not yet. */
            gotUrlAt: string | null;
            /** @description When they first got the key of a sealed PDF of the task; null: not yet. */
            gotKeyAt: string | null;
            opened: components["schemas"]["Opened"];
            firstReadAt: components["schemas"]["Time"] | null;
        };
        TaskReaderCounts: {
            at: components["schemas"]["Time"];
            /** @description Whether everyone with an account can read it. People without another ground are not counted in `readers`. */
            everyone: boolean;
            readers: number;
            /** @description Readers who have got a URL of the task, or the key of its sealed PDF. */
            gotUrl: number;
            /** @description Readers who downloaded a PDF of the task. */
            opened: number;
            /** @description Readers of whom no record of downloads tells. */
            openedUnknown: number;
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
            /** @description True if the task is open now to members of a group or participants of a contest, or if anyone outside its staff got a URL of it within the last hour. */
            readersNow: boolean;
        };
        /**
         * @description reader: sees drafts; editor: also changes PDFs and titles; manager: also shares; owner: also deletes.
         * @enum {string}
         */
        TaskRole: "reader" | "editor" | "manager" | "owner";
        /**
         * @description reader: sees drafts; editor: also changes PDFs and titles; manager: also shares; owner: also deletes.
         * @enum {string}
         */
        TaskRoleChoice: "reader" | "editor" | "manager" | "owner";
        /** @description A task for its staff. */
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
            /** @description Number of people on all pages. */
            total: number;
        };
        /**
         * @description role: owners first. Default: by name.
         * @enum {string}
         */
        TaskStaffSort: "name" | "email" | "role";
        /** @description A task in a list. `through` is the group or contest that gives access, if any. */
        TaskSummary: {
            taskId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            title: string;
            languages: string[];
            access: components["schemas"]["ReadAccess"];
            through: components["schemas"]["Container"] | null;
            createdAt: components["schemas"]["Time"];
            updatedAt: components["schemas"]["Time"];
        };
        TaskSummaryPage: {
            items: components["schemas"]["TaskSummary"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /** @description Titles in other languages, one line each, by BCP 47 tag. Readers of other languages get `title`. */
        TaskTitles: {
            [key: string]: string;
        };
        TaskToPut: {
            /** @description One line of text. */
            title: string;
            titles?: components["schemas"]["TaskTitles"] | null;
            primaryLanguage?: components["schemas"]["Language"];
            visibility?: components["schemas"]["VisibilityChoice"];
            visibleFrom?: components["schemas"]["Time"] | null;
            embargoUntil?: components["schemas"]["Time"] | null;
            /** @description The whole staff: people who are not in it are removed. Omitted, the staff stay as they are. Programs always stay, as owners unless a role is given. */
            staff?: components["schemas"]["TaskToPutStaff"][];
        };
        TaskToPutStaff: {
            externalId?: components["schemas"]["ExternalId"];
            userId?: components["schemas"]["Id"];
            email?: components["schemas"]["Email"];
            /** @description Whether the platform has verified `email`. Only verified addresses identify people when someone adds, invites or signs in by address. */
            emailVerified?: boolean;
            /** @description One line of text. */
            name?: string;
            role?: components["schemas"]["TaskRoleChoice"];
        };
        /** @description If `closesAt` is not after `opensAt`, the window lies outside the contest, and the task never opens there. */
        TaskUsage: {
            kind: components["schemas"]["PlaceKind"];
            id: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            name: string;
            /** @description Label in the contest; null in a group. */
            label: string | null;
            opensAt: components["schemas"]["Time"];
            closesAt: components["schemas"]["Time"] | null;
        };
        TaskUsagePage: {
            items: components["schemas"]["TaskUsage"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description State of its window in `groupId` or `contestId`, or else in any group or contest; `none`: in no group or contest.
         * @enum {string}
         */
        TaskUsageState: "upcoming" | "running" | "past" | "none";
        /**
         * Format: date-time
         * @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998.
         */
        Time: string;
        Trace: {
            /** @description Whether there is a record of the URL. */
            found: boolean;
            /** @description Whether a key of this server signed exactly this URL; false for an `issueId`, which anyone can write. */
            valid: boolean;
            reason: components["schemas"]["TraceReason"] | null;
            expired: boolean;
            /** @description Whether it was revoked before it expires. Object stores do not enforce this. */
            revoked: boolean;
            expiresAt: components["schemas"]["Time"] | null;
            /** @description One record. Several if the URLs of the storage cannot carry an issue id: all people who got this file with the same expiry. */
            issues: components["schemas"]["IssuedUrl"][];
        };
        TraceIssuedUrlRequest: {
            url?: string;
            /** @description The parameter `issue` of a signed URL. */
            issueId?: string;
        };
        /**
         * @description Why the URL is not valid.
         * @enum {string}
         */
        TraceReason: "outside-files-url" | "method" | "malformed" | "key-unknown" | "signature" | "encoding";
        TriedChange: {
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        /** @description The task already has this file. */
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
         * @description Address that the person or a platform claims, not verified. It identifies no account; never use it in place of `email`.
         */
        UnverifiedEmail: string;
        UpdateAccountRequest: {
            /** @description One line of text. */
            name?: string;
            role?: components["schemas"]["RoleChoice"];
            disabled?: boolean;
            /**
             * @description Confirms that the address belongs to the owner of the account. It identifies them from now on.
             * @enum {boolean}
             */
            emailVerified?: true;
            externalId?: components["schemas"]["ExternalId"] | null;
        };
        UpdateContestParticipantReply: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            delaySeconds: number;
            extraSeconds: number;
            /** @description When they first got a URL of the PDF of one of its tasks, or the key of a sealed PDF, after the task opened there. Null: not yet, as far as records are kept. */
            firstIssuedAt: string | null;
            etag: components["schemas"]["EntityTag"];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        UpdateGroupMemberReply: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            role: components["schemas"]["GroupRole"];
            /** @description When they first got a URL of the PDF of one of its tasks, or the key of a sealed PDF, after the task opened there. Null: not yet, as far as records are kept. */
            firstIssuedAt: string | null;
            createdAt: components["schemas"]["Time"];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        UpdateGroupMemberRequest: {
            role: components["schemas"]["GroupRoleChoice"];
        };
        UpdateMeRequest: {
            /** @description One line of text. */
            name: string;
        };
        UpdateNoticeRequest: {
            texts: components["schemas"]["NoticeTexts"];
        };
        UpdateTaskStaffReply: {
            userId: components["schemas"]["Id"];
            externalId: components["schemas"]["PlatformId"] | null;
            email: components["schemas"]["Email"] | null;
            unverifiedEmail: components["schemas"]["UnverifiedEmail"] | null;
            name: string;
            role: components["schemas"]["TaskRole"];
            createdAt: components["schemas"]["Time"];
            gainsAccess?: components["schemas"]["GainsAccess"];
            losesAccess?: components["schemas"]["LosesAccess"];
        };
        UpdateTaskStaffRequest: {
            role: components["schemas"]["TaskRoleChoice"];
        };
        Upload: {
            versionId: components["schemas"]["Id"];
            /** @description Signed URL: PUT exactly the announced bytes to it, once. */
            uploadUrl: string;
            uploadUrlExpiresAt: components["schemas"]["Time"];
            /** @description Headers to send unchanged with the PUT; some storages require them. */
            uploadHeaders: {
                [key: string]: string;
            };
        };
        /**
         * @description Whether signed URLs of contests with networks work only at the address that asked. `ipv4`: they do, and only over IPv4. `unsupported`: the storage cannot do that.
         * @enum {string}
         */
        UrlBinding: "on" | "ipv4" | "off" | "unsupported";
        /**
         * @description Who may read the task. signed-in: everyone with an account; restricted: only its staff, groups and contests.
         * @enum {string}
         */
        Visibility: "restricted" | "signed-in";
        /**
         * @description Who may read the task. signed-in: everyone with an account; restricted: only its staff, groups and contests.
         * @enum {string}
         */
        VisibilityChoice: "restricted" | "signed-in";
        Webhook: {
            id: components["schemas"]["Id"];
            /** @example https://judge.example.org/lectern */
            url: string;
            events: components["schemas"]["WebhookEventType"][];
            createdAt: components["schemas"]["Time"];
            /** @description Since when nothing is sent. Events wait for a week. */
            pausedAt: string | null;
            pauseReason: components["schemas"]["WebhookPauseReason"] | null;
            /** @description When the requests that fail began; null after a success. */
            failingSince: string | null;
            /** @description What the last request failed with; null after a success. */
            lastFailure: string | null;
            /** @description When an event last arrived. */
            lastDeliveredAt: string | null;
        };
        WebhookDelivery: {
            /** @description The header `webhook-id`. */
            eventId: string;
            /** @description What happened. */
            type: string;
            happenedAt: components["schemas"]["Time"];
            state: components["schemas"]["WebhookDeliveryState"];
            failedAttempts: number;
            /** @description Null before the first attempt. */
            lastAttemptAt: string | null;
            /** @description Null if none follows. A paused webhook waits longer. */
            nextAttemptAt: string | null;
            /** @description What the last attempt failed with; null after a success, or before it. */
            failure: string | null;
        };
        WebhookDeliveryPage: {
            items: components["schemas"]["WebhookDelivery"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description waiting: for its first or next attempt; failed: the last attempt failed too.
         * @enum {string}
         */
        WebhookDeliveryState: "waiting" | "delivered" | "failed";
        /**
         * @description What happened.
         * @enum {string}
         */
        WebhookEventType: "document.changed" | "notice.published" | "contest.changed" | "document.opened" | "access.ended" | "issue.traced" | "key.rotated";
        /**
         * @description What happened.
         * @enum {string}
         */
        WebhookEventTypeChoice: "document.changed" | "notice.published" | "contest.changed" | "document.opened" | "access.ended" | "issue.traced" | "key.rotated";
        WebhookPage: {
            items: components["schemas"]["Webhook"][];
            /** @description Null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description asked: through the API; failing: no request succeeded for a day; gone: the address replied 410.
         * @enum {string}
         */
        WebhookPauseReason: "asked" | "failing" | "gone";
        WebhookReplay: {
            /** @description Number of events that will be sent. */
            events: number;
        };
        WebhookSecret: {
            /** @description Verifies requests. Shown only once. */
            secret: string;
            previousUntil: components["schemas"]["Time"];
        };
        WebhookTest: {
            /** @description Whether the address replied with a 2xx status. */
            delivered: boolean;
            /** @description Null without a reply. */
            status: number | null;
            failure: string | null;
        };
        WebhookTestEvent: {
            /** @enum {string} */
            type: "webhook.test";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: components["schemas"]["WebhookTestEventData"];
        };
        WebhookTestEventData: {
            webhookId: string;
        };
        /**
         * @description Whether the bytes that were sent add up to the whole file.
         * @enum {string}
         */
        WholeFile: "no" | "unknown" | "yes";
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
        /** @description No valid session, key or token, or the wrong password. */
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
                 *       "detail": "Send a session cookie, or \"Authorization: Bearer\" with a token or an API key.",
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
                 *       "detail": "The task opens at 2026-11-24T12:00:00Z. Try again then.",
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
                 *       "detail": "This task does not exist, or you have no access to it. Check the link, or ask its staff for access.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request conflicts with the current state. */
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
        /** @description The current state does not match `If-Match`. */
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
                 *       "detail": "Someone else has changed it. Read it again, then repeat your change.",
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
                 *       "detail": "Send a smaller body, for example in several requests.",
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
                 *       "detail": "The disk of the file storage is full. Ask the operator to free space, then try again.",
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
                 *       "detail": "Try again. If that does not help, send the requestId to the operator.",
                 *       "requestId": "5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The IP address from which they ask, for contests with networks. Default: wherever they are. */
        address: string;
        /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
        at: components["schemas"]["Time"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        attachmentId: components["schemas"]["Id"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        contestId: components["schemas"]["Id"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        contestIdInQuery: components["schemas"]["Id"];
        /** @description `nextCursor` of the previous page. */
        cursor: string;
        /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
        dryRun: boolean;
        email: components["schemas"]["Email"];
        /** @description Only the item with this external id, without `ext:`. */
        externalId: string;
        /** @description `csv` returns all rows; `limit` and `cursor` apply to JSON only. */
        format: "json" | "csv";
        /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
        from: components["schemas"]["Time"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        groupId: components["schemas"]["Id"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        groupIdInQuery: components["schemas"]["Id"];
        /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
        "idempotency-key": string;
        /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
        "if-match": string;
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        invitationId: components["schemas"]["Id"];
        /** @description BCP 47 language tag. */
        language: components["schemas"]["Language"];
        /** @description BCP 47 language tag. */
        languageInQuery: components["schemas"]["Language"];
        limit: number;
        /** @description `true`: only those that you belong to, also for admins. */
        mine: boolean;
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        noticeId: components["schemas"]["Id"];
        /** @description Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time. */
        opened: components["schemas"]["OpenedChoice"];
        /** @description Order of the list. Default: by name. */
        sort: components["schemas"]["PersonSort"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        taskId: components["schemas"]["Id"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        taskIdInQuery: components["schemas"]["Id"];
        /** @description A part of the name or the address; case and accents do not matter. */
        text: string;
        /** @description A part of the title; case and accents do not matter. */
        textInQuery: string;
        /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
        until: components["schemas"]["Time"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        userId: components["schemas"]["Id"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        userIdInQuery: components["schemas"]["Id"];
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        versionId: components["schemas"]["Id"];
        /** @description Id of the event, the same in all attempts: ignore those that you have. */
        "webhook-id": string;
        /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
        "webhook-signature": string;
        /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
        "webhook-timestamp": string;
        /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
        webhookId: components["schemas"]["Id"];
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
            /** @description Done; no content. */
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
            /** @description Redirects to the web app. */
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
            /** @description Done; no content. */
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
            /** @description Done; no content. */
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description What the account may do on this server. */
                role?: components["schemas"]["RoleChoice"];
                disabled?: boolean;
                /** @description Only the item with this external id, without `ext:`. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createAccount: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createSetupLink: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description `nextCursor` of the previous page. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                apiKeyId: components["schemas"]["Id"];
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
    createAttachmentUrls: {
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *           "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *         }
                 *       ],
                 *       "disposition": "inline"
                 *     }
                 */
                "application/json": components["schemas"]["CreateAttachmentUrlsRequest"];
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
                     *           "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "fileName": "sum-of-squares.en.pdf",
                     *           "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *           "urlExpiresAt": "2026-11-24T12:05:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BatchAttachmentUrls"];
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description `true`: only those that you belong to, also for admins. */
                mine?: components["parameters"]["mine"];
                /** @description participant: solves the tasks; staff: runs the contest. */
                yourRole?: components["schemas"]["ContestRoleChoice"];
                /** @description Phase by the general times, without individual delays or extra time. */
                phase?: components["schemas"]["ContestPhaseChoice"];
                /** @description Only the item with this external id, without `ext:`. */
                externalId?: components["parameters"]["externalId"];
                /** @description A part of the name; case and accents do not matter. */
                text?: string;
                /** @description `created` (default): newest first; `first-start` and `last-start`: the first or last to start first; `name`: A to Z. */
                sort?: components["schemas"]["ContestSort"];
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
                     *           "networks": [
                     *             {
                     *               "network": "text",
                     *               "room": "text"
                     *             }
                     *           ],
                     *           "mailNotices": false,
                     *           "phase": "upcoming",
                     *           "yourRole": "participant",
                     *           "yourWindow": {
                     *             "startsAt": "2026-11-24T12:00:00Z",
                     *             "endsAt": "2026-11-24T17:00:00Z"
                     *           },
                     *           "yourPlace": {
                     *             "address": "text",
                     *             "isInside": false
                     *           },
                     *           "revision": "text",
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createContest: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Autumn round",
                 *       "startsAt": "2026-11-24T12:00:00Z",
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "afterEnd": "closed",
                 *       "prefetchFrom": "2026-11-24T10:00:00Z",
                 *       "networks": [
                 *         {
                 *           "network": "text",
                 *           "room": "text"
                 *         }
                 *       ],
                 *       "mailNotices": false
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
                     *       "networks": [
                     *         {
                     *           "network": "text",
                     *           "room": "text"
                     *         }
                     *       ],
                     *       "mailNotices": false,
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "yourPlace": {
                     *         "address": "text",
                     *         "isInside": false
                     *       },
                     *       "revision": "text",
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "networks": [
                     *         {
                     *           "network": "text",
                     *           "room": "text"
                     *         }
                     *       ],
                     *       "mailNotices": false,
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "yourPlace": {
                     *         "address": "text",
                     *         "isInside": false
                     *       },
                     *       "revision": "text",
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                 *       "networks": [
                 *         {
                 *           "network": "text",
                 *           "room": "text"
                 *         }
                 *       ],
                 *       "mailNotices": false,
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
                     *       "networks": [
                     *         {
                     *           "network": "text",
                     *           "room": "text"
                     *         }
                     *       ],
                     *       "mailNotices": false,
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                     *       "networks": [
                     *         {
                     *           "network": "text",
                     *           "room": "text"
                     *         }
                     *       ],
                     *       "mailNotices": false,
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Autumn round",
                 *       "startsAt": "2026-11-24T12:00:00Z",
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "afterEnd": "closed",
                 *       "prefetchFrom": "2026-11-24T10:00:00Z",
                 *       "networks": [
                 *         {
                 *           "network": "text",
                 *           "room": "text"
                 *         }
                 *       ],
                 *       "mailNotices": false
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
                     *       "networks": [
                     *         {
                     *           "network": "text",
                     *           "room": "text"
                     *         }
                     *       ],
                     *       "mailNotices": false,
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "yourPlace": {
                     *         "address": "text",
                     *         "isInside": false
                     *       },
                     *       "revision": "text",
                     *       "serverTime": "2026-11-24T12:00:00Z",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getBooklet: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    watchContest: {
        parameters: {
            query?: {
                /** @description The `revision` of the contest that you have. If it is no longer current, you get an event immediately. */
                revision?: string;
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description Events, until either side ends the stream. */
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
    createContestCopy: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Autumn round",
                 *       "startsAt": "2026-11-24T12:00:00Z",
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "afterEnd": "closed",
                 *       "prefetchFrom": "2026-11-24T10:00:00Z",
                 *       "networks": [
                 *         {
                 *           "network": "text",
                 *           "room": "text"
                 *         }
                 *       ],
                 *       "mailNotices": false,
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
                     *       "networks": [
                     *         {
                     *           "network": "text",
                     *           "room": "text"
                     *         }
                     *       ],
                     *       "mailNotices": false,
                     *       "phase": "upcoming",
                     *       "yourRole": "participant",
                     *       "yourWindow": {
                     *         "startsAt": "2026-11-24T12:00:00Z",
                     *         "endsAt": "2026-11-24T17:00:00Z"
                     *       },
                     *       "yourPlace": {
                     *         "address": "text",
                     *         "isInside": false
                     *       },
                     *       "revision": "text",
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putContestGroups: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
    removeContestGroup: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
    listContestInvitationUses: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "invitationId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "joinedAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["InvitationUsePage"];
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
    listContestInvitations: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "invitationId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "endsAt": "2026-11-24T17:00:00Z",
                     *           "maxUses": 1,
                     *           "emailDomains": [
                     *             "example.org"
                     *           ],
                     *           "uses": 0,
                     *           "state": "open",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "revokedAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["InvitationPage"];
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
    createContestInvitation: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "maxUses": 1,
                 *       "emailDomains": [
                 *         "example.org"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InvitationDraft"];
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
                     *       "invitationId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "maxUses": 1,
                     *       "emailDomains": [
                     *         "example.org"
                     *       ],
                     *       "uses": 0,
                     *       "state": "open",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "revokedAt": "2026-11-24T12:00:00Z",
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w"
                     *     }
                     */
                    "application/json": components["schemas"]["NewInvitation"];
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
    revokeContestInvitation: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                invitationId: components["parameters"]["invitationId"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    listNotices: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "noticeId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "languages": [
                     *             "en"
                     *           ],
                     *           "texts": {
                     *             "en": "Sample 2 was wrong."
                     *           },
                     *           "author": "text",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "updatedAt": "2026-11-20T09:30:00Z",
                     *           "seen": false,
                     *           "seenBy": 0
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["NoticePage"];
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
    createNotice: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *       "texts": {
                 *         "en": "Sample 2 was wrong."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewNotice"];
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
                     *       "noticeId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "taskExternalId": "42",
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "languages": [
                     *         "en"
                     *       ],
                     *       "texts": {
                     *         "en": "Sample 2 was wrong."
                     *       },
                     *       "author": "text",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "seen": false,
                     *       "seenBy": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Notice"];
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
    setNoticesSeen: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "noticeIds": [
                 *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SetNoticesSeenRequest"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    putNotice: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                noticeId: components["parameters"]["noticeId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *       "texts": {
                 *         "en": "Sample 2 was wrong."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewNotice"];
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
                     *       "noticeId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "taskExternalId": "42",
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "languages": [
                     *         "en"
                     *       ],
                     *       "texts": {
                     *         "en": "Sample 2 was wrong."
                     *       },
                     *       "author": "text",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "seen": false,
                     *       "seenBy": 0,
                     *       "outcome": "created"
                     *     }
                     */
                    "application/json": components["schemas"]["PutNotice"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "noticeId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "taskExternalId": "42",
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "languages": [
                     *         "en"
                     *       ],
                     *       "texts": {
                     *         "en": "Sample 2 was wrong."
                     *       },
                     *       "author": "text",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "seen": false,
                     *       "seenBy": 0,
                     *       "outcome": "created"
                     *     }
                     */
                    "application/json": components["schemas"]["PutNotice"];
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
    removeNotice: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                noticeId: components["parameters"]["noticeId"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    updateNotice: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                noticeId: components["parameters"]["noticeId"];
            };
        };
        /** @description At most 256 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "texts": {
                 *         "en": "Sample 2 was wrong."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UpdateNoticeRequest"];
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
                     *       "noticeId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "externalId": "42",
                     *       "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "taskExternalId": "42",
                     *       "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *       "languages": [
                     *         "en"
                     *       ],
                     *       "texts": {
                     *         "en": "Sample 2 was wrong."
                     *       },
                     *       "author": "text",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "updatedAt": "2026-11-20T09:30:00Z",
                     *       "seen": false,
                     *       "seenBy": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Notice"];
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
    listContestParticipants: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description delay, extra: longest first. Default: by name. */
                sort?: components["schemas"]["ParticipantSort"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putContestParticipants: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "name": "Autumn round",
                     *       "delaySeconds": 0,
                     *       "extraSeconds": 0,
                     *       "firstIssuedAt": "2026-11-24T12:00:00Z",
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["UpdateContestParticipantReply"];
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
    listContestPeople: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description Order of the list. Default: by name. */
                sort?: components["parameters"]["sort"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId?: components["parameters"]["groupIdInQuery"];
                /** @description Only people with a new link, a new download or changed times since then, and in the half minute before. Send the `serverTime` of the first page of your last list. */
                changedSince?: string;
                /** @description `csv` returns all rows; `limit` and `cursor` apply to JSON only. */
                format?: components["parameters"]["format"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
            };
        };
        responses: {
            /** @description A page as JSON, or all rows as CSV. */
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
                     *           "name": "Autumn round",
                     *           "through": {
                     *             "own": false,
                     *             "groups": [
                     *               {
                     *                 "groupId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c37",
                     *                 "externalId": "42",
                     *                 "name": "Autumn round"
                     *               }
                     *             ]
                     *           },
                     *           "delaySeconds": 0,
                     *           "extraSeconds": 0,
                     *           "startsAt": "2026-11-24T12:00:00Z",
                     *           "endsAt": "2026-11-24T17:00:00Z",
                     *           "tasks": [
                     *             {
                     *               "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *               "taskExternalId": "42",
                     *               "state": "none",
                     *               "at": "2026-11-24T12:00:00Z"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "total": 0,
                     *       "serverTime": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ContestPersonPage"];
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
    checkContest: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *             "urlSeconds": 0,
                     *             "address": "text"
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                userId?: components["parameters"]["userIdInQuery"];
                email?: components["parameters"]["email"];
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                at?: components["parameters"]["at"];
                /** @description The IP address from which they ask, for contests with networks. Default: wherever they are. */
                address?: components["parameters"]["address"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "page": [
                     *         {
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "externalId": "42",
                     *           "label": "A",
                     *           "position": 1,
                     *           "title": "Sum of squares",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z",
                     *           "etag": "\"4kQ9xJvP1wE\"",
                     *           "details": {
                     *             "documents": [
                     *               {
                     *                 "language": "en",
                     *                 "pages": 2,
                     *                 "updatedAt": "2026-11-20T09:30:00Z"
                     *               }
                     *             ],
                     *             "readAt": "2026-11-24T12:00:00Z",
                     *             "editorials": [
                     *               {
                     *                 "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *                 "fileName": "sum-of-squares.en.pdf"
                     *               }
                     *             ]
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
    listContestRefusals: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "name": "Autumn round",
                     *           "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "taskExternalId": "42",
                     *           "code": "request-invalid",
                     *           "firstAt": "2026-11-24T12:00:00Z",
                     *           "at": "2026-11-24T12:00:00Z",
                     *           "count": 1
                     *         }
                     *       ],
                     *       "nextCursor": null,
                     *       "others": 0,
                     *       "since": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ContestRefusalPage"];
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description Order of the list. Default: by name. */
                sort?: components["parameters"]["sort"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addContestStaff: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    setContestTaskOrder: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            /** @description Done; no content. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listContestTasks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description `true`: with the `details` that the page of a reader shows. */
                details?: boolean;
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "etag": "\"4kQ9xJvP1wE\"",
                     *           "details": {
                     *             "documents": [
                     *               {
                     *                 "language": "en",
                     *                 "pages": 2,
                     *                 "updatedAt": "2026-11-20T09:30:00Z"
                     *               }
                     *             ],
                     *             "readAt": "2026-11-24T12:00:00Z",
                     *             "editorials": [
                     *               {
                     *                 "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *                 "fileName": "sum-of-squares.en.pdf"
                     *               }
                     *             ]
                     *           }
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putContestTasks: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "details": {
                     *         "documents": [
                     *           {
                     *             "language": "en",
                     *             "pages": 2,
                     *             "updatedAt": "2026-11-20T09:30:00Z"
                     *           }
                     *         ],
                     *         "readAt": "2026-11-24T12:00:00Z",
                     *         "editorials": [
                     *           {
                     *             "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *             "fileName": "sum-of-squares.en.pdf"
                     *           }
                     *         ]
                     *       }
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId: components["parameters"]["contestId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
            /** @description Done; no content. */
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description `true`: only those that you belong to, also for admins. */
                mine?: components["parameters"]["mine"];
                /** @description member: gets tasks; staff: runs the group. */
                yourRole?: components["schemas"]["GroupRoleChoice"];
                /** @description Only the item with this external id, without `ext:`. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createGroup: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
    updateGroup: {
        parameters: {
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createGroupBookletUrl: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getGroupBooklet: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description BCP 47 language tag. */
                language: components["parameters"]["language"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    listGroupInvitationUses: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "name": "Ada",
                     *           "invitationId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "joinedAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["InvitationUsePage"];
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
    listGroupInvitations: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "invitationId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "endsAt": "2026-11-24T17:00:00Z",
                     *           "maxUses": 1,
                     *           "emailDomains": [
                     *             "example.org"
                     *           ],
                     *           "uses": 0,
                     *           "state": "open",
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "revokedAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["InvitationPage"];
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
    createGroupInvitation: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "endsAt": "2026-11-24T17:00:00Z",
                 *       "maxUses": 1,
                 *       "emailDomains": [
                 *         "example.org"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["InvitationDraft"];
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
                     *       "invitationId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "endsAt": "2026-11-24T17:00:00Z",
                     *       "maxUses": 1,
                     *       "emailDomains": [
                     *         "example.org"
                     *       ],
                     *       "uses": 0,
                     *       "state": "open",
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "revokedAt": "2026-11-24T12:00:00Z",
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w"
                     *     }
                     */
                    "application/json": components["schemas"]["NewInvitation"];
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
    revokeGroupInvitation: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                invitationId: components["parameters"]["invitationId"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    listGroupMembers: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description role: staff first. Default: by name. */
                sort?: components["schemas"]["MemberSort"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putGroupMembers: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateGroupMember: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["UpdateGroupMemberReply"];
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
    listGroupTasks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putGroupTasks: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId: components["parameters"]["groupId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
    acceptInvitation: {
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "kX2v8cQw1nZr5tYb"
                 *     }
                 */
                "application/json": components["schemas"]["AcceptInvitationRequest"];
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
                     *       "kind": "group",
                     *       "id": "text",
                     *       "name": "Ada",
                     *       "alreadyThere": false
                     *     }
                     */
                    "application/json": components["schemas"]["Joined"];
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId?: components["parameters"]["taskIdInQuery"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                userId?: components["parameters"]["userIdInQuery"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                from?: components["parameters"]["from"];
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                until?: components["parameters"]["until"];
                /** @description Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time. */
                opened?: components["parameters"]["opened"];
                /** @description `csv` returns all rows; `limit` and `cursor` apply to JSON only. */
                format?: components["parameters"]["format"];
            };
        };
        responses: {
            /** @description A page as JSON, or all rows as CSV. */
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
                     *           "apiKeyName": "Judge",
                     *           "opened": "no",
                     *           "wholeFile": "no",
                     *           "firstReadAt": "2026-11-24T12:00:00Z",
                     *           "lastReadAt": "2026-11-24T12:00:00Z",
                     *           "requests": 0,
                     *           "bytes": 0
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId?: components["parameters"]["taskIdInQuery"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                userId?: components["parameters"]["userIdInQuery"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                from?: components["parameters"]["from"];
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                until?: components["parameters"]["until"];
                /** @description Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time. */
                opened?: components["parameters"]["opened"];
                /** @description Length of a bucket. Buckets begin at full hours or days in UTC. */
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
                 *       "issueId": "q3ZtB1xUe0"
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
                     *           "apiKeyName": "Judge",
                     *           "opened": "no",
                     *           "wholeFile": "no",
                     *           "firstReadAt": "2026-11-24T12:00:00Z",
                     *           "lastReadAt": "2026-11-24T12:00:00Z",
                     *           "requests": 0,
                     *           "bytes": 0
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
                /** @description The parameter `issue` of a signed URL. */
                issueId: string;
            };
        };
        responses: {
            /** @description The task that a signed URL was issued for, and the language of its PDF. */
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description `true`: only tasks that you are staff of, also for admins. */
                mine?: boolean;
                /** @description A part of the title; case and accents do not matter. */
                text?: components["parameters"]["textInQuery"];
                /** @description Only the item with this external id, without `ext:`. */
                externalId?: components["parameters"]["externalId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId?: components["parameters"]["groupIdInQuery"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description State of its window in `groupId` or `contestId`, or else in any group or contest; `none`: in no group or contest. */
                usage?: components["schemas"]["TaskUsageState"];
                /** @description `created` (default): newest first; `updated`: last changed first. */
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
                     *           "yourRole": "reader",
                     *           "languages": [
                     *             "en"
                     *           ],
                     *           "usages": [
                     *             {
                     *               "kind": "group",
                     *               "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *               "externalId": "42",
                     *               "name": "Ada",
                     *               "label": "A",
                     *               "opensAt": "2026-11-24T12:00:00Z",
                     *               "closesAt": "2026-11-24T17:00:00Z"
                     *             }
                     *           ],
                     *           "usageCount": 0,
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
            429: components["responses"]["TooManyRequests"];
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
            /** @description Done; no content. */
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
                     *       "version": "0.1.0",
                     *       "uptimeSeconds": 0,
                     *       "requests": {
                     *         "total": 0,
                     *         "byStatusClass": {},
                     *         "p50Seconds": 0,
                     *         "p99Seconds": 0
                     *       },
                     *       "signIns": {
                     *         "succeeded": 0,
                     *         "refused": 0
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listOpenings: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    importPeople: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
                /** @description Sends each person their link by e-mail, in English or Polish by `Accept-Language`, instead of returning it. Returns 403 `switched-off` if the server sends no e-mail. */
                invite?: boolean;
            };
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
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
    listRevocations: {
        parameters: {
            query?: {
                /** @description `cursor` of the last reply. Default: list all. */
                since?: string;
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
                     *       "cursor": "text",
                     *       "isWhole": false,
                     *       "hasMore": false,
                     *       "names": [
                     *         "Ada"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RevocationsSince"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
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
                     *       "profile": "signer",
                     *       "signUp": "closed",
                     *       "passwordSignIn": "on",
                     *       "mail": "on",
                     *       "signInProvider": "School",
                     *       "contact": "help@example.org",
                     *       "maxPdfBytes": 20971520,
                     *       "maxAttachmentBytes": 20971520,
                     *       "publicUrl": "https://lectern.example.org",
                     *       "filesUrl": "https://lectern.example.org",
                     *       "urlBinding": "on",
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
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
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
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
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
                /** @description The parameter `kid` of the URLs that it signed. */
                keyId: string;
            };
        };
        responses: {
            /** @description Done; no content. */
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
            429: components["responses"]["TooManyRequests"];
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putExternalIds: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
                /** @description How many may be removed, over all repetitions; more is refused with 409 `would-remove`. Default: 10, or 20 % if that is more, but never all. */
                maxRemoved?: number;
            };
            path: {
                /** @description What to compare with the list. */
                kind: components["schemas"]["SyncedKind"];
            };
        };
        /** @description At most 5 MiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "externalIds": [
                 *         "42"
                 *       ],
                 *       "listedAt": "2026-11-24T12:00:00Z",
                 *       "apiKeyIds": [
                 *         "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ExternalIdsToPut"];
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
                     *       "removed": 0,
                     *       "remaining": 0,
                     *       "kept": 0,
                     *       "missing": 0,
                     *       "others": 0,
                     *       "removals": [
                     *         {
                     *           "externalId": "42",
                     *           "name": "Ada"
                     *         }
                     *       ],
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["PutExternalIds"];
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
    listTasks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                groupId?: components["parameters"]["groupIdInQuery"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                contestId?: components["parameters"]["contestIdInQuery"];
                /** @description Only the item with this external id, without `ext:`. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createTask: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
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
            /** @description A task for its staff. */
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
                /** @description inline: browsers show the PDF; attachment: they save it. */
                disposition?: components["schemas"]["Disposition"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description A task for its readers. */
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
                     *       "attachments": [
                     *         {
                     *           "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "kind": "attachment",
                     *           "fileName": "sum-of-squares.en.pdf",
                     *           "size": 48213,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "isOpen": false,
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "updatedAt": "2026-11-20T09:30:00Z"
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            header?: {
                /** @description The `etag` of the state that your change is based on; 412 if it has changed since. */
                "if-match"?: components["parameters"]["if-match"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "etag": "\"4kQ9xJvP1wE\"",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["ChangedTask"];
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
    explainTaskAccess: {
        parameters: {
            query?: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                userId?: components["parameters"]["userIdInQuery"];
                email?: components["parameters"]["email"];
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                at?: components["parameters"]["at"];
                /** @description The IP address from which they ask, for contests with networks. Default: wherever they are. */
                address?: components["parameters"]["address"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "canGetUrl": false,
                     *       "message": "There is no group \"Algorithms\".",
                     *       "grounds": [
                     *         {
                     *           "kind": "admin",
                     *           "through": "Algorithms",
                     *           "throughExternalId": "autumn",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z",
                     *           "state": "open",
                     *           "inNetworksOnly": false,
                     *           "message": "There is no group \"Algorithms\"."
                     *         }
                     *       ],
                     *       "opened": "no",
                     *       "firstReadAt": "2026-11-24T12:00:00Z"
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
    listTaskAttachments: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "attachments": [
                     *         {
                     *           "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *           "versionId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c38",
                     *           "kind": "attachment",
                     *           "fileName": "sum-of-squares.en.pdf",
                     *           "size": 48213,
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "isOpen": false,
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "updatedAt": "2026-11-20T09:30:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CurrentAttachments"];
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
    addAttachment: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fileName": "sum-of-squares.en.pdf",
                 *       "size": 48213,
                 *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *       "kind": "attachment",
                 *       "opensAt": "2026-11-24T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["AttachmentToAdd"];
            };
        };
        responses: {
            /** @description Whether the bytes must be uploaded. */
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
                     *         "attachmentId": "text",
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
            /** @description Whether the bytes must be uploaded. */
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
                     *         "attachmentId": "text",
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
    deleteAttachment: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                attachmentId: components["parameters"]["attachmentId"];
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
    changeAttachment: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                attachmentId: components["parameters"]["attachmentId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "attachment",
                 *       "opensAt": "2026-11-24T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeAttachmentRequest"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    createAttachmentUrl: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                attachmentId: components["parameters"]["attachmentId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "disposition": "inline"
                 *     }
                 */
                "application/json": components["schemas"]["CreateAttachmentUrlRequest"];
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
                     *       "attachmentId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "fileName": "sum-of-squares.en.pdf",
                     *       "url": "https://files.example.org/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=sum-of-squares.en.pdf&v=1&sig=mC4w",
                     *       "urlExpiresAt": "2026-11-24T12:05:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AttachmentUrl"];
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
    listAttachmentVersions: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                attachmentId: components["parameters"]["attachmentId"];
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
                     *           "attachmentId": "text",
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    watchTask: {
        parameters: {
            query?: {
                /** @description The version that you have. If it is no longer current, you get an event immediately. */
                versionId?: string;
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description Events, until either side ends the stream. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "access": {
                     *         "ground": "admin",
                     *         "validUntil": "2026-11-24T17:00:00Z"
                     *       }
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            /** @description Whether the bytes must be uploaded. */
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
                     *         "attachmentId": "text",
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
            /** @description Whether the bytes must be uploaded. */
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
                     *         "attachmentId": "text",
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
    examineDocument: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listDocumentVersions: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "attachmentId": "text",
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    cancelUpload: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                versionId: components["parameters"]["versionId"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "attachmentId": "text",
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "attachmentId": "text",
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
                     *       "pages": 2,
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["RestoreDocumentVersionReply"];
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
    listDocumentLanguages: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTaskReaders: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                at?: components["parameters"]["at"];
                /** @description `true`: only people who got a URL; `false`: only people who did not. */
                gotUrl?: boolean;
                /** @description Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time. */
                opened?: components["parameters"]["opened"];
                /** @description `csv` returns all rows; `limit` and `cursor` apply to JSON only. */
                format?: components["parameters"]["format"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description A page as JSON, or all rows as CSV. */
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
                     *           "gotKeyAt": "2026-11-24T12:00:00Z",
                     *           "opened": "no",
                     *           "firstReadAt": "2026-11-24T12:00:00Z"
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
                /** @description ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998. */
                at?: components["parameters"]["at"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gotUrl": 0,
                     *       "opened": 0,
                     *       "openedUnknown": 0
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getTaskSettings: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
            };
        };
        responses: {
            /** @description A task for its staff. */
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
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
                /** @description A part of the name or the address; case and accents do not matter. */
                text?: components["parameters"]["text"];
                /** @description role: owners first. Default: by name. */
                sort?: components["schemas"]["TaskStaffSort"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    addTaskStaff: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       ],
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["TriedChange"];
                };
            };
            /** @description Done; no content. */
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
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateTaskStaff: {
        parameters: {
            query?: {
                /** @description Returns what would change, but changes nothing. The status is 200, even if the real request returns 201. */
                dryRun?: components["parameters"]["dryRun"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                taskId: components["parameters"]["taskId"];
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "gainsAccess": {
                     *         "everyone": false,
                     *         "count": 0,
                     *         "names": [
                     *           "Ada"
                     *         ],
                     *         "groups": [
                     *           "Algorithms"
                     *         ],
                     *         "opensAt": "2026-11-24T12:00:00Z"
                     *       },
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
                    "application/json": components["schemas"]["UpdateTaskStaffReply"];
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
    listTaskUsages: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
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
                     *           "name": "Ada",
                     *           "label": "A",
                     *           "opensAt": "2026-11-24T12:00:00Z",
                     *           "closesAt": "2026-11-24T17:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["TaskUsagePage"];
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
    listWebhooks: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
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
                     *           "url": "https://judge.example.org/lectern",
                     *           "events": [
                     *             "document.changed"
                     *           ],
                     *           "createdAt": "2026-11-19T08:00:00Z",
                     *           "pausedAt": "2026-11-24T12:00:00Z",
                     *           "pauseReason": "asked",
                     *           "failingSince": "2026-11-24T12:00:00Z",
                     *           "lastFailure": "text",
                     *           "lastDeliveredAt": "2026-11-24T12:00:00Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createWebhook: {
        parameters: {
            header?: {
                /** @description A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency. */
                "idempotency-key"?: components["parameters"]["idempotency-key"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://judge.example.org/lectern",
                 *       "events": [
                 *         "document.changed"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhookRequest"];
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
                     *       "url": "https://judge.example.org/lectern",
                     *       "events": [
                     *         "document.changed"
                     *       ],
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "pausedAt": "2026-11-24T12:00:00Z",
                     *       "pauseReason": "asked",
                     *       "failingSince": "2026-11-24T12:00:00Z",
                     *       "lastFailure": "text",
                     *       "lastDeliveredAt": "2026-11-24T12:00:00Z",
                     *       "secret": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["NewWebhook"];
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
    getWebhook: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                webhookId: components["parameters"]["webhookId"];
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
                     *       "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "url": "https://judge.example.org/lectern",
                     *       "events": [
                     *         "document.changed"
                     *       ],
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "pausedAt": "2026-11-24T12:00:00Z",
                     *       "pauseReason": "asked",
                     *       "failingSince": "2026-11-24T12:00:00Z",
                     *       "lastFailure": "text",
                     *       "lastDeliveredAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
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
    deleteWebhook: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                webhookId: components["parameters"]["webhookId"];
            };
        };
        responses: {
            /** @description Done; no content. */
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
    changeWebhook: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                webhookId: components["parameters"]["webhookId"];
            };
        };
        /** @description At most 16 KiB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://judge.example.org/lectern",
                 *       "events": [
                 *         "document.changed"
                 *       ],
                 *       "paused": false
                 *     }
                 */
                "application/json": components["schemas"]["ChangeWebhookRequest"];
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
                     *       "id": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                     *       "url": "https://judge.example.org/lectern",
                     *       "events": [
                     *         "document.changed"
                     *       ],
                     *       "createdAt": "2026-11-19T08:00:00Z",
                     *       "pausedAt": "2026-11-24T12:00:00Z",
                     *       "pauseReason": "asked",
                     *       "failingSince": "2026-11-24T12:00:00Z",
                     *       "lastFailure": "text",
                     *       "lastDeliveredAt": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
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
    listWebhookDeliveries: {
        parameters: {
            query?: {
                limit?: components["parameters"]["limit"];
                /** @description `nextCursor` of the previous page. */
                cursor?: components["parameters"]["cursor"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                webhookId: components["parameters"]["webhookId"];
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
                     *           "eventId": "text",
                     *           "type": "text",
                     *           "happenedAt": "2026-11-24T12:00:00Z",
                     *           "state": "waiting",
                     *           "failedAttempts": 0,
                     *           "lastAttemptAt": "2026-11-24T12:00:00Z",
                     *           "nextAttemptAt": "2026-11-24T12:00:00Z",
                     *           "failure": "text"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
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
    replayWebhook: {
        parameters: {
            query?: {
                since?: string;
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                eventId?: components["schemas"]["Id"];
            };
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                webhookId: components["parameters"]["webhookId"];
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
                     *       "events": 0
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookReplay"];
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
    createWebhookSecret: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                webhookId: components["parameters"]["webhookId"];
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
                     *       "secret": "text",
                     *       "previousUntil": "2026-11-24T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookSecret"];
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
    testWebhook: {
        parameters: {
            path: {
                /** @description Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is refused with 400. */
                webhookId: components["parameters"]["webhookId"];
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
                     *       "delivered": false,
                     *       "status": 0,
                     *       "failure": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookTest"];
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
            /** @description Prometheus text format. */
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
    onDocumentChanged: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "document.changed",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *         "taskExternalId": "42"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["DocumentChangedEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
    onNoticePublished: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "notice.published",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "noticeId": "text",
                 *         "noticeExternalId": "text",
                 *         "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                 *         "contestExternalId": "autumn",
                 *         "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *         "taskExternalId": "42"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NoticePublishedEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
    onContestChanged: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "contest.changed",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "contestId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c36",
                 *         "contestExternalId": "autumn"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ContestChangedEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
    onDocumentOpened: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "document.opened",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "userId": "Jq3mT7xWc9Rd",
                 *         "userExternalId": "7",
                 *         "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *         "taskExternalId": "42"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["DocumentOpenedEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
    onAccessEnded: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "access.ended",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "userId": "Jq3mT7xWc9Rd",
                 *         "userExternalId": "7",
                 *         "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *         "taskExternalId": "42",
                 *         "apiKeyId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c39"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AccessEndedEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
    onIssueTraced: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "issue.traced",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "issueId": "q3ZtB1xUe0",
                 *         "userId": "Jq3mT7xWc9Rd",
                 *         "userExternalId": "7",
                 *         "taskId": "0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35",
                 *         "taskExternalId": "42"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["IssueTracedEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
    onKeyRotated: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "key.rotated",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "keyId": "text"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["KeyRotatedEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
    onWebhookTest: {
        parameters: {
            header: {
                /** @description Id of the event, the same in all attempts: ignore those that you have. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Time of the attempt, in Unix seconds. Refuse those more than five minutes off. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret. */
                "webhook-signature": components["parameters"]["webhook-signature"];
            };
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "webhook.test",
                 *       "timestamp": "2026-11-24T12:00:00Z",
                 *       "data": {
                 *         "webhookId": "text"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookTestEvent"];
            };
        };
        responses: {
            /** @description You have it. Anything else, and redirects, are retried. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
            };
        };
    };
}
