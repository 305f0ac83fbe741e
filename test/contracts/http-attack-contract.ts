import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  framingAttacks,
  type HttpAttack,
  type MixedRequest,
  messageAttacks,
  mixedRequests,
  pipelines,
  sizeAttacks,
} from '../support/http-attacks.ts';
import { exchangeRaw, type RawReply, repliesIn } from '../support/raw-http.ts';
import { sized } from '../support/test-size.ts';

export interface AttackedListener {
  readonly port: number;
  /** Of a GET that is answered with 200. */
  readonly target: string;
  logs(): string;
}

/** The answers of nginx and Node's parser to requests that RFC 9112 and RFC 9110 forbid. */
const refusals = [400, 403, 404, 405, 413, 414, 417, 431, 501, 505];

/**
 * What every listener does with bytes that are no request, or hide a second one: RFC 9112 §11.2 and CWE-444.
 * @param known how this server differs, by title
 */
export function httpAttackContract(
  name: string,
  opened: () => AttackedListener,
  known: ReadonlySet<string> = new Set(),
): void {
  describe(`${name} under attack`, () => {
    for (const [subject, attacks] of [
      ['conflicting lengths of a body', framingAttacks],
      ['malformed HTTP', messageAttacks],
      ['too large requests', sizeAttacks],
      ['several requests at once', pipelines],
    ] as const) {
      it(`answers each request once, and keeps serving: ${subject}`, async (test) => {
        const { port, target } = opened();
        const tried = attacks.filter(({ title }) => !known.has(title));
        for (const attack of tried) {
          assertAnswered(attack, repliesIn(await exchangeRaw(port, attack.bytes(target))));
          const good = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
          const [reply] = repliesIn(await exchangeRaw(port, good));
          assert.equal(reply?.status, 200, `after ${attack.title}`);
        }
        test.diagnostic(`${tried.length} attacks`);
      });
    }

    it('delivers the reply before it closes, even if another request is on its way', async () => {
      const { port, target } = opened();
      const last = lastRequest.bytes(target);
      // A race, which a server that resets the connection loses several times in a hundred.
      for (let time = 0; time < 100; time += 1) {
        const [reply, ...others] = repliesIn(await exchangeRaw(port, last, last));
        assert.equal(reply?.status, 200);
        assert.deepEqual(others, []);
      }
    });

    it('answers any mixture in order, however it is split into packets', async () => {
      const { port, target } = opened();
      const requests = fc.array(fc.constantFrom(...mixedRequests), { minLength: 1, maxLength: 12 });
      const cuts = fc.array(fc.nat(4000), { maxLength: 20 });
      const property = fc.asyncProperty(requests, cuts, async (mixed, positions) => {
        const sent = [...mixed, lastRequest];
        const bytes = sent.map((each) => each.bytes(target)).join('');
        const replies = repliesIn(await exchangeRaw(port, ...cutAt(bytes, positions)));
        const count = sent.findIndex(({ isLast }) => isLast) + 1;
        const answers = replies.map(({ status }) => (status === 200 ? 'served' : 'refused'));
        const expected = sent.slice(0, count).map((each) => each.expected);
        assert.deepEqual(answers, expected);
      });
      await fc.assert(property, { numRuns: sized(100, 3000, 25) });
    });

    it('has logged no cookie and no signature', () => {
      const { logs, target } = opened();
      assert.ok(!logs().includes('SECRET'));
      const [signature] = target.match(/(?<=&sig=)[\w-]+$/) ?? [];
      assert.ok(signature === undefined || !logs().includes(signature));
    });
  });
}

const lastRequest = mixedRequests.find((each) => each.isLast && each.expected === 'served') as MixedRequest;

function cutAt(text: string, positions: ReadonlyArray<number>): ReadonlyArray<string> {
  const cuts = positions.map((each) => each % text.length).toSorted((a, b) => a - b);
  return [0, ...cuts].map((from, at) => text.slice(from, cuts[at]));
}

function assertAnswered({ title, expected }: HttpAttack, replies: ReadonlyArray<RawReply>): void {
  const statuses = replies.map(({ status }) => status).filter((status) => status >= 200);
  const answers = statuses.map((status, at) => {
    const answer = status === 200 ? 'served' : refusals.includes(status) ? 'refused' : status;
    return expected[at] === 'either' && typeof answer === 'string' ? 'either' : answer;
  });
  assert.deepEqual(answers, expected, `${title}: ${statuses}`);
}
