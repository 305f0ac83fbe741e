import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Participant } from 'lectern-client';
import { useRef, useState } from 'react';
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
import { useDuration } from './duration.ts';
import { MinutesFields, onTime } from './minutes-fields.tsx';
import { ParticipantDialog } from './participant-dialog.tsx';

/** Who was added one by one, and their own times. */
export function Participants({ contestId }: { contestId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const notifyError = useNotifyError();
  const path = { contestId };
  const query = usePages<Participant>(['contests', contestId, 'participants'], (page, signal) =>
    client.get('/api/v1/contests/{contestId}/participants', { path, query: page, signal }),
  );
  const [times, setTimes] = useState(onTime);
  const [edited, setEdited] = useState<Participant>();
  const heading = useRef<HTMLHeadingElement>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['contests', contestId] });
  const removing = useSending({
    mutationFn: (userId: string) =>
      client.delete('/api/v1/contests/{contestId}/participants/{userId}', { path: { contestId, userId } }),
    async onSuccess() {
      await refresh();
      heading.current?.focus();
    },
    onError: notifyError,
  });

  async function add(emails: Array<string>) {
    const result = await client.post('/api/v1/contests/{contestId}/participants', {
      path,
      body: { emails, ...times },
    });
    await refresh();
    return result;
  }

  return (
    <Section title={t('participants.title')} hint={t('participants.hint')} headingRef={heading}>
      <PeopleInput submitLabel={t('participants.add')} add={add}>
        <MinutesFields value={times} onChange={setTimes} />
      </PeopleInput>
      <QueryView query={query}>
        {(participants) => (
          <RowList label={t('participants.title')} empty={t('participants.empty')}>
            {participants.map((person) => (
              <PersonRow
                key={person.userId}
                person={person}
                detail={<Times {...person} />}
                actions={
                  <>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() => setEdited(person)}
                      aria-label={t('participants.edit', { name: person.name })}
                    >
                      {t('shell:action.edit')}
                    </Button>
                    <ConfirmButton
                      question={t('participants.removeQuestion', { name: person.name })}
                      onConfirm={() => removing.mutate(person.userId)}
                      aria-label={t('participants.remove', { name: person.name })}
                    >
                      {t('shell:action.remove')}
                    </ConfirmButton>
                  </>
                }
              />
            ))}
          </RowList>
        )}
      </QueryView>
      <MoreButton query={query} />
      <ParticipantDialog
        contestId={contestId}
        participant={edited}
        onClose={() => setEdited(undefined)}
        onSaved={refresh}
      />
    </Section>
  );
}

function Times({ delaySeconds, extraSeconds }: Participant) {
  const { t } = useTranslation('contests');
  const duration = useDuration();
  const parts = [
    ...(delaySeconds > 0 ? [t('participants.delayed', { time: duration(delaySeconds) })] : []),
    ...(extraSeconds > 0 ? [t('participants.longer', { time: duration(extraSeconds) })] : []),
  ];
  return parts.length > 0 && parts.join(' · ');
}
