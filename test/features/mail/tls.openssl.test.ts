import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { examineMailServer } from '../../../src/features/mail/check-mail-server.ts';
import { mailConfigOf } from '../../../src/features/mail/mail-settings.ts';
import { openSmtp } from '../../../src/features/mail/smtp.ts';
import { startSmtp } from '../../servers/smtp.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const trusted = getCACertificates();
const folder = temporaryFolder();
const at = (name: string) => readFileSync(join(folder, name), 'utf8');
const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
const mailTo = (url: string) => {
  const mail = mailConfigOf({ smtpUrl: url, mailFrom: 'lectern@example.org' });
  assert.ok(mail);
  return mail;
};
const hello = {
  ...{ to: 'ann@example.org', subject: 'Hello', text: 'Hello\n', html: '<p>Hello</p>' },
  ...{ messageId: 'a@example.org', language: 'en', dateMs: Date.UTC(2026, 10, 24) },
};

describe('a mail server with TLS', () => {
  before(() => {
    const output = ['-keyout', 'key.pem', '-out', 'cert.pem'];
    execFileSync('openssl', ['req', '-x509', ...newKey, ...subject, ...output], {
      cwd: folder,
      stdio: 'ignore',
    });
    setDefaultCACertificates([...trusted, at('cert.pem')]);
  });
  after(() => setDefaultCACertificates(trusted));

  for (const [title, options, scheme, parameters] of [
    ['STARTTLS', { hideSTARTTLS: false }, 'smtp', '?tls=starttls'],
    ['TLS from the first byte on', { secure: true }, 'smtps', ''],
  ] as const) {
    it(`receives mail, and the password of its user, with ${title}`, async () => {
      const smtp = await startSmtp({
        ...{ ...options, authOptional: false, key: at('key.pem'), cert: at('cert.pem') },
        onAuth: ({ username, password }, _session, done) =>
          password === 's3cret' ? done(null, { user: username }) : done(new Error('Wrong')),
      });
      const mail = mailTo(`${scheme}://ann:s3cret@localhost:${smtp.port}${parameters}`);
      const connection = await openSmtp(mail);
      await connection.send(hello);
      connection.close();
      const [arrived] = smtp.arrived;
      assert.deepEqual(
        [arrived?.isEncrypted, arrived?.user, arrived?.to],
        [true, 'ann', ['ann@example.org']],
      );
      const { outcome, detail } = await examineMailServer(mail);
      assert.deepEqual([outcome, /with TLS .*, as ann$/.test(detail)], ['ok', true]);
      const elsewhere = await openSmtp({ ...mail, server: { ...mail.server, host: '127.0.0.1' } });
      await assert.rejects(elsewhere.send(hello), { name: 'SmtpFailure', kind: 'unusable' });
      elsewhere.close();
      assert.equal(smtp.arrived.length, 1, 'the certificate has another name');
    });
  }
});
