import { beforeEach, describe, expect, test, vi } from 'vitest';
import { draftNames } from '../../src/islands/drafts/names.ts';
import { choose, isChosen } from '../../src/islands/drafts/settings.ts';
import {
  addDraft,
  changeDraft,
  contentOf,
  draftOfTab,
  findDraft,
  keepDraft,
  keyOf,
  listDrafts,
  putBack,
  removeEntry,
  renameDraft,
} from '../../src/islands/drafts/store.ts';
import { whenChanged } from '../../src/islands/drafts/when.ts';
import { findStart } from '../../src/islands/Questionnaire/start.ts';
import { facts } from '../support/facts.ts';

/** A storage as browsers have it: what it keeps are its own keys. Full once it holds so many characters. */
function storage(mostCharacters = 100_000) {
  const methods = {
    getItem(key: string) {
      return Object.hasOwn(this, key) ? (this as unknown as { [key: string]: string })[key] : null;
    },
    setItem(key: string, text: string) {
      const held = Object.entries(this).reduce((sum, [name, value]) => sum + name.length + String(value).length, 0);
      if (held + text.length > mostCharacters) throw new DOMException('no room', 'QuotaExceededError');
      Object.assign(this, { [key]: text });
    },
    removeItem(key: string) {
      delete (this as unknown as { [key: string]: string })[key];
    },
  };
  return Object.create(methods) as Storage;
}

const chat = 'v=1&rules=1.0&useCase=chat';
const media = 'v=1&rules=1.0&useCase=media';
const words = {
  say: (key: string) => key,
  questions: { useCase: { options: { chat: { label: 'Chat' }, media: { label: 'Media' } } } } as never,
};
let local: Storage;

beforeEach(() => {
  local = storage();
  vi.stubGlobal('window', { localStorage: local, sessionStorage: storage() });
});
const all = () => listDrafts(facts) ?? { drafts: [], unreadable: [], isNews: false };
const start = (hash: string, place: object | null = null) => findStart(hash, place, facts);

describe('a draft', () => {
  test('is kept, found again with its step, and changes its time only with its answers', () => {
    vi.setSystemTime(1000);
    keepDraft({ id: 'one', fragment: chat, step: 'conversation', seen: undefined });
    vi.setSystemTime(9000);
    keepDraft({ id: 'one', fragment: chat, step: 'clients', seen: contentOf(chat) });
    expect(findDraft('one', facts)).toMatchObject({ made: 1000, changed: 1000, step: 'clients' });
    keepDraft({ id: 'one', fragment: media, seen: contentOf(chat) });
    expect(findDraft('one', facts)).toMatchObject({
      made: 1000,
      changed: 9000,
      file: { answers: { useCase: 'media' } },
    });
    expect(draftOfTab()).toBe('one');
    vi.useRealTimers();
  });

  test('that another tab has changed since is not overwritten: ours becomes another draft', () => {
    keepDraft({ id: 'one', fragment: chat, seen: undefined });
    keepDraft({ id: 'one', fragment: media, seen: contentOf(chat) });
    const mine = `${chat}&peakClients=5`;
    const { id, kept } = keepDraft({ id: 'one', fragment: mine, seen: contentOf(chat) });
    expect(kept).toBe('kept');
    expect(id).not.toBe('one');
    expect(findDraft('one', facts)?.fragment).toBe(media);
    expect(findDraft(id, facts)?.fragment).toBe(mine);
  });

  test('keeps the name it was given elsewhere; a blank name gives its own back', () => {
    keepDraft({ id: 'one', fragment: chat, seen: undefined });
    const rename = (name: string) => {
      const draft = findDraft('one', facts);
      if (draft) renameDraft(draft, name);
    };
    rename('  Support  ');
    keepDraft({ id: 'one', fragment: media, seen: contentOf(chat) });
    expect(findDraft('one', facts)?.name).toBe('Support');
    rename(' ');
    expect(findDraft('one', facts)?.name).toBeUndefined();
  });

  test('that was deleted can be put back as it was', () => {
    const { id } = addDraft(chat, 'Mine');
    const removed = removeEntry(keyOf(id));
    expect(all().drafts).toEqual([]);
    if (removed) putBack(removed);
    expect(all().drafts).toMatchObject([{ id, name: 'Mine' }]);
  });

  test('is changed on the result page where it holds the answers, else another is made', () => {
    keepDraft({ id: 'one', fragment: chat, seen: undefined });
    changeDraft(`#${chat}&at=open`, media);
    expect(all().drafts).toMatchObject([{ id: 'one', fragment: media }]);
    changeDraft(`#${chat}`, `${chat}&ifCut=resume`);
    expect(
      all()
        .drafts.map(({ fragment }) => fragment)
        .sort(),
    ).toEqual([`${chat}&ifCut=resume`, media]);
  });
});

