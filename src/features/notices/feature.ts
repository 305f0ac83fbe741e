import type { Feature } from '../feature.ts';
import { migration } from './0003-notices.ts';

/** What staff tell the participants of a contest, and the reasons of corrected PDFs. */
export const notices: Feature = {
  name: 'notices',
  storage: { schema: { migrations: { '0003-notices': migration } } },
  async open(host) {
    const { createNotices } = await import('./notices.ts');
    const { noticeRoutes } = await import('./notice-routes.ts');
    return { http: { routes: [noticeRoutes(createNotices(host))] } };
  },
};
