import type { LecternClient, Schemas } from 'lectern-client';
import { hourMs } from '../../support/settable-clock.ts';
import { realPdf } from './real-pdf.ts';

/** Creates a task without the browser. */
export async function createTask(teacher: LecternClient, title: string): Promise<string> {
  return (await teacher.post('/api/v1/tasks', { body: { title } })).taskId;
}

/** Gives a task a statement of one empty page. */
export const publishPage = async (teacher: LecternClient, taskId: string, language = 'en') =>
  teacher.uploadDocument(taskId, {
    language,
    fileName: `statement.${language}.pdf`,
    pdf: new Blob([await realPdf()]),
  });

export const addToContest = (teacher: LecternClient, contestId: string, taskId: string, label: string) =>
  teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
    path: { contestId, taskId },
    body: { label },
  });

interface Contents {
  /** Unix milliseconds; a day from now by default. */
  readonly startsAtMs?: number;
  /** Unix milliseconds; three hours later by default. */
  readonly endsAtMs?: number;
  /** Of new tasks, which are labelled A, B, … */
  readonly titles?: ReadonlyArray<string>;
  /** Of participants. */
  readonly emails?: ReadonlyArray<string>;
  readonly delaySeconds?: number;
  readonly extraSeconds?: number;
  readonly settings?: Partial<Schemas.NewContest>;
}

/** Creates a contest with its tasks and participants, without the browser. */
export async function createContest(teacher: LecternClient, name: string, contents: Contents = {}) {
  const { titles = [], emails = [], delaySeconds = 0, extraSeconds = 0, settings = {} } = contents;
  const { startsAtMs = Date.now() + 24 * hourMs, endsAtMs = startsAtMs + 3 * hourMs } = contents;
  const [startsAt, endsAt] = [new Date(startsAtMs).toISOString(), new Date(endsAtMs).toISOString()];
  const { contestId } = await teacher.post('/api/v1/contests', {
    body: { name, startsAt, endsAt, ...settings },
  });
  const path = { contestId };
  const taskIds: Array<string> = [];
  for (const [at, title] of titles.entries()) {
    const taskId = await createTask(teacher, title);
    await addToContest(teacher, contestId, taskId, 'ABC'.charAt(at));
    taskIds.push(taskId);
  }
  if (emails.length > 0) {
    const body = { emails: [...emails], delaySeconds, extraSeconds };
    await teacher.post('/api/v1/contests/{contestId}/participants', { path, body });
  }
  return { contestId, path, taskIds, startsAt, endsAt, page: `/manage/contests/${contestId}` };
}
