import type { Feature } from '../feature.ts';
import { doctorCommand } from './doctor-command.ts';
import { storageCommand } from './storage-command.ts';

/** Checks the storage, and what other features need, as an operator, a reader and a stranger would. */
export const doctor: Feature = {
  name: 'doctor',
  cli: {
    addCommands: (program, cli) => program.addCommand(doctorCommand(cli)).addCommand(storageCommand(cli)),
  },
  async open(host) {
    const { diagnoseAll } = await import('./doctor.ts');
    const { createExamination, examinationLimitMs } = await import('./examination.ts');
    const { storageExaminationRoutes } = await import('./storage-examination-routes.ts');
    const examination = createExamination(() => diagnoseAll(host, host.features, host.tokens), {
      limitMs: examinationLimitMs,
    });
    return { http: { routes: [storageExaminationRoutes(examination)] } };
  },
};
