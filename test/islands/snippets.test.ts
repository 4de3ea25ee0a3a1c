import { describe, expect, test } from 'vitest';
import { htmlOf, markdownOf } from '../../src/islands/Link/snippets.ts';
import { prefillFragment } from '../../src/preset-link.ts';
import { nodesOf, readMarkdown } from '../support/markdown.ts';

/** What a team could call itself to get out of a quotation. */
const hostile = [
  'Checkout',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  'x](javascript:alert(1)) [y',
  '![a](b) `c` **d** <script>e</script>',
  '\\](x) \\" &quot; &#34;',
  '结算 & 支付 100 %',
];
const badgeOf = (team: string) => ({
  link: `https://fit.example.com/zh-cn/assess/#${prefillFragment({ scenario: 'ai-reply', team })}`,
  image: 'https://fit.example.com/badge/en.svg',
  alt: `Streamfit: “AI chat reply”, team ${team}`,
});

describe.each(hostile)('a badge for the team %s', (team) => {
  test('is one picture in one link for whoever reads the Markdown', () => {
    const badge = badgeOf(team);
    const nodes = nodesOf(readMarkdown(markdownOf(badge)));
    expect(nodes.map(({ type }) => type)).toEqual(['root', 'paragraph', 'link', 'image']);
    const [, , link, image] = nodes;
    expect(link).toMatchObject({ url: badge.link });
    expect(image).toMatchObject({ url: badge.image, alt: badge.alt });
  });

  test('is one picture in one link for whoever reads the HTML', () => {
    const badge = badgeOf(team);
    const html = htmlOf(badge);
    const [, href, src, alt] =
      /^<a href="([^"<>]*)"><img src="([^"<>]*)" alt="([^"<>]*)" height="28"><\/a>$/.exec(html) ?? [];
    const decoded = (text = '') =>
      text.replace(
        /&(amp|lt|gt|quot|#39);/g,
        (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
      );
    expect([href, src, alt].map(decoded)).toEqual([badge.link, badge.image, badge.alt]);
  });
});
