/** The label at a place in a contest, from 0: `A` to `Z`, then `A2` to `Z2` and so on, as the server gives them. */
export function labelAt(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${letter}${Math.floor(place / 26) + 1}`;
}

/** The label to propose for one more task: the first that is free. */
export function nextLabel(tasks: ReadonlyArray<{ readonly label: string }>): string {
  const taken = new Set(tasks.map(({ label }) => label));
  let place = 0;
  while (taken.has(labelAt(place))) place += 1;
  return labelAt(place);
}
