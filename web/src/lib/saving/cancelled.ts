/** The user cancelled the question before a change, so nothing was sent. `useAction` shows no error. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
