// Focus: a message that is drawn anew keeps the focus where it was.

const CONTROLS = 'button, a, select, summary';

/** The control of the same name, else the one in the same place, else the message itself. */
export function replaceKeepingFocus(before: HTMLElement, node: HTMLElement): void {
  const controls = [...before.querySelectorAll<HTMLElement>(CONTROLS)];
  const at = controls.findIndex((control) => control === document.activeElement);
  before.replaceWith(node);
  if (at < 0) return;
  const fresh = [...node.querySelectorAll<HTMLElement>(CONTROLS)].filter((control) => !control.matches(':disabled'));
  const named = fresh.find((control) => control.textContent === controls[at]?.textContent);
  (named ?? fresh[Math.min(at, fresh.length - 1)] ?? node).focus();
}
