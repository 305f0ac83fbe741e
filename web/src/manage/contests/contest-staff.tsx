import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { QueryView } from '../../shell/query-view.tsx';
import { Section } from '../../shell/section.tsx';
import { PeopleInput } from '../people-input.tsx';
import { PersonRow } from '../person-row.tsx';
import { RowList } from '../row-list.tsx';
import { useNotifyError } from '../use-notify-error.ts';

/** Who runs a contest; it keeps at least one of them. */
export function ContestStaff({ contestId }: { contestId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const notifyError = useNotifyError();
  const path = { contestId };
  const query = usePages<{ userId: string; name: string; email: string | null }>(
    ['contests', contestId, 'staff'],
    (page, signal) => client.get('/api/v1/contests/{contestId}/staff', { path, query: page, signal }),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['contests'] });
  const removing = useSending({
    mutationFn: (userId: string) =>
      client.delete('/api/v1/contests/{contestId}/staff/{userId}', { path: { contestId, userId } }),
    async onSuccess() {
      await refresh();
      heading.current?.focus();
    },
    onError: notifyError,
  });

  async function add(emails: Array<string>) {
    const result = await client.post('/api/v1/contests/{contestId}/staff', { path, body: { emails } });
    await refresh();
    return result;
  }

  return (
    <Section title={t('contestStaff.title')} hint={t('contestStaff.hint')} headingRef={heading}>
      <QueryView query={query}>
        {(staff) => (
          <RowList label={t('contestStaff.title')} empty={t('contestStaff.empty')}>
            {staff.map((person) => (
              <PersonRow
                key={person.userId}
                person={person}
                actions={
                  staff.length > 1 && (
                    <ConfirmButton
                      question={t('contestStaff.removeQuestion', { name: person.name })}
                      onConfirm={() => removing.mutate(person.userId)}
                      aria-label={t('contestStaff.remove', { name: person.name })}
                    >
                      {t('shell:action.remove')}
                    </ConfirmButton>
                  )
                }
              />
            ))}
          </RowList>
        )}
      </QueryView>
      <MoreButton query={query} />
      <PeopleInput submitLabel={t('contestStaff.add')} isMain={false} add={add} />
    </Section>
  );
}
