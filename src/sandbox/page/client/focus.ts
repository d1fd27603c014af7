// Focus: what is redrawn keeps the focus where it was.

const CONTROLS = 'button, a, select, summary, input';

const controlsIn = (node: HTMLElement): HTMLElement[] => [...node.querySelectorAll<HTMLElement>(CONTROLS)];
const nameOf = (control: HTMLElement | undefined): string =>
  control === undefined
    ? ''
    : `${control.getAttribute('aria-label') ?? ''}${control.closest('label')?.textContent ?? control.textContent}`;

/** Replaces by `draw`; the focus goes to the control of the same name or place, else to the nearest, else to what was drawn. */
function keepingFocus(before: HTMLElement, draw: () => HTMLElement): void {
  const controls = controlsIn(before);
  const at = controls.findIndex((control) => control === document.activeElement);
  const name = nameOf(controls[at]);
  const drawn = draw();
  if (at < 0) return;
  const fresh = controlsIn(drawn);
  const named = fresh.findIndex((control) => nameOf(control) === name);
  const gone = Math.max(controls.length - fresh.length, 0);
  const place = named < 0 ? Math.max(at - gone, 0) : named;
  // At the last page "next" is off or gone: "previous" before it is nearer than what closes the answer.
  const byDistance = [...fresh.slice(0, place + 1).reverse(), ...fresh.slice(place + 1)];
  (byDistance.find((control) => !control.matches(':disabled')) ?? drawn).focus();
}

/** What had the focus in it hands it to what stands after it, else before it. */
export function removeKeepingFocus(node: HTMLElement | null): void {
  const hadFocus = node?.contains(document.activeElement) === true;
  const next = node?.nextElementSibling ?? node?.previousElementSibling ?? node?.parentElement;
  node?.remove();
  if (hadFocus && next instanceof HTMLElement) next.focus({ preventScroll: true });
}

export function replaceKeepingFocus(before: HTMLElement, node: HTMLElement): void {
  keepingFocus(before, () => {
    before.replaceWith(node);
    return node;
  });
}

export function fillKeepingFocus(box: HTMLElement, ...nodes: readonly Node[]): void {
  keepingFocus(box, () => {
    box.replaceChildren(...nodes);
    return box;
  });
}
