/** Everything a program can be split into: comments, texts, words, signs. A text that does not end leaves its quote. */
const TOKENS = {
  typescript:
    /\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(,=:]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*|[\p{L}\p{N}_$]+|\S/gsu,
  go: /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`|[\p{L}\p{N}_]+|\S/gsu,
  python:
    /#[^\n\r]*|"""(?:[^\\]|\\.)*?"""|'''(?:[^\\]|\\.)*?'''|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[\n\r]+[ \t]*|[\p{L}\p{N}_]+|\S/gsu,
};

/** A program token by token, without comments, and texts without what they say; Python with its indentation. */
export function tokensOf(text: string, language: keyof typeof TOKENS): string[] {
  const tokens: string[] = [];
  for (const [token] of text.matchAll(TOKENS[language])) {
    if (/^(\/\/|\/\*|#)/.test(token)) continue;
    if (/^[\n\r]/.test(token)) {
      const indent = token.replace(/[\n\r]/g, '');
      if (/^[\n\r]/.test(tokens.at(-1) ?? '\n')) tokens.pop();
      tokens.push(`\n${indent}`);
    } else tokens.push(/^["'`]./s.test(token) ? '""' : token);
  }
  return tokens;
}
