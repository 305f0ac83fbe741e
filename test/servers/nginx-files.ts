import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Nginx, nginxTemplates, startNginx } from './nginx.ts';

export interface NginxFilesOptions {
  /** LECTERN_PUBLIC_URL; by default that of the template. */
  readonly appUrl?: string;
  readonly embedOrigins?: ReadonlyArray<string>;
  /** A data folder of Lectern, with its signing-keys.json. */
  readonly dataDir: string;
  /** The port of Lectern's own file server, to which nginx then forwards what it does not answer itself. */
  readonly filesPort?: number;
  readonly workers?: number;
}

const scripts = join(nginxTemplates, 'lectern');

/** Starts nginx in front of the embedded store. */
export async function startNginxFiles(
  options: NginxFilesOptions,
): Promise<Nginx & { readonly port: number }> {
  const { dataDir, appUrl = 'https://lectern.example.com', embedOrigins = [], filesPort, workers } = options;
  const nginx = await startNginx({
    template: 'lectern-files.conf',
    ...(workers === undefined ? {} : { workers }),
    edits: (port, folder) => [
      ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
      ['listen [::]:443 ssl;', ''],
      ['ssl_certificate /etc/ssl/lectern/files.example.com.pem;', ''],
      ['ssl_certificate_key /etc/ssl/lectern/files.example.com.key;', ''],
      ['/var/lib/lectern', dataDir],
      ['lectern_public_url "https://lectern.example.com"', `lectern_public_url "${appUrl}"`],
      ['lectern_embed_origins ""', `lectern_embed_origins "${embedOrigins.join(', ')}"`],
      ['/var/log/nginx', join(folder, 'logs')],
      ['js_path /etc/nginx/lectern;', `js_path ${scripts};`],
      ...(filesPort === undefined ? [] : [passOn(folder, filesPort)]),
    ],
  });
  return { ...nginx, port: nginx.ports[0] as number };
}

function passOn(folder: string, filesPort: number): readonly [string, string] {
  const conf = readFileSync(join(scripts, 'pass-on.conf'), 'utf8');
  const file = join(folder, 'pass-on.conf');
  writeFileSync(file, conf.replaceAll('127.0.0.1:8081', `127.0.0.1:${filesPort}`));
  return ['# include /etc/nginx/lectern/pass-on.conf;', `include ${file};`];
}
