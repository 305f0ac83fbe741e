import { Button } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../../../lib/format/duration.ts';
import { pages, send } from '../../../lib/server/resource.ts';
import { PeopleSection } from '../../people/people-section.tsx';
import { wholePages } from '../../people/use-people.ts';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { noAllowance, type TimeAllowance } from '../../schedule/time-allowance.ts';
import { MinutesFields } from './minutes-fields.tsx';
import { ParticipantDialog } from './participant-dialog.tsx';

/** Participants who were added individually, and their own times. */
export function Participants({ contestId }: { contestId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const path = { contestId };
  const inWords = useTimesInWords();
  const [edited, setEdited] = useState<Schemas.Participant>();
  const remove = (userId: string, query = {}) =>
    send('delete', '/api/v1/contests/{contestId}/participants/{userId}', {
      path: { contestId, userId },
      query,
    });

  return (
    <PeopleSection
      id="people"
      title={t('participants.title')}
      hint={t('participants.hint')}
      empty={t('participants.empty')}
      list={(query) => pages('/api/v1/contests/{contestId}/participants', { path, query }, wholePages)}
      ownSorts={['delay', 'extra']}
      adding={{
        label: t('participants.add'),
        own: noAllowance,
        fields: (times, onChange) => <MinutesFields value={times} onChange={onChange} />,
        async add(emails, times) {
          const body = { emails, ...times };
          const added = await send('post', '/api/v1/contests/{contestId}/participants', { path, body });
          return { ...added, people: added.participants };
        },
        change: {
          label: t('participants.changeTimes'),
          send: ({ userId, etag }, body) =>
            send('patch', '/api/v1/contests/{contestId}/participants/{userId}', {
              path: { contestId, userId },
              body,
              ifMatch: etag,
            }),
        },
        inWords,
      }}
      detail={(person) => inWords(person)}
      controls={(person) => (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setEdited(person)}
          aria-label={t('participants.edit', { name: person.name })}
        >
          {t('shell:action.edit')}
        </Button>
      )}
      removeQuestion={({ name }) => t('participants.removeQuestion', { name })}
      remove={(userId) => remove(userId)}
      removalNote={(userId) => <ReadingNow removal={() => remove(userId, { dryRun: true })} />}
    >
      <ParticipantDialog contestId={contestId} participant={edited} onClose={() => setEdited(undefined)} />
    </PeopleSection>
  );
}

/** Describes own times, such as "starts 5 min later"; empty for those of the contest. */
function useTimesInWords(): (times: TimeAllowance) => string {
  const { t } = useTranslation('contests');
  const duration = useDuration();
  return ({ delaySeconds, extraSeconds }) =>
    [
      ...(delaySeconds > 0 ? [t('participants.delayed', { time: duration(delaySeconds) })] : []),
      ...(extraSeconds > 0 ? [t('participants.longer', { time: duration(extraSeconds) })] : []),
    ].join(' · ');
}
