import {
  canonicalNetwork,
  type IpAddress,
  isInNetworks,
  type NamedNetwork,
} from '../../lib/client-address.ts';
import { LecternError } from '../../lib/errors.ts';
import { parseLine } from '../../lib/text-line.ts';

export const maxContestNetworks = 100;
export const maxRoomLength = 100;

/** The JSON of networks in canonical form. @throws LecternError `request-invalid` */
export function parseContestNetworks(json: string): string {
  const networks = readContestNetworks(json).map(({ network, room = null }) => ({
    network: canonicalNetwork(network),
    room: room === null ? null : parseLine(room, 'networks.room', maxRoomLength),
  }));
  const names = networks.map(({ network }) => network);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated === undefined) return JSON.stringify(networks);
  throw new LecternError('request-invalid', `"networks" has ${repeated} twice. Remove one of them.`);
}

const readContestNetworks = (stored: string): ReadonlyArray<NamedNetwork> => JSON.parse(stored);

/** The networks without their rooms. @param stored JSON, as in the column */
export const networksIn = (stored: string): ReadonlyArray<string> =>
  readContestNetworks(stored).map(({ network }) => network);

/** Whether a contest takes place at an address. @param stored null: everywhere */
export const takesPlaceAt = (address: IpAddress | undefined, stored: string | null): boolean =>
  stored === null || isInNetworks(address, networksIn(stored));
