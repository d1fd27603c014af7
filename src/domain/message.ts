// What a command or a button answers: message bodies, replies, choices of an autocomplete.
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIButtonComponentWithURL,
  APIEmbed,
  APIEmbedField,
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APISelectMenuOption,
  APIStringSelectComponent,
} from 'discord-api-types/v10';
import type { Markdown } from '../text/markdown.js';
import type { PlainText } from '../text/visible.js';

/** Discord allows 25 choices; name and value at most 100 characters each. */
export interface Choice {
  readonly name: PlainText;
  readonly value: string;
}

/** Texts that Discord reads as markdown, and those that it shows as they are, are told apart by their types. */
export type EmbedField = APIEmbedField & { readonly name: Markdown; readonly value: Markdown };
export type Embed = Omit<APIEmbed, 'title' | 'description' | 'fields' | 'footer' | 'author' | 'provider'> & {
  readonly title?: Markdown;
  readonly description?: Markdown;
  readonly fields?: EmbedField[];
  readonly footer?: { text: PlainText };
};
export type LabelledButton = (APIButtonComponentWithCustomId | APIButtonComponentWithURL) & {
  readonly label: PlainText;
};
export type MenuOption = APISelectMenuOption & { readonly label: PlainText; readonly description?: PlainText };
export type Menu = APIStringSelectComponent & { readonly placeholder: PlainText; readonly options: MenuOption[] };
export type Row<C extends LabelledButton | Menu = LabelledButton | Menu> = APIActionRowComponent<C>;

/** One message body; the adapter adds allowed_mentions and flags. */
export interface MessageBody {
  readonly content?: Markdown;
  /** Takes the place of `content` where everybody sees the answer, and holds nothing that a person typed. */
  readonly contentForAll?: Markdown;
  readonly embeds?: Embed[];
  readonly components?: Row[];
  /** Only in answers. */
  readonly files?: readonly AttachedFile[];
}

/** An answer of one or more messages; private unless the option `share` is true and the first one shows papers. */
export interface Reply {
  readonly messages: readonly [MessageBody, ...MessageBody[]];
}

/** A file that goes with an answer. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A form (Discord's modal) with components in labels; `custom_id` is `prefix:argument`. */
export type ModalForm = Omit<APIModalInteractionResponseCallbackData, 'title' | 'components'> & {
  /** 45 code points. */
  readonly title: PlainText;
  readonly components: (APILabelComponent & { readonly label: PlainText; readonly description?: PlainText })[];
};

/** What a button does: answer privately, change the message it stands on, or open a form. */
export type PressResult = { readonly reply: Reply } | { readonly update: MessageBody } | { readonly form: ModalForm };
