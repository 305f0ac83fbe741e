import { Paper, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { Countdown, useIsNear } from '../../ui/countdown.tsx';
import { refetchOpenings } from '../schedule/openings.ts';
import classes from './next-opening.module.css';

interface NextOpeningProps {
  readonly openings: ReadonlyArray<Schemas.Opening>;
  /** Whether it is the most urgent part of the page. */
  readonly leads: boolean;
}

/** The next opening, with a countdown if it is near; later ones with their times; and what has just opened. */
export function NextOpening({ openings, leads }: NextOpeningProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<ReadonlyArray<Schemas.Opening>>([]);
  const [next, ...later] = openings;

  async function refresh() {
    const due = openings.filter(({ opensAt }) => Date.parse(opensAt) <= serverNowMs());
    await refetchOpenings(queryClient);
    setOpened(due);
  }

  if (!next && opened.length === 0) return null;
  return (
    <Paper
      withBorder
      radius="md"
      p="lg"
      component="section"
      aria-label={t('home.opensNext')}
      className={classes.card}
      data-leads={leads || undefined}
    >
      {/* Always present, so that screen readers announce new content. */}
      <div role="status" className={classes.opened}>
        {opened.length > 0 &&
          t('home.openedNow', { names: opened.map(({ through }) => through.name).join(', ') })}
      </div>
      {next && (
        <>
          <Title order={2} className={classes.label}>
            {t('home.opensNext')}
          </Title>
          <OpeningLink opening={next} className={classes.name} />
          <Moment opensAt={next.opensAt} onOpen={() => void refresh()} />
          {later.length > 0 && (
            <>
              <Title order={3} className={classes.label} mt="md">
                {t('home.opensLater')}
              </Title>
              <ul className={classes.later}>
                {later.map((opening) => (
                  <li key={`${opening.through.id} ${opening.opensAt}`}>
                    <OpeningLink opening={opening} />
                    <time dateTime={opening.opensAt}>{format.dateTime(opening.opensAt)}</time>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Paper>
  );
}

function Moment({ opensAt, onOpen }: { opensAt: string; onOpen: () => void }) {
  const format = useFormat();
  const isNear = useIsNear(opensAt);
  return (
    <>
      {isNear && (
        <div className={classes.countdown}>
          <Countdown to={opensAt} onOpen={onOpen} />
        </div>
      )}
      <Text size={isNear ? 'sm' : 'md'} c="dimmed">
        <time dateTime={opensAt}>{format.dateTime(opensAt)}</time>
      </Text>
    </>
  );
}

/** What a task opens through: contests have a page, tasks of groups are in the list. */
function OpeningLink({
  opening,
  className = '',
}: {
  opening: Schemas.Opening;
  className?: string | undefined;
}) {
  const { t } = useTranslation();
  const { kind, id, name } = opening.through;
  // Before they open, even their number is a secret.
  if (kind === 'group') return <span className={className}>{t('home.newTasks', { name })}</span>;
  return (
    <Link to="/contests/$contestId" params={{ contestId: id }} className={`quiet-link ${className}`}>
      {name}
    </Link>
  );
}
