import fc from 'fast-check';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(...`aZ9 -._~!'()*"%+&=#?@:;,$<>[]{}|^\`\\/`),
    minLength: 1,
    maxLength: 20,
  }),
);

/** Any text but control characters, which parse differently in HTTP clients; with reserved ones and Unicode. */
const objectKey = fc
  .array(
    text.filter((segment) => !/[\p{C}/]/u.test(segment) && segment !== '.' && segment !== '..'),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join('/'));

const fileName = text.filter(
  (name) => /^[^\p{C}\p{Zl}\p{Zp}/\\]+$/u.test(name) && Buffer.byteLength(name) <= 200,
);

/** Times from 2020 to 2038, and up to seven days of life. */
const times = fc
  .record({
    signedAtSeconds: fc.integer({ min: 1_577_836_800, max: 2_145_916_800 }),
    lifetime: fc.oneof(fc.integer({ min: 1, max: 3600 }), fc.integer({ min: 1, max: 604_800 })),
  })
  .map(({ signedAtSeconds, lifetime }) => ({
    signedAtSeconds,
    expiresAtSeconds: signedAtSeconds + lifetime,
  }));

export const download = fc
  .record({
    objectKey,
    fileName,
    disposition: fc.constantFrom('inline' as const, 'attachment' as const),
    issueId: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    times,
  })
  .map(({ times, ...request }) => ({ ...request, ...times }));

export const upload = fc
  .record({
    objectKey,
    size: fc.integer({ min: 0, max: 5_000_000_000 }),
    sha256: fc.stringMatching(/^[\da-f]{64}$/),
    times,
  })
  .map(({ times, ...request }) => ({ ...request, ...times }));
