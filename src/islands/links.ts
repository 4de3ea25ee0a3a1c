/** Addresses an island is given by its page. */
export type Links = {
  readonly [K in 'assess' | 'result' | 'changes' | 'about' | 'facts' | 'questions' | 'texts' | 'samples']: string;
};
