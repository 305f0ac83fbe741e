/** The label at a position in a contest, from 0: `A` to `Z`, then `A2` to `Z2` and so on, as on the server. */
export function labelAt(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : `${letter}${Math.floor(place / 26) + 1}`;
}

/** Proposes the label for a task at the end, as the server does: the one after the last of A to Z, A2 and so on. */
export const nextLabel = (tasks: ReadonlyArray<{ readonly label: string }>): string =>
  labelAt(Math.max(-1, ...tasks.map(({ label }) => placeOf(label))) + 1);

/** -1 if it isn't such a label. */
function placeOf(label: string): number {
  const [, letter, round = '1'] = label.match(/^([A-Z])([2-9]|[1-9]\d{1,3})?$/) ?? [];
  return letter === undefined ? -1 : (Number(round) - 1) * 26 + letter.charCodeAt(0) - 65;
}
