import assert from 'node:assert/strict';
import { chownSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { createClient } from '../support/api-client.ts';
import { bundledLectern } from '../support/bundle.ts';
import { startInstalled } from '../support/installed-server.ts';
import { type OwnRoot, openReadOnlyRoot } from '../support/own-root.ts';
import { repositoryRoot, run } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const maxBytes = 300e6;

/** From this machine's Debian, for an image that replaces `node:24-slim`, which cannot be fetched without a network. */
const debianPackages = [
  ...['base-files', 'base-passwd', 'ca-certificates', 'coreutils', 'dash', 'libacl1', 'libattr1'],
  ...['libc6', 'libgcc-s1', 'libpcre2-8-0', 'libselinux1', 'libstdc++6'],
];
const fillBase = `
  dpkg -L ${debianPackages.join(' ')} | grep -vE '^/(\\.|usr/share/(doc|man|locale)(/.*)?)$' | sort -u > files
  printf '%s\\n' /bin /sbin /lib /lib64 /etc/ssl/certs/ca-certificates.crt >> files
  mkdir base
  tar -C / --no-recursion --ignore-failed-read -cf - -T files 2> /dev/null | tar -C base -xf -
  printf 'root:x:0:0::/root:/bin/sh\\nnode:x:1000:1000::/home/node:/bin/sh\\n' > base/etc/passwd
  printf 'root:x:0:\\nnode:x:1000:\\n' > base/etc/group
  install -D '${process.execPath}' base/usr/local/bin/node
  printf '[containers]\\ndefault_ulimits = ["nofile=%s:%s", "nproc=%s:%s"]\\n' \\
    "$(ulimit -Hn)" "$(ulimit -Hn)" "$(ulimit -Hu)" "$(ulimit -Hu)" > containers.conf`;

interface ImageConfig {
  readonly User: string;
  readonly Env: ReadonlyArray<string>;
  readonly Entrypoint: ReadonlyArray<string>;
  readonly Cmd: ReadonlyArray<string>;
  readonly Volumes: Readonly<Record<string, object>>;
  readonly Healthcheck: { readonly Test: ReadonlyArray<string> };
}

describe('the container image', () => {
  const folder = temporaryFolder();
  const image = 'lectern';
  let config: ImageConfig;
  let root: OwnRoot;
  let environment: Record<string, string>;

  /** Runs a script that must succeed, and returns its output. Everything that it stores is in the folder. */
  async function sh(script: string): Promise<string> {
    const env = {
      ...process.env,
      STORAGE_DRIVER: 'vfs',
      CONTAINERS_CONF: join(folder, 'containers.conf'),
      CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    };
    const { code, stdout, stderr } = await run('bash', ['-euc', script], { cwd: folder, env });
    assert.equal(code, 0, `${script}\n${stdout}${stderr}`);
    return stdout.trim();
  }

  before(async () => {
    const store = ['driver = "vfs"', `graphroot = "${folder}/graph"`, `runroot = "${folder}/run"`];
    writeFileSync(join(folder, 'storage.conf'), ['[storage]', ...store].join('\n'));
    await sh(fillBase);
    await sh(`
      base=$(buildah from scratch)
      buildah add -q "$base" base /
      buildah config --env PATH=/usr/local/bin:/usr/bin:/bin "$base"
      buildah commit -q --rm "$base" docker.io/library/node:24-slim`);
    // Replaces the stage that installs and builds, which takes minutes.
    const stage = join(folder, 'program/lectern/dist');
    mkdirSync(join(folder, 'program/lectern'), { recursive: true });
    cpSync(await bundledLectern(), stage, { recursive: true });
    await sh(`
      buildah build --isolation chroot --pull=never --format docker --build-context program=program \\
        -f '${repositoryRoot}deploy/Dockerfile' -t ${image} '${repositoryRoot}'`);
    config = JSON.parse(await sh(`buildah inspect --type image ${image}`)).Docker.config;
    environment = Object.fromEntries(config.Env.map((each) => each.split(/=(.*)/, 2)));

    const [volume = ''] = Object.keys(config.Volumes);
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, 1000, 1000);
    const files = await sh(`buildah mount "$(buildah from --pull=never ${image})"`);
    root = await openReadOnlyRoot(files, data, volume);
  });
  after(() => root?.end());

  it(`has at most ${maxBytes / 1e6} MB, with Node.js and Debian`, async () => {
    const size = Number(await sh(`du -sb graph/vfs/dir/* | sort -n | tail -1 | cut -f1`));
    assert.ok(size > 100e6 && size < maxBytes, `${size} bytes`);
  });

  it('runs as a user who is not root, from files that no one can change', async () => {
    assert.equal(config.User, 'node');
    const write = await root.run(['sh', '-c', 'echo x > /opt/lectern/main.cjs']);
    assert.match(write.stderr, /Read-only file system/);
    const server = await startInstalled(
      root,
      config.User,
      [...config.Entrypoint, ...config.Cmd],
      environment,
    );
    const { body } = await createClient(server.apiUrl).get('/healthz');
    assert.deepEqual(body, { status: 'ok', version: packageJson.version });

    const [kind, ...check] = config.Healthcheck.Test;
    assert.equal(kind, 'CMD');
    const isHealthy = async () => (await root.run(check, server.environment)).code === 0;
    assert.equal(await isHealthy(), true);
    assert.equal(await server.stop(), 0);
    assert.equal(await isHealthy(), false);
  });
});
