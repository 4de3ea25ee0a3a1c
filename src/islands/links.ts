/** Addresses an island is given by its page. */
export type Links = {
  readonly [K in
    | 'assess'
    | 'result'
    | 'changes'
    | 'about'
    | 'link'
    | 'facts'
    | 'questions'
    | 'texts'
    | 'samples'
    | 'presets'
    | 'badge']: string;
};
