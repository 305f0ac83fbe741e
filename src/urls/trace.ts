import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { verifySignedUrl } from '../signing/embedded-hmac.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import type { InvalidUrl, VerifiedUrl } from '../signing/verification.ts';
import type { IssueLog, IssueRecord } from './issue-log.ts';

/** What a URL says of itself, and who got it. */
export type Trace =
  | InvalidUrl
  | {
      readonly content: VerifiedUrl;
      readonly expired: boolean;
      /** Undefined for an upload URL, and for a record that is no longer kept. */
      readonly issue:
        | (IssueRecord & { readonly email: string | null; readonly title: string | null })
        | undefined;
    };

/**
 * Leads from a signed URL, even one that has expired, to its reader. A URL that no key of the ring signed
 * is not traced: anybody can write an issue id.
 */
export function createTrace(parts: {
  database: Database;
  issueLog: IssueLog;
  ring: () => KeyRing;
  clock: Clock;
  filesUrl: string;
}): (url: string) => Promise<Trace> {
  const { kysely } = parts.database;

  return async (url) => {
    const verified = verifySignedUrl(url, parts.filesUrl, parts.ring(), parts.clock.nowMs());
    if ('failure' in verified && verified.failure === 'url-invalid') return verified;
    const expired = 'failure' in verified;
    const content = expired ? verified.content : verified;
    const record = content.kind === 'download' ? await parts.issueLog.find(content.issueId) : undefined;
    if (!record) return { content, expired, issue: undefined };
    const reader = await kysely
      .selectFrom('user')
      .select('email')
      .where('id', '=', record.principalId)
      .executeTakeFirst();
    const task = await kysely
      .selectFrom('tasks')
      .select('title')
      .where('id', '=', record.taskId)
      .executeTakeFirst();
    return {
      content,
      expired,
      issue: { ...record, email: reader?.email ?? null, title: task?.title ?? null },
    };
  };
}
