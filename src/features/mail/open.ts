import type { Core } from '../../core/open-core.ts';
import type { OnMail } from '../../domain/accounts/mail-queue.ts';
import type { Additions, Host } from '../feature.ts';
import { mailConfigOf } from './mail-settings.ts';
import { createSendDueMail, type SendDueMail } from './send-due-mail.ts';

const sendEveryMs = 1000;

/** Undefined where no e-mail is sent. */
export function openSender(core: Core, onMail?: OnMail): SendDueMail | undefined {
  const mail = mailConfigOf(core.config);
  return (
    mail &&
    createSendDueMail({
      ...core,
      queue: core.mailQueue,
      mail,
      contact: core.config.contact,
      onMail,
      makeLink: core.setupLinks.add,
    })
  );
}

export function open(host: Host): Additions {
  const sendDueMail = openSender(host, host.metrics.onMail);
  // In every instance: what one of them has claimed is sent by no other.
  return { jobs: sendDueMail ? [{ everyMs: sendEveryMs, what: 'sending mail', run: sendDueMail }] : [] };
}
