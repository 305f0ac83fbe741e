/** The process of guessers.ts. */
import type { GuessersOrder } from './guessers.ts';
import { createHttpClient, type HttpClient, type HttpConnection } from './http-connection.ts';

process.once('disconnect', () => process.exit());

process.once('message', async ({ port, operation, connections, addresses, email }: GuessersOrder) => {
  const clients = addresses.map(createHttpClient);
  const statuses: Record<string, number> = {};
  let isStopped = false;
  let sent = 0;

  async function guess(connection: HttpConnection): Promise<void> {
    sent += 1;
    const password = `wrong password ${sent}`;
    const person = { email: email ?? `stranger-${process.pid}-${sent}@example.org`, password };
    const body = JSON.stringify(operation === 'sign-in' ? person : { ...person, name: 'Stranger' });
    const { status } = await connection.post(`/api/auth/${operation}/email`, '', body);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  async function keepGuessing(connection: HttpConnection): Promise<void> {
    while (!isStopped) await guess(connection);
  }

  const opened = await Promise.all(
    Array.from({ length: connections }, (_, at) => (clients[at % clients.length] as HttpClient).open(port)),
  );
  process.once('message', () => {
    isStopped = true;
    for (const client of clients) client.close();
    process.send?.(statuses);
  });
  const firsts = opened.slice(0, addresses.length).map(guess);
  for (const [at, connection] of opened.entries()) {
    void Promise.resolve(firsts[at])
      .then(() => keepGuessing(connection))
      .catch(() => {}); // it was closed
  }
  await Promise.all(firsts);
  process.send?.('started');
});
