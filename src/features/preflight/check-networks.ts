import { parseAddress } from 'lectern-signing';
import type { Core } from '../../core/open-core.ts';
import { isAnyOf } from '../../database/sql.ts';
import {
  type CheckContest,
  type ContestChecks,
  type FindingKinds,
  findingOf,
} from '../../domain/contests/contest-findings.ts';
import { networksIn, takesPlaceAt } from '../../domain/contests/contest-networks.ts';
import { isInNetworks, parseNetwork } from '../../lib/client-address.ts';

const networkKinds = {
  'place-unknown': {
    check: 'place',
    severity: 'warning',
    message: () =>
      'the contest takes place in its networks only, and no participant has signed in yet, so the networks cannot be checked',
  },
  'place-shared': {
    check: 'place',
    severity: 'warning',
    message: ({ people, address }) =>
      `all ${people} participants signed in from ${address}, which is outside the networks; if it is a reverse proxy, add it to LECTERN_TRUSTED_PROXIES`,
  },
  'place-outside': {
    check: 'place',
    severity: 'warning',
    message: ({ people }) =>
      `none of ${people} participant(s) last signed in from the networks of the contest`,
  },
  'place-fits': {
    check: 'place',
    severity: 'ok',
    message: ({ people }) => `${people} participant(s) last signed in from the networks of the contest`,
  },
  'place-ipv6': {
    check: 'place',
    severity: 'warning',
    message: ({ address }) =>
      `links for this contest work over IPv4 only, so participants who come from ${address} cannot open its tasks`,
  },
  'place-private': {
    check: 'place',
    severity: 'warning',
    message: ({ address }) =>
      `the storage cannot see ${address}, because private addresses stay in their network, so links for participants there may fail`,
  },
} as const satisfies FindingKinds;

const finding = findingOf(networkKinds);

/** Maximum number of participants checked. */
const maxPeople = 1000;

/** Compares the addresses of the last sign-ins, because others are not stored. */
function createCheckNetworks({
  database: { kysely },
  contestPeople,
  urlBinding,
}: Pick<Core, 'database' | 'contestPeople' | 'urlBinding'>): CheckContest {
  /** One per participant who signed in here; those with a trusted token do not. */
  async function lastAddresses(contestId: string): Promise<ReadonlyArray<string>> {
    const people = await contestPeople.everybody(contestId, maxPeople);
    const sessions = await kysely
      .selectFrom('session')
      .select(['userId', 'ipAddress'])
      .where(
        isAnyOf(
          kysely,
          'userId',
          people.map(({ userId }) => userId),
        ),
      )
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
    const last = new Map(sessions.map(({ userId, ipAddress }) => [userId, ipAddress ?? '']));
    return [...last.values()].filter((address) => parseAddress(address) !== undefined);
  }

  async function comparePeople(contestId: string, networks: string) {
    const addresses = await lastAddresses(contestId);
    const [address] = addresses;
    if (address === undefined) return finding('place-unknown');
    const inside = addresses.filter((each) => takesPlaceAt(parseAddress(each), networks));
    if (inside.length > 0) return finding('place-fits', { facts: { people: inside.length } });
    const facts = { people: addresses.length };
    const isShared = addresses.length > 1 && new Set(addresses).size === 1;
    return isShared
      ? finding('place-shared', { facts: { ...facts, address } })
      : finding('place-outside', { facts });
  }

  return async ({ id, networks }) => {
    if (networks === null) return [];
    const bound = urlBinding === 'ipv4' ? networksIn(networks) : [];
    const overIPv6 = bound.find((each) => each.includes(':'));
    const inPrivate = bound.find(isPrivateIPv4);
    return [
      await comparePeople(id, networks),
      ...(overIPv6 === undefined ? [] : [finding('place-ipv6', { facts: { address: overIPv6 } })]),
      ...(inPrivate === undefined ? [] : [finding('place-private', { facts: { address: inPrivate } })]),
    ];
  };
}

/** RFC 1918, 6598, 1122 and 3927. Clouds see the public address of such a client. */
const privateNetworks = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ...['100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
];

const isPrivateIPv4 = (network: string): boolean =>
  isInNetworks(parseNetwork(network)?.base, privateNetworks);

export const networkChecks: ContestChecks<Core> = { kinds: networkKinds, open: createCheckNetworks };
