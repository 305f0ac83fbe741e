import type { Grant } from '../access/decide.ts';
import { isoTime } from '../clock.ts';
import type { Issue, IssueRequest } from '../urls/issue.ts';

/** The part of a reply that carries a signed URL: nulls for a task without a PDF. */
export async function signedDescription(
  issue: Issue,
  given: {
    grant: Grant;
    document: (IssueRequest['version'] & { readonly language: string }) | undefined;
    disposition: IssueRequest['disposition'] | undefined;
    lifetime: IssueRequest['lifetime'];
  },
) {
  const { grant, document, disposition = 'inline', lifetime } = given;
  const signed = document && (await issue({ grant, version: document, disposition, lifetime }));
  return {
    descriptionPdfUrl: signed?.url ?? null,
    descriptionPdfUrlExpiresAt: signed ? isoTime(signed.expiresAtMs) : null,
    language: document?.language ?? null,
  };
}
