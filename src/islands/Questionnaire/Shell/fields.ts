/** Whether keys typed there are text, or choose by letter. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]') !== null;
}
