/**
 * Five marks at equal distances and round numbers: the first is zero, and `most` is not above the last.
 *
 * @param leastStep between two marks: 1 for what is counted
 */
export function roundScale(most: number, leastStep = 0.5): ReadonlyArray<number> {
  const least = Math.max(most / 4, leastStep);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5].map((digit) => digit * power).find((each) => each >= least) ?? 10 * power;
  return [0, 1, 2, 3, 4].map((at) => at * step);
}
