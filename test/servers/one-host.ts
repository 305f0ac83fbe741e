import { join } from 'node:path';
import type { NginxSite } from './nginx.ts';

/** A platform and Lectern on one host name, on this machine. */
export const oneHostSite = (platform: number, api: number, files: number): NginxSite => ({
  template: 'one-host.conf',
  edits: (port, folder) => [
    ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
    ['listen [::]:443 ssl;', ''],
    ['ssl_certificate /etc/ssl/judge/judge.example.com.pem;', ''],
    ['ssl_certificate_key /etc/ssl/judge/judge.example.com.key;', ''],
    ['/var/log/nginx', join(folder, 'logs')],
    ['127.0.0.1:3000', `127.0.0.1:${platform}`],
    ['127.0.0.1:8080', `127.0.0.1:${api}`],
    ['127.0.0.1:8081', `127.0.0.1:${files}`],
  ],
});
