import { Link, useSearch } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { serverNowMs } from '../../lib/server-clock.ts';
import { ownTimes } from '../schedule/own-times.ts';
import classes from './source-filter.module.css';

interface SourceFilterProps {
  readonly contests: ReadonlyArray<Schemas.Contest>;
  readonly groups: ReadonlyArray<Schemas.Group>;
}

/** Filters by running contest or group; renders nothing without a choice. */
export function SourceFilter({ contests, groups }: SourceFilterProps) {
  const { t } = useTranslation();
  const { group, contest, ...others } = useSearch({ from: '/shell/' });
  const nowMs = serverNowMs();
  const sources = [
    ...contests
      .filter((each) => ownTimes(each, nowMs).phase === 'running' || each.contestId === contest)
      .map(({ contestId, name }) => ({ id: contestId, name, search: { contest: contestId } })),
    ...groups.map(({ groupId, name }) => ({ id: groupId, name, search: { group: groupId } })),
  ];
  const chosen = group ?? contest;
  if (sources.length < 2 && chosen === undefined) return null;
  return (
    <nav
      aria-label={t('home.source')}
      className={`${classes.sources} fading`}
      // Browsers don't scroll to a focused link that is partly visible.
      onFocus={({ target }) => target.scrollIntoView({ block: 'nearest', inline: 'center' })}
    >
      {[{ id: undefined, name: t('home.all'), search: {} }, ...sources].map(({ id, name, search }) => (
        <Link
          key={id ?? 'all'}
          to="/"
          search={{ ...others, ...search }}
          resetScroll={false}
          className={classes.source}
          activeProps={{ 'aria-current': undefined }}
          {...(id === chosen ? { 'aria-current': 'true' } : {})}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
