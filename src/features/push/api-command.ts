import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import type { Cli } from '../../cli/cli.ts';
import { printJson } from '../../cli/output.ts';
import { OperatorError } from '../../lib/errors.ts';
import { openServer, type ServerOptions, settingsError, withServerOptions } from './open-server.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

interface Options extends ServerOptions {
  readonly body?: string;
}

export function apiCommand({ environment }: Cli): Command {
  return withServerOptions(new Command('api'))
    .description('send a request to the API of a running server with an API key, and print the reply')
    .argument('<method>', methods.join(', '))
    .argument('<path>', 'path and query below /api/v1, such as "tasks?limit=10"')
    .addOption(new Option('--body <json>', 'the body; "-" reads it from standard input'))
    .addHelpText(
      'after',
      `
Examples:
  $ lectern api GET tasks --url https://lectern.example.org --key-file ~/.lectern-key
  $ lectern api PUT contests/ext:finals/booklets/en --body '{"oddPages":true}' --url https://lectern.example.org`,
    )
    .action(async (method: string, path: string, options: Options) => {
      const known = methods.find((each) => each === method.toUpperCase());
      if (!known) throw settingsError(`The method must be one of ${methods.join(', ')}.`);
      const body = options.body === undefined ? undefined : parseBody(await readBody(options.body));
      const { LecternApiError, sendToApi } = await import('lectern-push');
      const server = await openServer(options, environment);
      try {
        const reply = await sendToApi(
          known,
          `/api/v1/${path.replace(/^\/*(?:api\/v1\/)?/, '')}`,
          body,
          server,
        );
        if (reply !== undefined) printJson(reply);
      } catch (error) {
        if (!(error instanceof LecternApiError)) throw error;
        const { code, message } = error;
        throw new OperatorError(`${message} (${code})`, { kind: code === 'network' ? 'unavailable' : 'no' });
      }
    });
}

const readBody = (argument: string) => (argument === '-' ? text(process.stdin) : argument);

function parseBody(json: string): object {
  try {
    const body: unknown = JSON.parse(json);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // Reported below.
  }
  throw settingsError('The body is not a JSON object. Write it like {"name":"Finals"}.');
}
