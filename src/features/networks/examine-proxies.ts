import type { Core } from '../../core/open-core.ts';
import { type Diagnosis, ok, warning } from '../../lib/findings.ts';

/** Checks that addresses of clients are known, if a contest that has not ended has networks. Lectern itself speaks no TLS. */
export async function* examineProxies({
  database,
  clock,
  config: { trustedProxies, publicUrl },
}: Pick<Core, 'database' | 'clock' | 'config'>): AsyncGenerator<Diagnosis> {
  const contest = await database.kysely
    .selectFrom('contests')
    .select('id')
    .where('networks', 'is not', null)
    .where('deletedAt', 'is', null)
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', clock.nowMs())]))
    .executeTakeFirst();
  if (!contest) return;
  const check = { id: 'trusted-proxies', title: 'the addresses of participants are known' };
  if (trustedProxies.length > 0) yield { ...check, ...ok(`as ${trustedProxies.join(', ')} reports them`) };
  else if (publicUrl.startsWith('http:')) yield { ...check, ...ok('clients connect directly') };
  else {
    yield {
      ...check,
      ...warning(
        `a proxy serves ${publicUrl}, but none is trusted: contests with networks see only its address`,
        'Set LECTERN_TRUSTED_PROXIES to the address of the proxy, and let it set X-Forwarded-For.',
      ),
    };
  }
}
