import type { BookletUrl } from 'lectern-client';
import { client } from '../api/client.ts';
import { saveBlob } from '../ui/save-blob.ts';
import { readPdf, showPdf } from '../ui/show-pdf.ts';

interface BookletChoice {
  readonly contestId: string;
  /** Of the contest. */
  readonly name: string;
  /** The one that fits it best is taken. */
  readonly language: string;
}

/** Shows a booklet in a new tab; its opening is recorded. @throws LecternApiError */
export async function openBooklet(choice: BookletChoice): Promise<void> {
  const found = await bookletUrl(choice, 'inline');
  await showPdf(found.url, fileNameOf(choice, found));
}

/** @throws LecternApiError */
export async function saveBooklet(choice: BookletChoice): Promise<void> {
  const found = await bookletUrl(choice, 'attachment');
  saveBlob(await readPdf(found.url), fileNameOf(choice, found));
}

const bookletUrl = ({ contestId, language }: BookletChoice, disposition: 'inline' | 'attachment') =>
  client.post('/api/v1/contests/{contestId}/booklet-url', {
    path: { contestId },
    body: { language, disposition },
  });

const fileNameOf = ({ name }: BookletChoice, { language }: BookletUrl) => `${name}.${language}.pdf`;
