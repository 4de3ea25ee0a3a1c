import fc from 'fast-check';

/** Pieces that end something, begin something, or mean something to one of the readers. */
const PIECES = [
  ...[
    ';',
    '{',
    '}',
    '"',
    "'",
    '#',
    '\\',
    '`',
    '|',
    ']',
    ')',
    '\n',
    '\r',
    '\t',
    ' ',
    '\u0000',
    '\u0085',
    '\u2028',
    '\u202e',
  ],
  ...[
    '$host',
    '$1',
    '%%{init: {}}%%',
    '%%',
    '%0a',
    '-->',
    '->>',
    '\nend\n',
    ': ',
    '- ',
    '*a',
    '&a',
    '!!int ',
    '? ',
    '---\n',
  ],
  ...['../', '//', '~', '~* ', '= ', '@', '^~ ', 'a', '/x', 'é', '界', '0', '1e3', 'yes', 'null', '.', '-', '#quot;'],
  ...['return 200 pwn;', '} location /x {', 'proxy_pass http://evil', 'kind: Secret', 'accDescr: x', '<img onerror=x>'],
];
const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''));
const FIELDS = ['team', 'name', 'namespace', 'host', 'path'] as const;
/** A field of a service with a text that tries to break out of wherever it is printed. */
export const hostileField = fc.record({
  field: fc.constantFrom(...FIELDS),
  text: fc.oneof(
    hostileText,
    hostileText.map((text) => `/x${text}`),
    hostileText.map((text) => `x${text}`),
  ),
});
