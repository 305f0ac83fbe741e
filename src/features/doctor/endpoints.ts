import { failed, ok, skipped, warning } from '../../lib/findings.ts';
import type { Check, CheckContext } from './check.ts';
import { failureOf } from './failure.ts';
import { ask } from './probe.ts';

/** Statuses of a proxy that cannot reach its upstream (RFC 9110 §15.6). */
const gatewayStatuses = [502, 503, 504];
const isLocal = (host: string) => /^(localhost|127\.|\[::1\]|.*\.localhost$)/.test(host);

/** Checks of the storage's addresses. Any response except a gateway error will do. */
export const addressChecks: ReadonlyArray<Check> = [
  {
    id: 'internal-endpoint',
    title: 'the server reaches the storage',
    async run(context) {
      const { provider, endpoints, publicUrl } = context.storage;
      if (provider === 'embedded') return ok('a folder of this machine');
      if (provider === 'cloudfront')
        return skipped('another check tests this: whether the credentials can list, read, write and delete');
      return reach(endpoints?.internal ?? publicUrl, context);
    },
  },
  {
    id: 'public-endpoint',
    title: 'the address for readers responds',
    run: (context) => reach(context.storage.publicUrl, context),
  },
  {
    id: 'https',
    title: 'URLs use https',
    async run({ storage }) {
      const { protocol, hostname } = new URL(storage.publicUrl);
      if (protocol === 'https:') return ok(storage.publicUrl);
      if (isLocal(hostname)) {
        return warning(
          `${storage.publicUrl} uses http, on this machine`,
          'Set up https before readers use it from other machines.',
        );
      }
      return failed(
        `${storage.publicUrl} uses http: others on the network can read the URL and the file`,
        'Set up https for the storage, and set that address as the public one.',
      );
    },
  },
];

async function reach(url: string, context: CheckContext) {
  try {
    const { status } = await ask(url);
    if (!gatewayStatuses.includes(status)) return ok(url);
    return failed(
      `${url} returns ${status}`,
      'The proxy at this address cannot reach the storage. Check its configuration.',
    );
  } catch (error) {
    const { detail, remedy = '' } = failureOf(error, context);
    return failed(`${url} does not respond: ${detail}`, remedy);
  }
}
