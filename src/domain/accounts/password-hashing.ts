/** `emailAndPassword.password` in better-auth's options, or a test double. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(tried: { hash: string; password: string }): Promise<boolean>;
}
