import { exposedHeaders, maxAgeSeconds, type Policy, type PolicyRequest } from '../policy.ts';
import type { SwiftSettings } from './settings.ts';

/** Swift: Cross-origin Resource Sharing with Object Storage; container metadata. */
export function swiftPolicies(
  { container }: SwiftSettings,
  { webOrigin }: PolicyRequest,
): ReadonlyArray<Policy> {
  return [
    {
      title: 'CORS and access of the container',
      how: 'Run this as a user who may write the container:',
      document: [
        `swift post ${container} --read-acl '' \\`,
        `  -H 'X-Container-Meta-Access-Control-Allow-Origin: ${webOrigin}' \\`,
        `  -H 'X-Container-Meta-Access-Control-Expose-Headers: ${exposedHeaders.join(' ')}' \\`,
        `  -H 'X-Container-Meta-Access-Control-Max-Age: ${maxAgeSeconds}'`,
      ].join('\n'),
    },
  ];
}
