/** A new id for a draft. Not `randomUUID`, which browsers keep from pages without TLS. */
export const newDraftId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, '0')).join('');
