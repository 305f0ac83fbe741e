/** `A` … `Z`, `AA`, …: the label at a place in a contest, from 0. */
export function labelAt(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : labelAt(Math.floor(place / 26) - 1) + letter;
}

/** The label to propose for one more task. */
export function nextLabel(taken: ReadonlyArray<string>): string {
  let place = taken.length;
  while (taken.includes(labelAt(place))) place += 1;
  return labelAt(place);
}
