import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { serverNowMs } from '../../lib/server-clock.ts';
import { PhaseBadge } from '../../ui/phase-badge.tsx';
import { Row, rowClasses } from '../../ui/row-list.tsx';
import { WindowText } from '../../ui/window-text.tsx';
import { ownTimes } from './own-times.ts';

interface ContestRowProps {
  readonly contest: Schemas.Contest;
  /** Links to the page of its staff, and shows its times instead of the reader's. */
  readonly isManaged?: boolean;
  /** Next to its times. */
  readonly note?: ReactNode;
  /** In lists where contests have the same phase. */
  readonly hidesPhase?: boolean;
}

/** A contest in a list. */
export function ContestRow({ contest, isManaged = false, note, hidesPhase = false }: ContestRowProps) {
  const { contestId, name } = contest;
  const { phase, ...own } = ownTimes(contest, serverNowMs());
  const { startsAt, endsAt } = isManaged ? contest : own;
  return (
    <Row
      main={
        <Link
          to={isManaged ? '/manage/contests/$contestId' : '/contests/$contestId'}
          params={{ contestId }}
          className={rowClasses.link}
        >
          {name}
        </Link>
      }
      detail={
        <>
          <WindowText opensAt={startsAt} closesAt={endsAt} />
          {note}
        </>
      }
      actions={!hidesPhase && <PhaseBadge phase={phase} />}
    />
  );
}
