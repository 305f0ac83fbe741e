import { setTimeout as wait } from 'node:timers/promises';
import { type HttpConnection, openHttp, type Reply } from './http-connection.ts';

/** A participant as the load generator plays it. Times are milliseconds from the start of the contest. */
export interface Contestant {
  readonly path: string;
  readonly token: string;
  /** When they ask for the task. */
  readonly asksAfterMs: number;
  /** When they ask for it too early, if they do. */
  readonly asksBeforeMs: number | undefined;
}

/** What one of them met. All other times are counted from the moment at which they meant to ask. */
export interface Outcome {
  readonly asksAfterMs: number;
  /** The status of the reply to asking too early. */
  readonly early: number | undefined;
  /** To the request that really left: what the generator itself is late. */
  readonly lateMs: number;
  /** Replies 503 on the way to the URL. */
  readonly refused: number;
  /** Until the URL was there; undefined without one. */
  readonly urlMs: number | undefined;
  readonly pdfFirstByteMs: number | undefined;
  readonly pdfWholeMs: number | undefined;
  /** What went wrong for good, as a status or a message. */
  readonly failure: string | undefined;
}

export interface Place {
  readonly apiPort: number;
  /** On the clock of `performance.now()`. */
  readonly startsAtMs: number;
  /** Nobody is waited for any longer. */
  readonly patienceMs: number;
}

/**
 * Asks for the task on a connection that was opened before, or else on a new one that is closed after the reply;
 * asks again when a 503 says after how long; then fetches the PDF on a connection to the file server.
 */
export async function takePart(
  { path, token, asksAfterMs, asksBeforeMs }: Contestant,
  place: Place,
  kept: HttpConnection | undefined,
): Promise<Outcome> {
  const headers = `Authorization: Bearer ${token}\r\n`;
  const meantMs = place.startsAtMs + asksAfterMs;
  const giveUpMs = place.startsAtMs + place.patienceMs;
  const met: { -readonly [Key in keyof Outcome]: Outcome[Key] } = {
    ...{ asksAfterMs, early: undefined, lateMs: 0, refused: 0, failure: undefined },
    ...{ urlMs: undefined, pdfFirstByteMs: undefined, pdfWholeMs: undefined },
  };
  try {
    if (asksBeforeMs !== undefined && kept) {
      await until(place.startsAtMs - asksBeforeMs);
      met.early = (await kept.get(path, headers)).status;
    }
    await until(meantMs);
    met.lateMs = performance.now() - meantMs;
    const connection = kept ?? (await openHttp(place.apiPort));
    const reply = await getServed(
      () => connection.get(path, headers),
      giveUpMs,
      () => {
        met.refused += 1;
      },
    );
    met.urlMs = performance.now() - meantMs;
    if (!kept) connection.close();

    const url = new URL((JSON.parse(reply.body) as { descriptionPdfUrl: string }).descriptionPdfUrl);
    const files = await openHttp(Number(url.port));
    const pdf = await getServed(() => files.get(url.pathname + url.search), giveUpMs);
    met.pdfFirstByteMs = pdf.firstByteMs - meantMs;
    met.pdfWholeMs = performance.now() - meantMs;
    files.close();
  } catch (error) {
    met.failure = (error as Error).message;
  }
  return met;
}

/** The first reply that is no 503. Throws for one that is no success. */
async function getServed(get: () => Promise<Reply>, giveUpMs: number, onRefused = () => {}): Promise<Reply> {
  for (;;) {
    const reply = await get();
    if (reply.status === 200) return reply;
    if (reply.status !== 503 || reply.retryAfterSeconds === undefined) throw new Error(`${reply.status}`);
    onRefused();
    if (performance.now() > giveUpMs) throw new Error('503 until the end');
    await wait(reply.retryAfterSeconds * 1000);
  }
}

/** Timers may fire a moment early, and nobody may ask before they mean to. */
async function until(ms: number): Promise<void> {
  for (let left = ms - performance.now(); left > 0; left = ms - performance.now())
    await wait(Math.ceil(left));
}
