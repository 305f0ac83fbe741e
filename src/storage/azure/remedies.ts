import type { Remedies } from '../remedies.ts';

/** Azure Storage REST, Common and Blob service error codes. */
export const azureRemedies: Remedies = {
  AuthenticationFailed: 'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT: copy it again.',
  AuthorizationFailure: 'The network rules of the storage account block this machine: allow its address.',
  AuthorizationPermissionMismatch: 'Give the identity the roles that "lectern doctor --print-policy" prints.',
  KeyBasedAuthenticationNotPermitted:
    'The account forbids shared keys: remove AZURE_STORAGE_KEY, and user delegation keys will sign.',
  ContainerNotFound: 'The container does not exist: create it, or correct AZURE_STORAGE_CONTAINER.',
  BlobNotFound: 'Something on the way changes the path: let it pass on the whole URL.',
  ResourceNotFound: 'The container does not exist: create it, or correct AZURE_STORAGE_CONTAINER.',
  InvalidAuthenticationInfo:
    'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT, or the token of the identity is not for it.',
};
