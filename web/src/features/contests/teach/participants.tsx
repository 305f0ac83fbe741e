import { Button } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../../../lib/format/duration.ts';
import { pages, send } from '../../../lib/server/resource.ts';
import { PeopleSection } from '../../people/people-section.tsx';
import { wholePages } from '../../people/use-people.ts';
import { noAllowance } from '../../schedule/time-allowance.ts';
import { MinutesFields } from './minutes-fields.tsx';
import { ParticipantDialog } from './participant-dialog.tsx';

/** Who was added one by one, and their own times. */
export function Participants({ contestId }: { contestId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const path = { contestId };
  const [times, setTimes] = useState(noAllowance);
  const [edited, setEdited] = useState<Schemas.Participant>();

  return (
    <PeopleSection
      title={t('participants.title')}
      hint={t('participants.hint')}
      empty={t('participants.empty')}
      list={(query) => pages('/api/v1/contests/{contestId}/participants', { path, query }, wholePages)}
      ownSorts={['delay', 'extra']}
      adding={{
        label: t('participants.add'),
        add: (emails) =>
          send('post', '/api/v1/contests/{contestId}/participants', { path, body: { emails, ...times } }),
        fields: <MinutesFields value={times} onChange={setTimes} />,
      }}
      detail={(person) => <Times {...person} />}
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
      remove={(userId) =>
        send('delete', '/api/v1/contests/{contestId}/participants/{userId}', { path: { contestId, userId } })
      }
    >
      <ParticipantDialog contestId={contestId} participant={edited} onClose={() => setEdited(undefined)} />
    </PeopleSection>
  );
}

function Times({ delaySeconds, extraSeconds }: Schemas.Participant) {
  const { t } = useTranslation('contests');
  const duration = useDuration();
  const parts = [
    ...(delaySeconds > 0 ? [t('participants.delayed', { time: duration(delaySeconds) })] : []),
    ...(extraSeconds > 0 ? [t('participants.longer', { time: duration(extraSeconds) })] : []),
  ];
  return parts.length > 0 && parts.join(' · ');
}
