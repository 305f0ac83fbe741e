// deploy/edge/src/problems.ts, for njs. "npm run generate" writes this.

/** What a server of signed URLs refuses: status and title of `src/lib/errors.ts`, and what to do. nginx and the edges share it. */
const problems = {
	"request-invalid": {
		status: 400,
		title: "The request is not valid",
		detail: "This request cannot have a body. Send it without one."
	},
	"object-key-invalid": {
		status: 400,
		title: "The object key cannot be used",
		detail: "Open the task again to get a new link."
	},
	"url-invalid": {
		status: 403,
		title: "This link is not valid",
		detail: "Use the whole link, unchanged, or open the task again to get a new one."
	},
	"url-expired": {
		status: 403,
		title: "This link has expired",
		detail: "Open the task again to get a new link."
	},
	"url-wrong-place": {
		status: 403,
		title: "This link was issued to another address",
		detail: "Open the task again to get a new link."
	},
	"url-revoked": {
		status: 403,
		title: "This link has been revoked",
		detail: "Open the task again to get a new link."
	},
	"object-not-found": {
		status: 404,
		title: "The file no longer exists",
		detail: "Open the task again to get a new link."
	},
	"method-not-allowed": {
		status: 405,
		title: "The method is not allowed here",
		detail: "Use GET for download links and PUT for upload links."
	},
	"range-not-satisfiable": {
		status: 416,
		title: "The range is outside the file",
		detail: "Ask for bytes that the file has."
	},
	"storage-unavailable": {
		status: 503,
		title: "The file storage is not responding",
		detail: "The file storage is not working. Try again later, or tell the operator."
	}
};

export default { problems };
