import { type Diagnosis, failed, ok } from '../../lib/findings.ts';
import type { MailConfig } from './mail-settings.ts';
import { openSmtp, SmtpFailure } from './smtp.ts';

/** Connects to the mail server and signs in, but sends nothing. */
export async function examineMailServer(mail: MailConfig): Promise<Diagnosis> {
  const { host, port, tls, auth } = mail.server;
  const check = { id: 'mail-server', title: 'the mail server accepts e-mail from Lectern' };
  const smtp = await openSmtp(mail);
  try {
    await smtp.verify();
  } catch (error) {
    if (!(error instanceof SmtpFailure)) throw error;
    const remedy = 'Check the host, port, user, password and TLS in SMTP_URL.';
    return { ...check, ...failed(`${host}:${port}: ${error.message}`, remedy) };
  } finally {
    smtp.close();
  }
  const how = tls === 'off' ? 'without TLS' : `with TLS (${tls})`;
  return { ...check, ...ok(`${host}:${port} answers, ${how}${auth ? `, as ${auth.user}` : ''}`) };
}
