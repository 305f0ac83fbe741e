import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { PeopleSection } from '../people/people-section.tsx';

/** Who runs a contest; it keeps at least one of them. */
export function ContestStaff({ contestId }: { contestId: string }) {
  const { t } = useTranslation('contests');
  const path = { contestId };
  return (
    <PeopleSection
      title={t('contestStaff.title')}
      hint={t('contestStaff.hint')}
      empty={t('contestStaff.empty')}
      queryKey={['contests', contestId, 'staff']}
      read={(query, signal) => client.get('/api/v1/contests/{contestId}/staff', { path, query, signal })}
      adding={{
        label: t('contestStaff.add'),
        isMain: false,
        add: (emails) => client.post('/api/v1/contests/{contestId}/staff', { path, body: { emails } }),
      }}
      removeQuestion={({ name }, isOwn) =>
        isOwn ? t('contestStaff.removeSelf') : t('contestStaff.removeQuestion', { name })
      }
      remove={(userId) =>
        client.delete('/api/v1/contests/{contestId}/staff/{userId}', { path: { contestId, userId } })
      }
      invalidates={[['contests']]}
    />
  );
}
