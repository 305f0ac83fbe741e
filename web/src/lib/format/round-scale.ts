/**
 * Five round, evenly spaced marks from zero; the last is at least `most`.
 * @param leastStep smallest distance of two marks: 1 for counts
 */
export function roundScale(most: number, leastStep = 0.5): ReadonlyArray<number> {
  const least = Math.max(most / 4, leastStep);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5].map((digit) => digit * power).find((each) => each >= least) ?? 10 * power;
  return [0, 1, 2, 3, 4].map((at) => at * step);
}
