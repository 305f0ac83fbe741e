import packageJson from '../../package.json' with { type: 'json' };
import { OperatorError } from '../errors.ts';

/** The clients of object stores, which are installed by those who use them, and the versions that are tested. */
const optional: Readonly<Record<string, string>> = packageJson.peerDependencies;

/**
 * What Node says when a package is not there becomes what the operator can do about it.
 * @throws OperatorError when `error` says that an optional package is not installed, else `error` itself
 */
export function explainMissingPackage(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const [, name = ''] = /^Cannot find package '([^']+)'/.exec(message) ?? [];
  const range = optional[name];
  if (code !== 'ERR_MODULE_NOT_FOUND' || range === undefined) throw error;
  throw new OperatorError(
    `The configured storage needs a package that is not installed: npm install ${name}@${range.replace('^', '')}`,
    { kind: 'settings', cause: error },
  );
}
