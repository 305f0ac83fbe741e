/** Reports the progress of a phase, in rows, pages or bytes. */
export type OnProgress = (phase: string, done: number, total: number) => void;

/** Returns a function that adds to the progress of a phase. */
export function createCounter(onProgress: OnProgress, phase: string, total: number): (more: number) => void {
  let done = 0;
  onProgress(phase, done, total);
  return (more) => {
    done += more;
    onProgress(phase, done, total);
  };
}

const barWidth = 30;
const drawEveryMs = 100;

export interface ProgressBar {
  readonly onProgress: OnProgress;
  /** Ends the line of the bar. */
  end(): void;
}

/** A progress bar on standard error; does nothing if that is not a terminal. */
export function createProgressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  let drawn = { phase: '', atMs: 0 };
  if (!stream.isTTY) return { onProgress: () => {}, end: () => {} };
  return {
    onProgress(phase, done, total) {
      const nowMs = performance.now();
      if (phase === drawn.phase && done < total && nowMs - drawn.atMs < drawEveryMs) return;
      if (drawn.phase !== '' && phase !== drawn.phase) stream.write('\n');
      drawn = { phase, atMs: nowMs };
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const bar = '#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '-');
      stream.write(`\r\u001b[K${phase.padEnd(28)} [${bar}] ${Math.floor(share * 100)} %`);
    },
    end() {
      if (drawn.phase !== '') stream.write('\n');
    },
  };
}
