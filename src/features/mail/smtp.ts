import { withTimeout } from '../../lib/timeout.ts';
import type { ComposedMail } from './compose-mail.ts';
import type { MailConfig } from './mail-settings.ts';

export interface OutgoingMail extends ComposedMail {
  /** Without angle brackets. The same at every attempt, so that mail programs recognize duplicates. */
  readonly messageId: string;
  readonly language: string;
  readonly to: string;
  readonly dateMs: number;
}

/**
 * Why a mail was not accepted: the server `refused` it permanently (5xx to the recipient or the content), `deferred` it
 * (4xx, RFC 5321 §4.2.1), or was `unusable`.
 */
export type SmtpFailureKind = 'refused' | 'deferred' | 'unusable';

/** Contains no addresses and no text of a mail, unlike the replies of mail servers. */
export class SmtpFailure extends Error {
  override readonly name = 'SmtpFailure';
  readonly kind: SmtpFailureKind;

  constructor(kind: SmtpFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const connectMs = 10_000;
const silenceMs = 20_000;
/** Limit for one mail, or one sign-in, as a whole. */
export const smtpLimitMs = 30_000;

export type SmtpConnection = Awaited<ReturnType<typeof openSmtp>>;

/** A connection to the mail server, opened on first use. */
export async function openSmtp({ server, from }: MailConfig) {
  const { createTransport } = await import('nodemailer');
  const { host, port, tls, auth } = server;
  const transport = createTransport({
    // A mail may have arrived although the connection broke, so only the queue decides about retries.
    ...({ pool: true, maxConnections: 1, maxRequeues: 0 } as const),
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'off',
    ...(auth ? { auth } : {}),
    dnsTimeout: connectMs,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  async function inTime<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await withTimeout(smtpLimitMs, step);
    } catch (error) {
      throw failureOf(error);
    }
  }

  return {
    /** @throws SmtpFailure */
    async send({ to, subject, text, html, messageId, language, dateMs }: OutgoingMail): Promise<void> {
      await inTime(() =>
        transport.sendMail({
          envelope: { from: from.address, to: [to] },
          from: { name: from.name ?? '', address: from.address },
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${messageId}>`,
          date: new Date(dateMs),
          // `Auto-Submitted` prevents automatic replies (RFC 3834 §5). `Content-Language`: RFC 3282.
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        }),
      );
    },
    /** Connects and signs in. @throws SmtpFailure */
    async verify(): Promise<void> {
      await inTime(() => transport.verify());
    },
    close: () => transport.close(),
  };
}

/** The fields of nodemailer's errors, as far as they cannot contain parts of the mail. */
interface NodemailerError extends Error {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

/** Commands whose replies concern only this mail. */
const ofTheMail: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA']);

function failureOf(error: unknown): SmtpFailure {
  const { code, command, responseCode: status, message, name } = error as NodemailerError;
  if (code === 'EENVELOPE' && command === 'API') return new SmtpFailure('refused', 'the address is invalid');
  const isReply = typeof status === 'number' && typeof command === 'string';
  const text = isReply
    ? `the mail server answered ${status} to ${command}`
    : command === 'CONN'
      ? message // nothing of the mail has been sent by then
      : String(code ?? name);
  if (!isReply || !ofTheMail.has(command)) return new SmtpFailure('unusable', text);
  return new SmtpFailure(status >= 500 ? 'refused' : 'deferred', text);
}
