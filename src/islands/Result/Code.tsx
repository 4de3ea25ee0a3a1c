import type { Token, TokenStream } from 'prismjs';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import type { FileLanguage } from '../../schema/assessment.ts';

type Prism = typeof import('prismjs');
let prism: Promise<Prism> | undefined;

/** What the highlighter needs for each language, in the order it has to be loaded. */
const grammars: { readonly [L in FileLanguage]?: readonly (() => Promise<unknown>)[] } = {
  nginx: [() => import('prismjs/components/prism-nginx')],
  yaml: [() => import('prismjs/components/prism-yaml')],
  json: [() => import('prismjs/components/prism-json')],
  markdown: [() => import('prismjs/components/prism-markup'), () => import('prismjs/components/prism-markdown')],
  shell: [() => import('prismjs/components/prism-bash')],
  typescript: [
    () => import('prismjs/components/prism-clike'),
    () => import('prismjs/components/prism-javascript'),
    () => import('prismjs/components/prism-typescript'),
  ],
  python: [() => import('prismjs/components/prism-python')],
  go: [() => import('prismjs/components/prism-clike'), () => import('prismjs/components/prism-go')],
};

/** Loads the highlighter. The languages look for it as a global. */
async function loadPrism(): Promise<Prism> {
  Object.assign(globalThis, { Prism: { manual: true } });
  const core = (await import('prismjs/components/prism-core')).default as Prism;
  return Object.assign(globalThis, { Prism: core }).Prism;
}

/** The highlighter with one language. */
async function loadGrammar(language: FileLanguage): Promise<Prism> {
  prism ??= loadPrism();
  const loaded = await prism;
  for (const load of grammars[language] ?? []) await load();
  return loaded;
}

/** Tokens as elements: nothing is ever put into the page as HTML. */
function show(stream: TokenStream): ReactNode {
  if (typeof stream === 'string') return stream;
  const tokens: (string | Token)[] = Array.isArray(stream) ? stream : [stream];
  return tokens.map((token, index) => {
    if (typeof token === 'string') return <Fragment key={index}>{token}</Fragment>;
    return (
      <span key={index} className={`token ${token.type}`}>
        {show(token.content)}
      </span>
    );
  });
}

type Props = { text: string; language: FileLanguage; label: string; wrap: boolean };

/** The text of a file, coloured once the highlighter is there. */
export function Code({ text, language, label, wrap }: Props) {
  const [colours, setColours] = useState<Prism | undefined>();
  useEffect(() => {
    loadGrammar(language).then(
      (loaded) => setColours(() => loaded),
      () => undefined, // the text is readable without colours
    );
  }, [language]);
  const grammar = colours?.languages[language === 'shell' ? 'bash' : language];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="code" tabIndex={0} aria-label={label}>
      <pre className={wrap ? 'wrap' : ''}>
        <code>{colours && grammar ? show(colours.tokenize(text, grammar)) : text}</code>
      </pre>
    </section>
  );
}
