import type { Schemas } from 'lectern-client';

/** Roughly an IPv4 or IPv6 address, optionally with a prefix length. The server validates it. */
const pattern = /^(\d{1,3}(\.\d{1,3}){3}|[\da-f]*:[\da-f:.]*)(\/\d{1,3})?$/i;

export const isNetwork = (text: string) => pattern.test(text);

export const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Reads one network per line, each followed by the name of its room; null if there are none. */
export function readNetworks(text: string): Array<Schemas.ContestNetwork> | null {
  const networks = linesOf(text).map((line) => {
    const [network = '', ...room] = line.split(/\s+/);
    return { network, room: room.join(' ') || null };
  });
  return networks.length === 0 ? null : networks;
}

/** The same networks as text. */
export const writeNetworks = (networks: ReadonlyArray<Schemas.NewContestNetwork> | null) =>
  (networks ?? []).map(({ network, room }) => [network, room ?? []].flat().join(' ')).join('\n');
