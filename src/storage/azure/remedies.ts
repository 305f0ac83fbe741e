import type { Remedies } from '../remedies.ts';

/** Azure Storage REST, Common and Blob service error codes. */
export const azureRemedies: Remedies = {
  AuthenticationFailed: 'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT: copy it anew.',
  AuthorizationFailure: 'The network rules of the storage account do not let this machine in.',
  AuthorizationPermissionMismatch: 'Give the identity the roles that "lectern doctor --print-policy" prints.',
  KeyBasedAuthenticationNotPermitted:
    'The account forbids its keys: remove AZURE_STORAGE_KEY, and let user delegation keys sign.',
  ContainerNotFound: 'There is no such container: make it, or correct AZURE_STORAGE_CONTAINER.',
  BlobNotFound: 'Something on the way changes the path.',
  ResourceNotFound: 'There is no such container: make it, or correct AZURE_STORAGE_CONTAINER.',
  InvalidAuthenticationInfo:
    'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT, or the token of the identity is not for it.',
};
