import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';
import { auditCommand } from './audit-command.ts';
import { auditLogGroup } from './audit-log-settings.ts';
import { eraseOf, eraseOlder } from './erase.ts';

const lookEveryMs = 5000;
/** A checkpoint is signed at most this often. */
const checkpointEveryMs = 60_000;
/** So that the log takes at most a hundredth of the time of a busy process, in which it follows some 300 records per second. */
const pausePerWork = 99;
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** A log that proves who was given which URL, and what changed access (RFC 6962, C2SP `tlog-tiles`). */
export const auditLog: Feature = {
  name: 'audit-log',
  lifecycle: { settings: auditLogGroup },
  storage: {
    schema: { tables },
    transfer: { prepare: async (target) => (await import('./triggers.ts')).dropTriggers(target) },
    erasePerson: (trx, { id }) => eraseOf(trx, id),
  },
  cli: {
    addCommands: (program, cli) => program.addCommand(auditCommand(cli)),
    async *diagnose(core, { features }) {
      const { loggedTablesOf } = await import('./logged-tables.ts');
      yield (await import('./check-audit-log.ts')).examineAuditLog(core, loggedTablesOf(features));
    },
  },
  async open(host) {
    const { loggedTablesOf } = await import('./logged-tables.ts');
    const { openAuditLog } = await import('./open-audit-log.ts');
    const { createCheckpointSender } = await import('./send-checkpoints.ts');
    const { ensureTriggers } = await import('./triggers.ts');
    const { reconcile } = await import('./reconcile.ts');
    const log = openAuditLog(host, loggedTablesOf(host.features));
    const { sequencer, tables } = log;
    const sender = createCheckpointSender({
      targets: host.config.checkpointsTo,
      acquireLease: host.acquireLease,
      log: host.log,
      async sendMail(mail) {
        const send = host.features.map(({ lifecycle }) => lifecycle?.mail?.(host.config)).find(Boolean);
        if (send === undefined) throw new Error('e-mail is not configured: set SMTP_URL and MAIL_FROM');
        await send(mail);
      },
    });
    return {
      lifecycle: {
        jobs: [
          {
            everyMs: lookEveryMs,
            what: 'the audit log',
            atStart: () => ensureTriggers(host.database, tables),
            async run(signal) {
              if (!(await sequencer.isBehind())) return;
              if (!(await host.acquireLease('audit-log', checkpointEveryMs))) return;
              const checkpoint = await sequencer.run({ pausePerWork, signal });
              if (checkpoint !== undefined) await sender.send(checkpoint);
            },
          },
          { everyMs: checkpointEveryMs, what: 'sending checkpoints', run: sender.retry },
          {
            everyMs: hourMs,
            what: 'comparing the database with the audit log',
            async run(signal) {
              if (!(await host.acquireLease('reconcile-audit-log', dayMs))) return;
              const found = await reconcile({ ...host, ...log }, { pausePerWork, signal, isDryRun: false });
              if (found > 0)
                host.log.warn({ found }, 'rows differed from the audit log, and were added to it');
            },
          },
        ],
        sweeps: [
          {
            lease: 'erase-audit-log',
            what: 'records of old entries of the audit log',
            remove: (nowMs, signal) =>
              eraseOlder(host.database.kysely, nowMs - host.config.issueRetentionDays * dayMs, signal),
          },
        ],
      },
    };
  },
};
