// Drawers: on a narrow screen channels and tools lie beside the conversation and come when their button is pressed.
import { byId } from './dom.js';

const DRAWERS = [
  ['open-channels', 'channels'],
  ['open-tools', 'tools'],
] as const;

function setOpen(buttonId: string, panelId: string, isOpen: boolean): void {
  byId(panelId).classList.toggle('open', isOpen);
  byId(buttonId).setAttribute('aria-expanded', String(isOpen));
}

/** Closes whatever is open; the focus goes back to the button of what had it. */
export function closeDrawers(): void {
  for (const [buttonId, panelId] of DRAWERS) {
    const hasFocus = byId(panelId).contains(document.activeElement);
    const isOpen = byId(panelId).classList.contains('open');
    setOpen(buttonId, panelId, false);
    if (isOpen && hasFocus) byId(buttonId).focus();
  }
  document.body.classList.remove('drawn');
}

/** Wires the buttons once. */
export function startDrawers(): void {
  for (const [buttonId, panelId] of DRAWERS) {
    byId(buttonId).addEventListener('click', () => {
      const isOpen = !byId(panelId).classList.contains('open');
      closeDrawers();
      setOpen(buttonId, panelId, isOpen);
      document.body.classList.toggle('drawn', isOpen);
      if (isOpen) byId(panelId).querySelector<HTMLElement>('button, select, summary, input')?.focus();
    });
  }
  byId('shade').addEventListener('click', closeDrawers);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeDrawers();
  });
}
