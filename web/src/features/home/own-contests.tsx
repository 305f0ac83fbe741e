import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { RowList } from '../../ui/row-list.tsx';
import { Section } from '../../ui/section.tsx';
import { ContestRow } from '../schedule/contest-row.tsx';

interface OwnContestsProps {
  /** Running or upcoming. */
  readonly current: ReadonlyArray<Schemas.Contest>;
  readonly past: ReadonlyArray<Schemas.Contest>;
}

/** The reader's contests; past ones are collapsed. */
export function OwnContests({ current, past }: OwnContestsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('home.contests')}>
      <RowList label={t('home.contests')} empty="">
        {current.map((contest) => (
          <ContestRow key={contest.contestId} contest={contest} />
        ))}
      </RowList>
      {past.length > 0 && (
        <details>
          <summary className="disclosure">{t('home.pastContests', { count: past.length })}</summary>
          <RowList label={t('home.pastContests', { count: past.length })} empty="">
            {past.map((contest) => (
              <ContestRow key={contest.contestId} contest={contest} hidesPhase />
            ))}
          </RowList>
        </details>
      )}
    </Section>
  );
}
