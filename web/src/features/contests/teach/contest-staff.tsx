import { useTranslation } from 'react-i18next';
import { pages, send } from '../../../lib/server/resource.ts';
import { PeopleSection } from '../../people/people-section.tsx';
import { wholePages } from '../../people/use-people.ts';
import { ReadingNow } from '../../schedule/reading-now.tsx';

/** People who run a contest; at least one must remain. */
export function ContestStaff({ contestId }: { contestId: string }) {
  const { t } = useTranslation('contests');
  const path = { contestId };
  const remove = (userId: string, query = {}) =>
    send('delete', '/api/v1/contests/{contestId}/staff/{userId}', { path: { contestId, userId }, query });
  return (
    <PeopleSection
      title={t('contestStaff.title')}
      hint={t('contestStaff.hint')}
      empty={t('contestStaff.empty')}
      list={(query) => pages('/api/v1/contests/{contestId}/staff', { path, query }, wholePages)}
      adding={{
        label: t('contestStaff.add'),
        own: {},
        async add(emails, _, query) {
          const body = { emails };
          const added = await send('post', '/api/v1/contests/{contestId}/staff', { path, query, body });
          return { ...added, people: added.staff };
        },
      }}
      removeQuestion={({ name }, isOwn) =>
        isOwn ? t('contestStaff.removeSelf') : t('contestStaff.removeQuestion', { name })
      }
      remove={(userId) => remove(userId)}
      removalNote={(userId) => <ReadingNow removal={() => remove(userId, { dryRun: true })} />}
    />
  );
}
