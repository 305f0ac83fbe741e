import { join } from 'node:path';
import type { NginxSite } from './nginx.ts';

/** The balancer of the API, in front of instances on this machine. */
export const apiSite = (ports: ReadonlyArray<number>) =>
  site('lectern-api', 'lectern', 8080, [11, 12], ports);

/** The balancer of an object store's gateways, in front of some on this machine. */
export const s3Site = (ports: ReadonlyArray<number>) => site('lectern-s3', 'files', 7480, [21, 22], ports);

function site(
  name: string,
  host: string,
  examplePort: number,
  hosts: ReadonlyArray<number>,
  ports: ReadonlyArray<number>,
): NginxSite {
  if (ports.length !== hosts.length) throw new Error(`${name}.conf is for ${hosts.length} servers`);
  return {
    template: `${name}.conf`,
    edits: (port, folder) => [
      ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
      ['listen [::]:443 ssl;', ''],
      [`ssl_certificate /etc/ssl/lectern/${host}.example.com.pem;`, ''],
      [`ssl_certificate_key /etc/ssl/lectern/${host}.example.com.key;`, ''],
      ['/var/log/nginx', join(folder, 'logs')],
      ...hosts.map((each, at) => [`10.0.0.${each}:${examplePort}`, `127.0.0.1:${ports[at]}`] as const),
    ],
  };
}
