/** Saves a text or bytes as a file, without a server. A folder in the name becomes part of it. */
export function download(name: string, content: string | Uint8Array, type?: string): void {
  const isText = typeof content === 'string';
  const kind = type ?? (isText ? 'text/plain;charset=utf-8' : 'application/octet-stream');
  const address = URL.createObjectURL(new Blob([isText ? content : new Uint8Array(content)], { type: kind }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replaceAll('/', '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
