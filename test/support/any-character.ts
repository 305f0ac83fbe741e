import fc from 'fast-check';

const isHalfOfPair = (code: number) => code >= 0xd800 && code <= 0xdfff;

/**
 * Any character of Unicode, for `fc.string({ unit })`: fast-check's own `binary` takes 1.6 s to build in each process.
 */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => !isHalfOfPair(code))
  .map((code) => String.fromCodePoint(code));
