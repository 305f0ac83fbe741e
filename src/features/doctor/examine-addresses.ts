import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Core } from '../../core/open-core.ts';
import { codeOf } from '../../lib/errors.ts';
import { type Diagnosis, type Finding, ok, skipped, warning } from '../../lib/findings.ts';

type Parts = Pick<Core, 'database' | 'clock' | 'config' | 'storage' | 'urlBinding'>;

/** Whether a host has an IPv6 address; throws when the DNS does not reply. */
type HasIPv6 = (host: string) => Promise<boolean>;

/**
 * Checks that addresses of clients are known, and where URLs for them work, if a contest that has not ended has networks.
 * @param hasIPv6 default: asks the DNS
 */
export async function* examineAddresses(
  parts: Parts,
  hasIPv6: HasIPv6 = hasIPv6InDns,
): AsyncGenerator<Diagnosis> {
  if (!(await hasContestInNetworks(parts))) return;
  yield {
    id: 'trusted-proxies',
    title: 'the addresses of participants are known',
    ...examineProxies(parts.config),
  };
  yield {
    id: 'url-binding',
    title: 'where URLs of contests with networks work',
    ...(await examineBinding(parts, hasIPv6)),
  };
}

async function hasContestInNetworks({ database, clock }: Parts): Promise<boolean> {
  const contest = await database.kysely
    .selectFrom('contests')
    .select('id')
    .where('networks', 'is not', null)
    .where('deletedAt', 'is', null)
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', clock.nowMs())]))
    .executeTakeFirst();
  return contest !== undefined;
}

/** Lectern itself speaks no TLS. */
function examineProxies({ trustedProxies, publicUrl }: Core['config']): Finding {
  if (trustedProxies.length > 0) return ok(`as ${trustedProxies.join(', ')} reports them`);
  if (publicUrl.startsWith('http:')) return ok('clients connect directly');
  return warning(
    `a proxy serves ${publicUrl}, but none is trusted: contests with networks see only its address`,
    'Set LECTERN_TRUSTED_PROXIES to the address of the proxy, and let it set X-Forwarded-For.',
  );
}

/** Browsers prefer IPv6, so a URL fails if only one of the two hosts has it. */
async function examineBinding(
  { urlBinding, storage: { provider, publicUrl: filesUrl }, config: { publicUrl } }: Parts,
  hasIPv6: HasIPv6,
): Promise<Finding> {
  if (urlBinding === 'unsupported') return ok(`everywhere: ${provider} cannot bind them to an address`);
  if (urlBinding === 'off') return ok('everywhere; LECTERN_BIND_URLS=networks binds them to an address');
  const hosts = [...new Set([publicUrl, filesUrl].map((url) => new URL(url).hostname))];
  const found = await Promise.all(hosts.map(hasIPv6)).catch(() => undefined);
  if (found === undefined) return skipped(`the DNS does not reply about ${hosts.join(' and ')}`);
  const overIPv6 = hosts.filter((_, at) => found[at]);
  if (urlBinding === 'ipv4' && overIPv6.length > 0) {
    return warning(
      `${provider} binds URLs to IPv4 addresses only, but ${overIPv6.join(' and ')} can be reached over IPv6`,
      'Publish no AAAA record for this host, and turn off IPv6 on a CloudFront distribution.',
    );
  }
  if (overIPv6.length > 0 && overIPv6.length < hosts.length) {
    return warning(
      `of ${hosts.join(' and ')}, only ${overIPv6[0]} can be reached over IPv6, so browsers show them different addresses`,
      'Publish AAAA records for both hosts or for neither.',
    );
  }
  return ok(`only at the address that asks${urlBinding === 'ipv4' ? ', over IPv4' : ''}`);
}

async function hasIPv6InDns(host: string): Promise<boolean> {
  const version = isIP(host.replace(/^\[|\]$/g, ''));
  if (version > 0) return version === 6;
  try {
    return (await new Resolver({ timeout: 2000, tries: 2 }).resolve6(host)).length > 0;
  } catch (error) {
    if (noRecordCodes.includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** The host has no AAAA record, or is not in the DNS, such as `localhost`. */
const noRecordCodes = ['ENODATA', 'ENOTFOUND'];
