import type { HopLimit, LimitReference } from '../../schema/assessment.ts';
import type { GeneratorInput } from '../generator.ts';
import { code, type Inline, link, type MarkdownNode, plain } from '../print/markdown.ts';

/** A word of the site itself, so that documents call things as the result page does. */
export function siteWord({ texts }: GeneratorInput, key: string): string {
  const [room = '', name = ''] = key.split('.');
  return texts.interface[room]?.[name] ?? key;
}

/** Where a value was read: a page, or a decision record of the platform by its name. */
export function sourceCell(source: LimitReference['source']): Inline {
  return [source.startsWith('https://') ? link(new URL(source).hostname, source) : code(source)];
}

/** The name of a limit, and the setting that holds it. */
export function limitCell({ texts, path }: GeneratorInput, row: HopLimit): Inline {
  const setting = path.hops.find(({ id }) => id === row.hop)?.limits[row.limit]?.setting;
  const name = plain(texts.platform.limits[row.limit]?.name ?? row.limit);
  return setting === undefined ? [name] : [name, plain(' '), code(setting)];
}

/** The name of a tier, and of none. */
export const tierName = ({ texts }: GeneratorInput, tier: number | null): string =>
  texts.platform.tiers[String(tier ?? 'none')]?.name ?? siteWord({ texts } as GeneratorInput, 'tier.none');

/** A heading with what follows it; nothing when there is nothing to say. */
export function chapter(title: MarkdownNode, body: readonly MarkdownNode[]): MarkdownNode[] {
  return body.length > 0 ? [title, ...body] : [];
}
