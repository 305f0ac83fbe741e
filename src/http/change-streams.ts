import { Readable } from 'node:stream';
import type { Grant } from '../access/decide.ts';
import type { Clock } from '../clock.ts';
import { overloaded } from '../overloaded.ts';
import type { Revocations } from '../revocation/revocations.ts';
import type { DocumentChanges } from '../tasks/document-changes.ts';

/** One reader who is told of changes of a task, by server-sent events (HTML §9.2). */
export interface ChangeStream {
  readonly body: Readable;
  /** Says that something has changed: never what, nor whether the reader may still see it. */
  tell(): void;
}

/**
 * The open streams of a process. Each ends when the access that it was opened under ends or is taken away, and after some
 * minutes at the latest: whoever opens it again is decided about again.
 */
export interface ChangeStreams {
  /** @throws LecternError `overloaded` when there are too many, of all readers or of this one */
  open(grant: Grant): ChangeStream;
  /** For a timer, every `tickEveryMs`: ends those whose time has come, and shows the others that they are alive. */
  tick(): void;
  /** Ends all of them, and opens no more. */
  close(): void;
}

export interface ChangeStreamParts {
  readonly documentChanges: Pick<DocumentChanges, 'listen'>;
  readonly revocations: Pick<Revocations, 'tagsOf' | 'isAnyRevoked'>;
  readonly clock: Clock;
  /** Of all readers together. */
  readonly maxStreams: number;
  /** Told how many are open, whenever that changes. */
  readonly onCount: (open: number) => void;
}

export const tickEveryMs = 1000;

/** A room of people may share one account. */
const maxStreamsPerAccount = 100;
/** Less than proxies wait for the next byte of a reply: nginx 30 s in `deploy/`, 60 s by itself. */
const heartbeatTicks = 15;
/** Not everybody who came at the start of a contest comes again at once. */
const lifeTicks = { min: 300, max: 600 };
const retryMs = { min: 2000, max: 8000 };

interface OpenStream extends ChangeStream {
  readonly principalId: string;
  readonly stopListening: () => void;
  /** By which the access is revoked. */
  readonly tags: ReadonlyArray<string>;
  readonly validUntilMs: number;
  readonly lifeTicks: number;
  ticks: number;
}

const changed = 'event: changed\ndata: {}\n\n';
const heartbeat = ':\n\n';

const between = ({ min, max }: { readonly min: number; readonly max: number }) =>
  Math.round(min + Math.random() * (max - min));

export function createChangeStreams(parts: ChangeStreamParts): ChangeStreams {
  const { documentChanges, revocations, clock, maxStreams, onCount } = parts;
  const streams = new Set<OpenStream>();
  const ofAccount = new Map<string, number>();
  let isClosed = false;

  function count(principalId: string, more: 1 | -1): void {
    const open = (ofAccount.get(principalId) ?? 0) + more;
    if (open === 0) ofAccount.delete(principalId);
    else ofAccount.set(principalId, open);
    onCount(streams.size);
  }

  function assertRoom(principalId: string): void {
    // Another instance may have room at once, and this one when it has started again.
    if (isClosed) throw overloaded({ message: () => 'The server is stopping.', retryAfterSeconds: soon });
    const isFull = streams.size >= maxStreams || (ofAccount.get(principalId) ?? 0) >= maxStreamsPerAccount;
    if (isFull) throw overloaded({ message: () => 'Too many streams are open.', retryAfterSeconds: later });
  }

  const isOver = ({ validUntilMs, lifeTicks, ticks, tags }: OpenStream, nowMs: number) =>
    ticks >= lifeTicks || nowMs >= validUntilMs || revocations.isAnyRevoked(tags);

  return {
    open(grant) {
      const { principalId, taskId, validUntilMs } = grant;
      assertRoom(principalId);
      const body = new Readable({
        read() {},
        destroy(error, done) {
          forget(stream); // the reader has gone
          done(error);
        },
      });
      // What a reader leaves unread stays small: a few bytes at each change and each heartbeat of some minutes.
      const tell = () => void body.push(changed);
      const stream: OpenStream = {
        body,
        tell,
        principalId,
        stopListening: documentChanges.listen(taskId, tell),
        tags: revocations.tagsOf(grant),
        validUntilMs: validUntilMs ?? Number.POSITIVE_INFINITY,
        lifeTicks: between(lifeTicks),
        ticks: 0,
      };
      streams.add(stream);
      count(principalId, 1);
      body.push(`retry: ${between(retryMs)}\n\n`);
      return stream;
    },
    tick() {
      const nowMs = clock.nowMs();
      for (const stream of streams) {
        stream.ticks += 1;
        if (isOver(stream, nowMs)) end(stream);
        else if (stream.ticks % heartbeatTicks === 0) stream.body.push(heartbeat);
      }
    },
    close() {
      isClosed = true;
      for (const stream of streams) end(stream);
    },
  };

  function end(stream: OpenStream): void {
    forget(stream);
    stream.body.push(null);
  }

  function forget(stream: OpenStream): void {
    if (!streams.delete(stream)) return;
    stream.stopListening();
    count(stream.principalId, -1);
  }
}

const soon = { min: 1, max: 3 };
const later = { min: 60, max: 180 };
