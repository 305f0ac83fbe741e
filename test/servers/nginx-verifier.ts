import { join } from 'node:path';
import { type KeyRing, serializeKeyRing } from 'lectern-signing';
import { repositoryRoot } from '../support/server-process.ts';
import { nginxTemplates, startNginx } from './nginx.ts';

export type NginxVerdict = 'accepted' | 'url-expired' | 'url-invalid' | 'url-wrong-place';

const verdicts: ReadonlyArray<NginxVerdict> = ['url-invalid', 'accepted', 'url-expired', 'url-wrong-place'];

/** The verifier of deploy/nginx in nginx's own JavaScript engine, without a request for every URL. */
export async function startNginxVerifier() {
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
    /** The results for GETs of these targets. @param address of the client, as bytes; default: 127.0.0.1 */
    async verify(
      targets: ReadonlyArray<string>,
      ring: KeyRing,
      nowMs: number,
      address: Uint8Array = Uint8Array.of(127, 0, 0, 1),
    ): Promise<ReadonlyArray<NginxVerdict>> {
      const asked = { targets, keyFile: JSON.parse(serializeKeyRing(ring)), nowMs, address: [...address] };
      const reply = await fetch(`http://127.0.0.1:${nginx.ports[0]}/`, {
        method: 'POST',
        body: JSON.stringify(asked),
      });
      if (reply.status !== 200) throw new Error(`nginx answered ${reply.status}: ${nginx.logs()}`);
      return [...(await reply.text())].map((digit) => verdicts[Number(digit)] as NginxVerdict);
    },
  };
}
