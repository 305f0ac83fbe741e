import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { createClient, signIn } from '../support/api-client.ts';
import { bundledLectern } from '../support/bundle.ts';
import { type InstalledServer, startInstalled } from '../support/installed-server.ts';
import { type OwnRoot, openCopyOfMachine } from '../support/own-root.ts';
import { repositoryRoot, run } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Fast builds instead of small packages. */
const quick = { DPKG_DEB_COMPRESSOR_TYPE: 'none', DEB_BUILD_OPTIONS: 'nostrip' };
const later = '99.0.0';
const password = 'a long enough password';

describe('the Debian package, on a copy of this machine', () => {
  const folder = temporaryFolder();
  let machine: OwnRoot;

  before(async () => {
    const env = { ...process.env, ...quick };
    const made = await run(process.execPath, ['tools/deb.ts', await bundledLectern(), folder], {
      cwd: repositoryRoot,
      env,
    });
    assert.equal(made.code, 0, made.stderr);
    machine = await openCopyOfMachine(folder);
  });
  after(() => machine?.end());

  /** Runs a script that must succeed, and returns its output. */
  async function sh(script: string): Promise<string> {
    const { code, stdout, stderr } = await machine.run(['sh', '-euc', script]);
    assert.equal(code, 0, `${script}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Starts what the unit starts, as the same user. */
  async function start(): Promise<InstalledServer> {
    const unit = await sh('cat /usr/lib/systemd/system/lectern.service');
    const setting = (name: string) => unit.match(new RegExp(`^${name}=(.*)$`, 'm'))?.[1] ?? '';
    return startInstalled(machine, setting('User'), setting('ExecStart').split(' '));
  }

  it('is installed with its own user, settings and folder', async () => {
    const file = `lectern_${packageJson.version}_${await sh('printf $(dpkg --print-architecture)')}.deb`;
    await sh(`dpkg -i /mnt/${file} && ln -s ${file} /mnt/lectern.deb`);
    assert.equal(await sh('lectern --version'), `${packageJson.version}\n`);
    const modes = await sh('stat -c "%a %U:%G" /etc/lectern/lectern.env /var/lib/lectern');
    assert.equal(modes, '640 root:lectern\n700 lectern:lectern\n');
    assert.match(await sh('getent passwd lectern'), /:\/var\/lib\/lectern:.*nologin$/m);
  });

  it('has valid units for systemd that give the service almost no rights', async () => {
    assert.equal(await sh('systemd-analyze verify lectern.service lectern@8080.service 2>&1'), '');
    const threshold = '--threshold=14'; // in tenths of a point
    await sh(`systemd-analyze security --offline=true ${threshold} /usr/lib/systemd/system/lectern.service`);
  });

  it('serves, and runs commands of root as its user', async () => {
    const server = await start();
    const { body } = await createClient(server.apiUrl).get('/healthz');
    assert.deepEqual(body, { status: 'ok', version: packageJson.version });
    const create = [
      'lectern',
      'users',
      'create',
      '--email',
      'admin@example.org',
      '--role',
      'admin',
      '--password-stdin',
    ];
    await sh(`echo '${password}' | ${create.join(' ')}`);
    await signIn(server.apiUrl, 'admin', password);
    assert.equal(await sh('find /var/lib/lectern ! -user lectern'), '');
    assert.equal(await server.stop(), 0);
  });

  it('keeps data and changed settings when it is upgraded', async () => {
    await sh('echo "SIGNED_URL_TTL_SECONDS=123" >> /etc/lectern/lectern.env');
    await sh(`
      cd /tmp; dpkg-deb -R /mnt/lectern.deb later
      sed -i 's/^Version: .*/Version: ${later}/' later/DEBIAN/control
      dpkg-deb -Znone -b later later.deb
      dpkg -i --force-confold later.deb`);
    assert.equal(await sh(`dpkg-query -W -f '\${Version}' lectern`), later);
    assert.match(await sh('lectern config'), /^SIGNED_URL_TTL_SECONDS +123 /m);
    const server = await start();
    await signIn(server.apiUrl, 'admin', password);
    assert.equal(await server.stop(), 0);
  });

  it('leaves only the data when it is purged', async () => {
    const { code, stderr } = await machine.run(['dpkg', '--purge', 'lectern']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /remain in \/var\/lib\/lectern/);
    await sh('test -f /var/lib/lectern/lectern.db');
    await sh('! test -e /usr/lib/lectern && ! test -e /etc/lectern && ! test -e /usr/bin/lectern');
    assert.equal(await sh('find /usr/lib/systemd /etc/systemd -name "lectern*"'), '');
  });
});
