import { Command, Option } from 'commander';
import type { LogFormatName } from 'lectern-access-logs';
import { hint, printJson, printTable } from '../../cli/output.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { FeatureCli } from '../feature.ts';

interface ImportOptions {
  readonly format?: string;
  readonly bucket?: string;
  readonly complete?: true;
  readonly json?: true;
}

export function downloadsCommand(cli: FeatureCli): Command {
  const downloads = new Command('downloads').description('record which issued URLs were downloaded');
  downloads.addCommand(importCommand(cli));
  return downloads;
}

function importCommand(cli: FeatureCli): Command {
  return new Command('import')
    .description(
      'record the downloads in access logs of the file server, nginx, the storage or an edge; safe to repeat',
    )
    .argument('<file...>', 'log, also compressed with gzip (.gz); "-" is standard input, read as it grows')
    .addOption(
      new Option('--format <name>', 'format of the logs; default: recognized by their first line').choices(
        formats,
      ),
    )
    .option(
      '--bucket <name>',
      'read the logs from this bucket of the storage; the arguments are then the beginnings of their keys',
    )
    .option(
      '--complete',
      'the logs have all downloads from their first to their last line, so URLs of that time without a download were not opened',
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ lectern downloads import --complete /var/log/nginx/lectern-files.log.1
  $ tail -n +1 -F /var/log/nginx/lectern-files.log | lectern downloads import --complete -
  $ lectern downloads import --bucket example-logs statements/2026-11-30`,
    )
    .action((files: ReadonlyArray<string>, { format, bucket, complete, json }: ImportOptions) =>
      cli.withCore(async (core) => {
        if (core.config.downloads === 'off') {
          throw new OperatorError('Downloads are not recorded, because LECTERN_DOWNLOADS is off.', {
            kind: 'settings',
          });
        }
        const { createImportDownloads, emptyReport } = await import('./import-downloads.ts');
        const { readLogFile } = await import('lectern-access-logs');
        const { readLogsOfBucket } = await import('./bucket-logs.ts');
        const given = { format: formats.find((name) => name === format), isComplete: complete === true };
        const report = emptyReport();
        const importer = createImportDownloads(core);
        for (const file of files) {
          const logs = bucket === undefined ? [readLogFile(file)] : readLogsOfBucket(core, bucket, file);
          for await (const log of logs) await importer.import(log, given, report);
        }
        if (json) return printJson(report);
        const { firstUnreadable: first, ...counts } = report;
        printTable(
          ['LINES', 'NUMBER'],
          Object.entries(counts).map(([name, count]) => [name, String(count)]),
        );
        if (first) hint(`Unreadable: first at line ${first.line} of ${first.log}.`);
        if (report.unmatched > 0) {
          hint('Unmatched: URLs of another installation, or whose records are no longer kept.');
        }
      }),
    );
}

/** `logFormats`, which loads the parsers. */
const formats: ReadonlyArray<LogFormatName> = [
  ...(['lectern', 'nginx', 's3', 'cloudfront', 'cloudflare', 'gcs', 'azure', 'ceph'] as const),
];
