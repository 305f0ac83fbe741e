let latest = 1;

/** Starts to watch for repeated presses (a double click, a key held down), so that only the first one submits a form. */
export function watchDoubleActivation(): void {
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

/** Whether the current event comes from a repeated press. */
export const isDoubleActivation = (): boolean => latest > 1;
