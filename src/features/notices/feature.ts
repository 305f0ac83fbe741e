import { deleteOld } from '../../database/delete-old.ts';
import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';
import type { NoticeChangeTable } from './tables.ts';

const mailEveryMs = 1000;

/** Never the texts. */
const changeColumns: ReadonlyArray<keyof NoticeChangeTable> = [
  ...(['id', 'contestId', 'taskId', 'noticeId', 'kind', 'userId', 'at', 'until'] as const),
];

/** What staff tell the participants of a contest, and the reasons of corrected PDFs. */
export const notices: Feature = {
  name: 'notices',
  profile: 'platform',
  storage: {
    schema: { tables },
    loggedTables: {
      noticeChanges: {
        columns: changeColumns,
        userId: ({ userId }) => userId,
      },
    },
  },
  async open(host) {
    const { createNotices } = await import('./notices.ts');
    const { noticeRoutes } = await import('./notice-routes.ts');
    const { createMailNotices } = await import('./notice-mails.ts');
    const run = createMailNotices(host);
    return {
      http: { routes: [noticeRoutes(createNotices(host))] },
      lifecycle: {
        sweeps: [
          {
            lease: 'prune-notice-changes',
            what: 'records of who changed notices',
            remove: (nowMs, signal) =>
              deleteOld(host.database.kysely, 'noticeChanges', ['until', '<=', nowMs], signal),
          },
        ],
        jobs: host.outbox ? [{ everyMs: mailEveryMs, what: 'queueing mail about notices', run }] : [],
      },
    };
  },
};
