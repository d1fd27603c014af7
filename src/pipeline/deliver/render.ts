// Rendering: what a delivery shows of its paper, asked for when it is claimed and again when it is edited.
import type { CardLanguage } from '../../domain/language.js';
import type { MessageBody } from '../../domain/message.js';
import type { Paper } from '../../domain/paper.js';

/** A paper as its card in a destination. */
export type Render = (
  paper: Paper,
  delivery: { readonly deliveryId: number; readonly language: CardLanguage },
) => MessageBody;
