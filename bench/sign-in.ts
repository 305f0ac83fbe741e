/**
 * How long a person waits to sign in, and for a read, while strangers guess passwords or sign up at full speed. Each sign-in comes from an
 * address that is new to the server, or from a browser that has signed in before.
 *
 *   npm run bench -- sign-in
 *   npm run bench -- sign-in --seconds 10 --json
 */
import { setTimeout as wait } from 'node:timers/promises';
import { exitOnSignals } from '../test/support/server-process.ts';
import { openSilentCore } from '../test/support/silent-core.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { type GuessersOrder, startGuessers } from './support/guessers.ts';
import { createHttpClient, type HttpConnection } from './support/http-connection.ts';
import { median, startLectern, stop } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({});
const person = { email: 'ann@example.org', password: 'correct horse battery' };
/** After each sign-in or read of the person. */
const pauseMs = 100;

type Strangers = Omit<GuessersOrder, 'port' | 'addresses'> & { readonly addresses: number };
const scenarios: Readonly<Record<string, Strangers>> = {
  'at rest': { operation: 'sign-in', connections: 0, addresses: 1 },
  '20 guessers, 1 address': { operation: 'sign-in', connections: 20, addresses: 1 },
  '200 guessers, 1 address': { operation: 'sign-in', connections: 200, addresses: 1 },
  '200 guessers, 50 addresses': { operation: 'sign-in', connections: 200, addresses: 50 },
  '200 guessers, 1 account': {
    ...{ operation: 'sign-in', connections: 200, addresses: 1 },
    email: 'bob@example.org', // most are refused unchecked
  },
  '100 sign up, 1 address': { operation: 'sign-up', connections: 100, addresses: 1 },
};

exitOnSignals();
const environment = { LECTERN_DATA_DIR: temporaryFolder(), LECTERN_SIGN_UP: 'open' };
const core = await openSilentCore(environment);
await core.newAccounts.create({ ...person, name: 'Ann', role: 'student' });
const device = `Cookie: ${core.deviceCookie.issue(person.email).split(';', 1)[0]}\r\n`;
await core.close();

/** Milliseconds until the reply; undefined if it is a refusal. */
async function timeOf(send: () => ReturnType<HttpConnection['get']>): Promise<number | undefined> {
  const begunMs = performance.now();
  const { status } = await send();
  return status === 200 ? performance.now() - begunMs : undefined;
}

function summaryOf(times: ReadonlyArray<number | undefined>) {
  const repliedMs = times.filter((ms) => ms !== undefined);
  return {
    medianMs: repliedMs.length === 0 ? Number.NaN : median(repliedMs),
    longestMs: Math.max(...repliedMs),
    refused: times.length - repliedMs.length,
  };
}

/** Has a new server, because failures count for an hour. */
async function measure(strangers: Strangers, number: number) {
  await using stack = new AsyncDisposableStack();
  const { server, port } = await startLectern(environment);
  stack.defer(() => stop(server));
  let addresses = 0;
  const nextAddress = () => {
    addresses += 1;
    return `127.${number + 1}.${addresses >> 8}.${addresses & 255}`;
  };
  const connect = (address: string) => {
    const client = createHttpClient(address);
    stack.defer(() => client.close());
    return client.open(port);
  };
  const signIn = (connection: HttpConnection, headers = '') =>
    connection.post('/api/auth/sign-in/email', headers, JSON.stringify(person));

  const order = { ...strangers, port, addresses: Array.from({ length: strangers.addresses }, nextAddress) };
  const known = await connect(`127.${number + 1}.255.1`);
  const { token } = JSON.parse((await signIn(known)).body);
  const guessers = await startGuessers(order);
  const endsMs = performance.now() + wanted.seconds * 1000;

  async function repeat(send: () => ReturnType<HttpConnection['get']>) {
    const times: Array<number | undefined> = [];
    do {
      await wait(pauseMs);
      times.push(await timeOf(send));
    } while (performance.now() < endsMs);
    return summaryOf(times);
  }
  const reading = await connect(nextAddress());
  const [newAddress, knownBrowser, read] = await Promise.all([
    repeat(async () => signIn(await connect(nextAddress()))),
    repeat(() => signIn(known, device)),
    repeat(() => reading.get('/api/v1/me', `Authorization: Bearer ${token}\r\n`)),
  ]);
  return { newAddress, knownBrowser, read, strangers: await guessers.stop() };
}

const results: Array<{ name: string } & Awaited<ReturnType<typeof measure>>> = [];
for (const [number, [name, strangers]] of Object.entries(scenarios).entries()) {
  results.push({ name, ...(await measure(strangers, number)) });
}

if (wanted.json) process.stdout.write(`${JSON.stringify({ seconds: wanted.seconds, results }, null, 2)}\n`);
else {
  const line = tableOf(30, 26);
  line([`median, longest (refused), ms`, 'sign-in, new address', 'known browser', 'read', 'strangers got']);
  for (const { name, newAddress, knownBrowser, read, strangers } of results) {
    const cells = [newAddress, knownBrowser, read].map(
      ({ medianMs, longestMs, refused }) => `${medianMs.toFixed(0)}, ${longestMs.toFixed(0)} (${refused})`,
    );
    const statuses = Object.entries(strangers).map(([status, count]) => `${count} × ${status}`);
    line([name, ...cells, statuses.join(', ')]);
  }
}
