import type { Core } from '../core/open-core.ts';
import { writeFlushed } from '../lib/durable-file.ts';
import { OperatorError } from '../lib/errors.ts';
import { parseObjectKey } from '../storage/object-key.ts';

/**
 * Saves a stored object to a file that does not exist yet.
 * @param missing the message if the storage does not have the object
 * @throws OperatorError
 */
export async function saveObject(
  { driver }: Pick<Core, 'driver'>,
  objectKey: string,
  path: string,
  missing: string,
): Promise<void> {
  const object = await driver.open(parseObjectKey(objectKey));
  if (!object) throw new OperatorError(missing);
  try {
    await writeFlushed(path, object.stream());
  } finally {
    await object.close();
  }
}
