/** All that the judge asks of Lectern. */
import { createLecternClient } from 'lectern-client';
import type { Task, User } from './judge.ts';

const { LECTERN_URL = 'http://127.0.0.1:8080', LECTERN_API_KEY } = process.env;

export const lecternUrl = LECTERN_URL;
export const lectern = createLecternClient({ baseUrl: LECTERN_URL, token: LECTERN_API_KEY });

/** How Lectern is told an id of the judge. */
export const ext = (id: number): string => `ext:${id}`;

/** How Lectern is told somebody of the judge. */
export const person = ({ id, name }: User) => ({ externalId: String(id), name });

/** A URL of the statement for somebody whom the judge lets read until then, or the code of what is in the way. */
export async function grantUrl(user: User, task: Task, validUntil: string | null) {
  const { items } = await lectern.post('/api/v1/granted-urls', {
    body: { items: [{ taskId: ext(task.id), reader: person(user), validUntil }] },
  });
  const [item] = items;
  if (item?.outcome !== 'issued') return { descriptionPdfUrl: null, problem: item?.problem.code };
  const { descriptionPdfUrl, descriptionPdfUrlExpiresAt } = item;
  return { descriptionPdfUrl, descriptionPdfUrlExpiresAt };
}
