import type { Additions, Feature, Host } from '../feature.ts';
import { tables } from './0001-first-release.ts';
import { recentDownloads } from './0004-recent-downloads.ts';
import { downloadGroup, isLive } from './download-settings.ts';
import { downloadsCommand } from './downloads-command.ts';
import { eraseAddresses, pruneDownloads } from './prune-downloads.ts';
import { urlReads } from './url-reads.ts';

const writeEveryMs = 2000;

/** Records which issued URLs were downloaded: live by the file server, or from access logs. */
export const downloads: Feature = {
  name: 'downloads',
  lifecycle: { settings: downloadGroup },
  storage: {
    schema: { tables, migrations: { '0004-recent-downloads': recentDownloads } },
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
