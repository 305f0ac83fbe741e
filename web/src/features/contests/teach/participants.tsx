import { Button } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../../../lib/format/duration.ts';
import { pages, send } from '../../../lib/server/resource.ts';
import { WindowText } from '../../../ui/window-text.tsx';
import { PeopleSection } from '../../people/people-section.tsx';
import { type PeopleList, wholePages } from '../../people/use-people.ts';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { noAllowance, type TimeAllowance } from '../../schedule/time-allowance.ts';
import { ContestGroups } from './contest-groups.tsx';
import { MinutesFields, TimesDialog } from './times-dialog.tsx';

/** Everyone who takes part, individually or through groups, with their own start and end. */
export function Participants({ contestId }: { contestId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const path = { contestId };
  const inWords = useTimesInWords();
  const [edited, setEdited] = useState<Schemas.ContestPerson>();
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
      list={(query) =>
        // Its pages have the server's time too, and the type of a query's options is invariant.
        pages('/api/v1/contests/{contestId}/people', { path, query }, wholePages) as unknown as ReturnType<
          PeopleList<Schemas.ContestPerson, 'name' | 'email'>
        >
      }
      adding={{
        label: t('participants.add'),
        own: noAllowance,
        fields: (times, onChange) => <MinutesFields value={times} onChange={onChange} />,
        async add(emails, times, query) {
          const body = { emails, ...times };
          const added = await send('post', '/api/v1/contests/{contestId}/participants', {
            path,
            query,
            body,
          });
          return { ...added, people: added.participants };
        },
        change: {
          label: t('participants.changeTimes'),
          send: ({ userId, etag }, body, query) =>
            send('patch', '/api/v1/contests/{contestId}/participants/{userId}', {
              path: { contestId, userId },
              query,
              body,
              ifMatch: etag,
            }),
        },
        inWords,
      }}
      detail={(person) => <Participation person={person} times={inWords(person)} />}
      controls={(person) =>
        (person.through.own || person.email !== null) && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setEdited(person)}
            aria-label={t('participants.edit', { name: person.name })}
          >
            {t('participants.times')}
          </Button>
        )
      }
      removeQuestion={({ name, through: { own, groups } }) =>
        own
          ? t(groups.length > 0 ? 'participants.removeMember' : 'participants.removeQuestion', { name })
          : undefined
      }
      remove={(userId) => remove(userId)}
      removalNote={(userId) => <ReadingNow removal={() => remove(userId, { dryRun: true })} />}
    >
      <ContestGroups contestId={contestId} />
      <TimesDialog contestId={contestId} person={edited} onClose={() => setEdited(undefined)} />
    </PeopleSection>
  );
}

interface ParticipationProps {
  readonly person: Schemas.ContestPerson;
  /** Own times in words. */
  readonly times: string;
}

function Participation({ person: { through, startsAt, endsAt }, times }: ParticipationProps) {
  const { t, i18n } = useTranslation('contests');
  const list = new Intl.ListFormat(i18n.language).format(through.groups.map(({ name }) => name));
  return (
    <>
      <WindowText opensAt={startsAt} closesAt={endsAt} />
      {times && ` · ${times}`}
      {list && ` · ${t('participants.through', { list })}`}
    </>
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
