import fc from 'fast-check';
import { json, openCorpus } from '../fuzz-corpus.ts';
import type { SignedRequest } from './mutate.ts';
import { ofBytes } from './of-bytes.ts';
import { ofEncoding } from './of-encoding.ts';
import { ofPath } from './of-path.ts';
import { ofQueries } from './of-query.ts';
import { ofValues } from './of-values.ts';

export interface MutatedRequest extends SignedRequest {
  /** What was done, in order, to explain a failure; absent in the corpus. */
  readonly mutations?: ReadonlyArray<string>;
}

/** Unsigned requests, tested with the keys of `signedCorpus`. */
export const urlCorpus = openCorpus<MutatedRequest>(
  json(({ method, target }) => ({ method, target })),
  { name: 'signed-urls' },
);

export const mutators = { ...ofBytes, ...ofEncoding, ...ofPath, ...ofQueries, ...ofValues };
const names = Object.keys(mutators);

const methods = ['GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'get', 'Put', 'GETX'];

/**
 * One to three mutations of one of the signed requests, and sometimes another method. The result may be one of the
 * signed requests again.
 */
export function mutatedRequest(signed: ReadonlyArray<SignedRequest>): fc.Arbitrary<MutatedRequest> {
  const number = fc.nat(99_999);
  const mutation = fc.tuple(fc.nat(names.length - 1), number, number);
  const method = fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, fc.constantFrom(...methods));
  const all = fc.tuple(
    fc.constantFrom(...signed),
    method,
    fc.array(mutation, { minLength: 1, maxLength: 3 }),
  );
  return fc.noBias(all).map(([original, otherMethod, mutations]) => {
    let { target } = original;
    const done: Array<string> = [];
    for (const [kind, at, pick] of mutations) {
      const name = names[kind] as string;
      target = mutators[name]?.(target, at, pick, signed) ?? target;
      done.push(name);
    }
    return { method: otherMethod ?? original.method, target, mutations: done };
  });
}

/**
 * Whether a request must be accepted: it is one of those that were signed, byte for byte. This knows nothing of keys,
 * signatures, or the meaning of a URL.
 */
export function isSigned(signed: ReadonlyArray<SignedRequest>, { method, target }: SignedRequest): boolean {
  return signed.some((each) => each.method === method && each.target === target);
}
