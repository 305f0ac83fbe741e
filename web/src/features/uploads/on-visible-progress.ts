import type { UploadProgress } from 'lectern-client';

/** Passes on only visible progress: a new step, or a new percentage. */
export function onVisibleProgress(
  show: (progress: UploadProgress) => void,
): (progress: UploadProgress) => void {
  let shown = '';
  return (progress) => {
    const { step, done, total } = progress;
    const seen = `${step} ${Math.floor((100 * done) / total)}`;
    if (seen === shown) return;
    shown = seen;
    show(progress);
  };
}
