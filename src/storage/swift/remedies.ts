import type { Remedies } from '../remedies.ts';

/** By HTTP status, as Swift has no other codes: answers to a signed URL. */
export const swiftUrlRemedies: Remedies = {
  401: 'SWIFT_TEMPURL_KEY is not a TempURL key of the account (swift post -m "Temp-URL-Key:…"), or something on the way changes path or query.',
  404: 'SWIFT_URL and SWIFT_CONTAINER lead to another container than the one that Lectern writes to: correct them.',
};

/** The same for answers to the requests of Lectern itself. */
export const swiftRemedies: Remedies = {
  401: 'Correct SWIFT_USER and SWIFT_KEY.',
  403: 'Allow SWIFT_USER to read, write, list and delete in SWIFT_CONTAINER.',
  404: 'Create the container, or correct SWIFT_CONTAINER and SWIFT_URL.',
  413: 'Make room in the account or the container.',
};
