import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadPermit } from '../../core/decide/read-permit.ts';
import type { Clock } from '../../lib/clock.ts';
import { asLecternError } from '../../lib/errors.ts';
import { overloaded } from '../../lib/overloaded.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import type { Changes } from './changes.ts';

/** A decision that someone may hear of the changes of a task or a contest. */
export interface Listening {
  /** Id of the task or contest. */
  readonly subjectId: string;
  readonly principalId: string;
  /** The principal as a participant, who hears nothing of what only others may notice. */
  readonly participantId?: string;
  /** Revoking any of them ends it. */
  readonly tags: ReadonlyArray<string>;
  readonly validUntilMs: number;
}

/** Listening to the task that a permit is for, as long as it may be read. */
export const listeningTo = (permit: ReadPermit, revocations: Pick<Revocations, 'tagsOf'>): Listening => ({
  subjectId: permit.taskId,
  principalId: permit.principalId,
  tags: revocations.tagsOf(permit),
  validUntilMs: permit.validUntilMs ?? Number.POSITIVE_INFINITY,
});

/** A stream of changes of a task or a contest, as server-sent events (HTML §9.2). */
export interface ChangeStream {
  readonly body: Readable;
  /** Sends an event once it is decided that its reader may still hear of it. The event never says what changed. */
  tell(): void;
}

export interface ChangeStreamParts {
  readonly changes: Pick<Changes, 'listen'>;
  readonly revocations: Pick<Revocations, 'isAnyRevoked'>;
  readonly clock: Clock;
  /** For all readers together. */
  readonly maxStreams: number;
  /** Called with the number of open streams whenever it changes. */
  readonly onCount: (open: number) => void;
}

export const tickEveryMs = 1000;

/** Everyone in a room may share one account. */
const maxStreamsPerAccount = 100;
/** Less than proxies wait for the next byte of a reply: nginx 30 s in `deploy/`, 60 s by default. */
const heartbeatTicks = 15;
/** PostgreSQL decides about this many in a few statements. */
const decidedAtOnce = 256;
/** SQLite decides about this many, or this many are sent something, in some milliseconds; then other requests are served. */
const inOneTurn = 32;
/** Random, so that readers who connected at a contest start do not all reconnect together. */
const lifeTicks = { min: 300, max: 600 };
const retryMs = { min: 2000, max: 8000 };
/** Who lost access learns the reason from a refusal. */
const refusedRetryMs = { min: 0, max: 500 };

interface OpenStream extends ChangeStream {
  readonly decideAnew: () => Promise<Listening>;
  readonly stopListening: () => void;
  /** The latest decision. */
  listening: Listening;
  /** Whether a change waits for a decision. */
  isUntold: boolean;
  ticksLeft: number;
}

const changed = 'event: changed\ndata: {}\n\n';
const heartbeat = ':\n\n';

const between = ({ min, max }: { readonly min: number; readonly max: number }) =>
  Math.round(min + Math.random() * (max - min));

const retryAfter = (span: Parameters<typeof between>[0]) => `retry: ${between(span)}\n\n`;

export type ChangeStreams = ReturnType<typeof createChangeStreams>;

/**
 * The open streams of a process. Each ends with its reader's access: within a tick when the access is revoked or
 * expires; otherwise, such as after signing out, before the next event and within `heartbeatTicks`. Every stream ends
 * after some minutes, so that readers spread over the processes.
 */
