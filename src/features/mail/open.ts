import type { Additions, Host } from '../feature.ts';

const sendEveryMs = 1000;

export function open({ mailQueue, sendDueMail }: Host): Additions {
  return {
    sweeps: [{ lease: 'prune-mail', what: 'records of e-mail', remove: mailQueue.prune }],
    // In every instance: what one of them has claimed is sent by no other.
    jobs: sendDueMail ? [{ everyMs: sendEveryMs, what: 'sending mail', run: sendDueMail }] : [],
  };
}
