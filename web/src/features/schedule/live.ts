import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { client } from '../../lib/server/client.ts';
import { keyOf } from '../../lib/server/resource-keys.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { nearMs } from '../../ui/countdown.tsx';
import { listenInView } from './listen-in-view.ts';
import { refetchOpenings } from './openings.ts';
import { ownTimes } from './own-times.ts';

/**
 * How pages stay right when others change something: streams of changes while the page is visible, and else questions at intervals.
 * Returning to the page refetches anyway.
 */

/** Spreads the connections of everyone who opens a page when a contest starts. */
const beginWithinMs = 5000;
/** Spreads the requests after a change. */
const longestJitterMs = 1000;
/** Each takes one of the few connections of a browser. */
const mostStreams = 3;
/** Intervals of questions: while streams run; without, near a time; and otherwise. */
const everyMs = { streaming: 600_000, near: 25_000, far: 60_000 };
/** How long after an end changes are likely. Before a start, they are while pages count down to it. */
const afterEndMs = 10 * 60_000;

/** What to listen to, and what the page has of it. */
type Subject =
  | { readonly kind: 'contest'; readonly id: string; readonly revision: string }
  | { readonly kind: 'task'; readonly id: string; readonly versionId: string };

/** A time during which changes are likely, ISO 8601 on the server's clock. No start: never; no end: always since then. */
interface Span {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

interface News {
  readonly subjects?: ReadonlyArray<Subject>;
  /** Whether streams of the subjects have all that the page shows. */
  readonly isComplete?: boolean;
  /** Empty: no questions. */
  readonly spans: ReadonlyArray<Span>;
  /** Called when there may be news. */
  readonly onNews: () => void;
}

/** Calls back when there may be news about something on the page. */
export function useNews({ subjects = [], isComplete = true, spans, onNews }: News): void {
  const tell = useEffectEvent(onNews);
  const revisionNow = useEffectEvent((contestId: string) =>
    subjects.flatMap((each) => (each.kind === 'contest' && each.id === contestId ? each.revision : [])).at(0),
  );
  const [listening, setListening] = useState(0);
  const watched = subjects.slice(0, mostStreams);
  const names = JSON.stringify(
    watched.map((each) => (each.kind === 'contest' ? { ...each, revision: '' } : each)),
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tellSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        tell();
      }, Math.random() * longestJitterMs);
    };
    const common = {
      beginWithinMs,
      onChange: tellSoon,
      onListening: (isListening: boolean) => setListening((before) => before + (isListening ? 1 : -1)),
    };
    const stops = (JSON.parse(names) as ReadonlyArray<Subject>).map((each) => {
      const listen = (signal: AbortSignal) =>
        each.kind === 'contest'
          ? client.watchContest(each.id, { ...common, signal, revision: () => revisionNow(each.id) })
          : client.watchTask(each.id, { ...common, signal, versionId: each.versionId });
      // If it ends because access was lost, a refetch gets the reason.
      const { locks } = navigator as Partial<Navigator>;
      return listenInView(listen, tellSoon, { document, locks });
    });
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [names]);
  const isStreaming = subjects.length > 0 && listening >= subjects.length;
  useQuestions(spans, onNews, isStreaming ? (isComplete ? 'streaming' : 'far') : undefined);
}

/** The time in which a contest runs for someone, or for its staff. */
function spanOf(contest: Schemas.Contest): Span {
  const { startsAt, endsAt } = ownTimes(contest, serverNowMs());
  return { startsAt, endsAt };
}

const isNow = ({ startsAt, endsAt }: Span, nowMs: number) =>
  startsAt !== null &&
  Date.parse(startsAt) - nearMs <= nowMs &&
  (endsAt === null || nowMs <= Date.parse(endsAt) + afterEndMs);

/** Asks for news at intervals while the page is visible. They vary, so that clients don't ask simultaneously. */
export function useQuestions(
  spans: ReadonlyArray<Span>,
  onAsk: () => void,
  pace?: keyof typeof everyMs,
): void {
  const ask = useEffectEvent(onAsk);
  const [spread] = useState(() => 0.8 + Math.random() * 0.4);
  const list = JSON.stringify(spans);
  useEffect(() => {
    const all = JSON.parse(list) as typeof spans;
    if (all.length === 0) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const nowMs = serverNowMs();
      const isNear = all.some((span) => isNow(span, nowMs));
      timer = setTimeout(
        () => {
          if (document.visibilityState === 'visible') ask();
          wait();
        },
        spread * everyMs[pace ?? (isNear ? 'near' : 'far')],
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [list, pace, spread]);
}

/**
 * Keeps contests on a page right: asks for them when there may be news, and refetches all that is open when one of them has another
 * revision, or was added or removed.
 * @param contests undefined while they load
 */
export function useLive(
  contests: ReadonlyArray<Schemas.Contest> | undefined,
  { isList = false }: { readonly isList?: boolean } = {},
): void {
  const queryClient = useQueryClient();
  const spans = (contests ?? []).map(spanOf);
  const nowMs = serverNowMs();
  useNews({
    subjects: (contests ?? [])
      .filter((contest) => !isList || isNow(spanOf(contest), nowMs))
      // A list may have more than there are streams.
      .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
      .map(({ contestId, revision }) => ({ kind: 'contest', id: contestId, revision })),
    isComplete: !isList,
    // A reader without contests may be added to one.
    spans: contests?.length === 0 ? [{ startsAt: null, endsAt: null }] : spans,
    onNews() {
      const [root] = keyOf('/api/v1/contests');
      // Only contests and lists of contests, not their parts.
      const predicate = ({ queryKey: [kind, ...rest] }: { readonly queryKey: ReadonlyArray<unknown> }) =>
        kind === root && rest.length === 1;
      void queryClient.invalidateQueries({ predicate });
    },
  });

  const state = contests && JSON.stringify(contests.map(({ contestId, revision }) => [contestId, revision]));
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== undefined && before.current !== state) void refetchOpenings(queryClient);
    before.current = state;
  }, [state, queryClient]);
}
