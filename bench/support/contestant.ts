import { setTimeout as wait } from 'node:timers/promises';
import type { HttpClient, HttpConnection, Reply } from './http-connection.ts';

/** A participant as the load generator plays it. Times are milliseconds from the start of the contest. */
export interface Contestant {
  /** Of the tasks, in the order in which they are opened. */
  readonly paths: ReadonlyArray<string>;
  /** The request for the key of the envelope that their device has; undefined for who fetches PDFs. */
  readonly envelope: { readonly path: string; readonly body: string } | undefined;
  readonly token: string;
  /** When they ask for the first task, or the key. */
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
  /** Until the PDF of the first task could be read, decrypting aside. */
  readonly pdfWholeMs: number | undefined;
  /** Until those of all tasks could be. */
  readonly allMs: number | undefined;
  /** Of the bodies that came from the start on. */
  readonly bytes: number;
  /** What went wrong for good, as a status or a message. */
  readonly failure: string | undefined;
}

export interface Place {
  readonly apiPort: number;
  /** On the clock of `performance.now()`. */
  readonly startsAtMs: number;
  readonly client: HttpClient;
}

/**
 * Asks for each task on a connection that was opened before, or else on a new one that is closed after the last reply;
 * asks again when a 503 says after how long; then fetches the PDF on a connection to the file server. Who has an
 * envelope asks for its key before, and fetches no PDF.
 */
export async function takePart(
  { paths, envelope, token, asksAfterMs, asksBeforeMs }: Contestant,
  place: Place,
  kept: HttpConnection | undefined,
): Promise<Outcome> {
  const headers = `Authorization: Bearer ${token}\r\n`;
  const meantMs = place.startsAtMs + asksAfterMs;
  const met: { -readonly [Key in keyof Outcome]: Outcome[Key] } = {
    ...{ asksAfterMs, early: undefined, lateMs: 0, refused: 0, failure: undefined },
    ...{ urlMs: undefined, pdfFirstByteMs: undefined, pdfWholeMs: undefined, allMs: undefined, bytes: 0 },
  };
  const sinceMeantMs = () => performance.now() - meantMs;
  let files: HttpConnection | undefined;
  try {
    if (asksBeforeMs !== undefined && kept) {
      await until(place.startsAtMs - asksBeforeMs);
      met.early = (await kept.get(paths[0] as string, headers)).status;
    }
    await until(meantMs);
    met.lateMs = sinceMeantMs();
    const connection = kept ?? (await place.client.open(place.apiPort));
    const ask = async (send: () => Promise<Reply>) => {
      const reply = await getServed(send, () => {
        met.refused += 1;
      });
      met.bytes += reply.bytes;
      return reply;
    };
    if (envelope) await ask(() => connection.post(envelope.path, headers, envelope.body));
    for (const path of paths) {
      const detail = await ask(() => connection.get(path, headers));
      met.urlMs ??= sinceMeantMs();
      if (!kept && path === paths.at(-1)) connection[Symbol.dispose]();
      if (!envelope) {
        const url = new URL((JSON.parse(detail.body) as { descriptionPdfUrl: string }).descriptionPdfUrl);
        const fileConnection = files ?? (await place.client.open(Number(url.port)));
        files = fileConnection;
        const pdf = await getServed(() => fileConnection.get(url.pathname + url.search));
        met.bytes += pdf.bytes;
        met.pdfFirstByteMs ??= pdf.firstByteMs - meantMs;
      }
      met.pdfWholeMs ??= sinceMeantMs();
    }
    met.allMs = sinceMeantMs();
  } catch (error) {
    met.failure = `${met.urlMs === undefined ? 'URL' : 'PDF'}: ${(error as Error).message}`;
  } finally {
    files?.[Symbol.dispose]();
  }
  return met;
}

/** The first reply that is no 503. Throws for one that is no success. */
async function getServed(get: () => Promise<Reply>, onRefused = () => {}): Promise<Reply> {
  for (;;) {
    const reply = await get();
    const { status, retryAfterSeconds } = reply;
    if (status === 200) return reply;
    if (status !== 503 || retryAfterSeconds === undefined) throw new Error(`answered ${status}`);
    onRefused();
    await wait(retryAfterSeconds * 1000);
  }
}

/** Timers may fire a moment early, and nobody may ask before they mean to. */
async function until(ms: number): Promise<void> {
  for (let left = ms - performance.now(); left > 0; left = ms - performance.now())
    await wait(Math.ceil(left));
}
