import type { ReadPermit } from '../core/decide/read-permit.ts';
import type { Issue, IssueRequest } from '../core/issue/issue.ts';
import { chooseDocument, type LanguagePreference } from '../domain/tasks/choose-language.ts';
import type { CurrentDocument, TaskDetail } from '../domain/tasks/task-detail.ts';
import { isoTime } from '../lib/clock.ts';

/** The document that best fits the reader's languages; undefined for a task without a PDF. */
export function documentFor(
  { documents, primaryLanguage }: TaskDetail,
  preference: LanguagePreference,
): CurrentDocument | undefined {
  return chooseDocument(documents, { ...preference, primaryLanguage });
}

/** The fields of a reply with a signed URL; null for a task without a PDF. */
export async function signedDescription(
  issue: Issue,
  given: {
    permit: ReadPermit;
    document: (IssueRequest['version'] & { readonly language: string }) | undefined;
    disposition: IssueRequest['disposition'] | undefined;
    lifetime: IssueRequest['lifetime'];
  },
) {
  const { permit, document, disposition = 'inline', lifetime } = given;
  const signed = document && (await issue({ permit, version: document, disposition, lifetime }));
  return {
    descriptionPdfUrl: signed?.url ?? null,
    descriptionPdfUrlExpiresAt: signed ? isoTime(signed.expiresAtMs) : null,
    language: document?.language ?? null,
  };
}
