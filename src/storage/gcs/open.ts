import { providerLimits } from 'lectern-signing';
import { createGcsSigner } from 'lectern-signing/gcs';
import type { Storage } from '../storage.ts';
import { connectGcs, loadGcsSignature } from './connection.ts';
import { createGcsDriver } from './driver.ts';
import { gcsRemedies } from './remedies.ts';
import type { GcsSettings } from './settings.ts';

/**
 * Google Cloud Storage.
 * @throws OperatorError when there are no credentials that can sign
 */
export async function openGcs(settings: GcsSettings): Promise<Storage> {
  const bucket = connectGcs(settings);
  const signature = await loadGcsSignature(settings, bucket);
  return {
    provider: 'gcs',
    bindsUpload: providerLimits.gcs.bindsUpload,
    remedies: gcsRemedies,
    driver: createGcsDriver({ bucket }),
    signer: createGcsSigner({ bucket: bucket.name, endpoint: bucket.endpoint, signature }),
    publicUrl: `${bucket.endpoint}/${bucket.name}`,
    close() {},
  };
}
