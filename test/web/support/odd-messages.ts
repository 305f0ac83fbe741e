/**
 * Values that no program intends to send by `postMessage`, as a window receives them.
 * @param type of a message that the receiver knows
 * @param rest the other members of such a message
 */
export function oddMessages(type: string, rest: object): ReadonlyArray<unknown> {
  const cyclic: Record<string, unknown> = { type, ...rest };
  cyclic['token'] = cyclic;
  const big = 'x'.repeat(100_000);
  return [
    ...[undefined, null, true, 7, 7n, Number.NaN, '', type, big, [type], [[]]],
    ...[new Date(), /a/, new Error(type), new Blob([type]), new ArrayBuffer(9), new Uint8Array(9)],
    ...[new Map([['type', type]]), new Set([type]), new Map([[cyclic, cyclic]]), cyclic],
    ...[Object(type), [type], { type }].map((wrong) => ({ type: wrong, ...rest })),
    ...[7, Object('a'), ['a'], undefined].map((request) => ({ type, request })),
    ...[7, {}].map((code) => ({ type, code })),
    { type, request: big, token: 'two words', reason: 'because', code: {} },
    JSON.parse(`{"__proto__":{"type":"${type}"},"constructor":{"type":"${type}"}}`),
    JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
    Array.from({ length: 1000 }, (_, at) => ({ type, at })),
  ].map((value) => structuredClone(value));
}
