import { Command } from 'commander';
import { hint, print } from '../../cli/output.ts';
import { systemClock } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import { pageOriginsOf } from '../../lib/page-origins.ts';
import { openStorage } from '../../storage/providers.ts';
import type { FeatureCli } from '../feature.ts';
import { failureOf } from './failure.ts';

export function storageCommand(cli: FeatureCli): Command {
  const storage = new Command('storage').description('prepare the object store of LECTERN_STORAGE');
  storage
    .command('create')
    .description(
      'create the bucket or container of the settings, private and with its CORS rules; an existing one is not changed',
    )
    .addHelpText(
      'after',
      `
Example, with credentials that may create buckets:
  $ AWS_PROFILE=admin LECTERN_STORAGE=s3 S3_BUCKET=pdfs S3_REGION=eu-central-1 lectern storage create`,
    )
    .action(() => createBucket(cli));
  return storage;
}

async function createBucket(cli: FeatureCli): Promise<void> {
  const config = cli.settings.readConfig(cli.environment);
  const { kind } = config.storage;
  if (kind === 'file') {
    throw new OperatorError(
      'LECTERN_STORAGE=file has no bucket. Set LECTERN_STORAGE to the store of the bucket.',
    );
  }
  const log = { warn: (_facts: object, message: string) => hint(message) };
  const ring = () => {
    throw new Error('only the embedded store signs with our keys');
  };
  const storage = await openStorage(config.storage, { ...config, ring, clock: systemClock, log });
  try {
    if (!storage.createBucket) {
      throw new OperatorError(
        'Create the bucket with: gcloud storage buckets create gs://BUCKET --uniform-bucket-level-access --public-access-prevention',
      );
    }
    for await (const done of storage.createBucket(pageOriginsOf(config))) print(done);
    print('Check it with: lectern doctor');
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const { detail, remedy } = failureOf(error, { storage });
    throw new OperatorError(`${detail}. ${remedy} ${missing}`, { kind: 'unavailable', cause: error });
  } finally {
    storage.close();
  }
}

const missing =
  'The credentials must be allowed to create buckets. Set what is missing with "lectern doctor --print-policy".';
