let latest = 1;

/**
 * Watches from now on for what is pressed more than once in a row, by a double click or a key that is held down. Only
 * the first press submits a form.
 */
export function watchPresses(): void {
  const note = (presses: number) => {
    latest = Math.max(latest, presses);
    setTimeout(() => {
      latest = 1;
    });
  };
  const onClick = (event: MouseEvent) => {
    note(event.detail);
    const isSubmit = event.target instanceof Element && event.target.closest('button[type=submit]') !== null;
    if (isSubmit && isDoubleActivation()) event.preventDefault();
  };
  addEventListener('click', onClick, { capture: true });
  addEventListener('keydown', ({ repeat }) => repeat && note(2), { capture: true });
}

/** Whether what happens now comes of a press that is not the first in a row. */
export const isDoubleActivation = (): boolean => latest > 1;
