import type { ServerResponse } from 'node:http';
import { createLecternClient } from '../../client/src/index.ts';
import { type Answer, inTurn } from '../support/answers-in-turn.ts';

export type Reply = (response: ServerResponse) => void;

/** An impatient client gives up after this time without a byte. */
export const impatientMs = 500;

/** A server that gives the replies in order and repeats the last one, and clients of it. */
export async function scripted(...replies: ReadonlyArray<Reply>) {
  const { url, seen } = await inTurn(
    ...replies.map(
      (reply): Answer =>
        (_, response) =>
          reply(response),
    ),
  );
  const clientWith = (timeoutMs: number) => createLecternClient({ baseUrl: url, timeoutMs });
  return { client: clientWith(10_000), impatient: clientWith(impatientMs), seen, url };
}
