import { setTimeout as wait } from 'node:timers/promises';
import type { HttpClient, HttpConnection, Reply } from './http-connection.ts';

/** A simulated participant. Times are milliseconds from the start of the contest. */
export interface Contestant {
  /** The tasks' paths, in the order in which they are opened. */
  readonly paths: ReadonlyArray<string>;
  /** The request for the key of the envelope on their device; undefined for those who download PDFs. */
  readonly envelope: { readonly path: string; readonly body: string } | undefined;
  readonly token: string;
  /** When they request the first task, or the key. */
  readonly asksAfterMs: number;
  /** When they request it too early, if at all. */
  readonly asksBeforeMs: number | undefined;
}

/** What happened to a participant. Other times are counted from the intended time of the request. */
export interface Outcome {
  readonly asksAfterMs: number;
  /** The status of the reply to the early request. */
  readonly early: number | undefined;
  /** Delay of the actual request, caused by the generator. */
  readonly lateMs: number;
  /** Replies 503 before the URL. */
  readonly refused: number;
  /** Until the key of the envelope arrived; undefined without one. */
  readonly keyMs: number | undefined;
  /** Until the URL of the first task arrived, with an envelope after the key; undefined without one. */
  readonly urlMs: number | undefined;
  readonly pdfFirstByteMs: number | undefined;
  /** Until the PDF of the first task was readable, without decryption. */
  readonly pdfWholeMs: number | undefined;
  /** Until the PDFs of all tasks were readable. */
  readonly allMs: number | undefined;
  /** Received bodies since the start. */
  readonly bytes: number;
  /** The final error, as a status or a message. */
  readonly failure: string | undefined;
}

export interface Place {
  readonly apiPort: number;
  /** On the clock of `performance.now()`. */
  readonly startsAtMs: number;
  readonly client: HttpClient;
}

/**
 * Requests each task on the open connection, or on a new one that is closed after the last reply; retries after a 503 when it says; then
 * downloads the PDF on a connection to the file server. A participant with an envelope requests its key first, and downloads no PDF.
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
    ...{ keyMs: undefined, urlMs: undefined, pdfFirstByteMs: undefined, pdfWholeMs: undefined },
    ...{ allMs: undefined, bytes: 0 },
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
    if (envelope) {
      await ask(() => connection.post(envelope.path, headers, envelope.body));
      met.keyMs = sinceMeantMs();
    }
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

/** The first reply other than 503. Throws unless it is a success. */
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

/** Timers may fire slightly early, but no request may be sent before its time. */
async function until(ms: number): Promise<void> {
  for (let left = ms - performance.now(); left > 0; left = ms - performance.now())
    await wait(Math.ceil(left));
}
