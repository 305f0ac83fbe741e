/** The ids that an event names. */
export type EventData = Readonly<Record<string, string | null>>;

interface EventType {
  readonly describe: string;
  /** Names of ids; those of `externalKinds` come with the platform's. */
  readonly ids: ReadonlyArray<string>;
}

/** Ids that a platform may have its own of, and their kind. */
export const externalKinds = { taskId: 'task', contestId: 'contest', userId: 'user' } as const;

export const externalName = (idName: string) => idName.replace(/Id$/, 'ExternalId');

export const eventTypes = {
  'document.changed': {
    describe: 'A current PDF or attachment of a task was added, replaced, restored or removed.',
    ids: ['taskId'],
  },
  'notice.published': {
    describe: 'Staff published a notice of a contest; `taskId` is null if it is about the whole contest.',
    ids: ['noticeId', 'noticeExternalId', 'contestId', 'taskId'],
  },
  'contest.changed': {
    describe:
      'Something changed that the people of a contest may notice: times, tasks, PDFs, notices or people.',
    ids: ['contestId'],
  },
  'document.opened': {
    describe: 'A person downloaded the statement of a task for the first time.',
    ids: ['userId', 'taskId'],
  },
  'access.ended': {
    describe:
      'Signed URLs were revoked: all of a person, all of a task, or all that an API key requested. The other ids are null. Someone may still have access, and get new URLs.',
    ids: ['userId', 'taskId', 'apiKeyId'],
  },
  'issue.traced': {
    describe: 'Someone traced a signed URL to its reader.',
    ids: ['issueId', 'userId', 'taskId'],
  },
  'key.rotated': { describe: 'Another key signs new URLs.', ids: ['keyId'] },
} as const satisfies Readonly<Record<string, EventType>>;

export type EventName = keyof typeof eventTypes;
export const eventNames = Object.keys(eventTypes) as ReadonlyArray<EventName>;

/** Sent on request only. */
export const testEvent = 'webhook.test';

/** The body of a request: what Standard Webhooks recommends. @param at Unix milliseconds */
export const bodyOf = (type: EventName | typeof testEvent, at: number, data: EventData): string =>
  JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
