import type { Schemas } from 'lectern-client';
import { saveBlob } from '../../../lib/format/save-blob.ts';
import { readPdf, showPdf } from '../../../lib/format/show-pdf.ts';
import type { Container } from '../../../lib/server/container.ts';
import { bookletUrl } from './booklets.ts';

/** Opens the booklet that best fits a language in a new tab; this is recorded. @throws LecternApiError */
export async function openBooklet(owner: Container, language: string): Promise<void> {
  const found = await bookletUrl(owner, language, 'inline');
  await showPdf(found.url, fileNameOf(owner, found));
}

/** @throws LecternApiError */
export async function saveBooklet(owner: Container, language: string): Promise<void> {
  const found = await bookletUrl(owner, language, 'attachment');
  saveBlob(await readPdf(found.url), fileNameOf(owner, found));
}

const fileNameOf = ({ name }: Container, { language }: Schemas.BookletUrl) => `${name}.${language}.pdf`;
