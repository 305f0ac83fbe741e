import type { LecternClient } from 'lectern-client';
import { makeStatement } from '../../support/statements.ts';
import { publish, readerOf } from './reader-page.ts';
import type { OpenPage, Visit, WebAppUnderTest } from './web-app.ts';

export interface Needles {
  readonly taskId: string;
  /** Twelve pages with an outline, a link, and a needle on every fourth page. */
  readonly english: Blob;
  /** Three pages. */
  readonly polish: Blob;
  /** Opens the task's page as the student, and waits for the first page of its PDF. */
  openReader(visit?: Visit): Promise<OpenPage & { readonly reader: ReturnType<typeof readerOf> }>;
}

/** Publishes a task for tests of reading and searching. */
export async function publishNeedles(
  open: WebAppUnderTest['open'],
  teacher: LecternClient,
): Promise<Needles> {
  const english = await makeStatement({
    pages: 12,
    text: (number) => (number % 4 === 0 ? 'a needle in the text' : 'nothing but hay'),
    outline: [
      { title: 'Introduction', page: 1 },
      { title: 'Examples', page: 7 },
    ],
    link: 'https://example.org/more',
  });
  const polish = await makeStatement({ pages: 3, text: () => 'po polsku' });
  const taskId = await publish(teacher, 'Needles', { en: english, pl: polish });
  return {
    taskId,
    english,
    polish,
    async openReader(visit = {}) {
      const opened = await open({ as: 'student', path: `/tasks/${taskId}`, ...visit });
      const reader = readerOf(opened.page);
      await reader.painted(1);
      return { ...opened, reader };
    },
  };
}
