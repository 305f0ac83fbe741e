import { IsEmail } from 'typebox/format';
import type { SettingGroup } from '../../config/config.ts';
import { otherHost } from '../../config/remote-address.ts';
import { type SettingTable, type SettledBy, withoutPassword } from '../../lib/setting.ts';
import { toLine } from '../../lib/text-line.ts';

const smtpUrl = (text: string) => {
  try {
    readServer(text);
  } catch {
    throw new Error(
      'like smtps://user:password@mail.example.org:465, or smtp:// for STARTTLS; percent-encode special characters in ' +
        'user and password, and use smtp://…?tls=off for no TLS',
    );
  }
  return text;
};

const mailbox = (text: string) => {
  readMailbox(text);
  return text;
};

const mailSettings = {
  smtpUrl: {
    variable: 'SMTP_URL',
    describe: 'mail server, as `smtps://user:password@host`; without it no e-mail is sent',
    defaultText: 'none',
    secret: true,
    show: withoutPassword,
    parse: smtpUrl,
  },
  mailFrom: {
    variable: 'MAIL_FROM',
    describe: 'sender of e-mail, as `Contest School <lectern@example.org>`; the name appears in the texts',
    defaultText: 'none',
    parse: mailbox,
  },
} satisfies SettingTable;

type MailSettings = SettledBy<typeof mailSettings>;

declare module '../../config/config.ts' {
  interface Config extends MailSettings {}
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte (RFC 8314 §3); `starttls`: required (RFC 3207); `off`: never. */
  readonly tls: 'implicit' | 'starttls' | 'off';
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/** An address with a display name (RFC 5322 §3.4). */
export interface Mailbox {
  readonly name: string | undefined;
  readonly address: string;
}

export interface MailConfig {
  readonly server: SmtpServer;
  readonly from: Mailbox;
}

/** The mail settings; undefined if no mail is sent. */
export function mailConfigOf({ smtpUrl: url, mailFrom }: MailSettings): MailConfig | undefined {
  if (url === undefined || mailFrom === undefined) return undefined;
  return { server: readServer(url), from: readMailbox(mailFrom) };
}

/** Warns if a mail server on another machine is used without TLS. */
function mailWarnings(config: MailSettings): ReadonlyArray<string> {
  const host = config.smtpUrl === undefined ? undefined : otherHost(new URL(config.smtpUrl));
  if (host === undefined || mailConfigOf(config)?.server.tls !== 'off') return [];
  return [
    `SMTP_URL leads to ${host} without TLS: whoever is between can read the links in e-mail and set passwords. Leave ?tls=off out`,
  ];
}

/** Default ports: RFC 6409 §3.1 and RFC 8314 §7.3. TLS is off by default for a server on this machine. */
function readServer(text: string): SmtpServer {
  const url = new URL(text);
  const isPlain = url.protocol === 'smtp:';
  const parameters = [...url.searchParams.keys()];
  const tls = url.searchParams.get('tls') ?? (otherHost(url) === undefined ? 'off' : 'starttls');
  const hasUnknown = parameters.some((name) => !isPlain || name !== 'tls') || parameters.length > 1;
  if (!isPlain && url.protocol !== 'smtps:') throw new Error('another protocol');
  if (!url.hostname || hasUnknown || /^\/./.test(url.pathname) || url.hash) throw new Error('unknown parts');
  if (tls !== 'off' && tls !== 'starttls') throw new Error('unknown tls');
  return {
    host: url.hostname.replace(/^\[(.+)\]$/, '$1'),
    port: Number(url.port) || (isPlain ? 587 : 465),
    tls: isPlain ? tls : 'implicit',
    auth: url.username
      ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      : undefined,
  };
}

function readMailbox(text: string): Mailbox {
  const [, quoted, plain, bracketed, bare] =
    /^(?:(?:"([^"\\<>]+)"|([^"<>]*?))\s*<([^<>\s]+)>|([^<>\s]+))$/.exec(text) ?? [];
  const address = bracketed ?? bare ?? '';
  const typed = quoted ?? plain ?? '';
  const name = typed === '' ? undefined : toLine(typed);
  if (!IsEmail(address) || (typed !== '' && name === undefined) || typed.length > 100) {
    throw new Error('an address, like lectern@example.org or Contest School <lectern@example.org>');
  }
  return { name, address };
}

export const mailGroup: SettingGroup = {
  settings: mailSettings,
  together: [[mailSettings.smtpUrl, mailSettings.mailFrom]],
  warnings: mailWarnings,
};