describe('what the browser kept before', () => {
  test('both drafts of the first version become drafts, and their old keys go', () => {
    local.setItem('streamfit.draft', `${chat}&at=clients`);
    local.setItem('streamfit.replaced', media);
    expect(all().drafts.map(({ fragment, step }) => [fragment, step])).toEqual(
      expect.arrayContaining([
        [chat, 'clients'],
        [media, undefined],
      ]),
    );
    expect(Object.keys(local).filter((key) => !key.startsWith('streamfit.draft.'))).toEqual([]);
  });

  test('they stay where they are while there is no room for more', () => {
    const full = storage(120);
    full.setItem('streamfit.draft', `${chat}&peakClients=1000000`);
    vi.stubGlobal('window', { localStorage: full, sessionStorage: storage() });
    expect(all().drafts).toEqual([]);
    expect(full.getItem('streamfit.draft')).toContain('peakClients');
  });

  test.each(['', 'no JSON', '{}', '[]', 'null', JSON.stringify({ version: 2, made: 1, changed: 1, fragment: chat })])(
    'what cannot be read is put aside as it is, said once, and the good ones remain: %s',
    (text) => {
      addDraft(chat);
      local.setItem('streamfit.draft.bad', text);
      expect(all()).toMatchObject({ isNews: true, drafts: [{ fragment: chat }], unreadable: [{ text }] });
      expect(all()).toMatchObject({ isNews: false, unreadable: [{ key: 'streamfit.aside.bad', text }] });
    },
  );

  test('a draft whose answers cannot be read is put aside, too', () => {
    addDraft('v=1&useCase=nonsense');
    expect(all()).toMatchObject({ drafts: [], isNews: true });
  });
});

describe('a browser that keeps nothing', () => {
  test('is told apart from a full one, and nothing throws', () => {
    const forbidden = new Proxy(
      {},
      {
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      },
    );
    vi.stubGlobal('window', forbidden);
    expect(listDrafts(facts)).toBeNull();
    expect(keepDraft({ id: 'one', fragment: chat, seen: undefined }).kept).toBe('forbidden');
    expect(findDraft('one', facts)).toBeUndefined();
    expect(draftOfTab()).toBeUndefined();
    choose('all-on-one-page', true);
    expect(isChosen('all-on-one-page')).toBe(true);
    choose('all-on-one-page', false);
    vi.stubGlobal('window', { localStorage: storage(10), sessionStorage: storage() });
    expect(keepDraft({ id: 'one', fragment: chat, seen: undefined }).kept).toBe('full');
  });
});

describe('where to begin', () => {
  test('without a link, with the draft of this tab, else with the one that changed last', () => {
    expect(start('')).toMatchObject({ step: 'useCase', notes: [], seen: undefined });
    vi.setSystemTime(1000);
    const { id } = addDraft(chat);
    vi.setSystemTime(2000);
    addDraft(media);
    vi.useRealTimers();
    expect(start('')).toMatchObject({ file: { answers: { useCase: 'media' } }, notes: [{ kind: 'restored' }] });
    keepDraft({ id, fragment: chat, seen: contentOf(chat) });
    expect(start('')).toMatchObject({ id, seen: contentOf(chat) });
  });

  test('a link is opened beside the drafts, or as the one that holds the same', () => {
    const { id } = addDraft(chat);
    const link = start(`#${media}&at=clients`);
    expect(link).toMatchObject({ step: 'clients', seen: undefined, notes: [{ kind: 'replaced', draft: id }] });
    expect(link.id).not.toBe(id);
    expect(start(`#${chat.replace('1.0', '0.9')}`)).toMatchObject({ id, notes: [] });
    expect(start('#v=1&useCase=nonsense')).toMatchObject({
      step: 'useCase',
      notes: [{ kind: 'broken-link', draft: id }],
    });
  });

  test('after a reload the draft wins over an older address, unless it could not be kept', () => {
    const { id } = addDraft(media);
    const place = { step: 'useCase', isReturning: false, draft: id };
    expect(start(`#${chat}&at=clients`, { ...place, isKept: true })).toMatchObject({
      id,
      step: 'clients',
      file: { answers: { useCase: 'media' } },
    });
    expect(start(`#${chat}`, { ...place, isKept: false })).toMatchObject({
      id,
      seen: contentOf(media),
      notes: [],
      file: { answers: { useCase: 'chat' } },
    });
  });
});

test('names come from the service, else the use case, and no two are the same', () => {
  vi.setSystemTime(1000);
  addDraft(chat);
  addDraft(`${chat}&service.name=orders`);
  addDraft('v=1&rules=1.0&peakClients=5');
  addDraft(media, 'Chat 2');
  vi.setSystemTime(2000);
  const { id } = addDraft(chat);
  vi.useRealTimers();
  const { drafts } = all();
  const names = draftNames(drafts, words);
  expect([...names.values()].sort()).toEqual(['Chat', 'Chat 2', 'Chat 3', 'drafts.untitled', 'orders']);
  expect(names.get(id)).toBe('Chat 3');
});

test.each([
  [5_000, 'now', '现在'],
  [3 * 60_000, '3 minutes ago', '3分钟前'],
  [26 * 3_600_000, 'yesterday', '昨天'],
  // Half a day keeps the date the same in most time zones.
  [40.5 * 86_400_000, 'November 21, 1969', '1969年11月21日'],
])('when it changed, in words: %d', (age, en, zh) => {
  expect(whenChanged(-age, 0, 'en')).toBe(en);
  expect(whenChanged(-age, 0, 'zh-cn')).toBe(zh);
});
