import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { PdfExamination } from '../../pdf/pdf-examination.ts';

/** Keeps what a look into a version has found; the first look counts. */
export async function keepExamination(
  db: Kysely<Schema>,
  versionId: string,
  { pages, findings }: PdfExamination,
  nowMs: number,
): Promise<void> {
  await db
    .insertInto('documentExaminations')
    .values({ versionId, examinedAt: nowMs, pages, findings: JSON.stringify(findings) })
    .onConflict((conflict) => conflict.column('versionId').doNothing())
    .execute();
}