export function createChangeStreams(parts: ChangeStreamParts) {
  const { changes, revocations, clock, maxStreams, onCount } = parts;
  const streams = new Set<OpenStream>();
  const ofAccount = new Map<string, number>();
  /** Streams that wait for a decision. */
  const due = new Set<OpenStream>();
  let isDeciding = false;
  let isClosed = false;

  function count(principalId: string, more: 1 | -1): void {
    const open = (ofAccount.get(principalId) ?? 0) + more;
    if (open === 0) ofAccount.delete(principalId);
    else ofAccount.set(principalId, open);
    onCount(streams.size);
  }

  function assertRoom(principalId: string): void {
    // Another instance may have room immediately, and this one after its restart.
    if (isClosed)
      throw overloaded({
        message: () => 'The server is stopping. Connect again in a moment.',
        retryAfterSeconds: soon,
      });
    const isFull = streams.size >= maxStreams || (ofAccount.get(principalId) ?? 0) >= maxStreamsPerAccount;
    if (isFull)
      throw overloaded({
        message: () => 'Too many streams are open. Try again later.',
        retryAfterSeconds: later,
      });
  }

  async function decideDue(): Promise<void> {
    if (isDeciding) return;
    isDeciding = true;
    while (due.size > 0) {
      const underWay: Array<Promise<void>> = [];
      for (const stream of due.values().take(decidedAtOnce).toArray()) {
        if (due.delete(stream)) underWay.push(decide(stream));
        if (underWay.length % inOneTurn === 0) await nextTurn();
      }
      await Promise.all(underWay);
      await nextTurn();
    }
    isDeciding = false;
  }

  /** Never rejects. A change during the decision makes the stream due again, because the decision may have missed it. */
  async function decide(stream: OpenStream): Promise<void> {
    const { isUntold } = stream;
    stream.isUntold = false;
    try {
      stream.listening = await stream.decideAnew();
      if (isUntold && streams.has(stream)) stream.body.push(changed);
    } catch (error) {
      // If the database does not respond, the next tick tries again.
      if (asLecternError(error)?.code === 'unavailable') stream.isUntold ||= isUntold;
      else refuse(stream);
    }
  }

  const isOver = ({ ticksLeft, listening: { validUntilMs } }: OpenStream, nowMs: number) =>
    ticksLeft <= 0 || nowMs >= validUntilMs;

  return {
    /**
     * @param decideAnew decides as for a new request; rejects if that would be refused
     * @throws LecternError `overloaded` when there are too many streams, in total or of this account
     */
    open(listening: Listening, decideAnew: () => Promise<Listening>): ChangeStream {
      const { principalId, subjectId, participantId } = listening;
      assertRoom(principalId);
      const body = createBody(() => forget(stream));
      // The unread buffer stays small: a few bytes per change and heartbeat, for some minutes.
      const tell = () => {
        if (!streams.has(stream)) return;
        stream.isUntold = true;
        due.add(stream);
        void decideDue();
      };
      const stream: OpenStream = {
        body,
        tell,
        decideAnew,
        listening,
        stopListening: changes.listen(subjectId, tell, participantId),
        isUntold: false,
        ticksLeft: between(lifeTicks),
      };
      streams.add(stream);
      count(principalId, 1);
      body.push(retryAfter(retryMs));
      return stream;
    },
    /** Call it every `tickEveryMs`. Ends expired streams, decides about some of the others, and sends heartbeats. */
    async tick(): Promise<void> {
      const nowMs = clock.nowMs();
      let sent = 0;
      for (const stream of streams) {
        stream.ticksLeft -= 1;
        const isBeat = stream.ticksLeft % heartbeatTicks === 0;
        if (revocations.isAnyRevoked(stream.listening.tags)) refuse(stream);
        else if (isOver(stream, nowMs)) end(stream);
        else if (isBeat) stream.body.push(heartbeat);
        const isOpen = streams.has(stream);
        if (isOpen && (isBeat || stream.isUntold)) due.add(stream);
        if (isOpen && !isBeat) continue;
        sent += 1;
        if (sent % inOneTurn === 0) await nextTurn();
      }
      void decideDue();
    },
    /** Ends all streams and opens no more. */
    close(): void {
      isClosed = true;
      for (const stream of streams) end(stream);
    },
  };

  function refuse(stream: OpenStream): void {
    if (streams.has(stream)) stream.body.push(retryAfter(refusedRetryMs));
    end(stream);
  }

  function end(stream: OpenStream): void {
    if (forget(stream)) stream.body.push(null);
  }

  /** @returns whether it was open */
  function forget(stream: OpenStream): boolean {
    if (!streams.delete(stream)) return false;
    due.delete(stream);
    stream.stopListening();
    count(stream.listening.principalId, -1);
    return true;
  }
}

/** @param onGone called when the reader disconnects */
const createBody = (onGone: () => void) =>
  new Readable({
    read() {},
    destroy(error, done) {
      onGone();
      done(error);
    },
  });

const soon = { min: 1, max: 3 };
const later = { min: 60, max: 180 };
