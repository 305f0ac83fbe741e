import { EventEmitter, on, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ArrivedMail {
  /** Of the envelope. */
  readonly from: string;
  readonly to: ReadonlyArray<string>;
  readonly raw: string;
  readonly parsed: ParsedMail;
  readonly isEncrypted: boolean;
  /** The user who signed in to the server, or undefined. */
  readonly user: string | undefined;
}

export interface SmtpTestServer {
  readonly port: number;
  readonly arrived: Array<ArrivedMail>;
  /** The next mail to arrive for an address. */
  nextTo(address: string): Promise<ArrivedMail>;
  connections(): number;
  /** Answers these statuses to the next recipients, one each. */
  refuseNext(...statuses: ReadonlyArray<number>): void;
  stop(): Promise<void>;
}

/** `smtp-server`, which stores its mails; stopped after the tests. It requires no sign-in unless `options` do. */
export async function startSmtp(options: SMTPServerOptions = {}, port = 0): Promise<SmtpTestServer> {
  const arrived: Array<ArrivedMail> = [];
  const refusals: Array<number> = [];
  const arrivals = new EventEmitter<{ mail: [ArrivedMail] }>();
  let connections = 0;
  const server = new SMTPServer({
    ...{
      logger: false,
      hideSTARTTLS: true,
      authOptional: true,
      disableReverseLookup: true,
      closeTimeout: 100,
    },
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onRcptTo({ address }, _session, done) {
      const status = refusals.shift();
      if (status === undefined) return done();
      done(Object.assign(new Error(`<${address}> is refused`), { responseCode: status }));
    },
    async onData(stream, session, done) {
      const raw = await buffer(stream);
      const { mailFrom, rcptTo } = session.envelope;
      const mail = {
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        raw: raw.toString(),
        parsed: await simpleParser(raw),
        isEncrypted: session.secure,
        user: session.user as string | undefined,
      };
      arrived.push(mail);
      arrivals.emit('mail', mail);
      done();
    },
    ...options,
  });
  server.on('error', () => {}); // connections that the tests break
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await new Promise<void>((resolve) => server.close(resolve));
  };
  after(stop);
  return {
    port: (server.server.address() as AddressInfo).port,
    arrived,
    async nextTo(address) {
      for await (const [mail] of on(arrivals, 'mail')) if (mail.to.includes(address)) return mail;
      throw new Error('the server has stopped');
    },
    connections: () => connections,
    refuseNext: (...statuses) => void refusals.push(...statuses),
    stop,
  };
}
