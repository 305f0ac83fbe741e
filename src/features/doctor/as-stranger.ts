import { failed, ok } from '../../lib/findings.ts';
import type { Check } from './check.ts';
import { ask, isRefusal, refusalIn, signedUrl, withoutQuery } from './probe.ts';

export const unsignedGetCheck: Check = {
  id: 'unsigned-get-refused',
  title: 'a request without a signature is refused',
  async run(context) {
    const answer = await ask(withoutQuery(await signedUrl(context)));
    if (isRefusal(answer)) return ok(`refused with ${refusalIn(answer)}`);
    return failed(
      `it is answered with ${answer.status}: the files are public`,
      'Take public read access away from the bucket or container, turn on what blocks public access, and let no cache hand out what needs a signature.',
    );
  },
};

export const listingCheck: Check = {
  id: 'listing-refused',
  title: 'listing files is refused',
  async run(context) {
    const url = withoutQuery(await signedUrl(context));
    const root = url.slice(0, url.indexOf('/documents/'));
    for (const list of [root, `${root}?list-type=2`, `${root}?restype=container&comp=list`]) {
      const { status } = await ask(list);
      if (status < 300) {
        return failed(
          `anybody can list the files: GET ${list} is answered with ${status}`,
          'Take the public permission to list away from the bucket or container.',
        );
      }
    }
    return ok('refused');
  },
};
