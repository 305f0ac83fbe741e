import { parse } from 'range-parser';
import type { ByteRange } from '../../storage/driver.ts';

/** Which bytes a reply carries: all of them, a part, or none because the part lies outside. */
export type RangeChoice = 'whole' | 'unsatisfiable' | ByteRange;

/**
 * What the `Range` header asks of an object of `size` bytes, by RFC 9110 §14.2: one range, also suffix
 * (`bytes=-500`) and open (`bytes=500-`). A header that is malformed, has another unit or asks for several
 * ranges is ignored, as that section permits.
 */
export function chooseRange(header: string | undefined, size: number): RangeChoice {
  if (header === undefined) return 'whole';
  const { type, code, ranges } = parse(size, header);
  if (type !== 'bytes') return 'whole';
  if (code === 2 && ranges.length === 0) return 'unsatisfiable';
  const [range] = ranges;
  if (code !== 0 || range === undefined || ranges.length > 1) return 'whole';
  return { first: range.start, last: range.end };
}
