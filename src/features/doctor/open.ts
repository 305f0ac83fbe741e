import type { Core } from '../../core/open-core.ts';
import type { Diagnosis } from '../../lib/findings.ts';
import type { Additions, Feature, Host, OpenTokens } from '../feature.ts';
import { examine } from './doctor.ts';
import { createExamination, examinationLimitMs } from './examination.ts';
import { storageExaminationRoutes } from './storage-examination-routes.ts';

/** The checks of the storage, and then those of the features, one by one. */
export async function* diagnose(
  core: Core,
  features: ReadonlyArray<Feature>,
  tokens?: OpenTokens,
): AsyncGenerator<Diagnosis> {
  yield* examine({ ...core, webOrigin: new URL(core.publicUrl).origin });
  for (const feature of features) if (feature.diagnose) yield* feature.diagnose(core, tokens);
}

export const open = (host: Host): Additions => ({
  routes: [
    storageExaminationRoutes(
      createExamination(() => diagnose(host, host.features, host.tokens), { limitMs: examinationLimitMs }),
    ),
  ],
});
