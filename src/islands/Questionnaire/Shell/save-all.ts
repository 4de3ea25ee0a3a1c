import { answersYaml } from '../../answers-yaml.ts';
import type { Draft } from '../../drafts/store.ts';
import { download } from '../../Result/download.ts';

/** Saves all drafts as one ZIP of answer files, each named after its draft. */
export async function saveAll(
  drafts: readonly Draft[],
  names: ReadonlyMap<string, string>,
  rulesVersion: string,
): Promise<void> {
  const { bundle } = await import('../../../bundle.ts');
  const taken = new Set<string>();
  const files = await Promise.all(
    drafts.map(async (draft) => ({
      base: (names.get(draft.id) ?? '').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '') || 'answers',
      text: await answersYaml(draft.file, rulesVersion),
    })),
  );
  const entries = files.map(({ base, text }) => {
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}-${count}`;
    taken.add(name.toLowerCase());
    return { name: `${name}.yaml`, text };
  });
  download('streamfit-drafts.zip', bundle(entries));
}
