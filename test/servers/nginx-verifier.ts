import { join } from 'node:path';
import type { EdgeVerdict, EdgeVerifier } from '../edge/verifier-contract.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { nginxTemplates, startNginx } from './nginx.ts';

const verdicts: ReadonlyArray<EdgeVerdict> = ['url-invalid', 'accepted', 'url-expired', 'url-wrong-place'];

/** The verifier of deploy/nginx in nginx's own JavaScript engine, without a request for every URL. */
export async function startNginxVerifier(): Promise<EdgeVerifier> {
  const here = join(repositoryRoot, 'test/servers');
  const nginx = await startNginx({
    template: join(here, 'nginx-verifier.conf'),
    edits: (port) => [
      ['listen 443;', `listen 127.0.0.1:${port};`],
      ['/etc/nginx/lectern', join(nginxTemplates, 'lectern')],
      ['/etc/nginx/verifier.js', join(here, 'nginx-verifier.js')],
    ],
  });
  return {
    stop: nginx.stop,
    async verify(question) {
      const reply = await fetch(`http://127.0.0.1:${nginx.ports[0]}/`, {
        method: 'POST',
        body: JSON.stringify(question),
      });
      if (reply.status !== 200) throw new Error(`nginx answered ${reply.status}: ${nginx.logs()}`);
      return [...(await reply.text())].map((digit) => verdicts[Number(digit)] as EdgeVerdict);
    },
  };
}
