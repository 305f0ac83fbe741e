import type { Core } from '../../core/open-core.ts';
import type { OnMail } from '../../domain/accounts/mail-queue.ts';
import { systemClock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Feature, PlainMail } from '../feature.ts';
import { type MailConfig, mailConfigOf, mailGroup } from './mail-settings.ts';
import type { SendDueMail } from './send-due-mail.ts';

const sendEveryMs = 1000;

/** Sends account e-mail, such as invitations and links to set a password. */
export const mail: Feature = {
  name: 'mail',
  lifecycle: {
    settings: mailGroup,
    mail(config) {
      const settings = mailConfigOf(config);
      return settings && ((plain) => sendPlainMail(settings, plain));
    },
  },
  cli: {
    async *diagnose({ config }) {
      const settings = mailConfigOf(config);
      if (settings) yield (await import('./check-mail-server.ts')).examineMailServer(settings);
    },
  },
  async open(host) {
    const sendDueMail = await openSender(host, host.metrics.onMail);
    // Runs in every instance; claims keep two of them from sending the same mail.
    const job = sendDueMail && { everyMs: sendEveryMs, what: 'sending mail', run: sendDueMail };
    return { lifecycle: { jobs: job ? [job] : [] } };
  },
};

async function sendPlainMail(settings: MailConfig, plain: PlainMail): Promise<void> {
  const { openSmtp } = await import('./smtp.ts');
  const smtp = await openSmtp(settings);
  const messageId = `${newId()}@${settings.from.address.split('@')[1]}`;
  try {
    await smtp.send({ ...plain, html: '', language: 'en', messageId, dateMs: systemClock.nowMs() });
  } finally {
    smtp.close();
  }
}

/** Undefined if e-mail is not configured. */
export async function openSender(core: Core, onMail?: OnMail): Promise<SendDueMail | undefined> {
  const { config, mailQueue, setupLinks } = core;
  const settings = mailConfigOf(config);
  if (!settings) return undefined;
  const { createSendDueMail } = await import('./send-due-mail.ts');
  return createSendDueMail({
    ...core,
    queue: mailQueue,
    mail: settings,
    contact: config.contact,
    onMail,
    makeLink: setupLinks.add,
  });
}
