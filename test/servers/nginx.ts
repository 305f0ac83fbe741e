import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../support/ports.ts';
import { childrenOf, repositoryRoot, waitUntil } from '../support/server-process.ts';

const programPaths = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx'];
const modulePaths = ['/usr/lib', '/usr/lib64', '/etc'].map(
  (folder) => `${folder}/nginx/modules/ngx_http_js_module.so`,
);
export const nginxTemplates = join(repositoryRoot, 'deploy/nginx');

/** A configuration, and how its placeholders are filled in. */
export interface NginxSite {
  /** Its file in deploy/nginx, or an absolute path. */
  readonly template: string;
  /** Replacements, each of which must match; `folder` is nginx's own, with a folder `logs`. */
  readonly edits: (port: number, folder: string) => ReadonlyArray<readonly [from: string, to: string]>;
  /** Worker processes; two by default. */
  readonly workers?: number;
}

export interface Nginx {
  /** Of the process that started the workers. */
  readonly pid: number;
  /** One for each site. */
  readonly ports: ReadonlyArray<number>;
  logs(): string;
  /** Reads the configuration and the keys again, and resolves when no worker has the old ones. */
  reload(): Promise<void>;
  /** Stops it after its current replies, and removes its folder with the logs. */
  stop(): Promise<void>;
}

/** Starts nginx with sites of deploy/nginx, in a configuration like Debian's. */
export async function startNginx(...sites: ReadonlyArray<NginxSite>): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-nginx-'));
  const logFolder = join(folder, 'logs');
  mkdirSync(logFolder);
  const ports: Array<number> = [];
  for (const site of sites) {
    const [port] = await freePorts();
    ports.push(port);
    writeFileSync(join(folder, `${port}.site.conf`), fillIn(site, port, folder));
  }
  writeFileSync(
    join(folder, 'nginx.conf'),
    nginxConf(folder, Math.max(...sites.map(({ workers = 2 }) => workers))),
  );
  const parameters = ['-c', join(folder, 'nginx.conf'), '-e', join(logFolder, 'error.log')];
  const child = spawn(found('nginx', programPaths), parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  endAtExit(child);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const logs = () =>
    readdirSync(logFolder)
      .map((name) => readFileSync(join(logFolder, name), 'utf8'))
      .join('');

  await waitUntil('nginx to listen', () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${complaints}${logs()}`);
    return fetch(`http://127.0.0.1:${ports[0]}/-/listens`).then(
      () => true,
      () => false,
    );
  });

  return {
    pid: child.pid as number,
    ports,
    logs,
    async reload() {
      const old = childrenOf(child);
      child.kill('SIGHUP'); // what `nginx -s reload` sends
      await waitUntil('the old workers to end', () => {
        const workers = childrenOf(child);
        return workers.length > 0 && !workers.some((pid) => old.includes(pid));
      });
    },
    async stop() {
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      child.once('exit', () => resolve());
      if (child.exitCode !== null || !child.kill('SIGQUIT')) resolve();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** Each must match, or the test would run another configuration. */
function fillIn({ template, edits }: NginxSite, port: number, folder: string): string {
  let conf = readFileSync(resolve(nginxTemplates, template), 'utf8');
  for (const [from, to] of edits(port, folder)) {
    if (!conf.includes(from)) throw new Error(`"${from}" is not in ${template}`);
    conf = conf.replaceAll(from, to);
  }
  return conf;
}

/** The part of Debian's nginx.conf that concerns sites, with all files in one folder. */
function nginxConf(folder: string, workers: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
load_module ${found('njs for nginx', modulePaths)};
user ${userInfo().username};
daemon off;
worker_processes ${workers};
pid ${folder}/nginx.pid;
error_log ${folder}/logs/error.log;
events { worker_connections 256; }
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  default_type application/octet-stream;
  access_log ${folder}/logs/access.log;
  gzip on;
  include ${folder}/*.site.conf;
}
`;
}

function found(what: string, paths: ReadonlyArray<string>): string {
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) throw new Error(`${what} is not installed: looked for ${paths.join(', ')}`);
  return path;
}

/** nginx must not outlive the test that started it. SIGKILL would leave its workers behind. */
function endAtExit(child: ChildProcess): void {
  const end = () => void child.kill('SIGTERM');
  const exit = () => process.exit(1);
  process.once('exit', end).once('SIGTERM', exit);
  child.once('exit', () => process.off('exit', end).off('SIGTERM', exit));
}
