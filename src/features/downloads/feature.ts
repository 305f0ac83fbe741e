import type { Config, SettingGroup } from '../../config/config.ts';
import { oneOf, type SettledBy } from '../../lib/setting.ts';
import type { Additions, Feature, Host } from '../feature.ts';
import { tables } from './0001-tables.ts';
import { downloadsCommand } from './downloads-command.ts';
import { eraseAddresses, pruneDownloads } from './prune-downloads.ts';
import { urlReads } from './url-reads.ts';

const writeEveryMs = 2000;

const downloadSettings = {
  downloads: {
    variable: 'LECTERN_DOWNLOADS',
    describe:
      'how downloads are recorded: `live` by the file server itself; `import` only from access logs, which is needed if nginx serves the files; `off` records none and deletes earlier records',
    fallback: () => 'live' as const,
    parse: oneOf('live', 'import', 'off'),
  },
} as const;

declare module '../../config/config.ts' {
  interface Config extends SettledBy<typeof downloadSettings> {}
}

const downloadGroup: SettingGroup = { settings: downloadSettings };

/** Whether the file server of this process records downloads. It doesn't see those at an edge. */
const isLive = ({ downloads, storage, edgeUrl }: Config): boolean =>
  downloads === 'live' && storage.kind === 'file' && edgeUrl === undefined;

/** Records which issued URLs were downloaded: live by the file server, or from access logs. */
export const downloads: Feature = {
  name: 'downloads',
  lifecycle: { settings: downloadGroup },
  storage: {
    schema: { tables },
    urlReads,
    erasePerson: eraseAddresses,
  },
  cli: {
    addCommands: (program, cli) => program.addCommand(downloadsCommand(cli)),
    async *diagnose(core) {
      if (isLive(core.config)) yield (await import('./check-file-server.ts')).examineFileServer(core.storage);
    },
  },
  open: openDownloads,
};

/** Exported for tests. */
export async function openDownloads(host: Host): Promise<Additions> {
  const sweeps = [{ lease: 'prune-downloads', what: 'records of downloads', remove: pruneDownloads(host) }];
  if (!isLive(host.config)) return { lifecycle: { sweeps } };
  const { createRecordDownloads } = await import('./record-downloads.ts');
  const { add, write, close } = createRecordDownloads(host);
  host.onDelivery(add);
  const recording = { everyMs: writeEveryMs, what: 'recording downloads', run: write };
  return { lifecycle: { jobs: [{ ...recording, atStart: write, atStop: close }], sweeps } };
}
