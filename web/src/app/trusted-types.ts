interface PolicyRules {
  createHTML?(text: string): string;
  createScriptURL?(text: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
}

/**
 * The one policy of Trusted Types (W3C) that the Content-Security-Policy names. Libraries may write text without
 * any element (Mantine's style rules) and start workers of our own; everything else throws.
 */
export function enforceTrustedTypes(): void {
  const factory = (window as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('No markup is made from text.');
      return text;
    },
    createScriptURL(text) {
      const { origin, pathname } = new URL(text, location.href);
      if (origin !== location.origin || !pathname.startsWith('/assets/')) {
        throw new TypeError('No script is loaded from there.');
      }
      return text;
    },
  });
}
