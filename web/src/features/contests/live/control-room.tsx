import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useServerNowMs } from '../../../lib/server-clock.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { WindowText } from '../../../ui/window-text.tsx';
import { NoticeBox } from '../../notices/notice-box.tsx';
import { contestQuery } from '../../schedule/contest.ts';
import { phaseAt } from '../../schedule/phase.ts';
import classes from './control-room.module.css';
import { Delivery } from './delivery.tsx';
import { ExtendDialog, type Extended } from './extend-dialog.tsx';
import { PeopleGrid } from './people-grid.tsx';
import type { ContestPerson } from './people-table.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { latestOf, useContestPeople } from './use-contest-people.ts';

interface ContestProps {
  readonly contest: Schemas.Contest;
}

/** A contest while it runs: the clock, who has opened what, and more time for those who need it. */
export function ControlRoom({ contest }: ContestProps) {
  const { t } = useTranslation('contests');
  const query = useContestPeople(contest.contestId, true);
  const [extended, setExtended] = useState<Extended>();
  const [person, setPerson] = useState<ContestPerson>();
  const mayExtend = contest.endsAt !== null && query.isComplete;
  return (
    <>
      <Group justify="space-between" align="flex-end">
        <Clock contest={contest} people={query.data ?? []} />
        {mayExtend && (
          <Button variant="default" onClick={() => setExtended('everyone')}>
            {t('extend.everyone')}
          </Button>
        )}
      </Group>
      <div className={classes.room}>
        <PeopleGrid
          contest={contest}
          query={query}
          onPerson={setPerson}
          onExtend={mayExtend ? setExtended : undefined}
        />
        <aside className={classes.aside}>
          <Delivery contestId={contest.contestId} people={query.data ?? []} />
          <NoticeBox contestId={contest.contestId} />
        </aside>
      </div>
      <PersonDialog
        contest={contest}
        person={person}
        onClose={() => setPerson(undefined)}
        onExtend={mayExtend ? (one) => setExtended([one]) : undefined}
      />
      <ExtendDialog
        contest={contest}
        extended={extended}
        everyone={query.data ?? []}
        onClose={() => setExtended(undefined)}
      />
    </>
  );
}

/** The same after the contest: who has opened what, and when. */
export function WhoReadWhat({ contest }: ContestProps) {
  const [person, setPerson] = useState<ContestPerson>();
  return (
    <>
      <PeopleGrid contest={contest} query={useContestPeople(contest.contestId, false)} onPerson={setPerson} />
      <PersonDialog contest={contest} person={person} onClose={() => setPerson(undefined)} />
    </>
  );
}

interface ClockProps extends ContestProps {
  readonly people: ReadonlyArray<ContestPerson>;
}

function Clock({ contest: { contestId, startsAt, endsAt }, people }: ClockProps) {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const nowMs = useServerNowMs();
  const phase = phaseAt(startsAt, endsAt, nowMs);
  const ownEnds = people.flatMap((person) => (person.endsAt === endsAt ? [] : (person.endsAt ?? [])));
  const last = latestOf(ownEnds);
  const isLast = phase === 'past' && last !== null && Date.parse(last) > nowMs;
  const to = phase === 'upcoming' ? startsAt : isLast ? last : endsAt;
  const label = phase === 'upcoming' ? 'untilStart' : isLast ? 'lastLeft' : 'timeLeft';
  const [fromMs, toMs] = [startsAt, endsAt].map((time) => Date.parse(time ?? ''));
  const done = ((nowMs - (fromMs as number)) / ((toMs as number) - (fromMs as number))) * 100;
  return (
    <Stack gap={4} flex="1 1 20rem">
      <Text size="sm" c="dimmed">
        {t(`live.${label}`)}
      </Text>
      <Group align="baseline" gap="4px 24px">
        {to !== null && (
          <div className={classes.clock}>
            <Countdown
              to={to}
              arrived={t('live.over')}
              onOpen={() =>
                void queryClient.invalidateQueries({ queryKey: contestQuery(contestId).queryKey })
              }
            />
          </div>
        )}
        <Text c="dimmed">
          <WindowText opensAt={startsAt} closesAt={endsAt} />
          {last && ` · ${t('live.ownEnds', { count: ownEnds.length, time: dateTime(last) })}`}
        </Text>
      </Group>
      {phase === 'running' && endsAt !== null && <Progress value={done} aria-hidden mt="xs" />}
    </Stack>
  );
}
