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
import { join } from 'node:path';
import { freePorts, repositoryRoot, waitUntil } from '../support/server-process.ts';

const programPaths = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx'];
const modulePaths = ['/usr/lib', '/usr/lib64', '/etc'].map(
  (folder) => `${folder}/nginx/modules/ngx_http_js_module.so`,
);
const scripts = join(repositoryRoot, 'deploy/nginx/lectern');
const template = join(repositoryRoot, 'deploy/nginx/lectern-files.conf');

export interface NginxOptions {
  /** A data folder of Lectern, with its signing-keys.json. */
  readonly dataDir: string;
  readonly allowedOrigins: ReadonlyArray<string>;
  /** The port of Lectern's own file server; with it, nginx passes on what it does not answer itself. */
  readonly filesPort?: number;
}

export interface Nginx {
  readonly port: number;
  /** Everything in every log file. */
  logs(): string;
  /** Reads the configuration and the keys again, and ends when no worker has the old ones. */
  reload(): Promise<void>;
  /** Ends it after the replies under way. Its folder and its logs go too. */
  stop(): Promise<void>;
}

/** Starts nginx with the configuration in deploy/nginx, filled in, as a site of a configuration like Debian's. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-nginx-'));
  const logFolder = join(folder, 'logs');
  mkdirSync(logFolder);
  const [port] = await freePorts();
  writeFileSync(join(folder, 'site.conf'), siteConf(options, folder, port));
  writeFileSync(join(folder, 'nginx.conf'), nginxConf(folder));
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
    return fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  });

  return {
    port,
    logs,
    async reload() {
      const old = workersOf(child);
      child.kill('SIGHUP'); // what `nginx -s reload` sends
      await waitUntil('the old workers to end', () => {
        const workers = workersOf(child);
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

/** The template with its places to edit filled in. Each must be there, or the test would run another one. */
function siteConf(options: NginxOptions, folder: string, port: number): string {
  const { dataDir, allowedOrigins, filesPort } = options;
  let conf = readFileSync(template, 'utf8');
  const edit = (from: string, to: string) => {
    if (!conf.includes(from)) throw new Error(`"${from}" is not in ${template}`);
    conf = conf.replaceAll(from, to);
  };
  edit('listen 443 ssl;', `listen 127.0.0.1:${port};`);
  edit('listen [::]:443 ssl;', '');
  edit('ssl_certificate /etc/ssl/lectern/files.example.com.pem;', '');
  edit('ssl_certificate_key /etc/ssl/lectern/files.example.com.key;', '');
  edit('/var/lib/lectern', dataDir);
  edit('"https://lectern.example.com"', `"${allowedOrigins.join(' ')}"`);
  edit('/var/log/nginx', join(folder, 'logs'));
  edit('js_path /etc/nginx/lectern;', `js_path ${scripts};`);
  if (filesPort !== undefined) {
    const passOn = readFileSync(join(scripts, 'pass-on.conf'), 'utf8');
    writeFileSync(
      join(folder, 'pass-on.conf'),
      passOn.replaceAll('127.0.0.1:8081', `127.0.0.1:${filesPort}`),
    );
    edit('# include /etc/nginx/lectern/pass-on.conf;', `include ${join(folder, 'pass-on.conf')};`);
  }
  return conf;
}

/** What of Debian's nginx.conf concerns the site, with two workers and all files in one folder. */
function nginxConf(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
load_module ${found('njs for nginx', modulePaths)};
user ${userInfo().username};
daemon off;
worker_processes 2;
pid ${folder}/nginx.pid;
error_log ${folder}/logs/error.log;
events { worker_connections 256; }
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  default_type application/octet-stream;
  access_log ${folder}/logs/access.log;
  gzip on;
  include ${folder}/site.conf;
}
`;
}

function found(what: string, paths: ReadonlyArray<string>): string {
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) throw new Error(`${what} is not installed: looked for ${paths.join(', ')}`);
  return path;
}

/** The ids of the worker processes, from proc_pid_task(5). */
function workersOf(child: ChildProcess): ReadonlyArray<number> {
  const task = `/proc/${child.pid}/task/${child.pid}/children`;
  return readFileSync(task, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** nginx must not outlive the test that started it. SIGKILL would leave its workers behind. */
function endAtExit(child: ChildProcess): void {
  const end = () => void child.kill('SIGTERM');
  const exit = () => process.exit(1);
  process.once('exit', end).once('SIGTERM', exit);
  child.once('exit', () => process.off('exit', end).off('SIGTERM', exit));
}
