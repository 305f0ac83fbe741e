import { Paper, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Opening } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Countdown } from '../shell/countdown.tsx';
import { useFormat } from '../shell/format.ts';
import { serverNowMs } from '../shell/server-clock.ts';
import classes from './next-opening.module.css';
import { OpeningLink } from './opening-link.tsx';
import { refreshWhatIsOpen } from './own-queries.ts';

/** The next opening with a countdown, those after it with their times, and word of what has just opened. */
export function NextOpening({ openings }: { openings: ReadonlyArray<Opening> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<ReadonlyArray<Opening>>([]);
  const [next, ...later] = openings;

  async function refresh() {
    const due = openings.filter(({ opensAt }) => Date.parse(opensAt) <= serverNowMs());
    await refreshWhatIsOpen(queryClient);
    setOpened(due);
  }

  if (!next && opened.length === 0) return null;
  return (
    <Paper withBorder radius="md" p="lg" component="section" className={classes.card}>
      {/* Always there, so that what comes into it is said. */}
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
          <div className={classes.countdown}>
            <Countdown to={next.opensAt} onOpen={() => void refresh()} />
          </div>
          <Text size="sm" c="dimmed">
            <time dateTime={next.opensAt}>{format.dateTime(next.opensAt)}</time>
          </Text>
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
