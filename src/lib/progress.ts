/** How far a phase is, in rows, pages or bytes. */
export type OnProgress = (phase: string, done: number, total: number) => void;

/** Counts what a phase has done. */
export function createCounter(onProgress: OnProgress, phase: string, total: number): (more: number) => void {
  let done = 0;
  onProgress(phase, done, total);
  return (more) => {
    done += more;
    onProgress(phase, done, total);
  };
}
