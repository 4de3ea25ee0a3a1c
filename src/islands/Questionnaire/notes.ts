import type { Problem } from '../../schema/problem.ts';

/** A file that was not taken, and why. */
export type RefusedFile = { readonly name: string; readonly problems: readonly Problem[] };

/** Something to tell once, above the questions. `draft` is one to go back to. */
export type Note =
  | { readonly kind: 'restored' | 'no-storage' | 'full' | 'unreadable-draft' | 'offline' | 'followed' | 'gone' }
  | { readonly kind: 'replaced' | 'forked'; readonly draft: string }
  | { readonly kind: 'anew'; readonly draft?: string }
  | { readonly kind: 'imported'; readonly names: readonly string[]; readonly draft?: string }
  | { readonly kind: 'not-kept'; readonly names: readonly string[] }
  | { readonly kind: 'refused'; readonly files: readonly RefusedFile[] }
  | { readonly kind: 'broken-link'; readonly problems: readonly Problem[]; readonly draft?: string };
