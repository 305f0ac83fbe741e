import { Command, Option } from 'commander';
import { hint, printJson, printTable } from '../../cli/output.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { FeatureCli } from '../feature.ts';

interface ImportOptions {
  readonly format?: string;
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
      'record the downloads in access logs of the file server, nginx or the storage; safe to repeat',
    )
    .argument('<file...>', 'log, also compressed with gzip (.gz); "-" is standard input, read as it grows')
    .addOption(
      new Option('--format <name>', 'format of the logs; default: recognized by their first line').choices(
        formats,
      ),
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
  $ aws s3 cp --recursive s3://example-logs/statements/ logs && lectern downloads import logs/*`,
    )
    .action((files: ReadonlyArray<string>, { format, complete, json }: ImportOptions) =>
      cli.withCore(async (core) => {
        if (core.config.downloads === 'off') {
          throw new OperatorError('Downloads are not recorded, because LECTERN_DOWNLOADS is off.', {
            kind: 'settings',
          });
        }
        const { createImportDownloads, emptyReport } = await import('./import-downloads.ts');
        const { readLog } = await import('./read-log.ts');
        const report = emptyReport();
        const importer = createImportDownloads(core);
        for (const file of files) {
          await importer.import(
            { name: file === '-' ? 'standard input' : file, text: readLog(file) },
            { format: formats.find((name) => name === format), isComplete: complete === true },
            report,
          );
        }
        if (json) return printJson(report);
        printTable(
          ['LINES', 'NUMBER'],
          Object.entries(report).map(([name, count]) => [name, String(count)]),
        );
        if (report.unmatched > 0) {
          hint('Unmatched: URLs of another installation, or whose records are no longer kept.');
        }
      }),
    );
}

/** `logFormats`, which loads the parsers. */
const formats = ['lectern', 'nginx', 's3', 'cloudfront', 'gcs', 'azure', 'ceph'] as const;
