import type { Draft, Generator } from './generator.ts';
import { header } from './header.ts';
import { entry, list, printYaml, type YamlNode, type YamlValue } from './print/yaml.ts';

const ROOM = 'answers-file';

const toValue = (value: string | number | readonly string[]): YamlValue =>
  typeof value === 'object' ? list(...value) : value;

/** A map without what was left out. */
function entries(map: object): YamlNode[] {
  return Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [entry(key, toValue(value))]));
}

/** The answers as the questionnaire and the command line read them. */
export default {
  id: ROOM,
  whyNot: () => null,
  generate(input): Draft[] {
    const { service, target, answers, assumed, ...rest } = input.file;
    const root: YamlNode[] = [
      ...entries({
        version: rest.version,
        rules: rest.rules ?? input.facts.rulesVersion,
        profile: rest.profile,
        path: rest.path,
      }),
      entry('service', entries(service)),
      ...(Object.keys(target).length > 0 ? [entry('target', entries(target))] : []),
      ...(Object.keys(answers).length > 0 ? [entry('answers', entries(answers))] : []),
      ...entries({ assumed }),
    ];
    return [
      {
        name: 'answers.yaml',
        purpose: `${ROOM}.purpose`,
        place: `${ROOM}.place`,
        language: 'yaml',
        text: printYaml(header(input, ROOM, []), root),
      },
    ];
  },
} satisfies Generator;
