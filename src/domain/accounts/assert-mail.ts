import { LecternError } from '../../lib/errors.ts';
import type { MailQueue } from './mail-queue.ts';

/** The queue of a server that sends e-mail. @throws LecternError `switched-off` */
export function assertMail(outbox: MailQueue | undefined): MailQueue {
  if (outbox) return outbox;
  throw new LecternError(
    'switched-off',
    'This server sends no e-mail. An operator sets SMTP_URL and MAIL_FROM.',
  );
}
