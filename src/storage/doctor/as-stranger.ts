import { ask, type Check, failed, isRefusal, ok, signedUrl, warning } from './check.ts';

const withoutQuery = (url: string) => url.slice(0, url.indexOf('?'));
const isLocal = (host: string) => /^(localhost|127\.|\[::1\]|.*\.localhost$)/.test(host);

/** What somebody without a signed URL must not get. */
export const strangerChecks: ReadonlyArray<Check> = [
  {
    id: 'unsigned-get-refused',
    title: 'a file without a signature is refused',
    async run(patient) {
      const answer = await ask(withoutQuery(await signedUrl(patient)));
      if (isRefusal(answer)) return ok(`refused with ${answer.status}`);
      return failed(
        `the storage answered ${answer.status} without a signature: the files are public`,
        'Take public read access away from the bucket or container, and turn on what blocks public access.',
      );
    },
  },
  {
    id: 'listing-refused',
    title: 'a list of the files is refused',
    async run(patient) {
      const url = withoutQuery(await signedUrl(patient));
      const root = `${url.slice(0, url.indexOf('/documents/'))}/`;
      for (const list of [root, `${root}?list-type=2`, `${root}?restype=container&comp=list`]) {
        const answer = await ask(list);
        if (answer.status < 300) {
          return failed(
            `anybody can list the files: GET ${list} is answered with ${answer.status}`,
            'Take the public permission to list away from the bucket or container.',
          );
        }
      }
      return ok('refused');
    },
  },
  {
    id: 'https',
    title: 'URLs begin with https',
    async run({ storage }) {
      const { protocol, hostname } = new URL(storage.publicUrl);
      if (protocol === 'https:') return ok(storage.publicUrl);
      if (isLocal(hostname)) {
        return warning(
          `${storage.publicUrl} is plain http, on this machine`,
          'Give readers an https address before they come from elsewhere.',
        );
      }
      return failed(
        `${storage.publicUrl} is plain http: everybody on the way can read the URL and the file`,
        'Give the storage an https address, and set it as the public one.',
      );
    },
  },
];
