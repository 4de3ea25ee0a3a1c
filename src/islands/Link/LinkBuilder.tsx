import { useEffect, useState } from 'react';
import { type Prefill, prefillFragment } from '../../preset-link.ts';
import { serviceShape } from '../../schema/answers.ts';
import type { Locale, Texts } from '../../schema/texts.ts';
import type { Links } from '../links.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { sayInterface } from '../words.ts';
import { htmlOf, markdownOf } from './snippets.ts';

/** A choice of a list: its id and its name. */
type Named = { readonly id: string; readonly name: string };
type Props = {
  locale: Locale;
  rooms: Texts['interface'];
  links: Pick<Links, 'assess' | 'result' | 'badge'>;
  presets: readonly (Named & { readonly group: string })[];
  paths: readonly Named[];
};

/** Names of the service that can be filled in, by the key of a link and the key of the answer file. */
const NAMES = [
  ['team', 'team'],
  ['service', 'name'],
] as const;

const isFine = (key: 'team' | 'name', text: string) => text === '' || serviceShape.shape[key].safeParse(text).success;

/** Builds a link for an internal page: what its readers need not choose themselves, and the badge that shows it. */
export default function LinkBuilder({ locale, rooms, links, presets, paths }: Props) {
  const say = sayInterface(rooms, { questions: {}, hops: {} }, locale);
  const [prefill, setPrefill] = useState<Prefill>({});
  const [isReady, setReady] = useState(false);
  const [page, setPage] = useState<'assess' | 'result'>('assess');
  // The address is known in the browser only.
  useEffect(() => setReady(true), []);
  const set = (key: keyof Prefill, value: string) => setPrefill({ ...prefill, [key]: value });
  const preset = presets.find(({ id }) => id === prefill.scenario);
  // Advice needs answers.
  const target = preset ? page : 'assess';
  const wrong = NAMES.filter(([key, name]) => !isFine(name, (prefill[key] ?? '').trim()));
  const trimmed = { ...prefill, team: prefill.team?.trim() ?? '', service: prefill.service?.trim() ?? '' };
  const fragment = prefillFragment(trimmed);
  // Built where it is shown, so that it leads to wherever this site is published.
  const absolute = (address: string) => new URL(address, window.location.href).href;
  const title = preset ? say('link.altOf', { name: preset.name }) : say('link.alt');
  const alt = trimmed.team ? say('link.altFor', { title, team: trimmed.team }) : title;
  const badge = () => ({
    link: absolute(links[target]) + (fragment && `#${fragment}`),
    image: absolute(links.badge),
    alt,
  });
  const outputs = [
    { id: 'link', text: () => badge().link },
    { id: 'markdown', text: () => markdownOf(badge()) },
    { id: 'html', text: () => htmlOf(badge()) },
  ] as const;
  const groups = [...new Set(presets.map(({ group }) => group))];

  return (
    <div className="link-builder" data-ready={isReady}>
      <form className="link-form" noValidate onSubmit={(event) => event.preventDefault()}>
        <div className="name">
          <label htmlFor="link-scenario">{say('link.scenario')}</label>
          <p id="link-scenario-help" className="option-help">
            {say('link.scenarioHelp')}
          </p>
          <select
            id="link-scenario"
            aria-describedby="link-scenario-help"
            value={prefill.scenario ?? ''}
            onChange={({ currentTarget }) => set('scenario', currentTarget.value)}
          >
            <option value="">{say('link.noScenario')}</option>
            {groups.map((group) => (
              <optgroup key={group} label={group}>
                {presets
                  .filter((each) => each.group === group)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </div>
        {preset && (
          <fieldset className="name link-page">
            <legend>{say('link.page')}</legend>
            {(['assess', 'result'] as const).map((each) => (
              <label key={each}>
                <input type="radio" name="link-page" checked={page === each} onChange={() => setPage(each)} />
                {say(`link.${each}`)}
              </label>
            ))}
          </fieldset>
        )}
        <div className="name">
          <label htmlFor="link-path">{say('link.path')}</label>
          <select
            id="link-path"
            value={prefill.path ?? ''}
            onChange={({ currentTarget }) => set('path', currentTarget.value)}
          >
            <option value="">{say('link.noPath')}</option>
            {paths.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {NAMES.map(([key, name]) => {
          const isWrong = wrong.some(([each]) => each === key);
          const helpId = `link-${key}-help`;
          return (
            <div key={key} className={isWrong ? 'name wrong' : 'name'}>
              <label htmlFor={`link-${key}`}>{say(`service.${name}`)}</label>
              <p id={helpId} className="option-help">
                {say(`service.${name}Help`)}
              </p>
              {isWrong && (
                <p id={`link-${key}-error`} className="field-error" role="alert">
                  {say(`service.${name}Enter`)}
                </p>
              )}
              <input
                id={`link-${key}`}
                type="text"
                className="text"
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                aria-describedby={isWrong ? `link-${key}-error ${helpId}` : helpId}
                aria-invalid={isWrong || undefined}
                value={prefill[key] ?? ''}
                onInput={({ currentTarget }) => set(key, currentTarget.value)}
              />
            </div>
          );
        })}
      </form>
      <section className="link-outputs" aria-labelledby="link-outputs-title">
        <h2 id="link-outputs-title">{say('link.outputs')}</h2>
        {wrong.length > 0 && <p className="notice warn">{say('link.wrong')}</p>}
        {isReady && wrong.length === 0 && (
          <>
            {outputs.map(({ id, text }) => (
              <div key={id} className="link-output">
                <h3>{say(`link.${id}`)}</h3>
                <pre>
                  <code>{text()}</code>
                </pre>
                <CopyButton text={text} say={say}>
                  {say(`link.${id}Copy`)}
                </CopyButton>
              </div>
            ))}
            <div className="link-output">
              <h3>{say('link.preview')}</h3>
              <p>
                <a href={badge().link}>
                  <img src={badge().image} alt={alt} height="28" />
                </a>
              </p>
            </div>
          </>
        )}
      </section>
    </div>
  );
}
