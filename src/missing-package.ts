import packageJson from '../package.json' with { type: 'json' };
import { OperatorError } from './errors.ts';

/** Clients of object stores and parts of OpenTelemetry: installed by those who use them, in versions that are tested. */
const optional: Readonly<Record<string, string>> = packageJson.peerDependencies;

/**
 * What Node says when a package is not there becomes what the operator can do about it.
 * @throws OperatorError when `error` says that an optional package is not installed, else `error` itself
 */
export function explainMissingPackage(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const [, name = ''] = /^Cannot find package '([^']+)'/.exec(message) ?? [];
  if (code !== 'ERR_MODULE_NOT_FOUND' || optional[name] === undefined) throw error;
  const packages = neededWith(name).map((each) => `${each}@${optional[each]?.replace('^', '')}`);
  throw new OperatorError(
    `What is configured needs a package that is not installed: npm install ${packages.join(' ')}`,
    { kind: 'settings', cause: error },
  );
}

/** The parts of OpenTelemetry are of no use without each other. */
function neededWith(name: string): ReadonlyArray<string> {
  const scope = '@opentelemetry/';
  return name.startsWith(scope) ? Object.keys(optional).filter((each) => each.startsWith(scope)) : [name];
}
