import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examineMailServer } from '../../../src/features/mail/check-mail-server.ts';
import { mailConfigOf } from '../../../src/features/mail/mail-settings.ts';
import { startSmtp } from '../../servers/smtp.ts';

const examine = (smtpUrl: string) => {
  const mail = mailConfigOf({ smtpUrl, mailFrom: 'lectern@example.org' });
  assert.ok(mail);
  return examineMailServer(mail);
};

describe('the doctor and the mail server', () => {
  it('finds nothing wrong with one that accepts the password, and sends nothing', async () => {
    const smtp = await startSmtp();
    const { outcome, detail } = await examine(`smtp://127.0.0.1:${smtp.port}`);
    assert.deepEqual([outcome, detail], ['ok', `127.0.0.1:${smtp.port} answers, without TLS`]);
    assert.equal(smtp.arrived.length, 0);
  });

  it('names a wrong password, without showing it', async () => {
    const smtp = await startSmtp({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: (_auth, _session, done) => done(new Error('Wrong')),
    });
    const { outcome, detail, remedy } = await examine(`smtp://ann:s3cret@127.0.0.1:${smtp.port}`);
    assert.equal(outcome, 'failed');
    assert.match(detail, /answered 535 to AUTH/);
    assert.match(remedy ?? '', /SMTP_URL/);
    assert.doesNotMatch(detail, /s3cret/);
  });

  it('names a server that is down', async () => {
    const gone = await startSmtp();
    await gone.stop();
    const { outcome, detail } = await examine(`smtp://127.0.0.1:${gone.port}`);
    assert.deepEqual([outcome, /ECONNREFUSED/.test(detail)], ['failed', true]);
  });
});
